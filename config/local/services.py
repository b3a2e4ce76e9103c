"""The processes of the system, as `manage.py up` starts them."""

import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from config.environment import BASE_DIR, Environment
from config.local.postgres import Postgres
from config.local.processus import spawn
from config.local.superviseur import Service
from config.local.valkey import Valkey

HOST = "127.0.0.1"
QUEUES = "default,notifications,medias,documents,rapports"


def http_ready(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=3) as response:  # noqa: S310 - our own address
            return bool(response.status < 400)
    except urllib.error.HTTPError as error:
        return error.code in {401, 403, 405}
    except (OSError, urllib.error.URLError):
        return False


def port_is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) != 0


@dataclass(frozen=True)
class Processes:
    """Builders of every service of one run; `child_env` is what each child receives."""

    env: Environment
    child_env: Mapping[str, str]

    def postgres(self, server: Postgres) -> Service:
        return Service(
            "PostgreSQL",
            start=server.start,
            ready=server.answers,
            log=server.log,
            rank=0,
            stop_signal=signal.SIGINT,
        )

    def valkey(self, server: Valkey) -> Service:
        return Service("Valkey", start=server.start, ready=server.answers, log=server.log, rank=0)

    def http(self) -> Service:
        workers = str(min(2, os.cpu_count() or 1))
        # Back-pressure counts connections, idle ones too: browsers keep six each.
        options = (
            "--interface wsgi --blocking-threads 4 --backpressure 512 --no-ws --log-level warning"
            f" --respawn-failed-workers --workers-kill-timeout 1 --workers {workers}"
            f" --host {HOST} --port {self.env.port} config.wsgi:application"
        )
        return self._python(
            "http",
            ["granian", *options.split()],
            ready_url=f"http://{HOST}:{self.env.port}/sante/pret",
        )

    def websocket(self) -> Service:
        port = self.env.port + 1
        return self._python(
            "ws",
            ["daphne", "-b", HOST, "-p", str(port), "-v", "0", "config.asgi:application"],
            ready_url=f"http://{HOST}:{port}/sante/vivant",
        )

    def worker(self) -> Service:
        options = (
            f"-A config worker --concurrency 3 -Q {QUEUES} -O fair --without-gossip"
            " --without-mingle --loglevel WARNING"
        )
        worker = self._python("worker", ["celery", *options.split()])
        # SIGQUIT gives unfinished messages back at once; SIGTERM would wait for them.
        worker.stop_signal = signal.SIGQUIT
        return worker

    def beat(self) -> Service:
        return self._python(
            "beat",
            ["celery", "-A", "config", "beat", "--loglevel", "WARNING", "--pidfile="],
        )

    def simulator(self) -> Service:
        port = self.env.port + 2
        return self._spawned(
            "simulateur",
            [sys.executable, "manage.py", "wachap_simulateur", "--port", str(port)],
            ready_url=f"http://{HOST}:{port}/_grand_livre",
        )

    def _python(self, name: str, module: list[str], *, ready_url: str = "") -> Service:
        return self._spawned(name, [sys.executable, "-m", *module], ready_url=ready_url)

    def _spawned(self, name: str, argv: list[str], *, ready_url: str) -> Service:
        """A child whose readiness is an address, or else the file it touches (TS_PRET)."""
        log = self.env.var / "log" / f"{name}.log"
        mark = self.env.var / "run" / f"{name}.pret"
        extra = {"TS_PROCESS": name if name != "simulateur" else "commande", "TS_PRET": str(mark)}

        def start() -> "subprocess.Popen[bytes]":
            mark.unlink(missing_ok=True)
            return spawn(argv, log=log, env={**self.child_env, **extra}, cwd=BASE_DIR)

        def ready() -> bool:
            return http_ready(ready_url) if ready_url else mark.exists()

        return Service(name, start=start, ready=ready, log=log, rank=2)


def metrics_dir(var: Path) -> Path:
    """Where the processes put their shared Prometheus counters; emptied at each start."""
    directory = var / "run" / "prometheus"
    directory.mkdir(parents=True, exist_ok=True)
    for old in directory.glob("*.db"):
        old.unlink(missing_ok=True)
    return directory
