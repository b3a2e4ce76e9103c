"""The main job walked in a real browser: China, Mali, an admin's dashboard, a client's phone."""

from contextlib import ExitStack

import pytest
import requests

from tests.e2e.scripts import play_script
from tests.infra import ROOT
from tests.systeme import Systeme

pytestmark = [pytest.mark.e2e, pytest.mark.lent]

SCRIPT = ROOT / "tests" / "e2e" / "parcours" / "parcours.mjs"
IMAGES = ROOT / "var" / "parcours"
LIMITE_S = 300


def test_a_carton_goes_from_the_bench_to_the_client_under_everyones_eyes(systeme: Systeme) -> None:
    """One run of the Node script; on failure the picture of every open page is in var/parcours."""
    print(play_script(systeme, SCRIPT, IMAGES, limite_s=LIMITE_S))


def test_idle_browsers_do_not_keep_the_others_waiting(systeme: Systeme) -> None:
    """A browser keeps six connections open for nothing; the server must not count them."""
    with ExitStack() as ouvertes:
        for _navigateur in range(20):
            session = ouvertes.enter_context(requests.Session())
            assert session.get(f"{systeme.http}/sante/vivant", timeout=5).status_code == 200
