"""A scanner typing into a real Chromium with the focus in a field: no code is ever cut."""

import json
from typing import Any

import pytest

from tests.e2e.materiel_page import page_folder, run_script

pytestmark = [pytest.mark.e2e, pytest.mark.lent, pytest.mark.scene]

CODES = ["YAKMVS9EDD1R3", "CM9JE0K9W39Q8", "1HE7ZPKA792GV", "T8ZGG898PBSKY"]
TOUS = [f"colis:{code}" for code in CODES]

Scenes = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def scenes(tmp_path_factory: pytest.TempPathFactory) -> Scenes:
    sortie = run_script("douchette.mjs", {"TS_PAGE": str(page_folder(tmp_path_factory))})
    lues = [json.loads(ligne) for ligne in sortie.splitlines() if ligne.startswith("{")]
    return {lue["nom"]: lue for lue in lues}


def test_a_french_keyboard_garbles_nothing_and_the_field_gets_nothing(scenes: Scenes) -> None:
    assert scenes["azerty"]["lus"] == TOUS
    assert scenes["azerty"]["champ"] == ""


def test_a_chinese_input_method_at_work_in_the_field_eats_nothing(scenes: Scenes) -> None:
    """What was being composed stays; nothing of the code is added to it."""
    assert scenes["ime"]["lus"] == TOUS
    assert scenes["ime"]["champ"] in ("", "ni")


def test_eighty_milliseconds_a_key_are_read_whole(scenes: Scenes) -> None:
    assert scenes["lente"]["lus"] == TOUS


def test_two_codes_in_a_burst_are_two_scans(scenes: Scenes) -> None:
    assert scenes["rafale"]["lus"] == TOUS[:2]


def test_a_scan_that_stalls_is_lost_and_its_end_is_no_code(scenes: Scenes) -> None:
    assert scenes["coupee"]["lus"] == []
    assert scenes["coupee"]["champ"] == ""


def test_after_a_scan_the_field_has_the_focus_again(scenes: Scenes) -> None:
    assert {scenes[nom]["foyer"] for nom in ("azerty", "ime", "lente", "rafale")} == {"champ"}


def test_what_a_person_types_is_left_alone(scenes: Scenes) -> None:
    assert (scenes["personne"]["lus"], scenes["personne"]["champ"]) == ([], "awa")
