"""The label's picture wrapped for printers and screens.

In ZPL and ESC/POS a set bit is black; in TSPL's BITMAP a set bit is WHITE. ZPL's `:Z64:` (Zebra
programming guide, ^GF) is zlib in base64 with a CRC-16/CCITT of the base64 text.
"""

from __future__ import annotations

import base64
import binascii
import io
import zlib
from collections.abc import Callable, Sequence
from enum import StrEnum

from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from colis.etiquettes.dessin import draw_etiquette
from colis.etiquettes.modele import POINTS_PAR_MM, Etiquette, Taille

_DPI = 203
_BAND = 240
_PLANCHE = 4
_PLANCHE_ECHELLE = 0.97
_ALL_BITS = 0xFF


class FormatEtiquette(StrEnum):
    PDF = "pdf"
    PNG = "png"
    ZPL = "zpl"
    TSPL = "tspl"
    ESCPOS = "escpos"


MEDIA_TYPES = {
    FormatEtiquette.PDF: "application/pdf",
    FormatEtiquette.PNG: "image/png",
    FormatEtiquette.ZPL: "application/zpl",
    FormatEtiquette.TSPL: "application/octet-stream",
    FormatEtiquette.ESCPOS: "application/octet-stream",
}


def render_etiquette(etiquette: Etiquette, format_: FormatEtiquette, taille: Taille) -> bytes:
    """The label as the bytes to send to the printer or the browser."""
    return _WRAPPERS[format_](draw_etiquette(etiquette, taille))


def render_planche_a4(etiquettes: Sequence[Etiquette]) -> bytes:
    """Large labels four to an A4 sheet, for an office printer."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    width = Taille.GRANDE.mm[0] * mm * _PLANCHE_ECHELLE
    height = Taille.GRANDE.mm[1] * mm * _PLANCHE_ECHELLE
    left, bottom = (A4[0] - 2 * width) / 2, (A4[1] - 2 * height) / 2
    for index, etiquette in enumerate(etiquettes):
        place = index % _PLANCHE
        if index and not place:
            canvas.showPage()
        image = ImageReader(draw_etiquette(etiquette, Taille.GRANDE))
        x, y = left + place % 2 * width, bottom + (1 - place // 2) * height
        canvas.drawImage(image, x, y, width, height)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _wrap_pdf(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    size = (image.width / POINTS_PAR_MM * mm, image.height / POINTS_PAR_MM * mm)
    canvas = Canvas(buffer, pagesize=size, invariant=1)
    canvas.setTitle("Étiquette")
    canvas.drawImage(ImageReader(image), 0, 0, *size)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _wrap_png(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "PNG", dpi=(_DPI, _DPI))
    return buffer.getvalue()


def _wrap_zpl(image: Image.Image) -> bytes:
    data = _black_bits(image)
    packed = base64.b64encode(zlib.compress(data, 9))
    crc = binascii.crc_hqx(packed, 0)
    row = image.width // 8
    return (
        f"^XA^PW{image.width}^LL{image.height}^LH0,0^FO0,0"
        f"^GFA,{len(data)},{len(data)},{row},:Z64:{packed.decode('ascii')}:{crc:04X}"
        "^FS^PQ1^XZ\n"
    ).encode("ascii")


def _wrap_tspl(image: Image.Image) -> bytes:
    width, height = image.width // POINTS_PAR_MM, image.height // POINTS_PAR_MM
    head = (
        f"SIZE {width} mm,{height} mm\r\nGAP 2 mm,0 mm\r\nDIRECTION 1\r\nREFERENCE 0,0\r\nCLS\r\n"
        f"BITMAP 0,0,{image.width // 8},{image.height},0,"
    )
    return head.encode("ascii") + image.tobytes() + b"\r\nPRINT 1,1\r\n"


def _wrap_escpos(image: Image.Image) -> bytes:
    data = _black_bits(image)
    row = image.width // 8
    parts = [b"\x1b@"]
    for top in range(0, image.height, _BAND):
        rows = min(_BAND, image.height - top)
        parts.append(b"\x1dv0\x00" + row.to_bytes(2, "little") + rows.to_bytes(2, "little"))
        parts.append(data[top * row : (top + rows) * row])
    parts.append(b"\x1dVB\x00")
    return b"".join(parts)


def _black_bits(image: Image.Image) -> bytes:
    return bytes(byte ^ _ALL_BITS for byte in image.tobytes())


_WRAPPERS: dict[FormatEtiquette, Callable[[Image.Image], bytes]] = {
    FormatEtiquette.PDF: _wrap_pdf,
    FormatEtiquette.PNG: _wrap_png,
    FormatEtiquette.ZPL: _wrap_zpl,
    FormatEtiquette.TSPL: _wrap_tspl,
    FormatEtiquette.ESCPOS: _wrap_escpos,
}
