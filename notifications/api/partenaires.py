"""Partners told of carton events: their addresses, and what became of each call."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from accounts.auth import porteur
from accounts.policies import Action, require
from core.clock import now
from core.errors import Introuvable
from core.http import Liste, acteur_of, page
from core.schemas import Page, refusals
from notifications.models import Abonnement, Livraison
from notifications.schemas import partenaires as s
from notifications.services import (
    change_abonnement,
    renew_abonnement,
    send_essai,
    subscribe,
)

router = Router(tags=["partenaires"], auth=porteur)


@router.get(
    "/abonnements",
    operation_id="lister_abonnements",
    response={200: list[s.AbonnementSortie], **refusals()},
)
def list_abonnements(request: HttpRequest) -> list[dict[str, Any]]:
    """The partners of one's country."""
    require(acteur_of(request), Action.WRITE_REGLAGE)
    return [s.abonnement_item(a) for a in Abonnement.objects.order_by("pays_id", "id")]


@router.post(
    "/abonnements",
    operation_id="creer_abonnement",
    response={201: s.AbonnementCree, **refusals(409)},
)
def create_abonnement(request: HttpRequest, donnees: s.AbonnementEntree) -> Status[dict[str, Any]]:
    """A new partner; its signing secret is in this answer and never shown again."""
    abonnement, secret = subscribe(acteur=acteur_of(request), now=now(), **donnees.dict())
    return Status(201, s.abonnement_item(abonnement) | {"secret": secret})


@router.patch(
    "/abonnements/{uuid:abonnement_id}",
    operation_id="modifier_abonnement",
    response={200: s.AbonnementSortie, **refusals()},
)
def update_abonnement(
    request: HttpRequest, abonnement_id: UUID, donnees: s.AbonnementModification
) -> dict[str, Any]:
    """Readdress a partner, choose its events, switch it on or off."""
    changements = donnees.dict(exclude_none=True)
    return s.abonnement_item(
        change_abonnement(
            acteur=acteur_of(request), now=now(), id=abonnement_id, changements=changements
        )
    )


@router.get(
    "/abonnements/{uuid:abonnement_id}/livraisons",
    operation_id="lister_livraisons",
    response={200: Page[s.LivraisonSortie], **refusals()},
)
def list_livraisons(request: HttpRequest, abonnement_id: UUID, liste: Liste) -> dict[str, Any]:
    """What a partner was told, latest first."""
    require(acteur_of(request), Action.WRITE_REGLAGE)
    if not Abonnement.objects.filter(id=abonnement_id).exists():
        raise Introuvable
    livraisons = Livraison.objects.filter(abonnement_id=abonnement_id)
    return page(livraisons, liste, s.livraison_item, tris=("cree_le",))


@router.post(
    "/abonnements/{uuid:abonnement_id}/secret",
    operation_id="renouveler_secret_abonnement",
    response={200: s.AbonnementCree, **refusals()},
)
def change_secret(request: HttpRequest, abonnement_id: UUID) -> dict[str, Any]:
    """A new signing secret, in this answer only; the former one signs too for a day."""
    abonnement, secret = renew_abonnement(acteur=acteur_of(request), now=now(), id=abonnement_id)
    return s.abonnement_item(abonnement) | {"secret": secret}


@router.post(
    "/abonnements/{uuid:abonnement_id}/essai",
    operation_id="essayer_abonnement",
    response={201: s.LivraisonSortie, **refusals(409)},
)
def try_abonnement(request: HttpRequest, abonnement_id: UUID) -> Status[dict[str, Any]]:
    """A test event, delivered within seconds like a real one."""
    livraison = send_essai(acteur=acteur_of(request), now=now(), id=abonnement_id)
    return Status(201, s.livraison_item(livraison))
