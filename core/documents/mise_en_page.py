"""The page every document shares: letterhead, context, page n/N, and where it comes from.

The same content gives the same bytes (ReportLab's invariant mode), so a manifest fetched twice has
one SHA-256.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, NextPageTemplate, PageTemplate

from core.documents.codes_barres import draw_qr
from core.documents.polices_pdf import GRAS, NORMAL, measure, register_polices
from core.documents.texte import clean_text, fit_pdf

ENCRE = HexColor("#16202C")
MARINE = HexColor("#12365A")
AMBRE = HexColor("#D9822B")
GRIS = HexColor("#667382")
FILET = HexColor("#D5DCE4")
FOND = HexColor("#EEF2F6")
MARQUE = "TS AIR CARGO"
PORTRAIT = A4
PAYSAGE = landscape(A4)

_MARGE = 14 * mm
_HAUT_PREMIERE = 40 * mm
_HAUT_SUITE = 22 * mm
_BAS = 17 * mm
_COTE_QR = 21 * mm


@dataclass(frozen=True)
class EnTete:
    """What the top of a document says; `contexte` stands under the title, line by line."""

    titre: str
    reference: str = ""
    contexte: Sequence[str] = ()
    emetteur: Sequence[str] = ()
    qr: str | None = None


def text_width(format_page: tuple[float, float]) -> float:
    """Width between the margins, in points."""
    return format_page[0] - 2 * _MARGE


def build_pdf(
    contenu: Sequence[Flowable],
    *,
    en_tete: EnTete,
    pied: str,
    format_page: tuple[float, float] = PORTRAIT,
) -> bytes:
    """The document as PDF bytes; `pied` says what made it and when, already in local time."""
    register_polices()
    buffer = io.BytesIO()
    width, height = format_page
    document = BaseDocTemplate(
        buffer,
        pagesize=format_page,
        title=clean_text(f"{en_tete.titre} {en_tete.reference}"),
        author=MARQUE,
        lang="fr",
        invariant=1,
    )
    common: dict[str, Any] = {
        "leftPadding": 0,
        "rightPadding": 0,
        "topPadding": 0,
        "bottomPadding": 0,
    }
    frames = [
        Frame(_MARGE, _BAS, width - 2 * _MARGE, height - top - _BAS, id=name, **common)
        for name, top in (("premiere", _HAUT_PREMIERE), ("suite", _HAUT_SUITE))
    ]
    document.addPageTemplates(
        [
            PageTemplate("premiere", [frames[0]], onPage=partial(_draw_first, en_tete=en_tete)),
            PageTemplate("suite", [frames[1]], onPage=partial(_draw_next, en_tete=en_tete)),
        ]
    )
    document.build(
        [NextPageTemplate("suite"), *contenu],
        canvasmaker=partial(_NumberedCanvas, pied=clean_text(pied)),
    )
    return buffer.getvalue()


class _NumberedCanvas(Canvas):
    """Holds every page back until their number is known."""

    def __init__(self, *args: Any, pied: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self._pied = pied
        self._pages: list[dict[str, Any]] = []

    def showPage(self) -> None:
        self._pages.append(dict(self.__dict__))
        self._startPage()  # type: ignore[attr-defined]

    def save(self) -> None:
        pages = self._pages
        for number, page in enumerate(pages, start=1):
            self.__dict__.update(page)
            self._draw_foot(f"page {number}/{len(pages)}")
            super().showPage()
        super().save()

    def _draw_foot(self, numero: str) -> None:
        width: float = self._pagesize[0]  # type: ignore[attr-defined]
        baseline = 9 * mm
        self.setStrokeColor(FILET)
        self.setLineWidth(0.6)
        self.line(_MARGE, baseline + 4 * mm, width - _MARGE, baseline + 4 * mm)
        self.setFillColor(GRIS)
        self.setFont(NORMAL, 7)
        room = width - 2 * _MARGE - 25 * mm
        self.drawString(_MARGE, baseline, fit_pdf(self._pied, room, NORMAL, 7))
        self.setFont(GRAS, 7.5)
        self.drawRightString(width - _MARGE, baseline, numero)


def _draw_brand(canvas: Canvas, top: float, taille: float) -> None:
    canvas.setFillColor(AMBRE)
    canvas.rect(_MARGE, top - taille * 0.82, taille * 0.22, taille * 0.98, stroke=0, fill=1)
    canvas.setFillColor(MARINE)
    canvas.setFont(GRAS, taille)
    canvas.drawString(_MARGE + taille * 0.5, top - taille * 0.72, MARQUE)


def _draw_first(canvas: Canvas, _document: Any, *, en_tete: EnTete) -> None:
    width, height = canvas._pagesize  # type: ignore[attr-defined]
    top = height - 13 * mm
    left_room = min(80 * mm, (width - 2 * _MARGE) * 0.4)
    _draw_brand(canvas, top, 15)
    canvas.setFillColor(GRIS)
    canvas.setFont(NORMAL, 7.5)
    for index, line in enumerate(en_tete.emetteur):
        text = fit_pdf(line, left_room, NORMAL, 7.5)
        canvas.drawString(_MARGE, top - 25 - index * 10, text)

    right = width - _MARGE
    if en_tete.qr is not None:
        draw_qr(canvas, en_tete.qr, right - _COTE_QR, top - _COTE_QR + 1.5 * mm, cote=_COTE_QR)
        right -= _COTE_QR + 5 * mm
    room = right - _MARGE - left_room - 2 * mm
    canvas.setFillColor(MARINE)
    canvas.setFont(GRAS, 15)
    canvas.drawRightString(right, top - 10.8, fit_pdf(en_tete.titre, room, GRAS, 15))
    canvas.setFillColor(ENCRE)
    canvas.setFont(GRAS, 10)
    canvas.drawRightString(right, top - 25, fit_pdf(en_tete.reference, room, GRAS, 10))
    canvas.setFillColor(GRIS)
    canvas.setFont(NORMAL, 8)
    for index, line in enumerate(en_tete.contexte):
        text = fit_pdf(line, room, NORMAL, 8)
        canvas.drawRightString(right, top - 37 - index * 10.5, text)
    _draw_rule(canvas, width, height - _HAUT_PREMIERE + 4 * mm)


def _draw_next(canvas: Canvas, _document: Any, *, en_tete: EnTete) -> None:
    width, height = canvas._pagesize  # type: ignore[attr-defined]
    top = height - 11 * mm
    _draw_brand(canvas, top, 9)
    canvas.setFillColor(GRIS)
    canvas.setFont(NORMAL, 8)
    title = clean_text(f"{en_tete.titre} · {en_tete.reference}".rstrip(" ·"))
    room = width - 3 * _MARGE - measure(MARQUE, GRAS, 9)
    canvas.drawRightString(width - _MARGE, top - 6.5, fit_pdf(title, room, NORMAL, 8))
    _draw_rule(canvas, width, height - _HAUT_SUITE + 6 * mm)


def _draw_rule(canvas: Canvas, width: float, y: float) -> None:
    canvas.setStrokeColor(MARINE)
    canvas.setLineWidth(1.1)
    canvas.line(_MARGE, y, width - _MARGE, y)
