"""What an admin does by hand: send again, cancel, word the messages, tune the lines."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from accounts.policies import Action, require
from audit.services import record
from core.errors import Introuvable
from core.tenancy import Acteur, transverse
from notifications.domain import (
    ANNULABLES,
    NON_ANNULABLES,
    RELANCABLES,
    Etape,
    Motif,
    NotificationNonAnnulable,
    RelanceTropLarge,
    SelectionVide,
    Statut,
    deadline,
    require_transition,
)
from notifications.models import Notification
from notifications.selectors import CANAL_WHATSAPP

RELANCE_MAX = 1000


def relaunch(
    *,
    acteur: Acteur,
    now: datetime,
    selection: QuerySet[Notification] | None,
    essai: bool,
    limite: int = RELANCE_MAX,
    tentatives_max: int | None = None,
) -> list[Notification]:
    """Send again what failed, is parked or is uncertain; `essai` only says what would be.

    Only rows of the actor's own country exist for them. Raises SelectionVide, RelanceTropLarge.
    """
    require(acteur, Action.RETRY_NOTIFICATION)
    if selection is None:
        raise SelectionVide
    concernees = selection.filter(statut__in=RELANCABLES)
    if tentatives_max is not None:
        concernees = concernees.filter(tentatives__lte=tentatives_max)
    choisies = _chosen(concernees, limite)
    if essai or not choisies:
        return choisies
    verrouillees = list(
        Notification.objects.select_for_update(of=("self",))
        .filter(id__in=[choisie.id for choisie in choisies], statut__in=RELANCABLES)
        .select_related("client")
        .order_by("id")
    )
    for notification in verrouillees:
        _rearm(notification, now)
    record(
        acteur=acteur,
        now=now,
        action=Action.RETRY_NOTIFICATION,
        sujet_type="notification",
        sujet_id=verrouillees[0].id if verrouillees else "",
        apres={"ids": [str(notification.id) for notification in verrouillees]},
    )
    return verrouillees


def _chosen(concernees: QuerySet[Notification], limite: int) -> list[Notification]:
    choisies = list(concernees.select_related("client").order_by("id")[: limite + 1])
    if len(choisies) > limite:
        raise RelanceTropLarge(nombre=concernees.count(), limite=limite)
    return choisies


def cancel_many(
    *, acteur: Acteur, now: datetime, selection: QuerySet[Notification] | None, essai: bool,
    limite: int = RELANCE_MAX,
) -> tuple[list[Notification], int]:  # fmt: skip
    """Give up a selection; `essai` only says which. Also how many of it cannot be given up.

    Receipts and reversals of money, and what has left meanwhile, are kept. Raises SelectionVide,
    RelanceTropLarge.
    """
    require(acteur, Action.RETRY_NOTIFICATION)
    if selection is None:
        raise SelectionVide
    concernees = selection.filter(statut__in=ANNULABLES).exclude(etape__in=NON_ANNULABLES)
    choisies = _chosen(concernees, limite)
    retenus = selection.count() - len(choisies)
    if essai or not choisies:
        return choisies, retenus
    verrouillees = list(
        Notification.objects.select_for_update(of=("self",))
        .filter(id__in=[choisie.id for choisie in choisies], statut__in=ANNULABLES)
        .order_by("id")
    )
    for notification in verrouillees:
        _abandon(notification, acteur, now)
    record(
        acteur=acteur,
        now=now,
        action=Action.RETRY_NOTIFICATION,
        sujet_type="notification",
        sujet_id=verrouillees[0].id if verrouillees else "",
        apres={"annules": [str(notification.id) for notification in verrouillees]},
    )
    return verrouillees, retenus


def _abandon(notification: Notification, acteur: Acteur, now: datetime) -> None:
    notification.statut = Statut.ANNULE
    notification.code_motif = Motif.ANNULE_PAR_AGENT
    notification.motif = f"Annulé par {acteur.nom or acteur.role}"[:200]
    notification.modifie_le = now
    notification.save()


def _rearm(notification: Notification, now: datetime) -> None:
    """Ready to leave now, to the client's present number, with a whole deadline before it."""
    if notification.client is not None:
        notification.telephone = notification.client.telephone
    notification.statut = Statut.EN_ATTENTE
    notification.canal = CANAL_WHATSAPP
    notification.code_motif = notification.motif = ""
    notification.tentatives = 0
    notification.prochaine_tentative_le = now
    notification.echeance_le = deadline(Etape(notification.etape), now)
    notification.modifie_le = now
    notification.save()


def rearm_for_number(*, now: datetime, client_id: UUID) -> int:
    """A corrected phone number: what failed because of the old one leaves again.

    Whoever corrects it may stand in another country than the message's.
    """
    with transverse():
        ratees = list(
            Notification.objects.select_for_update(of=("self",))
            .filter(
                client_id=client_id,
                statut=Statut.ECHEC_PERMANENT,
                code_motif__in=[Motif.NON_INSCRIT, Motif.NUMERO_INVALIDE],
            )
            .select_related("client")
            .order_by("id")
        )
        for notification in ratees:
            _rearm(notification, now)
    return len(ratees)


def cancel(*, acteur: Acteur, now: datetime, notification_id: UUID) -> Notification:
    """Give a message up for good; receipts and reversals of money cannot be."""
    require(acteur, Action.RETRY_NOTIFICATION)
    notification = (
        Notification.objects.select_for_update(of=("self",))
        .select_related("ligne")
        .filter(id=notification_id)
        .first()
    )
    if notification is None:
        raise Introuvable
    if Etape(notification.etape) in NON_ANNULABLES:
        raise NotificationNonAnnulable
    avant = notification.statut
    require_transition(Statut(avant), Statut.ANNULE)
    _abandon(notification, acteur, now)
    record(
        acteur=acteur,
        now=now,
        action=Action.RETRY_NOTIFICATION,
        sujet_type="notification",
        sujet_id=notification.id,
        avant={"statut": avant},
        apres={"statut": Statut.ANNULE},
    )
    return notification
