"""What the acting device's contacts say: whose it is, and when its facts may have happened.

The one place that bounds ``survenu_le`` from below. A fact captured offline as number n of its
journal was captured after the last contact at which that journal had declared less than n: the
drain that brings it declares n or more, and so bounds nothing it carries.
"""

from datetime import datetime
from uuid import UUID

from django.core.cache import cache
from django.db import transaction

from accounts.models import Appareil, ContactAppareil
from core.lot import in_lot, once
from core.tenancy import Acteur

_CACHE_S = 60
_CONTACTS = 50


def earliest_moment(acteur: Acteur) -> datetime | None:
    """Before this, no fact of the acting device can have happened; None when nothing bounds it.

    An online act has no number: it is bounded by the device's last contact.
    """
    if acteur.appareil_id is None:
        return None
    if acteur.appareil_seq is None:
        contacts = Appareil.objects.filter(id=acteur.appareil_id).values_list("contact_le")
        found = contacts.first()
        return found[0] if found else None
    appareil_id, seq = acteur.appareil_id, acteur.appareil_seq
    if in_lot():
        for declared, le in once(("contacts", appareil_id), lambda: _contacts(appareil_id)):
            if declared < seq:
                return le
    return _contact_before(appareil_id, seq)


def _contacts(appareil_id: UUID) -> list[tuple[int, datetime]]:
    """The latest contacts of a journal, the last first: a batch rarely needs older ones."""
    rows = ContactAppareil.objects.filter(appareil_id=appareil_id).order_by("-seq_declaree")
    return list(rows.values_list("seq_declaree", "le")[:_CONTACTS])


def _contact_before(appareil_id: UUID, seq: int) -> datetime | None:
    rows = ContactAppareil.objects.filter(appareil_id=appareil_id, seq_declaree__lt=seq)
    return rows.order_by("-seq_declaree").values_list("le", flat=True).first()


def is_own_appareil(user_id: UUID, appareil_id: UUID) -> bool:
    """Whether this device is enrolled to the person and in use; remembered for a minute.

    Only a yes is remembered: a device enrolled just now counts at once.
    """
    cle = _key(user_id, appareil_id)
    if cache.get(cle):
        return True
    own = Appareil.objects.filter(
        id=appareil_id, user_id=user_id, revoque_le__isnull=True, perdu_le__isnull=True
    ).exists()
    if own:
        cache.set(cle, 1, _CACHE_S)
    return own


def forget_appareil(appareil: Appareil) -> None:
    """Once committed, this device no longer passes for its person's."""
    cle = _key(appareil.user_id, appareil.id)
    transaction.on_commit(lambda: cache.delete(cle))


def _key(user_id: UUID, appareil_id: UUID) -> str:
    return f"appareil:{user_id}:{appareil_id}"
