"""Runs a Node script against the page of drivers, built once for all of a run's tests."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.infra import ROOT

SCRIPTS = ROOT / "tests" / "e2e" / "materiel"
LIMITE_S = 240


def page_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the built page lies; the first script to come builds it."""
    return tmp_path_factory.getbasetemp() / "materiel"


def run_script(name: str, env: dict[str, str], before: Sequence[str] = ()) -> str:
    """The standard output of tests/e2e/materiel/<name>; its errors when it fails."""
    done = subprocess.run(
        [*before, "node", str(SCRIPTS / name)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=LIMITE_S,
        env=os.environ | env,
    )
    print(done.stdout, done.stderr, sep="\n")
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout
