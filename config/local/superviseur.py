"""Starts the system's processes, waits for each to be ready, restarts the dead, stops all.

Everything runs on the main thread: Linux ties a child's parent-death signal to the thread that
made it.
"""

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import structlog

from config.local.processus import signal_group, tail, wait_group

logger = structlog.get_logger(__name__)

QUICK_DEATH_S = 10.0
MAX_PAUSE_S = 10.0


class ServiceFailed(RuntimeError):
    """A process died or stayed mute at start; carries the end of its log."""


@dataclass
class Service:
    """One process: how to start it and how to know that it serves.

    `rank` orders the stop: the highest first, the databases (0) last. The stop signal goes to
    the parent alone, which ends its own workers; what is left of the group is killed.
    """

    name: str
    start: Callable[[], "subprocess.Popen[bytes]"]
    ready: Callable[[], bool]
    log: Path
    rank: int = 1
    stop_signal: int = signal.SIGTERM
    process: "subprocess.Popen[bytes] | None" = None
    started_at: float = 0.0
    pause_s: float = 0.0
    restart_at: float | None = None


@dataclass
class Superviseur:
    """The family of processes of one data directory."""

    run: Path
    services: list[Service] = field(default_factory=list)
    stopping: bool = False

    @property
    def register(self) -> Path:
        return self.run / "groupes.json"

    def launch(self, service: Service) -> None:
        service.process = service.start()
        service.started_at = time.monotonic()
        service.restart_at = None
        if service not in self.services:
            self.services.append(service)
        self._write_register()

    def wait_ready(self, service: Service, timeout_s: float = 120) -> None:
        """Until the service serves; raises ServiceFailed if it dies or stays mute."""
        deadline = time.monotonic() + timeout_s
        while time.monotonic() < deadline and not self.stopping:
            if service.ready():
                return
            if service.process is not None and service.process.poll() is not None:
                break
            time.sleep(0.05)
        if not self.stopping:
            raise ServiceFailed(
                f"{service.name} ne démarre pas. Fin de {service.log} :\n{tail(service.log)}"
            )

    def watch(self) -> None:
        """Restart what dies, until asked to stop."""
        while not self.stopping:
            for service in self.services:
                self._check(service)
            time.sleep(0.1)

    def _check(self, service: Service) -> None:
        now = time.monotonic()
        if service.restart_at is not None:
            if now >= service.restart_at:
                logger.warning("service_relance", service=service.name)
                self.launch(service)
            return
        if service.process is None or service.process.poll() is None:
            return
        code = service.process.returncode
        signal_group(service.process.pid, signal.SIGKILL)
        quick = now - service.started_at < QUICK_DEATH_S
        service.pause_s = min(MAX_PAUSE_S, max(0.5, service.pause_s * 2)) if quick else 0.0
        service.restart_at = now + service.pause_s
        logger.error("service_mort", service=service.name, code_sortie=code)

    def stop(self) -> None:
        """Stop everything, edges first, databases last; whatever lingers is killed."""
        self.stopping = True
        for rank in sorted({service.rank for service in self.services}, reverse=True):
            self._stop_rank([s for s in self.services if s.rank == rank and s.process])
        self.register.unlink(missing_ok=True)

    def _stop_rank(self, services: list[Service]) -> None:
        pids = {s.process.pid: s for s in services if s.process is not None}
        for pid, service in pids.items():
            with suppress(ProcessLookupError):
                os.kill(pid, service.stop_signal)
        left = wait_group(list(pids), 1.2)
        for pid in left:
            logger.warning("service_tue", service=pids[pid].name)
            signal_group(pid, signal.SIGKILL)
        wait_group(left, 0.4)

    def _write_register(self) -> None:
        """Who belongs to us, for the next start to reclaim after a kill -9."""
        self.run.mkdir(parents=True, exist_ok=True)
        groups = {
            s.name: {"pid": s.process.pid, "commande": command_of(s.process.pid)}
            for s in self.services
            if s.process is not None
        }
        self.register.write_text(json.dumps(groups))

    def reclaim(self) -> None:
        """Kill the groups of an earlier run that died without stopping them.

        A pid may have been given to someone else since: the command must be the same.
        """
        known: Mapping[str, Mapping[str, object]] = {}
        with suppress(FileNotFoundError, json.JSONDecodeError):
            known = json.loads(self.register.read_text())
        pids = [
            int(str(group["pid"]))
            for group in known.values()
            if group["commande"] and command_of(int(str(group["pid"]))) == group["commande"]
        ]
        for pid in pids:
            signal_group(pid, signal.SIGTERM)
        for pid in wait_group(pids, 2.0):
            signal_group(pid, signal.SIGKILL)


def command_of(pid: int) -> str:
    """Command line of a process, empty when there is none."""
    if Path("/proc/self/cmdline").exists():
        with suppress(OSError):
            return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
        return ""
    shown = subprocess.run(
        ["/bin/ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return shown.stdout.strip()
