"""What a label says; amounts and weights are the carton's own, formatted in one place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.money import Argent, format_kg

POINTS_PAR_MM = 8  # 203 dpi, the resolution of warehouse label printers


class Taille(StrEnum):
    GRANDE = "100x150"
    PETITE = "60x40"

    @property
    def mm(self) -> tuple[int, int]:
        """Width and height of the label in millimetres."""
        width, height = self.value.split("x")
        return int(width), int(height)

    @property
    def points(self) -> tuple[int, int]:
        """Width and height of the label in printer dots."""
        width, height = self.mm
        return width * POINTS_PAR_MM, height * POINTS_PAR_MM


@dataclass(frozen=True)
class Etiquette:
    """The content of one carton's label.

    `url` is the public tracking address ending in `code_suivi`; `danger` is the mark of dangerous
    goods ("UN 3481"), None for none; `montant` the carton's price, None when it has none yet;
    `enregistre_le` is the day in the agency's own time zone.
    """

    code_suivi: str
    url: str
    pays: str
    ville: str
    client_nom: str
    rang: int
    total: int
    poids_g: int
    mode: str
    categorie: str
    agence: str
    enregistre_le: date
    montant: Argent | None = None
    paye_en_chine: bool = False
    danger: str | None = None
    nombre_pieces: int | None = None
    client_telephone_fin: str = ""

    @property
    def rang_texte(self) -> str:
        """`1/3`: this carton among those registered together."""
        return f"{self.rang}/{self.total}"

    @property
    def poids_texte(self) -> str:
        """The weight in kilograms, as everywhere."""
        return format_kg(self.poids_g)

    @property
    def prix_texte(self) -> str:
        """The price, as everywhere; empty when there is none yet."""
        return "" if self.montant is None else self.montant.format()

    @property
    def paiement_texte(self) -> str:
        """What the counter must know about money."""
        if self.paye_en_chine:
            return "PAYÉ EN CHINE 已付款"
        return "À PAYER" if self.montant else ""
