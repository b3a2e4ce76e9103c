"""pytest plugin: the whole system as `make run` starts it, for the end-to-end tests.

`TS_SYSTEME=<port>` with `TS_DEMO_MOT_DE_PASSE` uses a system already running (much faster while
writing a test); otherwise one is started on free ports over an empty directory.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.infra import ROOT, free_ports

START_LIMIT_S = 240


@dataclass(frozen=True)
class Systeme:
    """Addresses of a running system and the password of its demonstration users."""

    port: int
    mot_de_passe: str
    var: Path

    @property
    def http(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def ws(self) -> str:
        return f"ws://127.0.0.1:{self.port + 1}"

    @property
    def simulateur(self) -> str:
        return f"http://127.0.0.1:{self.port + 2}"


def already_running() -> Systeme | None:
    port = os.environ.get("TS_SYSTEME")
    if not port:
        return None
    var = Path(os.environ.get("TS_VAR") or ROOT / "var")
    return Systeme(int(port), os.environ["TS_DEMO_MOT_DE_PASSE"], var)


def _wait_for_banner(process: "subprocess.Popen[bytes]", output: Path) -> str:
    """The password line is printed last but one, once every gate is open."""
    deadline = time.monotonic() + START_LIMIT_S
    while time.monotonic() < deadline and process.poll() is None:
        for line in output.read_text(errors="replace").splitlines():
            if line.startswith("TS_DEMO_MOT_DE_PASSE="):
                return line.partition("=")[2].strip()
        time.sleep(0.1)
    raise RuntimeError(f"Le système ne démarre pas :\n{output.read_text(errors='replace')}")


def erase(var: Path) -> None:
    """The database's files may live away from a closed temporary directory."""
    trace = var / "postgres.ailleurs"
    if trace.is_file():
        shutil.rmtree(Path(trace.read_text()).parent, ignore_errors=True)


@contextmanager
def started(var: Path, **reglages: str) -> Iterator[Systeme]:
    """Everything up over ``var``, with these TS_ settings more; stopped and erased at the end."""
    var.mkdir(parents=True, exist_ok=True)
    port = free_ports(3)
    output = var / "up.txt"
    given = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL"}}
    with output.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "up"],
            cwd=ROOT,
            stdout=file,
            stderr=subprocess.STDOUT,
            env=given
            | {"TS_PORT": str(port), "TS_VAR": str(var), "PYTHONWARNINGS": "default"}
            | reglages,
        )
    try:
        yield Systeme(port, _wait_for_banner(process, output), var)
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        erase(var)


@pytest.fixture(scope="session")
def systeme(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Systeme]:
    """Everything up: databases, HTTP, WebSocket, worker, beat, simulator, demonstration data."""
    running = already_running()
    if running is not None:
        yield running
        return
    with started(tmp_path_factory.mktemp("systeme")) as systeme:
        yield systeme
