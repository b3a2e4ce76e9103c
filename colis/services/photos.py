"""Photos: received at once, decoded and re-encoded by a worker, kept twice, never as sent."""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from accounts.policies import Action, require
from audit.services import record
from colis.domain import ColisChanged, Fait, FichierTropGros, PhotoRefusee, TeleversementAbsent
from colis.images import ImageRefusee, check_image, reencode
from colis.models import Photo
from colis.selectors.photos import lost_photos
from colis.selectors.reglages import survenu_of
from colis.services.mouvement import lock_colis, record_fait
from core.creations import claim
from core.errors import Introuvable, SaisieInvalide
from core.events import publish
from core.ids import uuid7
from core.tenancy import Acteur, contexte, systeme, transverse

OCTETS_MAX = 10 * 1024 * 1024
EN_TRAITEMENT, PRETE, REFUSEE = "en_traitement", "prete", "refusee"
CONTEXTES = ("enregistrement", "pointage", "dommage", "remise")
RELANCE = timedelta(minutes=2)
ABANDON = timedelta(hours=24)

Dispatch = Callable[[UUID], None]


def receive_upload(*, acteur: Acteur, sha256: str, contenu: bytes) -> bool:
    """Keep a body whose SHA-256 is verified, for one of this person's later operations.

    True when new. Raises FichierTropGros, or SaisieInvalide when the hash is another.
    """
    require(acteur, Action.ATTACH_PHOTO)
    _check_size(contenu)
    if hashlib.sha256(contenu).hexdigest() != sha256:
        raise SaisieInvalide(errors={"sha256": ["l'empreinte ne correspond pas au contenu reçu"]})
    cle = upload_key(acteur, sha256)
    if default_storage.exists(cle):
        return False
    default_storage.save(cle, ContentFile(contenu))
    return True


def upload_key(acteur: Acteur, sha256: str) -> str:
    """Where a person's own upload waits: nobody else's operation can name it."""
    return f"televersements/{acteur.id}/{sha256}"


def read_upload(*, acteur: Acteur, sha256: str) -> bytes:
    """The bytes this person uploaded under ``sha256``; TeleversementAbsent otherwise."""
    try:
        with default_storage.open(upload_key(acteur, sha256), "rb") as fichier:
            return bytes(fichier.read())
    except FileNotFoundError as absent:
        raise TeleversementAbsent(sha256=sha256) from absent


def add_photo(
    *,
    acteur: Acteur,
    now: datetime,
    colis_id: UUID,
    contenu: bytes,
    dispatch: Dispatch,
    id: UUID | None = None,
    contexte_photo: str = "enregistrement",
) -> tuple[Photo, bool]:
    """A picture sent with the request; ``dispatch`` wakes the worker after the commit.

    Raises FichierTropGros, PhotoRefusee (not JPEG, PNG or WebP, over 40 Mpx), Introuvable.
    """
    require(acteur, Action.ATTACH_PHOTO)
    _check_size(contenu)
    _check(contenu)
    sha256 = hashlib.sha256(contenu).hexdigest()
    return _attach(
        acteur, now, colis_id=colis_id, id=id, sha256=sha256, contenu=contenu,
        dispatch=dispatch, contexte_photo=contexte_photo,
    )  # fmt: skip


def attach_photo(
    *,
    acteur: Acteur,
    now: datetime,
    colis_id: UUID,
    id: UUID,
    sha256: str,
    dispatch: Dispatch,
    contexte_photo: str = "enregistrement",
    survenu_le: datetime | None = None,
) -> tuple[Photo, bool]:
    """A picture uploaded before by PUT; applied only when its object is verified here."""
    require(acteur, Action.ATTACH_PHOTO)
    known = Photo.objects.filter(id=id, colis_id=colis_id, sha256=sha256).first()
    if known is not None and known.acteur_id == acteur.id:
        return known, False
    contenu = read_upload(acteur=acteur, sha256=sha256)
    _check(contenu)
    return _attach(
        acteur, now, colis_id=colis_id, id=id, sha256=sha256, contenu=contenu,
        dispatch=dispatch, contexte_photo=contexte_photo, survenu_le=survenu_le,
    )  # fmt: skip


