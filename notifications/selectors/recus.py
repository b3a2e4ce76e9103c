"""Receipts that wait for the message they speak of."""

from django.db.models import Exists, OuterRef, QuerySet

from notifications.domain import Statut
from notifications.models import Notification, Recu, Tentative


def receipts_for(fournisseur_id: str) -> list[Recu]:
    """Receipts that came before we knew the message they speak of, locked for their reading.

    One another sweep holds is left to it: it waits for our message in its turn.
    """
    if not fournisseur_id:
        return []
    return list(_waiting().filter(fournisseur_id=fournisseur_id).order_by("id"))


def receipts_by_id(limite: int) -> list[Recu]:
    """Those whose message we know by the provider's id, oldest first.

    Told apart in the database: a person may write by hand from the same phone, and a thousand
    receipts of what we never sent must neither be read at each sweep nor hide ours.
    """
    connu = {"fournisseur_id": OuterRef("fournisseur_id")}
    return list(
        _waiting()
        .exclude(fournisseur_id="")
        .filter(
            Exists(Notification.objects.filter(**connu)) | Exists(Tentative.objects.filter(**connu))
        )
        .order_by("recu_le")[:limite]
    )


def receipts_to_guess(limite: int) -> list[Recu]:
    """The newest of the others, while the answer to one of our sends is lost; else none."""
    incertains = Notification.objects.filter(statut=Statut.INCERTAIN, fournisseur_id="")
    premier = (
        Tentative.objects.filter(notification__in=incertains)
        .order_by("commencee_le")
        .values_list("commencee_le", flat=True)
        .first()
    )
    if premier is None:
        return []
    return list(_waiting().filter(recu_le__gte=premier).order_by("-recu_le")[:limite])


def _waiting() -> QuerySet[Recu]:
    return Recu.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        traite_le__isnull=True
    )
