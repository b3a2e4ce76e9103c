"""Check-in, stock, and what is put right: the shapes on the wire."""

from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field, StringConstraints, model_validator

from colis.domain import ColisSaisi
from colis.schemas.colis import (
    Categorie,
    ClientColis,
    CodeSuivi,
    Contenu,
    Dimensions,
    Mode,
    SourcePoids,
    VolumeCm3,
    read_client,
    read_dimensions,
)
from colis.schemas.sorties import EmplacementCourt
from core.schemas import Argent, Grammes, Instant, Motif, Nombre, Texte

CodeLu = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=400, pattern=r"^[^\x00]+$"),
]
EtatLu = Literal["conforme", "endommage"]


class PointageIn(Schema):
    """One scan; ``id`` is the device's and makes a second sending harmless."""

    id: UUID
    code: CodeLu
    etat: EtatLu = "conforme"
    note: Texte = ""
    survenu_le: Instant | None = None


class PointagesIn(Schema):
    """Scans of one flight, at most 500."""

    pointages: Annotated[list[PointageIn], Field(min_length=1, max_length=500)]


class PointageScanner(PointageIn):
    """Offline: one scan at the hangar."""

    vol_id: UUID


class ResultatPointage(Schema):
    """What a scan answered; ``alerte`` is the state of a carton that should not be here."""

    id: UUID
    code: str
    resultat: str
    etat: str
    colis_id: UUID | None = None
    code_suivi: str | None = None
    destinataire_nom: str | None = None
    rang: int | None = None
    total: int | None = None
    statut: str | None = None
    alerte: str | None = None
    rejoue: bool = False


class ResultatsOut(Schema):
    resultats: list[ResultatPointage]


class LignePointageOut(Schema):
    """One carton of the flight, or found with it; ``resultat`` is attendu until scanned."""

    colis_id: UUID
    code_suivi: str
    destinataire_nom: str
    destinataire_telephone: str
    contenu: str
    categorie: str
    poids_g: int
    rang: int
    total: int
    statut: str
    resultat: str
    endommage: bool
    surplus: bool
    blocage: str | None
    emplacement: str | None
    du: Argent
    note: str
    pointe_le: Instant | None
    pointe_par: str | None


class PointageOut(Schema):
    """Progress of a check-in: integers, and the cartons one by one."""

    attendus: int
    pointes: int
    manquants: int
    surplus: int
    endommages: int
    statut: str
    liste: list[LignePointageOut]


class RangementIn(Schema):
    """Where a carton is put; null in a one-shelf depot."""

    emplacement_id: UUID | None
    survenu_le: Instant | None = None


class RangementPlacer(RangementIn):
    """Offline: one carton put away."""

    colis_id: UUID


class StockFiltre(Schema):
    """``emplacement`` by id or code; ``age_min_j`` in whole days since arrival."""

    emplacement: Annotated[str | None, Field(max_length=40)] = None
    age_min_j: Annotated[int | None, Field(ge=0, le=10_000)] = None
    q: Annotated[str | None, Field(max_length=80, pattern=r"^[^\x00]*$")] = None
    pays: Annotated[str | None, Field(pattern=r"^[A-Z]{2}$")] = None


class StockOut(Schema):
    """A carton in the depot and how many days it has been there."""

    colis_id: UUID
    code_suivi: str
    statut: str
    client_id: UUID
    destinataire_nom: str
    destinataire_telephone: str
    contenu: str
    poids_g: int
    rang: int
    total: int
    emplacement: EmplacementCourt | None
    du: Argent
    blocage: str | None
    endommage: bool
    arrive_le: Instant | None
    age_j: int


class CorrectionIn(Schema):
    """Which state to go back to, and why."""

    vers: Literal["disponible", "expedie", "manquant"]
    motif: Motif


class ArriveeIn(Schema):
    """A carton the origin never registered; grams, millimetres, cm³."""

    id: UUID | None = None
    code_suivi: CodeSuivi | None = None
    client_id: UUID | None = None
    client: ClientColis | None = None
    mode: Mode
    categorie: Categorie
    contenu: Contenu
    poids_g: Grammes
    source_poids: SourcePoids = "manuel"
    dimensions_mm: Dimensions | None = None
    volume_cm3: VolumeCm3 | None = None
    nombre_pieces: Nombre | None = None
    vol_id: UUID | None = None
    motif: Motif
    survenu_le: Instant | None = None

    @model_validator(mode="after")
    def _one_client(self) -> "ArriveeIn":
        if (self.client_id is None) == (self.client is None):
            raise ValueError("donnez client_id ou client, et un seul des deux")
        return self

    def saisi(self, pays: str) -> ColisSaisi:
        """The same, as the service takes it."""
        given = self.model_dump(exclude={"client", "dimensions_mm", "motif"})
        return ColisSaisi(
            **given,
            pays_destination=pays,
            client=read_client(self.client, pays),
            dimensions_mm=read_dimensions(self.dimensions_mm),
        )
