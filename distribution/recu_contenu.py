"""What a receipt says; A5 and 80 mm are two papers for the same content."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from core.money import format_argent, format_montant

MOYENS = {
    "especes": "Espèces",
    "orange_money": "Orange Money",
    "wave": "Wave",
    "moov": "Moov Money",
    "sarali": "Sarali",
    "carte": "Carte bancaire",
    "avoir": "Avoir du client",
}


@dataclass(frozen=True)
class LigneRecu:
    """One carton on a receipt, in minor units: what was due before, what was paid now."""

    code_suivi: str
    contenu: str
    poids_g: int
    du_avant: int
    montant: int
    client_nom: str = ""


@dataclass(frozen=True)
class ContenuRecu:
    """A receipt, numbered without gaps per agency and year.

    All amounts are minor units of `devise`. `rabais` and `jeton_cede` settle what was due without
    money; `avoir` is what was received beyond the due and kept for the client.
    `numero_provisoire` is what an offline device had printed. `annule_le` and
    `motif_annulation` turn it into the proof of a reversal.
    """

    numero: str
    agence: str
    adresse_agence: str
    telephone_agence: str
    fuseau: str
    encaisse_le: datetime
    caissier: str
    client_nom: str
    client_telephone: str
    devise: str
    moyen: str
    lignes: tuple[LigneRecu, ...]
    rabais: int = 0
    motif_rabais: str = ""
    jeton_cede: int = 0
    avoir: int = 0
    reference_operateur: str = ""
    numero_provisoire: str = ""
    annule_le: datetime | None = None
    motif_annulation: str = ""
    remis_a: str = ""
    signature_png: bytes | None = None
    url: str | None = None

    @property
    def encaisse(self) -> int:
        """Money received."""
        return sum(ligne.montant for ligne in self.lignes) + self.avoir

    @property
    def du_avant(self) -> int:
        """What was due on these cartons before."""
        return sum(ligne.du_avant for ligne in self.lignes)

    @property
    def reste(self) -> int:
        """What is still due on these cartons after money, discount and jeton."""
        settled = sum(ligne.montant for ligne in self.lignes) + self.rabais + self.jeton_cede
        return max(self.du_avant - settled, 0)

    @property
    def moyen_texte(self) -> str:
        """The method as people call it."""
        return MOYENS.get(self.moyen, self.moyen)

    def argent(self, montant: int) -> str:
        """An amount with its currency."""
        return format_argent(montant, self.devise)

    def nombre(self, montant: int) -> str:
        """An amount for a column headed by the currency."""
        return format_montant(montant, self.devise)
