"""What a manifest says, frozen at closing; PDF, CSV and XLSX are three views of it.

The SHA-256 printed on it covers this content in a canonical form, not the bytes of one view, so
that paper, file and database can be compared.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from datetime import datetime

from core.documents.tableur import hash_content
from core.money import Argent


@dataclass(frozen=True)
class LigneContenu:
    """One carton of a manifest; `danger` is its dangerous goods mark, None for none."""

    rang: int
    code_suivi: str
    client_nom: str
    client_telephone: str
    contenu: str
    categorie: str
    colis_rang: int
    colis_total: int
    nombre_pieces: int | None
    poids_g: int
    poids_taxable_g: int
    volume_cm3: int | None
    danger: str | None = None
    references: tuple[str, ...] = ()
    montant: Argent | None = None
    paye_en_chine: bool = False


@dataclass(frozen=True)
class Totaux:
    """The sums at the foot of a manifest."""

    colis: int
    pieces: int
    clients: int
    poids_g: int
    poids_taxable_g: int
    volume_cm3: int


@dataclass(frozen=True)
class Recapitulatif:
    """The sums of one category."""

    categorie: str
    colis: int
    pieces: int
    poids_g: int
    poids_taxable_g: int


@dataclass(frozen=True)
class ContenuManifeste:
    """A version of a closed flight's manifest; moments are aware, shown in the airports' zones."""

    numero: str
    lta: str
    mode: str
    version: int
    compagnie: str
    aeroport_depart: str
    aeroport_arrivee: str
    pays_destination: str
    depart_prevu: datetime | None
    arrivee_prevue: datetime | None
    fuseau_depart: str
    fuseau_arrivee: str
    cloture_le: datetime
    cloture_par: str
    agence: str
    lignes: tuple[LigneContenu, ...]
    capacite_kg: int | None = None
    outrepasse: str = ""
    adresse_agence: str = ""
    url: str | None = None

    @property
    def empreinte(self) -> str:
        """SHA-256 of the content, whoever shows it."""
        content = asdict(self)
        del content["url"]
        return hash_content(content)

    @property
    def totaux(self) -> Totaux:
        """The sums over every line; a carton without a count is one piece."""
        return Totaux(
            colis=len(self.lignes),
            pieces=sum(ligne.nombre_pieces or 1 for ligne in self.lignes),
            clients=len({(x.client_nom, x.client_telephone) for x in self.lignes}),
            poids_g=sum(ligne.poids_g for ligne in self.lignes),
            poids_taxable_g=sum(ligne.poids_taxable_g for ligne in self.lignes),
            volume_cm3=sum(ligne.volume_cm3 or 0 for ligne in self.lignes),
        )

    @property
    def recapitulatifs(self) -> list[Recapitulatif]:
        """The sums by category, the heaviest first."""
        weights: Counter[str] = Counter()
        for ligne in self.lignes:
            weights[ligne.categorie] += ligne.poids_g
        ordered = sorted(weights, key=lambda categorie: (-weights[categorie], categorie))
        return [self._recapitulate(categorie) for categorie in ordered]

    def _recapitulate(self, categorie: str) -> Recapitulatif:
        lignes = [ligne for ligne in self.lignes if ligne.categorie == categorie]
        return Recapitulatif(
            categorie=categorie,
            colis=len(lignes),
            pieces=sum(ligne.nombre_pieces or 1 for ligne in lignes),
            poids_g=sum(ligne.poids_g for ligne in lignes),
            poids_taxable_g=sum(ligne.poids_taxable_g for ligne in lignes),
        )
