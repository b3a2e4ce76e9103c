"""QR and Code 128 as plain dots, so that paper, labels and printers draw the same symbol."""

from __future__ import annotations

from typing import Any

from reportlab.graphics.barcode import qrencoder
from reportlab.graphics.barcode.code128 import Code128
from reportlab.pdfgen.canvas import Canvas

QR_MARGE = 4
CODE128_MARGE = 10


def build_qr(text: str) -> list[list[bool]]:
    """The QR symbol (ISO/IEC 18004, level M) as rows of dark modules, without its quiet zone."""
    symbol = qrencoder.QRCode(None, qrencoder.QRErrorCorrectLevel.M)
    symbol.addData(text)
    symbol.make()
    return [[bool(module) for module in row] for row in symbol.modules]


def build_code128(text: str) -> list[bool]:
    """The Code 128 symbol (ISO/IEC 15417) as a row of dark modules, without its quiet zone."""
    symbol: Any = Code128(text)
    symbol.validate()
    symbol.encode()
    modules: list[bool] = []
    for letter in symbol.decompose():
        width = ord(letter.lower()) - ord("a") + 1
        modules.extend([letter.isupper()] * width)
    return modules


def draw_qr(canvas: Canvas, text: str, x: float, y: float, *, cote: float) -> None:
    """Draw a QR whose dark part fills a square of `cote` points with lower left corner x, y."""
    rows = build_qr(text)
    module = cote / len(rows)
    path = canvas.beginPath()
    for index, row in enumerate(rows):
        top = y + cote - (index + 1) * module
        for start, end in _runs(row):
            path.rect(x + start * module, top, (end - start) * module, module)
    canvas.saveState()
    canvas.setFillGray(0)
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.restoreState()


def draw_code128(
    canvas: Canvas, text: str, x: float, y: float, largeur: float, hauteur: float
) -> None:
    """Draw a Code 128 whose bars fill `largeur` × `hauteur` points from x, y."""
    row = build_code128(text)
    module = largeur / len(row)
    path = canvas.beginPath()
    for start, end in _runs(row):
        path.rect(x + start * module, y, (end - start) * module, hauteur)
    canvas.saveState()
    canvas.setFillGray(0)
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.restoreState()


def _runs(row: list[bool]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for index, dark in enumerate(row):
        if not dark:
            continue
        if runs and runs[-1][1] == index:
            runs[-1] = (runs[-1][0], index + 1)
        else:
            runs.append((index, index + 1))
    return runs
