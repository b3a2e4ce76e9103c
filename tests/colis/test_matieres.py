"""The dangerous goods screen, held to the vectors the station's twin is held to."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from colis.domain import CATEGORIES
from colis.matieres import (
    Batterie,
    Tranche,
    compute_mwh,
    rank_tranche,
    read_energies,
    screen_contenu,
)

ROOT = Path(__file__).resolve().parents[2]
CAS = json.loads(Path(__file__).with_name("vecteurs_matieres.json").read_text("utf-8"))["cas"]


@pytest.mark.parametrize("cas", CAS, ids=lambda cas: f"{cas['contenu']} ({cas['categorie']})")
def test_the_screen_says_what_the_vectors_say(cas: dict[str, Any]) -> None:
    batterie = Batterie(**cas["batterie"]) if "batterie" in cas else None
    avis = screen_contenu(cas["contenu"], cas["categorie"], batterie)
    tout = avis.as_json() | {"marque": avis.marque}
    assert {name: tout[name] for name in cas["attendu"]} == cas["attendu"]


def test_the_station_reads_the_same_lexicon() -> None:
    twin = ROOT / "frontend/src/features/station/lexique-dg.json"
    assert twin.read_bytes() == (ROOT / "colis/lexique_dg.json").read_bytes()


def test_every_traditional_character_has_its_simplified_one() -> None:
    data = json.loads((ROOT / "colis/lexique_dg.json").read_text("utf-8"))
    assert len(data["traditionnels"]) == len(data["simplifies"])
    assert not set(data["traditionnels"]) & set(data["simplifies"])


def test_watt_hours_are_capacity_times_tension_rounded_up() -> None:
    assert compute_mwh(20_000, 3_700) == 74_000
    assert compute_mwh(1, 1) == 1
    assert [rank_tranche(n) for n in (None, 100_000, 100_001, 160_000, 160_001)] == [
        Tranche.INCONNUE,
        Tranche.JUSQU_A_100,
        Tranche.JUSQU_A_160,
        Tranche.JUSQU_A_160,
        Tranche.AU_DELA,
    ]


def test_every_doubt_has_a_question_that_fits_its_column() -> None:
    data = json.loads((ROOT / "colis/lexique_dg.json").read_text("utf-8"))
    for famille in data["familles"]:
        assert data["questions"][famille["code"]].rstrip().endswith(("?", "."))
        assert len(famille["un"]) <= 12
    assert all(len(question) <= 300 for question in data["questions"].values())


@given(st.text(max_size=300), st.sampled_from(CATEGORIES))
def test_no_text_breaks_the_screen_and_a_battery_category_always_waits(
    contenu: str, categorie: str
) -> None:
    avis = screen_contenu(contenu, categorie)
    assert not avis.bloque or avis.question
    assert categorie != "batterie" or avis.bloque
    read_energies(contenu)


@given(st.text(max_size=100), st.sampled_from(["充电宝", " power bank ", " briquet ", "打火机"]))
def test_a_word_of_the_list_is_never_drowned_in_other_words(autour: str, mot: str) -> None:
    assert screen_contenu(f"{autour} {mot} {autour}", "standard").bloque
