"""Tables that people bring: CSV and XLSX read within limits, as rows of named text."""

import csv
import io
import zipfile
from collections.abc import Iterator
from typing import Any

from openpyxl import load_workbook

LIGNES_MAX = 5000
RANGS_MAX = 4 * LIGNES_MAX
"""Rows read of a sheet, empty ones included: a file of 1 kB may claim to reach row 10^12."""
OCTETS_MAX = 5 * 1024 * 1024
DECOMPRESSE_MAX = 60 * 1024 * 1024
COLONNES_MAX = 40
CELLULE_MAX = 500

Ligne = tuple[int, dict[str, str]]


class TableauIllisible(ValueError):
    """Neither CSV in UTF-8 nor XLSX, or beyond the limits; the text says which."""


def read_tableau(contenu: bytes) -> list[Ligne]:
    """(line number as the person sees it, {header: text}) for each row that is not empty.

    At most LIGNES_MAX rows and OCTETS_MAX bytes; a workbook's first sheet, formulas unread.
    """
    if len(contenu) > OCTETS_MAX:
        raise TableauIllisible(f"plus de {OCTETS_MAX // 1024 // 1024} Mo")
    rows = _xlsx(contenu) if contenu[:4] == b"PK\x03\x04" else _csv(contenu)
    headers: list[str] | None = None
    lignes: list[Ligne] = []
    for number, cells in rows:
        if not any(cells) and number <= RANGS_MAX:
            continue
        if headers is None:
            headers = [cell.lower() for cell in cells]
            continue
        if len(lignes) == LIGNES_MAX or number > RANGS_MAX:
            raise TableauIllisible(f"plus de {LIGNES_MAX} lignes")
        lignes.append((number, dict(zip(headers, cells, strict=False))))
    if headers is None:
        raise TableauIllisible("fichier vide")
    return lignes


def _csv(contenu: bytes) -> Iterator[tuple[int, list[str]]]:
    try:
        text = contenu.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TableauIllisible("ni XLSX, ni CSV en UTF-8") from error
    head = text.split("\n", 1)[0]
    separator = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for cells in reader:
            yield reader.line_num, [_text(cell) for cell in cells[:COLONNES_MAX]]
    except csv.Error as error:
        raise TableauIllisible("CSV mal formé") from error


def _xlsx(contenu: bytes) -> Iterator[tuple[int, list[str]]]:
    """Read-only and streamed; a bomb is refused by its declared size before anything is opened."""
    try:
        _check_bomb(contenu)
        workbook = load_workbook(io.BytesIO(contenu), read_only=True, data_only=True)
        sheet: Any = workbook.worksheets[0]
        sheet.reset_dimensions()
        rows = sheet.iter_rows(max_col=COLONNES_MAX, values_only=True)
        for number, cells in enumerate(rows, start=1):
            yield number, [_text(cell) for cell in cells]
        workbook.close()
    except TableauIllisible:
        raise
    except Exception as error:  # openpyxl lets any XML or zip error of a damaged file through
        raise TableauIllisible("classeur illisible") from error


def _check_bomb(contenu: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
        if sum(item.file_size for item in archive.infolist()) > DECOMPRESSE_MAX:
            raise TableauIllisible("classeur trop volumineux")


def _text(cell: object) -> str:
    """A cell as text: whole numbers without their decimal point, nothing of a formula."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return str(cell).replace("\x00", "").strip().lstrip("'")[:CELLULE_MAX]
