"""User text on its way to paper: never markup, never a control character, never too wide.

ReportLab's Paragraph reads XML: an unclosed tag breaks a manifest and an `<img>` opens a file, so
everything a person typed passes through here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from xml.sax.saxutils import escape

from core.documents.polices_pdf import measure, register_polices

_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
_SPELLED_OUT = str.maketrans({"ɲ": "ny", "Ɲ": "Ny", "Ŋ": "Ng", "‑": "-"})
_UNKNOWN = "□"
_ELLIPSIS = "…"
_HAN = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_CJK = re.compile(f"[{_HAN}]")
_CJK_OR_WORD = re.compile(rf"[{_HAN}]\s*|[^{_HAN}]+")


def clean_text(text: str) -> str:
    """One line of drawable text: controls become spaces, what the font lacks becomes □."""
    glyphs = register_polices()
    flat = _CONTROL.sub(" ", unicodedata.normalize("NFC", text)).replace("\n", " ")
    flat = flat.translate(_SPELLED_OUT).replace("\ufe0f", "")
    return "".join(char if ord(char) in glyphs else _UNKNOWN for char in flat).strip()


def escape_text(text: str) -> str:
    """User text made safe inside a ReportLab Paragraph; line breaks are kept."""
    lines = (escape(clean_text(line)) for line in text.splitlines())
    return "<br/>".join(lines)


def fit_text(text: str, largeur: float, measure_text: Callable[[str], float]) -> str:
    """The text, cut with an ellipsis where it would pass `largeur` (in the measure's unit)."""
    if measure_text(text) <= largeur:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if measure_text(text[:middle].rstrip() + _ELLIPSIS) <= largeur:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + _ELLIPSIS


def wrap_text(
    text: str, largeur: float, measure_text: Callable[[str], float], lignes_max: int
) -> list[str]:
    """The text on at most `lignes_max` lines, the last one cut; Chinese breaks anywhere."""
    tokens = _tokens(text)
    lines: list[str] = []
    while tokens and len(lines) < lignes_max - 1:
        line = tokens.pop(0)
        while tokens and measure_text((line + tokens[0]).rstrip()) <= largeur:
            line += tokens.pop(0)
        lines.append(line.strip())
    if tokens:
        lines.append("".join(tokens).strip())
    return [fit_text(line, largeur, measure_text) for line in lines] or [""]


def fit_pdf(text: str, largeur: float, police: str, taille: float) -> str:
    """Cleaned text cut to `largeur` points."""
    return fit_text(clean_text(text), largeur, lambda part: measure(part, police, taille))


def wrap_pdf(text: str, largeur: float, police: str, taille: float, lignes_max: int) -> list[str]:
    """Cleaned text on at most `lignes_max` lines of `largeur` points."""
    return wrap_text(
        clean_text(text), largeur, lambda part: measure(part, police, taille), lignes_max
    )


def _tokens(text: str) -> list[str]:
    tokens: list[str] = []
    for word in re.findall(r"\S+\s*", text):
        if not _CJK.search(word):
            tokens.append(word)
            continue
        tokens.extend(_CJK_OR_WORD.findall(word))
    return tokens
