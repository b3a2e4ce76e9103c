"""A sheet of printer dots with the few strokes a label needs."""

from __future__ import annotations

from PIL import Image, ImageDraw

from core.documents.codes_barres import CODE128_MARGE, build_code128, build_qr
from core.documents.polices_pdf import load_police_image
from core.documents.texte import clean_text, wrap_text

NOIR, BLANC = 0, 255
_THRESHOLD = 140


class Toile:
    """Grey while drawing (so that letters keep their shape), black or white when finished."""

    def __init__(self, largeur: int, hauteur: int) -> None:
        self.largeur, self.hauteur = largeur, hauteur
        self._image = Image.new("L", (largeur, hauteur), BLANC)
        self._draw = ImageDraw.Draw(self._image)

    def finish(self) -> Image.Image:
        """The 1-bit picture."""
        return self._image.point(lambda grey: BLANC if grey >= _THRESHOLD else NOIR).convert(
            "1", dither=Image.Dither.NONE
        )

    def text(
        self, x: int, y: int, text: str, *, taille: int, largeur: int, gras: bool = True,
        lignes: int = 1, taille_min: int | None = None, ancre: str = "gauche",
        encre: int = NOIR,
    ) -> int:  # fmt: skip
        """Write text within `largeur`: wrapped, shrunk to `taille_min`, then cut.

        `y` is the top of the first line's capitals; answers the y below the last line.
        """
        clean = clean_text(text)
        size = taille
        while True:
            font = load_police_image(size, gras=gras)
            rows = wrap_text(clean, largeur, font.getlength, lignes)
            if size <= (taille_min or taille) or _squeeze("".join(rows)) == _squeeze(clean):
                break
            size = max(taille_min or taille, size - 4)
        anchor, at = {
            "gauche": ("ls", x),
            "droite": ("rs", x + largeur),
            "centre": ("ms", x + largeur // 2),
        }[ancre]
        for row in rows:
            self._draw.text((at, y + size * 0.74), row, font=font, fill=encre, anchor=anchor)
            y += round(size * 1.16)
        return y

    def measure(self, text: str, taille: int, *, gras: bool = True) -> int:
        """Width of a text in dots."""
        return round(load_police_image(taille, gras=gras).getlength(clean_text(text)))

    def rule(self, x: int, y: int, largeur: int, epaisseur: int = 3) -> None:
        """A horizontal rule."""
        self.block(x, y, largeur, epaisseur)

    def block(self, x: int, y: int, largeur: int, hauteur: int) -> None:
        """A filled rectangle."""
        self._draw.rectangle((x, y, x + largeur - 1, y + hauteur - 1), fill=NOIR)

    def frame(self, x: int, y: int, largeur: int, hauteur: int, epaisseur: int = 4) -> None:
        """An empty rectangle."""
        self._draw.rectangle(
            (x, y, x + largeur - 1, y + hauteur - 1), outline=NOIR, width=epaisseur
        )

    def badge(self, x: int, y: int, text: str, *, taille: int, marge: int = 12) -> int:
        """White text on black; answers its width."""
        width = self.measure(text, taille) + 2 * marge
        self.block(x, y, width, round(taille * 1.25))
        self.text(
            x + marge, y + round(taille * 0.26), text, taille=taille,
            largeur=width, encre=BLANC,
        )  # fmt: skip
        return width

    def diamond(self, x: int, y: int, cote: int, text: str) -> None:
        """The dangerous goods mark: a diamond standing on its point."""
        half = cote // 2
        points = [(x + half, y), (x + cote, y + half), (x + half, y + cote), (x, y + half)]
        self._draw.polygon(points, fill=NOIR)
        inner = [
            (x + half, y + 10),
            (x + cote - 10, y + half),
            (x + half, y + cote - 10),
            (x + 10, y + half),
        ]
        self._draw.line([*inner, inner[0]], fill=BLANC, width=3)
        size = round(cote * 0.2)
        self.text(
            x + cote // 6, y + half - round(size * 0.4), text, taille=size,
            taille_min=10, largeur=cote * 2 // 3, ancre="centre", encre=BLANC,
        )  # fmt: skip

    def qr(self, x: int, y: int, cote_max: int, text: str) -> int:
        """A QR of whole dots inside `cote_max`, quiet zone left to the layout; its side."""
        rows = build_qr(text)
        module = max(1, cote_max // len(rows))
        for row_index, row in enumerate(rows):
            for column, dark in enumerate(row):
                if dark:
                    self.block(x + column * module, y + row_index * module, module, module)
        return module * len(rows)

    def code128(self, y: int, hauteur: int, text: str, *, module_max: int) -> None:
        """A Code 128 centred in the width, its quiet zones kept."""
        modules = build_code128(text)
        module = min(module_max, self.largeur // (len(modules) + 2 * CODE128_MARGE))
        x = (self.largeur - module * len(modules)) // 2
        for index, dark in enumerate(modules):
            if dark:
                self.block(x + index * module, y, module, hauteur)


def _squeeze(text: str) -> str:
    return "".join(text.split())
