from dataclasses import replace
from datetime import UTC, datetime

from tests.core.lecteurs_pdf import read_text
from vols.irregularites_pdf import (
    ColisIrregulier,
    ContenuIrregularites,
    render_irregularites_pdf,
)

COLIS = ColisIrregulier(
    "YAKMVS9EDD1R3", "Mamadou <b>Traoré", "Vêtements", 12_500, "mouillé & ouvert",
    datetime(2026, 3, 6, 9, tzinfo=UTC), 2,
)  # fmt: skip
CONTENU = ContenuIrregularites(
    numero="ET 607",
    lta="071-00000000",
    compagnie="Ethiopian Airlines",
    aeroport_depart="Guangzhou (CAN)",
    aeroport_arrivee="Bamako (BKO)",
    agence="Agence Bamako",
    fuseau="Africa/Bamako",
    arrive_le=datetime(2026, 3, 5, 11, tzinfo=UTC),
    cloture_le=datetime(2026, 3, 6, 18, tzinfo=UTC),
    cloture_par="Awa Sangaré",
    attendus=120,
    pointes=117,
    manquants=(replace(COLIS, code_suivi="CM9JE0K9W39Q8"),) * 3,
    surplus=(replace(COLIS, code_suivi="1HE7ZPKA792GV", photos=0),) * 2,
    endommages=(COLIS,),
)


def test_missing_surplus_and_damaged_cartons_are_named_each_in_its_section() -> None:
    text = read_text(render_irregularites_pdf(CONTENU))
    for said in (
        "Colis manquants (3)", "Colis en surplus, absents du manifeste (2)",
        "Colis endommagés (1)", "CM9J-E0K9-W39Q8", "1HE7-ZPKA-792GV", "YAKM-VS9E-DD1R3",
        "Mamadou <b>Traoré", "mouillé & ouvert", "2 photos", "06/03/2026 09:00", "37,50 kg",
        CONTENU.empreinte, "page 1/1", "Vol ET 607",
    ):  # fmt: skip
        assert said in text, said


def test_the_widest_code_is_never_cut() -> None:
    wide = replace(CONTENU, endommages=(replace(COLIS, code_suivi="W" * 13),))
    assert "WWWW-WWWW-WWWWW" in read_text(render_irregularites_pdf(wide))


def test_a_clean_flight_says_that_nothing_is_wrong() -> None:
    clean = replace(CONTENU, manquants=(), surplus=(), endommages=(), arrive_le=None)
    text = read_text(render_irregularites_pdf(clean))
    assert "Aucune irrégularité" in text
    assert "Colis manquants" not in text


def test_the_hash_moves_with_the_content() -> None:
    assert replace(CONTENU, pointes=116).empreinte != CONTENU.empreinte
    assert render_irregularites_pdf(CONTENU) == render_irregularites_pdf(CONTENU)
