"""Hand-overs on the wire."""

from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field, StringConstraints

from core.schemas import Argent, Instant, Libelle, Motif
from distribution.domain.remise import DemandeRemise, Garantie, Preuve, Retirant
from distribution.schemas.caisse import EncaissementIn

ColisIds = Annotated[list[UUID], Field(min_length=1, max_length=200)]
Court = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=40, pattern=r"^[^\x00]*$")
]
CodeUnique = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[0-9]{4,10}$")]
Numero = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=60, pattern=r"^[^\x00]+$"),
]
Nature = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=20, pattern=r"^[^\x00]+$"),
]
SignaturePng = Annotated[str, StringConstraints(max_length=450_000)]


class CodesIn(Schema):
    """The cartons a one-time code will open."""

    colis_ids: ColisIds


class CodesOut(Schema):
    """The code is on its way; it never shows here."""

    expire_le: Instant
    telephone: str


class PreuveCode(Schema):
    """The client's one-time code."""

    type: Literal["code"]
    code: CodeUnique


class PreuvePiece(Schema):
    """An identity document."""

    type: Literal["piece"]
    nature: Nature
    numero: Numero


class PreuveDerogation(Schema):
    """An admin's word, with its reason."""

    type: Literal["derogation"]
    motif: Motif


class RetirantIn(Schema):
    """Whoever takes the cartons in the client's stead."""

    nom: Libelle
    telephone: Court | None = None
    piece: Annotated[str, StringConstraints(max_length=60, pattern=r"^[^\x00]*$")] | None = None


class GarantieIn(Schema):
    """Sortie sous garantie: who answers for the balance, and why."""

    garant: Libelle
    motif: Motif


class RemiseIn(Schema):
    """A hand-over; ``signature_png`` is a PNG in base64, ``encaissement`` its payment."""

    id: UUID
    colis_ids: ColisIds
    preuve: Annotated[PreuveCode | PreuvePiece | PreuveDerogation, Field(discriminator="type")]
    retirant: RetirantIn | None = None
    signature_png: SignaturePng | None = None
    encaissement: EncaissementIn | None = None
    garantie: GarantieIn | None = None
    survenu_le: Instant | None = None

    def demande(self) -> DemandeRemise:
        """The same, as the service takes it."""
        retirant, garantie = self.retirant, self.garantie
        return DemandeRemise(
            id=self.id,
            colis_ids=tuple(dict.fromkeys(self.colis_ids)),
            preuve=Preuve(**self.preuve.model_dump()),
            retirant=Retirant(
                nom=retirant.nom, telephone=retirant.telephone or "", piece=retirant.piece or ""
            )
            if retirant
            else None,
            signature_png=self.signature_png or "",
            encaissement=self.encaissement.to_paiement() if self.encaissement else None,
            garantie=Garantie(garant=garantie.garant, motif=garantie.motif) if garantie else None,
            survenu_le=self.survenu_le,
        )


class RemiseColisOut(Schema):
    """One carton of a hand-over; ``annulee_le`` when it was corrected or kept as evidence."""

    colis_id: UUID
    code_suivi: str
    contenu: str
    poids_g: int
    statut: str
    annulee_le: Instant | None


class RetirantOut(Schema):
    nom: str
    telephone: str


class GarantieOut(Schema):
    garant: str
    motif: str
    solde: Argent


class RemiseOut(Schema):
    """Who took what, on which proof; document numbers never show."""

    id: UUID
    pays: str
    agence_id: UUID | None
    client_id: UUID
    client_nom: str
    preuve: str
    piece_nature: str
    derogation_motif: str
    retirant: RetirantOut | None
    garantie: GarantieOut | None
    signature: bool
    signature_url: str | None = None
    conflit: str
    colis: list[RemiseColisOut]
    acteur_id: UUID
    acteur_nom: str | None
    survenu_le: Instant
    enregistre_le: Instant
