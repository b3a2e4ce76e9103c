"""Reads of photos: rows follow their carton; bytes are reached by signed, expiring addresses."""

from datetime import datetime
from uuid import UUID

from django.core.files.storage import default_storage

from accounts.policies import Action, require
from colis.domain import PhotoEnTraitement
from colis.models import Colis, Photo
from core.errors import Introuvable
from core.tenancy import Acteur

LOT_RELANCE = 200


def list_photos(*, acteur: Acteur, colis_id: UUID) -> list[Photo]:
    """A carton's pictures, oldest first; Introuvable outside one's rows. Two queries."""
    require(acteur, Action.READ_COLIS)
    if not Colis.objects.filter(id=colis_id).exists():
        raise Introuvable
    return list(Photo.objects.filter(colis_id=colis_id).order_by("id"))


def get_photo(*, acteur: Acteur, id: UUID) -> Photo:
    """One picture's row; Introuvable outside one's rows."""
    require(acteur, Action.READ_COLIS)
    photo = Photo.objects.filter(id=id).first()
    if photo is None:
        raise Introuvable
    return photo


def photo_url(photo: Photo, taille: str) -> str:
    """A signed, expiring address of the picture (``reduite`` or ``originale``).

    Raises PhotoEnTraitement while the worker is at it, Introuvable when it was refused.
    """
    cle = photo.cle_reduite if taille == "reduite" else photo.cle_originale
    if cle:
        return default_storage.url(cle)
    if photo.statut == "en_traitement":
        raise PhotoEnTraitement
    raise Introuvable


def lost_photos(*, before: datetime) -> list[UUID]:
    """Pictures received before ``before`` that no worker has finished, oldest first."""
    return list(
        Photo.objects.filter(statut="en_traitement", enregistre_le__lt=before)
        .order_by("enregistre_le")
        .values_list("id", flat=True)[:LOT_RELANCE]
    )
