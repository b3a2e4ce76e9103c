"""What hangs on a carton, as shown: events, photos, uploads."""

from typing import Any
from uuid import UUID

from ninja import Schema

from colis.matieres import code_of_question
from colis.models import EvenementColis, Photo
from colis.selectors.photos import photo_url
from core.errors import BusinessError
from core.schemas import Instant


class ActeurEvenement(Schema):
    """Who: by role and place; by name only within one's own country."""

    role: str
    nom: str | None
    pays: str
    agence_id: UUID | None


class EvenementOut(Schema):
    """One thing that happened to a carton; ``details`` stay in the country that wrote them.

    ``question_code``: ``motif`` is the dangerous goods screen's own question.
    """

    id: UUID
    type: str
    de: str | None
    vers: str | None
    motif: str
    question_code: str
    details: dict[str, Any]
    acteur: ActeurEvenement
    survenu_le: Instant
    enregistre_le: Instant


class PhotoOut(Schema):
    """A picture; its signed addresses expire, null until it is ready."""

    id: UUID
    statut: str
    contexte: str
    largeur: int | None
    hauteur: int | None
    refus: str | None
    url_reduite: str | None
    url_originale: str | None
    survenu_le: Instant


class PhotoRecue(Schema):
    id: UUID
    statut: str


class Televersement(Schema):
    sha256: str
    octets: int


def evenement_out(
    evenement: EvenementColis, noms: dict[UUID, str], pays: str | None
) -> dict[str, Any]:
    """One event as seen from ``pays`` (None: every country's)."""
    own = pays is None or evenement.pays == pays
    return {
        "id": evenement.id,
        "type": evenement.type,
        "de": evenement.de or None,
        "vers": evenement.vers or None,
        "motif": evenement.motif,
        "question_code": code_of_question(evenement.motif),
        "details": evenement.details if own else {},
        "acteur": {
            "role": evenement.acteur_role,
            "nom": noms.get(evenement.acteur_id),
            "pays": evenement.pays,
            "agence_id": evenement.agence_id,
        },
        "survenu_le": evenement.survenu_le,
        "enregistre_le": evenement.enregistre_le,
    }


def photo_out(photo: Photo) -> dict[str, Any]:
    """A picture with its signed addresses."""
    return {
        "id": photo.id,
        "statut": photo.statut,
        "contexte": photo.contexte,
        "largeur": photo.largeur,
        "hauteur": photo.hauteur,
        "refus": photo.refus or None,
        "url_reduite": _url(photo, "reduite"),
        "url_originale": _url(photo, "originale"),
        "survenu_le": photo.survenu_le,
    }


def _url(photo: Photo, taille: str) -> str | None:
    try:
        return photo_url(photo, taille)
    except BusinessError:
        return None
