"""The intake bench in a real browser with injected hardware: no mouse, and what breaks."""

import os
import subprocess

import pytest

from tests.infra import ROOT
from tests.systeme import Systeme

pytestmark = [pytest.mark.e2e, pytest.mark.lent, pytest.mark.scene]

SCRIPT = ROOT / "tests" / "e2e" / "station" / "parcours.mjs"
IMAGES = ROOT / "var" / "station"
LIMITE_S = 300


def test_the_bench_is_worked_without_a_mouse_and_survives_its_hardware(systeme: Systeme) -> None:
    """Every scene of the Node script; on failure the pictures are in var/station."""
    done = subprocess.run(
        ["node", str(SCRIPT)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=LIMITE_S,
        env=os.environ
        | {
            "TS_ADRESSE": systeme.http,
            "TS_DEMO_MOT_DE_PASSE": systeme.mot_de_passe,
            "TS_IMAGES": str(IMAGES),
        },
    )
    print(done.stdout, done.stderr, sep="\n")
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
