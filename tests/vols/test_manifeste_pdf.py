import csv
import io
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import zxingcpp
from openpyxl import load_workbook

from core.ids import format_code_suivi, generate_code_suivi
from core.money import Argent
from tests.core.lecteurs_pdf import read_pages, read_text, render_pdf
from vols.manifeste_contenu import ContenuManifeste, LigneContenu
from vols.manifeste_pdf import render_manifeste_pdf
from vols.manifeste_tableur import ENTETES, render_manifeste_csv, render_manifeste_xlsx

URL = "https://suivi.example.test/vols/0199"


def ligne(rang: int, **more: object) -> LigneContenu:
    values: dict[str, object] = {
        "rang": rang,
        "code_suivi": generate_code_suivi(),
        "client_nom": f"Client {rang}",
        "client_telephone": "+22376123456",
        "contenu": "Vêtements",
        "categorie": "Standard",
        "colis_rang": 1,
        "colis_total": 3,
        "nombre_pieces": None,
        "poids_g": 12_510,
        "poids_taxable_g": 13_000,
        "volume_cm3": 60_000,
        "montant": Argent(130_000, "XOF"),
    }
    return LigneContenu(**{**values, **more})  # type: ignore[arg-type]


def manifeste(*lignes: LigneContenu, **more: object) -> ContenuManifeste:
    values: dict[str, object] = {
        "numero": "ET 607",
        "lta": "071-00000000",
        "mode": "Cargo",
        "version": 1,
        "compagnie": "Ethiopian Airlines",
        "aeroport_depart": "Guangzhou (CAN)",
        "aeroport_arrivee": "Bamako (BKO)",
        "pays_destination": "Mali",
        "depart_prevu": datetime(2026, 3, 4, 15, 15, tzinfo=UTC),
        "arrivee_prevue": datetime(2026, 3, 5, 11, 0, tzinfo=UTC),
        "fuseau_depart": "Asia/Shanghai",
        "fuseau_arrivee": "Africa/Bamako",
        "cloture_le": datetime(2026, 3, 4, 9, 0, tzinfo=UTC),
        "cloture_par": "Li Wei 李伟",
        "agence": "Agence Guangzhou",
        "capacite_kg": 100,
        "lignes": lignes,
        "url": URL,
    }
    return ContenuManifeste(**{**values, **more})  # type: ignore[arg-type]


def test_the_pdf_names_the_flight_every_carton_and_the_totals() -> None:
    lines = [ligne(1), ligne(2, nombre_pieces=10, volume_cm3=None), ligne(3, client_nom="王建国")]
    text = read_text(render_manifeste_pdf(manifeste(*lines)))
    for line in lines:
        assert format_code_suivi(line.code_suivi) in text
    for said in (
        "Vol ET 607 · version 1", "071-00000000", "Guangzhou (CAN) → Bamako (BKO)", "王建国",
        "04/03/2026 23:15 (UTC+8)", "05/03/2026 11:00 (UTC+0)", "37,53 kg", "39,00 kg",
        "0,120 m³", "100 kg, remplie à 38 %", "page 1/1", "Li Wei 李伟",
    ):  # fmt: skip
        assert said in text, said


def test_the_widest_code_is_never_cut() -> None:
    text = read_text(render_manifeste_pdf(manifeste(ligne(1, code_suivi="W" * 13))))
    assert "WWWW-WWWW-WWWWW" in text


def test_the_printed_hash_is_the_content_s_and_moves_with_every_field() -> None:
    content = manifeste(ligne(1, code_suivi="YAKMVS9EDD1R3"))
    assert content.empreinte in read_text(render_manifeste_pdf(content))
    changed = [
        replace(content, version=2),
        replace(content, lignes=(replace(content.lignes[0], poids_g=12_520),)),
        replace(content, lignes=()),
    ]
    assert len({content.empreinte, *(other.empreinte for other in changed)}) == 4
    assert replace(content, url=None).empreinte == content.empreinte


def test_the_same_manifest_is_the_same_bytes_in_every_view() -> None:
    content = manifeste(*[ligne(rang) for rang in range(1, 40)])
    for render in (render_manifeste_pdf, render_manifeste_csv, render_manifeste_xlsx):
        assert render(content) == render(content)


def test_a_later_version_dangerous_goods_and_an_override_are_announced() -> None:
    content = manifeste(ligne(1, danger="UN 3481"), version=3, outrepasse="accord <b>compagnie")
    text = read_text(render_manifeste_pdf(content))
    assert "annule et remplace" in text
    assert "Marchandises dangereuses : 1 colis (UN 3481)." in text
    assert "au-delà de la capacité : accord <b>compagnie" in text


def test_four_hundred_cartons_are_numbered_pages_with_their_qr(tmp_path: Path) -> None:
    content = manifeste(*[ligne(rang) for rang in range(1, 401)])
    pdf = render_manifeste_pdf(content)
    pages = read_pages(pdf)
    assert all(f"page {n}/{len(pages)}" in page for n, page in enumerate(pages, start=1))
    assert "400" in pages[0]
    first = render_pdf(render_manifeste_pdf(manifeste(ligne(1))), tmp_path, dpi=150)[0]
    assert [found.text for found in zxingcpp.read_barcodes(first)] == [URL]


def test_the_csv_has_one_line_per_carton_and_no_formula() -> None:
    content = manifeste(ligne(1, contenu="=cmd|x", paye_en_chine=True), ligne(2, montant=None))
    data = render_manifeste_csv(content)
    lines = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert tuple(lines[0]) == ENTETES
    assert len(lines) == 2
    assert lines[0]["Contenu"] == "'=cmd|x"
    assert Decimal(lines[0]["Poids réel (kg)"]) == Decimal("12.510")
    assert (lines[0]["Payé en Chine"], lines[0]["Devise"]) == ("oui", "XOF")
    assert lines[1]["Prix (unités mineures)"] == ""


def test_the_workbook_s_totals_agree_with_its_lines() -> None:
    content = manifeste(ligne(1), ligne(2, nombre_pieces=5, categorie="Téléphone", poids_g=900))
    book = load_workbook(io.BytesIO(render_manifeste_xlsx(content)))
    lines: list[list[Any]] = [
        [cell.value for cell in row] for row in book.worksheets[0].iter_rows()
    ]
    head = lines.index(list(ENTETES))
    body, totals = lines[head + 1 : -1], lines[-1]
    column = ENTETES.index("Poids réel (kg)")
    assert sum(round(row[column] * 1000) for row in body) == round(totals[column] * 1000) == 13_410
    assert totals[ENTETES.index("Pièces")] == 6
    assert any(content.empreinte in row for row in lines)
    assert [row[0].value for row in book.worksheets[1].iter_rows()] == [
        "Catégorie",
        "Standard",
        "Téléphone",
    ]


def test_an_empty_flight_still_makes_a_document() -> None:
    content = manifeste(capacite_kg=None, depart_prevu=None)
    assert "page 1/1" in read_text(render_manifeste_pdf(content))
    assert render_manifeste_xlsx(content)
