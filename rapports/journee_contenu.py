"""An agent's day in figures, each with the one meaning it has everywhere.

All amounts are minor units of `devise`. The cash balance is recomputed from its parts and shown
beside the journal's own, so that a report can never quietly disagree with the books.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from core.money import format_argent, format_montant

ESPECES = "especes"


@dataclass(frozen=True)
class RemisesMode:
    """Cartons handed over in one mode, and the revenue they stand for."""

    mode: str
    colis: int
    poids_g: int
    recettes: int


@dataclass(frozen=True)
class EncaisseMoyen:
    """Money received by one method (its code and its name), net of reversals."""

    moyen: str
    libelle: str
    nombre: int
    montant: int
    a_rapprocher: int = 0


@dataclass(frozen=True)
class Mouvement:
    """One discount, jeton, expense, transfer or deposit, as a line of its section."""

    survenu_le: datetime
    libelle: str
    detail: str
    montant: int


@dataclass(frozen=True)
class Recette:
    """One receipt of the day; `annule` when it was reversed."""

    numero: str
    encaisse_le: datetime
    client_nom: str
    colis: int
    moyen: str
    montant: int
    annule: bool = False


@dataclass(frozen=True)
class ContenuJournee:
    """What one agent did at one agency on one local day.

    `solde_journal` is the till's balance according to the journal; `compte` what was counted,
    None before the count. Expenses, transfers and deposits in `especes_*` left this till.
    `provisoire`: acts of that agent were still on a device, or not settled.
    """

    jour: date
    agence: str
    adresse_agence: str
    fuseau: str
    agent: str
    devise: str
    etabli_le: datetime
    remises: tuple[RemisesMode, ...]
    encaissements: tuple[EncaisseMoyen, ...]
    report_veille: int
    solde_journal: int
    facture: int = 0
    reste_a_payer: int = 0
    tout_le_pays: bool = False
    recettes: tuple[Recette, ...] = ()
    jetons: tuple[Mouvement, ...] = ()
    rabais: tuple[Mouvement, ...] = ()
    depenses: tuple[Mouvement, ...] = ()
    transferts: tuple[Mouvement, ...] = ()
    versements: tuple[Mouvement, ...] = ()
    compte: int | None = None
    observations: tuple[str, ...] = ()
    provisoire: bool = False

    @property
    def reste_libelle(self) -> str:
        """What ``reste_a_payer`` covers: the country's cartons, or those of the agent's day."""
        return "Reste à payer" if self.tout_le_pays else "Reste à payer sur les colis de la journée"

    @property
    def encaisse(self) -> int:
        """Collections minus reversals, all methods."""
        return sum(moyen.montant for moyen in self.encaissements)

    @property
    def especes(self) -> int:
        """Collections minus reversals, in cash."""
        return sum(moyen.montant for moyen in self.encaissements if moyen.moyen == ESPECES)

    @property
    def solde(self) -> int:
        """Report veille + cash collected − expenses − transfers − deposits."""
        out = (self.depenses, self.transferts, self.versements)
        return self.report_veille + self.especes - sum(sum_of(moves) for moves in out)

    @property
    def ecart(self) -> int | None:
        """Counted minus expected, None before the count."""
        return None if self.compte is None else self.compte - self.solde_journal

    def argent(self, montant: int) -> str:
        """An amount with its currency."""
        return format_argent(montant, self.devise)

    def nombre(self, montant: int) -> str:
        """An amount for a column headed by the currency."""
        return format_montant(montant, self.devise)


def sum_of(mouvements: tuple[Mouvement, ...]) -> int:
    """The sum of a section."""
    return sum(mouvement.montant for mouvement in mouvements)
