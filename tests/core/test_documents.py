import csv
import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from PIL import Image

from core.documents.codes_barres import build_code128, build_qr
from core.documents.polices_pdf import GRAS, NORMAL, measure
from core.documents.tableur import (
    Feuille,
    hash_bytes,
    hash_content,
    neutralise,
    write_csv,
    write_xlsx,
)
from core.documents.texte import clean_text, escape_text, fit_pdf, wrap_pdf

URL = "https://suivi.example.test/suivi/YAKMVS9EDD1R3"


def test_french_bambara_and_chinese_are_drawable_in_both_weights() -> None:
    text = "Éàçœ ŋɛɔ 王建国 « 12\u202f500 F CFA » — ’…"
    assert clean_text(text) == text
    assert measure(text, GRAS, 10) > measure(text, NORMAL, 10) > 0


def test_what_the_font_lacks_is_shown_as_a_box_and_controls_vanish() -> None:
    assert clean_text("A\x00B\u202eC\nD 📦 ɲ") == "A B C D □ ny"


@given(st.text())
def test_escaped_text_is_never_markup(text: str) -> None:
    escaped = escape_text(text).replace("<br/>", "")
    assert "<" not in escaped
    assert ">" not in escaped


@given(st.text(max_size=200), st.floats(20, 300), st.integers(1, 4))
def test_wrapped_text_keeps_its_width_and_its_number_of_lines(
    text: str, largeur: float, lignes_max: int
) -> None:
    lines = wrap_pdf(text, largeur, NORMAL, 8, lignes_max)
    assert 1 <= len(lines) <= lignes_max
    assert all(measure(line, NORMAL, 8) <= largeur for line in lines)
    assert measure(fit_pdf(text, largeur, NORMAL, 8), NORMAL, 8) <= largeur


def test_wrapping_breaks_between_words_and_anywhere_in_chinese() -> None:
    assert wrap_pdf("Mamadou Traoré", measure("Mamadou", NORMAL, 8) + 1, NORMAL, 8, 2) == [
        "Mamadou",
        "Traoré",
    ]
    assert wrap_pdf("王建国王建国", measure("王建国", NORMAL, 8), NORMAL, 8, 2) == [
        "王建国",
        "王建国",
    ]
    assert wrap_pdf("un deux trois", measure("un…", NORMAL, 8), NORMAL, 8, 1) == ["un…"]


def test_a_drawn_qr_and_code_128_read_back() -> None:
    rows = build_qr(URL)
    side = len(rows) + 8
    qr = Image.new("L", (side, side), 255)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark:
                qr.putpixel((x + 4, y + 4), 0)
    bars = build_code128("YAKMVS9EDD1R3")
    code = Image.new("L", (len(bars) + 20, 40), 255)
    for x, dark in enumerate(bars):
        for y in range(40):
            code.putpixel((x + 10, y), 0 if dark else 255)
    for image, text in ((qr, URL), (code, "YAKMVS9EDD1R3")):
        big = image.resize((image.width * 3, image.height * 3), Image.Resampling.NEAREST)
        assert [found.text for found in zxingcpp.read_barcodes(big)] == [text]


@pytest.mark.parametrize(
    "text", ["=1+1", "+223", "-1", "@SUM(A1)", "\t=1", "  =1", "＝1", "\r=1", "\n@x"]
)
def test_text_that_begins_like_a_formula_is_neutralised(text: str) -> None:
    assert neutralise(text).startswith("'")


def test_ordinary_text_and_numbers_are_left_alone() -> None:
    assert neutralise("Traoré & fils") == "Traoré & fils"
    content = write_csv([["Nom", "Montant"], ["=cmd|' /C calc'!A0", -5], ["Zoé", Decimal("1.5")]])
    assert content.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(content.decode("utf-8-sig")))) == [
        ["Nom", "Montant"],
        ["'=cmd|' /C calc'!A0", "-5"],
        ["Zoé", "1.5"],
    ]


def sheet(**more: object) -> Feuille:
    return Feuille(
        "Vol 1/2 [x]",
        ["Code", "kg"],
        [["=HYPERLINK(1)", Decimal("1.250")], ["王建国\x00", 3], [date(2026, 1, 2), None]],
        totaux=["Total", 4],
        preambule=[["Manifeste"], []],
        **more,  # type: ignore[arg-type]
    )


def test_a_workbook_holds_text_never_formulas() -> None:
    book = load_workbook(io.BytesIO(write_xlsx([sheet(formats=[None, "0.00"], largeurs=[20, 8])])))
    cells = [list(row) for row in book.worksheets[0].iter_rows()]
    assert [cell.value for cell in cells[3]] == ["'=HYPERLINK(1)", 1.25]
    assert cells[3][0].data_type == "s"
    assert cells[3][1].number_format == "0.00"
    assert cells[4][0].value == "王建国"
    assert cells[-1][0].font.bold
    assert book.worksheets[0].freeze_panes == "A4"


def test_the_same_workbook_is_the_same_bytes() -> None:
    first = write_xlsx([sheet()])
    assert all(
        info.date_time == (1980, 1, 1, 0, 0, 0)
        for info in zipfile.ZipFile(io.BytesIO(first)).infolist()
    )
    assert hash_bytes(first) == hash_bytes(write_xlsx([sheet()]))


def test_an_aware_moment_is_written_with_its_offset() -> None:
    moment = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
    book = load_workbook(io.BytesIO(write_xlsx([Feuille("x", ["le"], [[moment]])])))
    assert book.worksheets[0]["A2"].value == "2026-01-02T03:04:00+00:00"


def test_content_hashes_alike_whatever_the_order_of_its_keys() -> None:
    assert hash_content({"a": 1, "b": "é"}) == hash_content({"b": "é", "a": 1})
    assert hash_content({"a": 1}) != hash_content({"a": 2})
