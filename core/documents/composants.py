"""The parts documents are made of: tables, figures, pairs, notes, signatures.

Cells are drawn as plain strings, cut and wrapped by measure, never parsed as markup.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from reportlab.lib.colors import HexColor, white
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, Spacer, Table, TableStyle

from core.documents.mise_en_page import AMBRE, ENCRE, FILET, FOND, GRIS, MARINE
from core.documents.polices_pdf import GRAS, NORMAL, register_polices
from core.documents.texte import clean_text, escape_text, fit_pdf, wrap_pdf

Alignement = Literal["LEFT", "RIGHT", "CENTER"]
_ROUGE = HexColor("#B3261E")
_PAD = 4.0


@dataclass(frozen=True)
class Colonne:
    """`part` is the column's share of the table's width; `lignes` the most lines of a cell."""

    titre: str
    part: float
    alignement: Alignement = "LEFT"
    gras: bool = False
    lignes: int = 2


def build_table(
    colonnes: Sequence[Colonne],
    lignes: Sequence[Sequence[str]],
    *,
    largeur: float,
    totaux: Sequence[Sequence[str]] = (),
    taille: float = 8,
    vide: str = "Aucune ligne.",
) -> Flowable:
    """A table that repeats its header on every page; `totaux` are its last, bold rows."""
    register_polices()
    if not lignes and not totaux:
        return build_note(vide)
    parts = sum(colonne.part for colonne in colonnes)
    widths = [largeur * colonne.part / parts for colonne in colonnes]

    def cells(row: Sequence[str], police: str | None) -> list[str]:
        return [
            "\n".join(
                wrap_pdf(
                    text,
                    width - 2 * _PAD,
                    police or (GRAS if colonne.gras else NORMAL),
                    taille,
                    colonne.lignes,
                )
            )
            for text, width, colonne in zip(row, widths, colonnes, strict=True)
        ]

    head = [
        "\n".join(wrap_pdf(colonne.titre, width - 2 * _PAD, GRAS, taille - 1, 2))
        for colonne, width in zip(colonnes, widths, strict=True)
    ]
    data = [
        head,
        *(cells(row, None) for row in lignes),
        *(cells(row, GRAS) for row in totaux),
    ]
    table = Table(data, colWidths=widths, repeatRows=1, hAlign="LEFT")
    table.setStyle(TableStyle(_table_commands(colonnes, len(data), len(totaux), taille)))
    return table


def _table_commands(
    colonnes: Sequence[Colonne], rows: int, totals: int, taille: float
) -> list[tuple[Any, ...]]:
    commands: list[tuple[Any, ...]] = [
        ("FONT", (0, 0), (-1, -1), NORMAL, taille, taille * 1.2),
        ("TEXTCOLOR", (0, 0), (-1, -1), ENCRE),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), _PAD),
        ("RIGHTPADDING", (0, 0), (-1, -1), _PAD),
        ("TOPPADDING", (0, 0), (-1, -1), 1.7),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2.9),
        ("LINEBELOW", (0, 1), (-1, -1), 0.4, FILET),
        ("BACKGROUND", (0, 0), (-1, 0), FOND),
        ("FONT", (0, 0), (-1, 0), GRAS, taille - 1, (taille - 1) * 1.2),
        ("TEXTCOLOR", (0, 0), (-1, 0), MARINE),
        ("LINEBELOW", (0, 0), (-1, 0), 0.9, MARINE),
    ]
    for index, colonne in enumerate(colonnes):
        commands.append(("ALIGN", (index, 0), (index, -1), colonne.alignement))
        if colonne.gras:
            commands.append(("FONT", (index, 1), (index, -1), GRAS, taille, taille * 1.2))
    if totals:
        first = rows - totals
        commands += [
            ("FONT", (0, first), (-1, -1), GRAS, taille, taille * 1.2),
            ("LINEABOVE", (0, first), (-1, first), 0.9, MARINE),
            ("BACKGROUND", (0, first), (-1, -1), FOND),
        ]
    return commands


def build_cards(cartes: Sequence[tuple[str, str]], *, largeur: float) -> Flowable:
    """The figures that matter, side by side: small label, large value."""
    register_polices()
    gap = 3 * mm
    width = (largeur - gap * (len(cartes) - 1)) / len(cartes)
    size = 14.0
    room = width - 5.5 * mm
    labels, values, widths = [], [], []
    for index, (label, value) in enumerate(cartes):
        if index:
            labels.append("")
            values.append("")
            widths.append(gap)
        labels.append(fit_pdf(label.upper(), room, GRAS, 6.5))
        values.append(fit_pdf(value, room, GRAS, size))
        widths.append(width)
    commands: list[tuple[Any, ...]] = [
        ("FONT", (0, 0), (-1, 0), GRAS, 6.5, 8),
        ("TEXTCOLOR", (0, 0), (-1, 0), GRIS),
        ("FONT", (0, 1), (-1, 1), GRAS, size, 17),
        ("TEXTCOLOR", (0, 1), (-1, 1), MARINE),
        ("LEFTPADDING", (0, 0), (-1, -1), 3 * mm),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, 0), 5),
        ("BOTTOMPADDING", (0, 0), (-1, 0), 0),
        ("TOPPADDING", (0, 1), (-1, 1), 0),
        ("BOTTOMPADDING", (0, 1), (-1, 1), 7),
    ]
    for index in range(0, len(widths), 2):
        commands.append(("BACKGROUND", (index, 0), (index, 1), FOND))
        commands.append(("LINEBEFORE", (index, 0), (index, 1), 2.2, AMBRE))
    table = Table([labels, values], colWidths=widths, hAlign="LEFT")
    table.setStyle(TableStyle(commands))
    return table


def build_pairs(
    paires: Sequence[tuple[str, str]], *, largeur: float, colonnes: int = 2
) -> Flowable:
    """Label and value, label and value, in `colonnes` columns read from left to right."""
    register_polices()
    half = largeur / colonnes
    label_width = half * 0.36
    rows: list[list[str]] = []
    for start in range(0, len(paires), colonnes):
        row: list[str] = []
        for label, value in paires[start : start + colonnes]:
            row.append(fit_pdf(label, label_width - _PAD, NORMAL, 8))
            row.append("\n".join(wrap_pdf(value, half * 0.64 - 2 * _PAD, GRAS, 8.5, 2)))
        rows.append(row + [""] * (2 * colonnes - len(row)))
    commands: list[tuple[Any, ...]] = [
        ("FONT", (0, 0), (-1, -1), NORMAL, 8, 10),
        ("TEXTCOLOR", (0, 0), (-1, -1), GRIS),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 1.2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2.4),
    ]
    for index in range(1, 2 * colonnes, 2):
        commands.append(("FONT", (index, 0), (index, -1), GRAS, 8.5, 10.5))
        commands.append(("TEXTCOLOR", (index, 0), (index, -1), ENCRE))
    table = Table(rows, colWidths=[label_width, half - label_width] * colonnes, hAlign="LEFT")
    table.setStyle(TableStyle(commands))
    return table


def build_heading(titre: str) -> Flowable:
    """A section's title."""
    style = ParagraphStyle(
        "section", fontName=GRAS, fontSize=10.5, leading=13, textColor=MARINE,
        spaceBefore=5 * mm, spaceAfter=2 * mm, keepWithNext=1,
    )  # fmt: skip
    return Paragraph(escape_text(titre), style)


