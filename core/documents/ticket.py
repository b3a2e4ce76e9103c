"""A roll of 80 mm thermal paper: black only, as long as what it says."""

from __future__ import annotations

import io
from collections.abc import Callable

from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from core.documents.codes_barres import draw_qr
from core.documents.polices_pdf import GRAS, NORMAL, measure, register_polices
from core.documents.texte import clean_text, fit_pdf, wrap_pdf

_LARGEUR = 80 * mm
_MARGE = 4 * mm
_UTILE = _LARGEUR - 2 * _MARGE
_INTERLIGNE = 1.28
_Trait = Callable[[Canvas, float], None]


class Ticket:
    """Lines are added from top to bottom; `build` answers the PDF."""

    def __init__(self, titre: str) -> None:
        register_polices()
        self._titre = clean_text(titre)
        self._lines: list[tuple[float, _Trait]] = []

    def centre(self, text: str, *, taille: float = 9, gras: bool = False) -> None:
        """Centred text, on up to three lines."""
        police = GRAS if gras else NORMAL
        for row in wrap_pdf(text, _UTILE, police, taille, 3):

            def draw(canvas: Canvas, y: float, row: str = row) -> None:
                canvas.setFont(police, taille)
                canvas.drawCentredString(_LARGEUR / 2, y + taille * 0.3, row)

            self._add(taille * _INTERLIGNE, draw)

    def gauche(self, text: str, *, taille: float = 9, gras: bool = False) -> None:
        """Text from the left, on up to four lines."""
        police = GRAS if gras else NORMAL
        for row in wrap_pdf(text, _UTILE, police, taille, 4):

            def draw(canvas: Canvas, y: float, row: str = row) -> None:
                canvas.setFont(police, taille)
                canvas.drawString(_MARGE, y + taille * 0.3, row)

            self._add(taille * _INTERLIGNE, draw)

    def paire(self, label: str, value: str, *, taille: float = 9, gras: bool = False) -> None:
        """A label on the left, its value on the right."""
        police = GRAS if gras else NORMAL
        shown = fit_pdf(value, _UTILE * 0.7, police, taille)
        room = _UTILE - measure(shown, police, taille) - 2 * mm
        left = fit_pdf(label, room, police, taille)

        def draw(canvas: Canvas, y: float) -> None:
            canvas.setFont(police, taille)
            canvas.drawString(_MARGE, y + taille * 0.3, left)
            canvas.drawRightString(_LARGEUR - _MARGE, y + taille * 0.3, shown)

        self._add(taille * _INTERLIGNE, draw)

    def filet(self, *, epais: bool = False) -> None:
        """A rule, dashed unless thick."""

        def draw(canvas: Canvas, y: float) -> None:
            canvas.setLineWidth(1.2 if epais else 0.5)
            canvas.setDash([] if epais else [1.5, 1.5])
            canvas.line(_MARGE, y + 3, _LARGEUR - _MARGE, y + 3)
            canvas.setDash([])

        self._add(7, draw)

    def espace(self, hauteur_mm: float) -> None:
        """Empty height."""
        self._add(hauteur_mm * mm, lambda _canvas, _y: None)

    def qr(self, text: str, *, cote_mm: float = 26) -> None:
        """A centred QR with its quiet zone."""
        side = cote_mm * mm

        def draw(canvas: Canvas, y: float) -> None:
            draw_qr(canvas, text, (_LARGEUR - side) / 2, y + 3 * mm, cote=side)

        self._add(side + 6 * mm, draw)

    def image(self, image: ImageReader, *, hauteur_mm: float) -> None:
        """A centred picture, its proportions kept."""
        width, height = image.getSize()
        scale = min(_UTILE / width, hauteur_mm * mm / height)

        def draw(canvas: Canvas, y: float) -> None:
            canvas.drawImage(
                image, (_LARGEUR - width * scale) / 2, y, width * scale, height * scale, mask="auto"
            )

        self._add(height * scale, draw)

    def build(self) -> bytes:
        """The ticket as PDF bytes, one page as long as needed."""
        height = sum(line for line, _ in self._lines) + 2 * _MARGE
        buffer = io.BytesIO()
        canvas = Canvas(buffer, pagesize=(_LARGEUR, height), invariant=1, lang="fr")
        canvas.setTitle(self._titre)
        y = height - _MARGE
        for line, draw in self._lines:
            y -= line
            draw(canvas, y)
        canvas.showPage()
        canvas.save()
        return buffer.getvalue()

    def _add(self, hauteur: float, draw: _Trait) -> None:
        self._lines.append((hauteur, draw))
