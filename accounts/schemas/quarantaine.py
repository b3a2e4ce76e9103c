"""Operations set aside, as those who settle them read them."""

from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from accounts.schemas.appareils import PersonneBreve
from core.http import ListeParams
from core.operations.verification import Motif as MotifQuarantaine
from core.schemas import Argent, CodePays, Instant, Motif

EtatQuarantaine = Literal["en_attente", "rejetee", "reglee", "toutes"]


class FiltreQuarantaine(ListeParams):
    pays: CodePays | None = None
    motif: MotifQuarantaine | None = None
    etat: EtatQuarantaine = "en_attente"


class QuarantaineOut(Schema):
    """One operation set aside: who captured it, why it waits, what it says, who settled it.

    Refused (``rejetee``), ``probleme`` is what its author was told.
    """

    id: UUID
    op_id: UUID
    type: str
    motif: str
    etat: Literal["en_attente", "rejetee", "reglee"]
    auteur: PersonneBreve
    pays: str
    appareil_id: UUID
    seq: int
    capturee_le: Instant | None
    recue_le: Instant
    horloge_ecart_ms: int
    especes: Argent | None
    payload: dict[str, Any]
    remplace: UUID | None
    importe_par: PersonneBreve | None
    decision: str
    reglee_le: Instant | None
    reglee_par: PersonneBreve | None
    reglement_motif: str
    statut: str
    probleme: dict[str, Any] | None


class ReglementIn(Schema):
    """``appliquer`` gives it its effect as its author; ``ecarter`` drops it for good."""

    decision: Literal["appliquer", "ecarter"]
    motif: Motif


class ClassementIn(Schema):
    motif: Motif


class OperationClassee(Schema):
    op_id: UUID
    type: str
    decision: str
    reglee_le: Instant


class LigneIllisible(Schema):
    ligne: int
    motif: str


class BilanImport(Schema):
    """What became of an imported file."""

    recues: Annotated[int, Field(ge=0)]
    deja_connues: int
    appliquees: int
    en_quarantaine: int
    rejetees: int
    photos: int
    illisibles: list[LigneIllisible]