def build_note(texte: str, *, alerte: bool = False) -> Flowable:
    """A sentence of explanation; in red when it must not be missed."""
    style = ParagraphStyle(
        "note",
        fontName=GRAS if alerte else NORMAL,
        fontSize=8,
        leading=11,
        textColor=_ROUGE if alerte else GRIS,
        wordWrap="CJK" if any(ord(char) > 0x2E80 for char in texte) else None,
    )
    return Paragraph(escape_text(texte), style)


def build_space(hauteur_mm: float) -> Flowable:
    """Empty height."""
    return Spacer(1, hauteur_mm * mm)


def build_signatures(roles: Sequence[str], *, largeur: float) -> Flowable:
    """A box per person who signs."""
    register_polices()
    gap = 6 * mm
    width = (largeur - gap * (len(roles) - 1)) / len(roles)
    labels: list[str] = []
    widths: list[float] = []
    for index, role in enumerate(roles):
        if index:
            labels.append("")
            widths.append(gap)
        labels.append(clean_text(role))
        widths.append(width)
    commands: list[tuple[Any, ...]] = [
        ("FONT", (0, 0), (-1, 0), NORMAL, 7.5, 9),
        ("TEXTCOLOR", (0, 0), (-1, 0), GRIS),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ]
    for index in range(0, len(widths), 2):
        commands.append(("BOX", (index, 0), (index, 0), 0.6, FILET))
        commands.append(("BACKGROUND", (index, 0), (index, 0), white))
    table = Table([labels], colWidths=widths, rowHeights=[22 * mm], hAlign="LEFT")
    table.setStyle(TableStyle(commands))
    return table
