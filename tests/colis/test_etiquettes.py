import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image, ImageChops

from colis.etiquettes import (
    MEDIA_TYPES,
    Etiquette,
    FormatEtiquette,
    Taille,
    render_etiquette,
    render_planche_a4,
)
from colis.etiquettes.dessin import draw_etiquette
from core.money import Argent
from tests.colis.lecteurs_etiquettes import read_escpos, read_tspl, read_zpl
from tests.core.lecteurs_pdf import render_pdf

CODE = "YAKMVS9EDD1R3"
URL = f"https://suivi.example.test/suivi/{CODE}"
ORDINAIRE = Etiquette(
    code_suivi=CODE,
    url=URL,
    pays="Mali",
    ville="Bamako",
    client_nom="Mamadou Traoré",
    rang=1,
    total=3,
    poids_g=12_500,
    mode="cargo",
    categorie="Standard",
    agence="Guangzhou Baiyun 广州白云",
    enregistre_le=date(2026, 3, 4),
    montant=Argent(125_000, "XOF"),
    client_telephone_fin="…3456",
)
CHARGEE = replace(
    ORDINAIRE,
    ville="Abidjan",
    pays="Côte d'Ivoire",
    client_nom="Établissements Kouassi & Frères Import-Export Général du Plateau " * 4,
    rang=112,
    total=112,
    poids_g=1_234_567,
    mode="express",
    danger="UN 3481",
    paye_en_chine=True,
    nombre_pieces=120,
    url=f"https://suivi.un-nom-de-domaine-assez-long.example.test/suivi/{CODE}",
)
CHINOISE = replace(ORDINAIRE, client_nom="王建国电子贸易有限公司广州白云分公司" * 3, montant=None)
ETIQUETTES = [ORDINAIRE, CHARGEE, CHINOISE]
BORD = 8


def codes_of(picture: Image.Image) -> dict[str, str]:
    found = zxingcpp.read_barcodes(picture.convert("L"))
    return {str(barcode.format): barcode.text for barcode in found}


def expect_codes(picture: Image.Image, etiquette: Etiquette) -> None:
    assert sorted(codes_of(picture).values()) == sorted([CODE, etiquette.url])


@pytest.mark.parametrize("taille", Taille)
@pytest.mark.parametrize("etiquette", ETIQUETTES)
def test_the_codes_read_back_from_the_png(etiquette: Etiquette, taille: Taille) -> None:
    picture = Image.open(io.BytesIO(render_etiquette(etiquette, FormatEtiquette.PNG, taille)))
    assert (picture.mode, picture.size) == ("1", taille.points)
    expect_codes(picture, etiquette)


@pytest.mark.parametrize("taille", Taille)
@pytest.mark.parametrize("etiquette", ETIQUETTES)
def test_the_codes_read_back_from_the_pdf_printed_at_203_dpi(
    etiquette: Etiquette, taille: Taille, tmp_path: Path
) -> None:
    pages = render_pdf(render_etiquette(etiquette, FormatEtiquette.PDF, taille), tmp_path)
    assert len(pages) == 1
    width, height = taille.points
    assert abs(pages[0].width - width) <= 2
    assert abs(pages[0].height - height) <= 2
    expect_codes(pages[0], etiquette)


@pytest.mark.parametrize("taille", Taille)
@pytest.mark.parametrize(
    ("format_", "read"),
    [
        (FormatEtiquette.ZPL, read_zpl),
        (FormatEtiquette.TSPL, read_tspl),
        (FormatEtiquette.ESCPOS, read_escpos),
    ],
)
@pytest.mark.parametrize("etiquette", ETIQUETTES)
def test_a_printer_would_print_the_very_same_dots(
    etiquette: Etiquette, format_: FormatEtiquette, read: object, taille: Taille
) -> None:
    printed = read(render_etiquette(etiquette, format_, taille))  # type: ignore[operator]
    drawn = draw_etiquette(etiquette, taille)
    assert ImageChops.logical_xor(printed, drawn).getbbox() is None
    expect_codes(printed, etiquette)


@pytest.mark.parametrize("taille", Taille)
def test_black_is_0_in_tspl_and_1_in_the_others(taille: Taille) -> None:
    etiquette = draw_etiquette(ORDINAIRE, taille)
    white_row = etiquette.width // 8
    assert etiquette.tobytes()[:white_row] == b"\xff" * white_row
    tspl = render_etiquette(ORDINAIRE, FormatEtiquette.TSPL, taille)
    assert tspl.split(b",0,", 2)[2].startswith(b"\xff" * white_row)
    escpos = render_etiquette(ORDINAIRE, FormatEtiquette.ESCPOS, taille)
    assert escpos[10 : 10 + white_row] == b"\x00" * white_row


@pytest.mark.parametrize("taille", Taille)
@pytest.mark.parametrize("etiquette", ETIQUETTES)
def test_nothing_is_drawn_on_the_label_s_edge(etiquette: Etiquette, taille: Taille) -> None:
    picture = ImageChops.invert(draw_etiquette(etiquette, taille).convert("L"))
    box = picture.getbbox()
    assert box is not None
    left, top, right, bottom = box
    assert min(left, top) >= BORD
    assert max(right - picture.width, bottom - picture.height) <= -BORD


@pytest.mark.parametrize(
    "change",
    [
        {"ville": "Kayes"},
        {"pays": "Sénégal"},
        {"client_nom": "王"},
        {"rang": 2},
        {"poids_g": 12_510},
        {"mode": "express"},
        {"categorie": "Cosmétique"},
        {"danger": "DG"},
        {"montant": Argent(1, "XOF")},
        {"paye_en_chine": True},
        {"agence": "Yiwu"},
        {"enregistre_le": date(2026, 3, 5)},
        {"nombre_pieces": 7},
    ],
)
@pytest.mark.parametrize("taille", Taille)
def test_everything_the_label_must_say_shows(change: dict[str, object], taille: Taille) -> None:
    changed = replace(ORDINAIRE, **change)  # type: ignore[arg-type]
    pictures = [draw_etiquette(label, taille) for label in (ORDINAIRE, changed)]
    assert ImageChops.logical_xor(*pictures).getbbox() is not None


def test_chinese_is_drawn_not_boxed() -> None:
    pictures = [
        draw_etiquette(replace(ORDINAIRE, client_nom=name), Taille.GRANDE)
        for name in ("王建国", "李小明")
    ]
    assert ImageChops.logical_xor(*pictures).getbbox() is not None


def test_the_zpl_is_small_enough_for_a_serial_line() -> None:
    assert len(render_etiquette(CHARGEE, FormatEtiquette.ZPL, Taille.GRANDE)) < 25_000


def test_the_same_label_is_the_same_bytes() -> None:
    for format_ in FormatEtiquette:
        first = render_etiquette(ORDINAIRE, format_, Taille.PETITE)
        assert first == render_etiquette(ORDINAIRE, format_, Taille.PETITE)
        assert MEDIA_TYPES[format_]


def test_five_labels_take_two_sheets_of_a4_and_all_read(tmp_path: Path) -> None:
    codes = ["YAKMVS9EDD1R3", "CM9JE0K9W39Q8", "1HE7ZPKA792GV", "T8ZGG898PBSKY", "30CEG64JZ41BB"]
    labels = [replace(ORDINAIRE, code_suivi=code) for code in codes]
    pages = render_pdf(render_planche_a4(labels), tmp_path, dpi=300)
    assert len(pages) == 2
    found = {barcode.text for page in pages for barcode in zxingcpp.read_barcodes(page)}
    assert found >= set(codes)
