"""Shapes of the partners on the wire."""

from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import AfterValidator, Field, StringConstraints

from core.schemas import CodePays, Instant, no_nul
from notifications.domain.partenaires import EVENEMENTS
from notifications.models import Abonnement, Livraison

Nom = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=80),
    AfterValidator(no_nul),
]
Adresse = Annotated[str, StringConstraints(min_length=8, max_length=300), AfterValidator(no_nul)]
# One list of events: the types are read from it when the API starts, not by the checker.
Evenement = Literal[EVENEMENTS]  # type: ignore[valid-type]
Evenements = Annotated[list[Evenement], Field(max_length=20)]


class AbonnementEntree(Schema):
    """`evenements` empty: all of them. `pays` is head office's choice."""

    id: UUID
    pays: CodePays | None = None
    nom: Nom
    url: Adresse
    evenements: list[Evenement] = Field(default_factory=list, max_length=20)


class AbonnementModification(Schema):
    nom: Nom | None = None
    url: Adresse | None = None
    evenements: Evenements | None = None
    actif: bool | None = None


class AbonnementSortie(Schema):
    """`echec_depuis_le`: since when nothing was taken; `desactive_le`: switched off for it.

    `ancien_jusqu_le`: until when the secret before the present one signs too.
    """

    id: UUID
    pays: str
    nom: str
    url: str
    evenements: list[str]
    actif: bool
    echec_depuis_le: Instant | None
    desactive_le: Instant | None
    ancien_jusqu_le: Instant | None
    cree_le: Instant


class AbonnementCree(AbonnementSortie):
    secret: str


class LivraisonSortie(Schema):
    id: UUID
    type: str
    statut: str
    essais: int
    http_statut: int | None
    erreur: str
    prochain_le: Instant
    cree_le: Instant
    livree_le: Instant | None


def abonnement_item(abonnement: Abonnement) -> dict[str, Any]:
    """One partner, never its secret."""
    noms = set(AbonnementSortie.model_fields) - {"pays"}
    return {nom: getattr(abonnement, nom) for nom in noms} | {"pays": abonnement.pays_id}


def livraison_item(livraison: Livraison) -> dict[str, Any]:
    """One event owed to a partner."""
    return {nom: getattr(livraison, nom) for nom in LivraisonSortie.model_fields}
