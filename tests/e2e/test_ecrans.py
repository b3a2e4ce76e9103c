"""Every screen in a real browser, read by axe: nothing it can find, nothing that overflows."""

import pytest

from tests.e2e.scripts import play_script
from tests.infra import ROOT
from tests.systeme import Systeme

pytestmark = [pytest.mark.e2e, pytest.mark.lent, pytest.mark.scene]

SCRIPT = ROOT / "tests" / "e2e" / "ecrans" / "regarder.mjs"
LIMITE_S = 400


def test_every_screen_passes_axe_on_a_desk_and_on_a_phone(systeme: Systeme) -> None:
    """Its pictures are in var/ecrans."""
    print(play_script(systeme, SCRIPT, ROOT / "var" / "ecrans", limite_s=LIMITE_S))
