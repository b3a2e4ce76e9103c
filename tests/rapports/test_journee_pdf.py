from dataclasses import replace
from datetime import UTC, date, datetime

from rapports.journee_contenu import (
    ContenuJournee,
    EncaisseMoyen,
    Mouvement,
    Recette,
    RemisesMode,
)
from rapports.journee_pdf import render_journee_pdf
from tests.core.lecteurs_pdf import read_pages, read_text

A_DIX_HEURES = datetime(2026, 3, 6, 10, 20, tzinfo=UTC)
JOURNEE = ContenuJournee(
    jour=date(2026, 3, 6),
    agence="Agence Bamako",
    adresse_agence="Badalabougou",
    fuseau="Africa/Bamako",
    agent="Awa Sangaré",
    devise="XOF",
    etabli_le=datetime(2026, 3, 6, 19, tzinfo=UTC),
    remises=(
        RemisesMode("cargo", 28, 142_350, 1_423_500),
        RemisesMode("express", 6, 18_200, 218_400),
    ),
    encaissements=(
        EncaisseMoyen("especes", "Espèces", 21, 1_050_000),
        EncaisseMoyen("orange_money", "Orange Money", 9, 402_000, 152_000),
    ),
    report_veille=250_000,
    solde_journal=905_000,
    facture=1_641_900,
    reste_a_payer=129_900,
    recettes=tuple(
        Recette(f"BKO-2026-{n:06}", A_DIX_HEURES, "王建国", 2, "Espèces", 12_500, annule=n == 3)
        for n in range(1, 61)
    ),
    jetons=(Mouvement(A_DIX_HEURES, "BKO-2026-000001", "Mamadou <i>Traoré", 50),),
    rabais=(Mouvement(A_DIX_HEURES, "YAKM-VS9E-DD1R3", "fidélité", 5_000),),
    depenses=(Mouvement(A_DIX_HEURES, "Carburant", "groupe électrogène", 15_000),),
    transferts=(Mouvement(A_DIX_HEURES, "Vers Abidjan", "transitaire", 180_000),),
    versements=(Mouvement(A_DIX_HEURES, "Coffre", "remis à Moussa", 200_000),),
    compte=904_500,
    observations=("2 paiements à rapprocher",),
)


def test_the_cash_balance_is_the_one_formula() -> None:
    assert JOURNEE.especes == 1_050_000
    assert JOURNEE.encaisse == 1_452_000
    assert JOURNEE.solde == 250_000 + 1_050_000 - 15_000 - 180_000 - 200_000 == 905_000
    assert JOURNEE.ecart == -500
    assert replace(JOURNEE, compte=None).ecart is None


def test_the_report_says_the_whole_day() -> None:
    text = read_text(render_journee_pdf(JOURNEE))
    for said in (
        "vendredi 6 mars 2026", "Awa Sangaré", "Cargo 28 142,35 kg 1 423 500",
        "Express 6 18,20 kg 218 400", "Total 34 160,55 kg 1 641 900",
        "Espèces 21 — 1 050 000", "Orange Money 9 152 000 402 000", "Total 30 152 000 1 452 000",
        "Jetons cédés", "Mamadou <i>Traoré", "Rabais accordés", "Carburant", "Vers Abidjan",
        "Coffre", "Report veille 250 000", "Solde de caisse 905 000", "Compté 904 500",
        "Écart -500", "129 900 F CFA", "2 paiements à rapprocher", "BKO-2026-000060",
        "Espèces (annulé) 0", "L'agent : Awa Sangaré", "Établi le 06/03/2026 19:00 (UTC+0)",
    ):  # fmt: skip
        assert said in text, said


def test_a_report_that_disagrees_with_the_journal_says_so() -> None:
    assert "Le journal donne" not in read_text(render_journee_pdf(JOURNEE))
    wrong = render_journee_pdf(replace(JOURNEE, solde_journal=905_001))
    assert "Le journal donne 905 001 F CFA" in read_text(wrong)


def test_a_day_without_anything_is_one_page() -> None:
    empty = ContenuJournee(
        jour=date(2026, 3, 1),
        agence="Agence Abidjan",
        adresse_agence="Treichville",
        fuseau="Africa/Abidjan",
        agent="Koffi",
        devise="XOF",
        etabli_le=datetime(2026, 3, 1, 19, tzinfo=UTC),
        remises=(),
        encaissements=(),
        report_veille=0,
        solde_journal=0,
    )
    pages = read_pages(render_journee_pdf(empty))
    assert len(pages) == 1
    assert "Aucun colis remis ce jour." in pages[0]
    assert "Écart" not in pages[0]


def test_the_same_day_is_the_same_bytes() -> None:
    assert render_journee_pdf(JOURNEE) == render_journee_pdf(JOURNEE)


def test_a_provisional_report_says_so_in_its_title() -> None:
    assert "Rapport de journée provisoire" in read_text(
        render_journee_pdf(replace(JOURNEE, provisoire=True))
    )
    assert "provisoire" not in read_text(render_journee_pdf(JOURNEE))
