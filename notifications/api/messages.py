"""Messages over HTTP: what left, what waits, one message's life, and the provider's receipts."""

from collections import Counter
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Query, Router

from accounts.auth import porteur
from accounts.policies import Action, require
from core.clock import now
from core.errors import Introuvable
from core.http import Liste, acteur_of, page
from core.schemas import Page, refusals
from notifications.models import Notification
from notifications.schemas import messages as s
from notifications.selectors import filter_notifications, health, life_of
from notifications.selectors.veille import open_alerts
from notifications.services import cancel, cancel_many, relaunch
from notifications.tasks import wake_on_commit

router = Router(tags=["notifications"])


@router.get(
    "/notifications",
    auth=porteur,
    operation_id="lister_notifications",
    response={200: Page[s.NotificationSortie], **refusals()},
)
def list_notifications(
    request: HttpRequest, liste: Liste, filtre: Query[s.FiltreNotifications]
) -> dict[str, Any]:
    """The messages of one's country, latest first."""
    require(acteur_of(request), Action.READ_NOTIFICATION)
    return page(_filtered(filtre), liste, s.notification_item, tris=("cree_le",))


@router.get(
    "/notifications/sante",
    auth=porteur,
    operation_id="sante_notifications",
    response={200: s.SanteSortie, **refusals()},
)
def read_health(request: HttpRequest) -> dict[str, Any]:
    """Lines, rates, what is parked and why."""
    require(acteur_of(request), Action.READ_NOTIFICATION)
    return health(now())


@router.get(
    "/notifications/alertes",
    auth=porteur,
    operation_id="lister_alertes",
    response={200: list[s.AlerteSortie], **refusals()},
)
def read_alerts(request: HttpRequest) -> list[dict[str, Any]]:
    """What is wrong now, since when, and how long its alarm rests."""
    require(acteur_of(request), Action.READ_NOTIFICATION)
    return open_alerts(now())


@router.get(
    "/notifications/{uuid:notification_id}",
    auth=porteur,
    operation_id="lire_notification",
    response={200: s.NotificationDetail, **refusals()},
)
def read_notification(request: HttpRequest, notification_id: UUID) -> dict[str, Any]:
    """One message's whole life."""
    require(acteur_of(request), Action.READ_NOTIFICATION)
    notification = filter_notifications(ids=[notification_id]).select_related("ligne").first()
    if notification is None:
        raise Introuvable
    vie = life_of(notification)
    return s.notification_item(notification) | {
        "ligne": vie["ligne"],
        "messages": [s.message_item(message) for message in vie["messages"]],
        "essais": [s.tentative_item(essai) for essai in vie["essais"]],
    }


@router.post(
    "/notifications/relance",
    auth=porteur,
    operation_id="relancer_notifications",
    response={200: s.RelanceSortie, **refusals(409)},
)
def retry_notifications(request: HttpRequest, donnees: s.RelanceEntree) -> dict[str, Any]:
    """Send again a selection; `essai` shows what would be, and changes nothing."""
    choisies = relaunch(
        acteur=acteur_of(request), now=now(), selection=_selection(donnees), essai=donnees.essai
    )
    if choisies and not donnees.essai:
        wake_on_commit()
    return {
        "essai": donnees.essai,
        "nombre": len(choisies),
        "ids": [notification.id for notification in choisies],
        "par_motif": dict(Counter(notification.code_motif for notification in choisies)),
    }


@router.post(
    "/notifications/annulation",
    auth=porteur,
    operation_id="annuler_notifications",
    response={200: s.AnnulationSortie, **refusals(409)},
)
def cancel_notifications(request: HttpRequest, donnees: s.RelanceEntree) -> dict[str, Any]:
    """Give a selection up; `essai` shows what would be, and changes nothing."""
    choisies, retenus = cancel_many(
        acteur=acteur_of(request), now=now(), selection=_selection(donnees), essai=donnees.essai
    )
    return {
        "essai": donnees.essai,
        "nombre": len(choisies),
        "ids": [notification.id for notification in choisies],
        "par_motif": dict(Counter(notification.code_motif for notification in choisies)),
        "retenus": retenus,
    }


@router.post(
    "/notifications/{uuid:notification_id}/annulation",
    auth=porteur,
    operation_id="annuler_notification",
    response={200: s.NotificationSortie, **refusals(409)},
)
def cancel_notification(request: HttpRequest, notification_id: UUID) -> dict[str, Any]:
    """Give a message up."""
    return s.notification_item(
        cancel(acteur=acteur_of(request), now=now(), notification_id=notification_id)
    )


def _filtered(filtre: s.FiltreNotifications) -> QuerySet[Notification]:
    return filter_notifications(
        statut=filtre.statut,
        pays=filtre.pays,
        etape=filtre.etape,
        motif=filtre.motif,
        telephone=filtre.telephone,
        client=filtre.client,
    )


def _selection(donnees: s.RelanceEntree) -> QuerySet[Notification] | None:
    if (donnees.ids is None) == (donnees.filtre is None):
        return None
    if donnees.ids is not None:
        return filter_notifications(ids=donnees.ids)
    return _filtered(donnees.filtre) if donnees.filtre else None
