"""Tables for other programs: CSV for machines and Excel, XLSX for people.

A cell that begins like a formula would run on the reader's computer (OWASP "CSV injection"), so
text is neutralised with a leading apostrophe; numbers stay numbers. The same content always gives
the same bytes, so that its SHA-256 can be printed and compared.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

Cellule = str | int | Decimal | date | datetime | None
_FORMULA = re.compile(r"^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]")
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")
_EPOCH = (1980, 1, 1, 0, 0, 0)
_SHEET_TITLE = re.compile(r"[\[\]:*?/\\']")
_CELL_MAX = 32_767


def neutralise(text: str) -> str:
    """Text that no spreadsheet will run, and that XML can carry."""
    clean = _ILLEGAL.sub("", text)[: _CELL_MAX - 1]
    return f"'{clean}" if _FORMULA.match(clean) else clean


def hash_bytes(content: bytes) -> str:
    """SHA-256 in hexadecimal, as in the X-Content-SHA256 header."""
    return hashlib.sha256(content).hexdigest()


def hash_content(content: object) -> str:
    """SHA-256 of JSON-able content in its canonical form: sorted keys, no spaces, UTF-8."""
    text = json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str
    )
    return hash_bytes(text.encode("utf-8"))


def write_csv(lignes: Iterable[Sequence[Cellule]], *, separateur: str = ",") -> bytes:
    """RFC 4180 CSV in UTF-8 with a byte order mark (Excel reads it as UTF-8 only then)."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=separateur, lineterminator="\r\n")
    for ligne in lignes:
        writer.writerow([_csv_value(cell) for cell in ligne])
    return b"\xef\xbb\xbf" + buffer.getvalue().encode("utf-8")


@dataclass(frozen=True)
class Feuille:
    """One sheet: free lines above, a header, rows, and an optional line of totals.

    `largeurs` are in characters; `formats` (Excel number formats) go by column, None for general.
    """

    titre: str
    entetes: Sequence[str]
    lignes: Iterable[Sequence[Cellule]]
    totaux: Sequence[Cellule] = ()
    preambule: Sequence[Sequence[Cellule]] = ()
    largeurs: Sequence[int] = ()
    formats: Sequence[str | None] = ()


def write_xlsx(feuilles: Sequence[Feuille]) -> bytes:
    """An XLSX workbook, streamed row by row; headers are frozen."""
    workbook = Workbook(write_only=True)
    workbook.properties.creator = "TS Air Cargo"
    workbook.properties.created = datetime(2020, 1, 1)  # noqa: DTZ001 - a fixed, unread stamp
    for feuille in feuilles:
        _write_sheet(workbook, feuille)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return _repack(buffer.getvalue())


def _write_sheet(workbook: Workbook, feuille: Feuille) -> None:
    sheet = workbook.create_sheet(_SHEET_TITLE.sub(" ", feuille.titre)[:31] or "Feuille")
    for index, width in enumerate(feuille.largeurs, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    sheet.freeze_panes = f"A{len(feuille.preambule) + 2}"
    for cells in feuille.preambule:
        sheet.append([_cell(sheet, value) for value in cells])
    sheet.append([_head(sheet, title) for title in feuille.entetes])
    formats = [*feuille.formats, *[None] * len(feuille.entetes)]
    for cells in feuille.lignes:
        sheet.append([_cell(sheet, *pair) for pair in zip(cells, formats, strict=False)])
    if feuille.totaux:
        pairs = zip(feuille.totaux, formats, strict=False)
        sheet.append([_cell(sheet, *pair, gras=True) for pair in pairs])


def _cell(
    sheet: Any, value: Cellule, number_format: str | None = None, *, gras: bool = False
) -> Any:
    cell = WriteOnlyCell(sheet, value=_xlsx_value(value))
    if number_format is not None:
        cell.number_format = number_format
    if gras:
        cell.font = Font(bold=True)
    return cell


def _head(sheet: Any, title: str) -> Any:
    cell = _cell(sheet, title, gras=True)
    cell.fill = PatternFill("solid", fgColor="E8EDF3")
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    return cell


def _csv_value(cell: Cellule) -> str | int | Decimal:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return neutralise(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    return cell


def _xlsx_value(cell: Cellule) -> Any:
    if isinstance(cell, str):
        return neutralise(cell)
    if isinstance(cell, datetime) and cell.tzinfo is not None:
        return cell.isoformat()
    return cell


def _repack(content: bytes) -> bytes:
    """The same workbook without the moment of its making in it."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as repacked,
    ):
        for name in source.namelist():
            data = source.read(name)
            if name == "docProps/core.xml":
                data = re.sub(
                    rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2020-01-01T00:00:00Z", data
                )
            repacked.writestr(zipfile.ZipInfo(name, _EPOCH), data, zipfile.ZIP_DEFLATED)
    return target.getvalue()
