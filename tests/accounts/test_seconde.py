"""Who counts as a second person, and what one person may give up alone: the pure rules."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from accounts.domain.mots_de_passe import weaknesses
from accounts.domain.seconde import (
    AuteurTenu,
    CompteRecent,
    CompteTenu,
    ConcessionHorsLimite,
    Cumul,
    MemePoste,
    Personne,
    Plafonds,
    ProprePersonne,
    SecondePersonne,
    check_plafonds,
    refusal_of,
)
from core.ids import uuid7

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
AUTEUR, POSTE = uuid7(), uuid7()
AUTRE = Personne(id=uuid7(), cree_le=NOW - timedelta(days=60), postes=[uuid7()])


@pytest.mark.parametrize(
    ("second", "refusal"),
    [
        (AUTRE, None),
        (replace(AUTRE, id=AUTEUR), ProprePersonne),
        (replace(AUTRE, mains=[str(AUTEUR)]), CompteTenu),
        (replace(AUTRE, mains=[str(uuid7())]), None),
        (replace(AUTRE, tient=[AUTEUR]), AuteurTenu),
        (replace(AUTRE, tient=[uuid7()]), None),
        (replace(AUTRE, cree_le=NOW - timedelta(days=7) + timedelta(seconds=1)), CompteRecent),
        (replace(AUTRE, cree_le=NOW - timedelta(days=7)), None),
        (replace(AUTRE, postes=[POSTE]), MemePoste),
        (replace(AUTRE, postes=[]), None),
    ],
)
def test_a_second_person_is_nobody_the_author_holds_in_hand(
    second: Personne, refusal: type[SecondePersonne] | None
) -> None:
    found = refusal_of(second, auteur_id=AUTEUR, postes_acte=[POSTE], now=NOW)
    assert (type(found) if found else None) is refusal


@pytest.mark.parametrize(
    ("deja", "portee"),
    [
        ({"par_colis": 501}, "par colis"),
        ({"par_client": 1_501}, "par client sur 30 jours"),
        ({"par_jour": 4_501}, "par jour"),
    ],
)
def test_each_bound_holds_what_is_already_unsigned(deja: dict[str, int], portee: str) -> None:
    plafonds = Plafonds(par_colis=1_000, par_client=2_000, par_jour=5_000)
    cumul = Cumul(montant=500, par_colis=500, par_client=1_500, par_jour=4_500)
    check_plafonds(cumul, plafonds, "XOF")
    with pytest.raises(ConcessionHorsLimite) as refused:
        check_plafonds(replace(cumul, **deja), plafonds, "XOF")
    assert refused.value.details["portee"] == portee


def test_a_bound_of_zero_is_no_bound() -> None:
    rien = Plafonds(par_colis=0, par_client=0, par_jour=0)
    check_plafonds(Cumul(montant=10**9, par_colis=0, par_client=0, par_jour=0), rien, "XOF")


@pytest.mark.parametrize(
    ("mot_de_passe", "fautes"),
    [
        ("chaloupe-verte-42", []),
        ("aaaaaaaaaaaa", ["peu_varie", "suite"]),
        ("abcdefghij", ["suite"]),
        ("9876543210ab", ["suite"]),
        ("MotLongVarie12345!", []),
        ("Bamako2026!", ["maison"]),
        ("ts-air-cargo-2026", ["maison"]),
        ("１２３４５６７８９０", ["suite"]),
    ],
)
def test_a_weak_password_is_explained(mot_de_passe: str, fautes: list[str]) -> None:
    assert weaknesses(mot_de_passe) == fautes