def process_photo(*, now: datetime, photo_id: UUID) -> None:
    """Decode, strip, re-encode and store a received picture; once, however often it is asked.

    The country comes from the row, never from the message.
    """
    with transverse():
        pays = Photo.objects.filter(id=photo_id).values_list("pays", flat=True).first()
    if pays is None:
        return
    with contexte(systeme(pays)):
        photo = (
            Photo.objects.select_for_update(skip_locked=True)
            .filter(id=photo_id, statut=EN_TRAITEMENT)
            .first()
        )
        if photo is not None:
            _process(photo, now)


def sweep_photos(*, now: datetime, dispatch: Dispatch) -> int:
    """Wake the worker again for pictures whose task was lost, however long nobody worked."""
    with transverse():
        lost = lost_photos(before=now - RELANCE)
    for photo_id in lost:
        dispatch(photo_id)
    return len(lost)


def _attach(
    acteur: Acteur,
    now: datetime,
    *,
    colis_id: UUID,
    id: UUID | None,
    sha256: str,
    contenu: bytes,
    dispatch: Dispatch,
    contexte_photo: str,
    survenu_le: datetime | None = None,
) -> tuple[Photo, bool]:
    found = lock_colis([colis_id])
    if not found:
        raise Introuvable
    key = {"colis_id": colis_id, "sha256": sha256, "contexte": contexte_photo}
    if id is not None and not claim(acteur=acteur, now=now, id=id, type="photo", contenu=key):
        return Photo.objects.get(id=id), False
    photo = Photo(
        id=id or uuid7(), colis=found[0], statut=EN_TRAITEMENT, sha256=sha256,
        octets=len(contenu), contexte=contexte_photo, acteur_id=acteur.id, pays=acteur.pays_audit,
        survenu_le=survenu_of(acteur, survenu_le, now), enregistre_le=now,
    )  # fmt: skip
    photo.cle_recue = default_storage.save(f"photos/recues/{photo.id}", ContentFile(contenu))
    photo.save(force_insert=True)
    record_fait(
        acteur=acteur, now=now, colis=found[0], fait=Fait.PHOTO, survenu_le=photo.survenu_le,
        details={"photo_id": str(photo.id), "contexte": contexte_photo},
    )  # fmt: skip
    record(
        acteur=acteur, now=now, action=Action.ATTACH_PHOTO, sujet_type="photo", sujet_id=photo.id,
        apres={"colis_id": str(colis_id), "sha256": sha256},
    )  # fmt: skip
    transaction.on_commit(lambda: dispatch(photo.id), robust=True)
    return photo, True


def _process(photo: Photo, now: datetime) -> None:
    try:
        with default_storage.open(photo.cle_recue, "rb") as fichier:
            images = reencode(bytes(fichier.read()))
    except FileNotFoundError:
        if photo.enregistre_le < now - ABANDON:
            _refuse(photo, "fichier perdu")
        return
    except ImageRefusee as error:
        _refuse(photo, str(error))
        return
    base = photo_base(photo)
    photo.cle_originale = default_storage.save(
        f"{base}-originale.jpg", ContentFile(images.originale)
    )
    photo.cle_reduite = default_storage.save(f"{base}-reduite.jpg", ContentFile(images.reduite))
    photo.largeur, photo.hauteur = images.largeur, images.hauteur
    photo.octets, photo.statut = len(images.originale), PRETE
    photo.save(
        update_fields=[
            "cle_originale", "cle_reduite", "largeur", "hauteur", "octets", "statut",
        ]
    )  # fmt: skip
    received = photo.cle_recue
    transaction.on_commit(lambda: default_storage.delete(received), robust=True)
    publish(
        ColisChanged(
            fait=Fait.PHOTO,
            colis_id=photo.colis_id,
            pays_origine=photo.colis.pays_origine_id,
            pays_destination=photo.colis.pays_destination_id,
            now=now,
        )
    )


def _refuse(photo: Photo, raison: str) -> None:
    photo.statut, photo.refus = REFUSEE, raison[:200]
    photo.save(update_fields=["statut", "refus"])


def photo_base(photo: Photo) -> str:
    """The stored objects' common path; made of identifiers only, and presigned for reading only."""
    jour = photo.enregistre_le
    return f"photos/colis/{photo.pays}/{jour.year}/{jour.month:02d}/{photo.colis_id}/{photo.id}"


def _check_size(contenu: bytes) -> None:
    if len(contenu) > OCTETS_MAX:
        raise FichierTropGros(max_mo=OCTETS_MAX // 1024 // 1024)


def _check(contenu: bytes) -> None:
    try:
        check_image(contenu)
    except ImageRefusee as error:
        raise PhotoRefusee(raison=str(error)) from error
