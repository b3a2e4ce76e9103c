import io
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image, ImageDraw

from distribution.recu_contenu import ContenuRecu, LigneRecu
from distribution.recu_pdf import FormatRecu, render_recu_pdf
from tests.core.lecteurs_pdf import read_pages, read_text, render_pdf

URL = "https://suivi.example.test/suivi/YAKMVS9EDD1R3"
RECU = ContenuRecu(
    numero="BKO-2026-000123",
    agence="Agence Bamako",
    adresse_agence="Badalabougou, rue 12",
    telephone_agence="+223 20 21 23 45",
    fuseau="Africa/Bamako",
    encaisse_le=datetime(2026, 3, 6, 10, 15, tzinfo=UTC),
    caissier="Awa Sangaré",
    client_nom="Mamadou Traoré",
    client_telephone="+22376123456",
    devise="XOF",
    moyen="especes",
    lignes=(
        LigneRecu("YAKMVS9EDD1R3", "Vêtements", 12_500, 125_000, 125_000),
        LigneRecu("CM9JE0K9W39Q8", "手机配件", 8_200, 82_000, 50_000),
    ),
    rabais=2_000,
    motif_rabais="fidélité",
    jeton_cede=50,
    url=URL,
)


def signature() -> bytes:
    picture = Image.new("RGBA", (600, 240), (255, 255, 255, 0))
    ImageDraw.Draw(picture).line([(20, 200), (580, 40)], fill=(0, 0, 0, 255), width=6)
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()


def test_the_figures_follow_the_one_definition() -> None:
    assert (RECU.du_avant, RECU.encaisse, RECU.reste) == (207_000, 175_000, 29_950)


@pytest.mark.parametrize("format_", FormatRecu)
def test_both_papers_say_the_same(format_: FormatRecu) -> None:
    text = read_text(render_recu_pdf(RECU, format_))
    for said in (
        "BKO-2026-000123", "06/03/2026 10:15", "Awa Sangaré", "Mamadou Traoré",
        "+223 76 12 34 56", "Espèces", "YAKM-VS9E-DD1R3", "CM9J-E0K9-W39Q8", "手机配件",
        "175 000 F CFA", "29 950 F CFA", "2 000 F CFA", "50 F CFA", "12,50 kg",
    ):  # fmt: skip
        assert said in text, said


@pytest.mark.parametrize("format_", FormatRecu)
def test_the_widest_code_is_never_cut(format_: FormatRecu) -> None:
    wide = replace(RECU, lignes=(replace(RECU.lignes[0], code_suivi="W" * 13),))
    assert "WWWW-WWWW-WWWWW" in read_text(render_recu_pdf(wide, format_))


@pytest.mark.parametrize("format_", FormatRecu)
def test_the_qr_reads_back(format_: FormatRecu, tmp_path: Path) -> None:
    page = render_pdf(render_recu_pdf(RECU, format_), tmp_path)[0]
    assert [found.text for found in zxingcpp.read_barcodes(page)] == [URL]


@pytest.mark.parametrize("format_", FormatRecu)
def test_a_reversed_receipt_cannot_be_taken_for_a_good_one(format_: FormatRecu) -> None:
    reversed_ = replace(
        RECU,
        annule_le=datetime(2026, 3, 6, 12, tzinfo=UTC),
        motif_annulation="<img src=x> mauvais client",
        signature_png=signature(),
        numero_provisoire="T3-0042",
        reference_operateur="MP260306.1015",
        moyen="orange_money",
        remis_a="Issa Koné",
        url=None,
    )
    text = read_text(render_recu_pdf(reversed_, format_))
    assert "annulé" in text.lower()
    for said in (
        "ANNULÉ le 06/03/2026 12:00", "<img src=x> mauvais client", "T3-0042", "MP260306.1015",
        "Orange Money", "Issa Koné",
    ):  # fmt: skip
        assert said in text, said


def test_cartons_of_several_clients_name_each_client() -> None:
    lines = tuple(
        replace(line, client_nom=name)
        for line, name in zip(RECU.lignes, ("Awa", "Koffi"), strict=True)
    )
    text = read_text(render_recu_pdf(replace(RECU, lignes=lines), FormatRecu.A5))
    assert "Awa · Vêtements" in text
    assert "Koffi · 手机配件" in text


@pytest.mark.parametrize("format_", FormatRecu)
def test_forty_cartons_still_print(format_: FormatRecu) -> None:
    pages = read_pages(render_recu_pdf(replace(RECU, lignes=RECU.lignes * 20), format_))
    assert sum(page.count("YAKM-VS9E-DD1R3") for page in pages) == 20
    assert len(pages) == 1 if format_ is FormatRecu.ROULEAU else len(pages) > 1


@pytest.mark.parametrize("format_", FormatRecu)
def test_the_same_receipt_is_the_same_bytes(format_: FormatRecu) -> None:
    recu = replace(RECU, signature_png=signature())
    assert render_recu_pdf(recu, format_) == render_recu_pdf(recu, format_)
