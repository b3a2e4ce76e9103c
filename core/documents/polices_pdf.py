"""The one family of every document and label: Latin, Bambara and Chinese in two weights.

TS Air Sans is bundled (polices/OFL.txt) because a till in Bamako has no fonts to rely on, and
because labels, PDFs and receipts must measure text alike.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PIL import ImageFont
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

_FOLDER = Path(__file__).parent / "polices"
FICHIERS = {
    "TSAirSans": _FOLDER / "TSAirSans-Regular.ttf",
    "TSAirSans-Bold": _FOLDER / "TSAirSans-Bold.ttf",
}
NORMAL = "TSAirSans"
GRAS = "TSAirSans-Bold"


@lru_cache(maxsize=1)
def register_polices() -> frozenset[int]:
    """Make the family known to ReportLab, once; answers the code points it can draw."""
    polices = [TTFont(name, str(path)) for name, path in FICHIERS.items()]
    for police in polices:
        pdfmetrics.registerFont(police)
    pdfmetrics.registerFontFamily(NORMAL, normal=NORMAL, bold=GRAS, italic=NORMAL, boldItalic=GRAS)
    return frozenset(polices[0].face.charToGlyph)


@lru_cache(maxsize=64)
def load_police_image(taille: int, *, gras: bool) -> ImageFont.FreeTypeFont:
    """The family for Pillow at `taille` pixels."""
    return ImageFont.truetype(str(FICHIERS[GRAS if gras else NORMAL]), taille)


def measure(text: str, police: str, taille: float) -> float:
    """Width of a text in points."""
    register_polices()
    return pdfmetrics.stringWidth(text, police, taille)
