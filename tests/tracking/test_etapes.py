"""Stages shown from the events kept."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from colis.domain import Etat
from tracking.domain import PARCOURS, RANGS, Avancement, build_etapes, mask_nom
from tracking.textes import DICTIONNAIRES, OFFERTES
from tracking.textes.fr import FR

T0 = datetime(2026, 3, 1, tzinfo=UTC)


def stages(statut: str, *vers: str) -> list[tuple[str, str, int | None]]:
    """(stage, standing, hour it happened) for events one hour apart."""
    evenements: list[dict[str, Any]] = [
        {"vers": v, "survenu_le": T0 + timedelta(hours=n), "pays": "CN", "ville": ""}
        for n, v in enumerate(vers)
    ]
    etapes = build_etapes(
        statut=statut, evenements=evenements, pays_origine="CN", pays_destination="ML"
    )
    return [
        (e.etape, str(e.avancement), e.survenu_le.hour if e.survenu_le else None) for e in etapes
    ]


def test_what_is_passed_present_and_to_come() -> None:
    assert stages("expedie", "recu", "groupe", "expedie") == [
        ("recu", "fait", 0),
        ("groupe", "fait", 1),
        ("expedie", "en_cours", 2),
        ("arrive", "a_venir", None),
        ("disponible", "a_venir", None),
        ("remis", "a_venir", None),
    ]


def test_an_unloaded_carton_is_back_at_its_first_time() -> None:
    shown = stages("recu", "recu", "groupe", "recu")
    assert shown[0] == ("recu", "en_cours", 0)
    assert shown[1] == ("groupe", "a_venir", None)


def test_a_surplus_carton_shows_no_stage_it_never_had() -> None:
    assert [s[0] for s in stages("arrive", "recu", "arrive")] == [
        "recu", "arrive", "disponible", "remis",
    ]  # fmt: skip


def test_a_missing_carton_is_being_searched_for_and_forgotten_once_found() -> None:
    assert stages("manquant", "recu", "groupe", "expedie", "manquant")[3] == (
        "manquant", "en_cours", 3,
    )  # fmt: skip
    found = stages("arrive", "recu", "groupe", "expedie", "manquant", "arrive")
    assert "manquant" not in [s[0] for s in found]


@pytest.mark.parametrize("fin", ["annule", "perdu", "retourne", "remis"])
def test_nothing_is_to_come_after_an_end(fin: str) -> None:
    shown = stages(fin, "recu", fin)
    assert shown[-1][0] == fin
    assert Avancement.A_VENIR not in [s[1] for s in shown]


def test_a_corrected_hand_over_is_undone() -> None:
    path = ("recu", "groupe", "expedie", "arrive", "disponible", "remis", "disponible")
    shown = stages("disponible", *path)
    assert shown[-2:] == [("disponible", "en_cours", 4), ("remis", "a_venir", None)]


def test_every_state_has_a_rank_and_words() -> None:
    assert {str(etat) for etat in Etat} == set(RANGS)
    for etat in Etat:
        for family in ("statut", "detail", "etape"):
            assert f"{family}.{etat}" in FR
    assert set(PARCOURS) <= set(RANGS)


def test_offered_languages_are_complete_and_bambara_waits() -> None:
    assert set(OFFERTES) >= {"fr", "en", "zh"}
    assert "bm" in DICTIONNAIRES
    for langue in OFFERTES:
        assert DICTIONNAIRES[langue].keys() == FR.keys()


def test_a_name_is_an_initial() -> None:
    assert mask_nom("é") == "É•••"
    assert mask_nom("") == "•••"
