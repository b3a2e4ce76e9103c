"""What is said of a carton at the bench, already validated in form."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from colis.matieres import Batterie
from colis.tarification import Mesures


@dataclass(frozen=True, kw_only=True)
class ClientSaisi:
    """A client named by value: found by (country, phone) or created."""

    nom: str
    telephone: str
    pays: str


@dataclass(frozen=True, kw_only=True)
class NegocieSaisi:
    """A unit price agreed with the client, in minor units of the tariff's currency."""

    montant: int
    unite: str
    motif: str


@dataclass(frozen=True, kw_only=True)
class ColisSaisi:
    """One carton as captured: grams, millimetres, cm³, minor units."""

    pays_destination: str
    mode: str
    categorie: str
    contenu: str
    poids_g: int
    source_poids: str
    id: UUID | None = None
    code_suivi: str | None = None
    client_id: UUID | None = None
    client: ClientSaisi | None = None
    trame_balance: str = ""
    dimensions_mm: tuple[int, int, int] | None = None
    volume_cm3: int | None = None
    nombre_pieces: int | None = None
    valeur_declaree: int | None = None
    valeur_devise: str = ""
    references: tuple[str, ...] = ()
    envoi_id: UUID | None = None
    rang: int = 1
    total: int = 1
    negocie: NegocieSaisi | None = None
    batterie: Batterie | None = None
    agence_id: UUID | None = None
    vol_id: UUID | None = None
    sac_id: UUID | None = None
    survenu_le: datetime | None = None

    @property
    def mesures(self) -> Mesures:
        """The measures a price is made from."""
        return Mesures(
            poids_g=self.poids_g,
            dimensions_mm=self.dimensions_mm,
            volume_cm3=self.volume_cm3,
            nombre_pieces=self.nombre_pieces,
        )

    def without_vol(self) -> "ColisSaisi":
        """The same carton, not asked to join a flight at once."""
        return replace(self, vol_id=None)
