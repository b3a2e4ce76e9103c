"""`manage.py up` keeps its promises: one instance, restarts, a clean stop, no orphans."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests

from tests.infra import ROOT, free_ports
from tests.systeme import erase

pytestmark = [pytest.mark.e2e, pytest.mark.lent]


class Run:
    """One `manage.py up` over a directory, without demonstration data to stay quick."""

    def __init__(self, var: Path) -> None:
        self.var = var
        self.port = free_ports(3)
        self.output = var / "up.txt"
        self.env = os.environ | {
            "TS_VAR": str(var), "TS_PORT": str(self.port), "TS_SANS_DEMONSTRATION": "true",
            "PYTHONWARNINGS": "default",
        }  # fmt: skip
        with self.output.open("wb") as file:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "up"],
                cwd=ROOT, env=self.env, stdout=file, stderr=subprocess.STDOUT,
            )  # fmt: skip
        wait_until(lambda: "TS_DEMO_MOT_DE_PASSE=" in self.output.read_text(), 120)

    def pid_of(self, service: str) -> int:
        groups = json.loads((self.var / "run" / "groupes.json").read_text())
        return int(groups[service]["pid"])

    def members(self) -> list[int]:
        """Living processes that carry this run's directory in their environment or command."""
        found = []
        mark = str(self.var).encode()
        for entry in Path("/proc").iterdir():
            if not entry.name.isdigit() or int(entry.name) in {os.getpid(), self.process.pid}:
                continue
            try:
                known = (entry / "environ").read_bytes() + (entry / "cmdline").read_bytes()
                zombie = (entry / "stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
            except OSError:
                continue
            if mark in known and not zombie:
                found.append(int(entry.name))
        return found


def wait_until(condition: Callable[[], bool], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "attente trop longue"
        time.sleep(0.05)


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Run]:
    made = Run(tmp_path)
    yield made
    if made.process.poll() is None:
        made.process.send_signal(signal.SIGINT)
        made.process.wait(15)
    erase(tmp_path)


def answers(port: int) -> bool:
    try:
        return requests.get(f"http://127.0.0.1:{port}/sante/pret", timeout=2).status_code == 200
    except requests.RequestException:
        return False


def test_a_second_instance_on_the_same_data_is_refused(run: Run) -> None:
    second = subprocess.run(
        [sys.executable, "manage.py", "up"],
        cwd=ROOT, env=run.env, capture_output=True, text=True, timeout=180, check=False,
    )  # fmt: skip
    assert second.returncode == 1
    assert "Déjà en marche" in second.stderr
    wait_until(lambda: answers(run.port), 20)


def test_a_dead_process_is_started_again(run: Run) -> None:
    before = run.pid_of("http")
    os.kill(before, signal.SIGKILL)
    wait_until(lambda: run.pid_of("http") != before and answers(run.port), 90)


def test_it_stops_everything_within_three_seconds_and_starts_again_on_its_data(
    run: Run,
) -> None:
    began = time.monotonic()
    run.process.send_signal(signal.SIGINT)
    assert run.process.wait(15) == 0
    assert time.monotonic() - began < 3
    assert run.members() == []
    again = Run(run.var)
    assert "prêt en" in again.output.read_text()
    again.process.send_signal(signal.SIGTERM)
    assert again.process.wait(15) == 0


@pytest.mark.skipif(sys.platform != "linux", reason="ailleurs, repris au démarrage suivant")
def test_nothing_survives_its_violent_death(run: Run) -> None:
    run.process.kill()
    run.process.wait()
    wait_until(lambda: run.members() == [], 10)
    again = Run(run.var)
    assert answers(again.port)
    again.process.send_signal(signal.SIGINT)
    again.process.wait(15)


def test_a_refusal_that_ignores_the_body_does_not_lose_the_next_request(run: Run) -> None:
    with requests.Session() as session:
        for _number in range(200):
            answer = session.post(
                f"http://127.0.0.1:{run.port}/api/v1/sync/operations",
                data=b"x" * 5_000,
                timeout=10,
            )
            assert answer.status_code == 401
