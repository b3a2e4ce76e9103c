"""The operator's screens in a real browser: seen, read by axe, worked without a mouse."""

import pytest

from tests.e2e.scripts import play_script
from tests.infra import ROOT
from tests.systeme import Systeme

pytestmark = [pytest.mark.e2e, pytest.mark.lent, pytest.mark.scene]

SCRIPT = ROOT / "tests" / "e2e" / "messages" / "ecrans.mjs"
IMAGES = ROOT / "var" / "messages"
LIMITE_S = 600


def test_the_operator_s_screens_pass_axe_and_are_worked_by_keyboard(systeme: Systeme) -> None:
    """Every view of the Node script; its pictures are in var/messages."""
    print(play_script(systeme, SCRIPT, IMAGES, limite_s=LIMITE_S))
