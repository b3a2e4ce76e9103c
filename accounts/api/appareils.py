"""Devices: enrolment, list, name, revocation. Declaring one lost books money: distribution."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Status

from accounts.auth import porteur
from accounts.http import seq_of
from accounts.schemas.appareils import (
    AppareilEnrole,
    AppareilIn,
    AppareilOut,
    AppareilPatch,
    FiltreAppareils,
    RevocationIn,
    enrolled,
)
from accounts.selectors.appareils import describe_appareils, get_appareil, list_appareils
from accounts.services import appareils as service
from core import clock
from core.http import acteur_of, page
from core.schemas import Page, refusals

router = Router(tags=["appareils"], auth=porteur)


@router.get(
    "/appareils",
    response={200: Page[AppareilOut], **refusals()},
    operation_id="list_appareils",
    summary="Les appareils : dernier contact, trous, attente, espèces, quarantaine",
)
def get_appareils(
    request: HttpRequest, liste: Annotated[FiltreAppareils, Query()]
) -> dict[str, Any]:
    rows = list_appareils(acteur_of(request), user_id=liste.user_id, pays=liste.pays)
    found = page(rows, liste, lambda row: row, tris=("contact_le",))
    return {**found, "items": describe_appareils(found["items"], clock.now())}


@router.post(
    "/appareils",
    response={200: AppareilEnrole, 201: AppareilEnrole, **refusals(409)},
    operation_id="enrol_appareil",
    summary="Enrôler cet appareil à mon nom, preuve de sa clé à l'appui",
)
def post_appareil(
    request: HttpRequest, response: HttpResponse, payload: AppareilIn
) -> Status[dict[str, Any]]:
    acteur, now = acteur_of(request), clock.now()
    appareil, created = service.enrol_appareil(
        acteur=acteur,
        now=now,
        id=payload.id,
        nom=payload.nom,
        poste_id=payload.poste_id,
        cle=payload.cle_publique.model_dump() if payload.cle_publique else None,
        preuve=payload.preuve,
        seq=seq_of(request, payload.id) or 0,
    )
    if not created:
        response["Idempotency-Replayed"] = "true"
    return Status(201 if created else 200, enrolled(appareil, now))


@router.patch(
    "/appareils/{appareil_id}",
    response={200: AppareilOut, **refusals()},
    operation_id="rename_appareil",
    summary="Nommer un appareil",
)
def patch_appareil(
    request: HttpRequest, appareil_id: UUID, payload: AppareilPatch
) -> dict[str, Any]:
    acteur, now = acteur_of(request), clock.now()
    service.rename_appareil(acteur=acteur, now=now, id=appareil_id, nom=payload.nom)
    return describe_appareils([get_appareil(acteur, appareil_id)], now)[0]


@router.post(
    "/appareils/{appareil_id}/revocation",
    response={200: AppareilOut, **refusals()},
    operation_id="revoke_appareil",
    summary="Révoquer un appareil : ce qu'il enverra encore est mis de côté",
)
def revoke(request: HttpRequest, appareil_id: UUID, payload: RevocationIn) -> dict[str, Any]:
    acteur, now = acteur_of(request), clock.now()
    service.revoke_appareil(acteur=acteur, now=now, id=appareil_id, motif=payload.motif)
    return describe_appareils([get_appareil(acteur, appareil_id)], now)[0]
