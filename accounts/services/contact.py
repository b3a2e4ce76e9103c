"""A device's contacts with the server: enrolment at the first, progress at each."""

from datetime import datetime
from uuid import UUID

from django.db.models.functions import Greatest

from accounts.models import Appareil
from core.errors import BusinessError, IdDejaUtilise
from core.tenancy import Acteur


class AppareilRefuse(BusinessError):
    """The device is somebody else's, or was revoked."""

    code = "appareil_refuse"
    status = 403
    title = "Appareil refusé"
    fr = "Cet appareil n'est pas (ou plus) enrôlé à votre nom. Rien n'est perdu : voyez un admin."
    en = "This device is not (or no longer) enrolled to you. Nothing is lost: see an admin."
    zh = "此设备未（或不再）登记在您名下。数据未丢失，请联系管理员。"


def enrol_appareil(
    *, acteur: Acteur, now: datetime, id: UUID, nom: str = ""
) -> tuple[Appareil, bool]:
    """Enrol a device to the person acting; the same again answers as the first did."""
    if acteur.pays is None:
        raise AppareilRefuse
    known = Appareil.objects.filter(id=id, user_id=acteur.id).first()
    if known is not None:
        return known, False
    appareil = Appareil(
        id=id, pays=acteur.pays, user_id=acteur.id, nom=nom, enrole_le=now, contact_le=now
    )
    created = Appareil.objects.bulk_create([appareil], ignore_conflicts=True)
    if not created or not Appareil.objects.filter(id=id, user_id=acteur.id).exists():
        raise IdDejaUtilise(id=str(id))
    return appareil, True


def lock_appareil(*, acteur: Acteur, now: datetime, id: UUID) -> Appareil:
    """The person's own device, locked in the caller's transaction.

    A device seen for the first time is enrolled; one enrolled to somebody else, or revoked, is
    refused whole (403 ``appareil_refuse``).
    """
    try:
        enrol_appareil(acteur=acteur, now=now, id=id)
    except IdDejaUtilise as error:
        raise AppareilRefuse from error
    appareil = Appareil.objects.select_for_update().get(id=id, user_id=acteur.id)
    if appareil.revoque_le is not None:
        raise AppareilRefuse
    return appareil


def record_contact(
    *, acteur: Acteur, now: datetime, id: UUID, seq_contigue: int, seq_declaree: int
) -> None:
    """How far the device's log is known here, and when it last spoke; none of it goes back."""
    Appareil.objects.filter(id=id, user_id=acteur.id).update(
        contact_le=Greatest("contact_le", now),
        seq_contigue=Greatest("seq_contigue", seq_contigue),
        seq_declaree=Greatest("seq_declaree", seq_declaree),
    )
