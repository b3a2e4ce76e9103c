"""Every screen in a real browser, read by axe: nothing it can find, nothing that overflows."""

import os
import subprocess

import pytest

from tests.infra import ROOT
from tests.systeme import Systeme

pytestmark = [pytest.mark.e2e, pytest.mark.lent, pytest.mark.scene]

SCRIPT = ROOT / "tests" / "e2e" / "ecrans" / "regarder.mjs"
LIMITE_S = 400


def test_every_screen_passes_axe_on_a_desk_and_on_a_phone(systeme: Systeme) -> None:
    """Its pictures are in var/ecrans."""
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
            "TS_IMAGES": str(ROOT / "var" / "ecrans"),
        },
    )
    print(done.stdout, done.stderr, sep="\n")
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
