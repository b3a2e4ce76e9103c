"""The operator's screens in a real browser: seen, read by axe, worked without a mouse."""

import os
import subprocess

import pytest

from tests.infra import ROOT
from tests.systeme import Systeme

pytestmark = [pytest.mark.e2e, pytest.mark.lent, pytest.mark.scene]

SCRIPT = ROOT / "tests" / "e2e" / "messages" / "ecrans.mjs"
IMAGES = ROOT / "var" / "messages"
LIMITE_S = 600


def test_the_operator_s_screens_pass_axe_and_are_worked_by_keyboard(systeme: Systeme) -> None:
    """Every view of the Node script; its pictures are in var/messages."""
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
            "TS_SIMULATEUR": systeme.simulateur,
            "TS_DEMO_MOT_DE_PASSE": systeme.mot_de_passe,
            "TS_IMAGES": str(IMAGES),
        },
    )
    print(done.stdout, done.stderr, sep="\n")
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
