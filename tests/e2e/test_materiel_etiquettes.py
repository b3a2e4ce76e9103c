"""Labels drawn by the device: from the bytes of every language and the PDF, both codes read back.

The picture is rendered from what the printer would get, by readers that share no code with the
writers (and for ZPL by another program as well), then decoded.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image, ImageChops

from tests.colis.lecteurs_etiquettes import read_escpos, read_tspl, read_zpl
from tests.core.lecteurs_pdf import render_pdf
from tests.e2e.materiel_page import page_folder, run_script

pytestmark = [pytest.mark.e2e, pytest.mark.lent, pytest.mark.scene]

CODE = "YAKMVS9EDD1R3"
FRANCAISE: dict[str, Any] = {
    "code_suivi": CODE,
    "url": f"https://suivi.example.test/suivi/{CODE}",
    "pays": "ML",
    "ville": "Bamako",
    "client_nom": "Aïssata Traoré-Koné",
    "client_telephone_fin": "3456",
    "rang": 1,
    "total": 3,
    "poids_g": 12_500,
    "mode": "cargo",
    "categorie": "standard",
    "agence": "Guangzhou Baiyun",
    "enregistre_le": "2026-03-04T10:00:00Z",
    "fuseau": "Asia/Shanghai",
    "montant": {"montant": 125_000, "devise": "XOF"},
}
ETIQUETTES = {
    "francaise": FRANCAISE,
    "chinoise": FRANCAISE
    | {
        "client_nom": "王建国电子贸易有限公司广州白云分公司" * 3,
        "agence": "广州白云",
        "montant": None,
    },
    "longue": FRANCAISE
    | {
        "pays": "CI",
        "ville": "Abidjan",
        "client_nom": "Établissements Kouassi & Frères Import-Export Général du Plateau " * 4,
        "rang": 112,
        "total": 112,
        "poids_g": 1_234_567,
        "mode": "express",
        "danger": "UN 3481",
        "paye_en_chine": True,
        "nombre_pieces": 120,
        "url": f"https://suivi.un-nom-de-domaine-assez-long.example.test/suivi/{CODE}",
    },
}
TAILLES = {"100x150": (800, 1_200), "60x40": (480, 320)}
CAS = [(nom, taille) for nom in ETIQUETTES for taille in TAILLES]


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """What Chromium drew, one file per label, size and language."""
    dossier = tmp_path_factory.mktemp("etiquettes")
    entree = dossier / "etiquettes.json"
    entree.write_text(json.dumps(ETIQUETTES), encoding="utf-8")
    page = page_folder(tmp_path_factory)
    run_script(
        "etiquettes.mjs",
        {"TS_PAGE": str(page), "TS_DOSSIER": str(dossier), "TS_ETIQUETTES": str(entree)},
    )
    yield dossier


def expect_codes(picture: Image.Image, nom: str) -> None:
    found = zxingcpp.read_barcodes(picture.convert("L"))
    assert sorted(one.text for one in found) == sorted([CODE, ETIQUETTES[nom]["url"]])


def expect_same(picture: Image.Image, other: Image.Image) -> None:
    assert ImageChops.difference(picture.convert("L"), other.convert("L")).getbbox() is None


def ink_of(picture: Image.Image, box: tuple[int, int, int, int] | None = None) -> float:
    """Share of black in a picture, or in (left, top, right, bottom) of it."""
    part = picture.convert("1").convert("L").crop(box or (0, 0, *picture.size))
    return part.histogram()[0] / (part.width * part.height)


@pytest.mark.parametrize(("nom", "taille"), CAS)
def test_every_language_carries_the_same_dots_and_both_codes(
    dossier: Path, nom: str, taille: str
) -> None:
    def read(suffix: str) -> bytes:
        return (dossier / f"{nom}-{taille}.{suffix}").read_bytes()

    png = Image.open(dossier / f"{nom}-{taille}.png")
    assert (png.mode, png.size) == ("1", TAILLES[taille])
    for picture in (read_tspl(read("tspl")), read_zpl(read("zpl")), read_escpos(read("escpos"))):
        expect_same(picture, png)
        expect_codes(picture, nom)


@pytest.mark.parametrize(("nom", "taille"), CAS)
def test_another_program_renders_our_zpl_to_the_same_picture(
    dossier: Path, nom: str, taille: str
) -> None:
    rendered = Image.open(dossier / f"{nom}-{taille}.zpl.png").convert("L")
    png = Image.open(dossier / f"{nom}-{taille}.png")
    width, height = png.size
    expect_same(rendered.crop((0, 0, width, height)), png)
    expect_codes(rendered, nom)


@pytest.mark.parametrize(("nom", "taille"), CAS)
def test_the_browsers_own_print_is_one_page_of_the_labels_size(
    dossier: Path, nom: str, taille: str, tmp_path: Path
) -> None:
    pages = render_pdf((dossier / f"{nom}-{taille}.pdf").read_bytes(), tmp_path)
    assert len(pages) == 1
    width, height = TAILLES[taille]
    assert abs(pages[0].width - width) <= 3
    assert abs(pages[0].height - height) <= 3
    expect_codes(pages[0], nom)


@pytest.mark.parametrize(("nom", "taille"), CAS)
def test_paper_is_white_and_ink_is_black(dossier: Path, nom: str, taille: str) -> None:
    """A wrong polarity still decodes (readers try both): the share of ink and the edge do not."""
    picture = Image.open(dossier / f"{nom}-{taille}.png")
    assert 0.05 < ink_of(picture) < 0.45
    assert ink_of(picture, (0, 0, picture.width, 1)) == 0
    assert ink_of(picture, (0, 0, 1, picture.height)) == 0
    tspl = (dossier / f"{nom}-{taille}.tspl").read_bytes()
    start = tspl.index(b",0,", tspl.index(b"BITMAP 0,0,") + len(b"BITMAP 0,0,")) + 3
    assert tspl[start : start + 8] == b"\xff" * 8


def test_the_dangerous_goods_mark_and_three_lines_of_name_are_on_the_long_label(
    dossier: Path,
) -> None:
    """The diamond is the only ink in its corner; the name keeps to its own place beside it."""
    longue = Image.open(dossier / "longue-100x150.png")
    simple = Image.open(dossier / "francaise-100x150.png")
    diamond = (620, 290, 760, 430)
    assert ink_of(longue, diamond) > 0.3
    assert ink_of(simple, diamond) < 0.05


def test_the_camera_reads_the_label_whatever_its_angle(dossier: Path) -> None:
    """Our own Worker and wasm, on a film of the label turned by 0 to 200 degrees."""
    films = json.loads((dossier / "films.json").read_text(encoding="utf-8"))
    assert len(films) == 12
    assert set(films.values()) == {f"colis:{CODE}"}
