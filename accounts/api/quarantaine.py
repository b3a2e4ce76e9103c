"""Settling what was set aside, filing what was rejected."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router

from accounts.auth import porteur
from accounts.schemas.quarantaine import (
    ClassementIn,
    FiltreQuarantaine,
    OperationClassee,
    QuarantaineOut,
    ReglementIn,
)
from accounts.selectors.quarantaine import describe_asides, find_quarantaine
from accounts.services.quarantaine import classify_operation, settle_quarantaine
from core import clock
from core.http import acteur_of, langue_of, page
from core.models import Operation
from core.schemas import Page, refusals

router = Router(tags=["synchronisation"], auth=porteur)


@router.get(
    "/sync/quarantaine",
    response={200: Page[QuarantaineOut], **refusals()},
    operation_id="list_quarantaine",
    summary="Les saisies mises de côté ou refusées, à régler par une autre personne",
)
def get_quarantaine(
    request: HttpRequest, liste: Annotated[FiltreQuarantaine, Query()]
) -> dict[str, Any]:
    rows = find_quarantaine(acteur_of(request), pays=liste.pays, motif=liste.motif, etat=liste.etat)
    found = page(rows, liste, lambda row: row, tris=("recue_le",))
    return {**found, "items": describe_asides(found["items"], langue_of(request))}


@router.post(
    "/sync/quarantaine/{id}",
    response={200: QuarantaineOut, **refusals(409)},
    operation_id="settle_quarantaine",
    summary="Régler une saisie mise de côté : l'appliquer au nom de son auteur, ou l'écarter",
)
def post_quarantaine(request: HttpRequest, id: UUID, payload: ReglementIn) -> dict[str, Any]:
    row = settle_quarantaine(
        acteur=acteur_of(request), now=clock.now(), id=id,
        decision=payload.decision, motif=payload.motif,
    )  # fmt: skip
    return describe_asides([row], langue_of(request))[0]


@router.post(
    "/sync/operations/{op_id}/classement",
    response={200: OperationClassee, **refusals(409)},
    operation_id="classify_operation",
    summary="Classer une saisie rejetée que personne ne corrigera",
)
def post_classement(request: HttpRequest, op_id: UUID, payload: ClassementIn) -> Operation:
    return classify_operation(
        acteur=acteur_of(request), now=clock.now(), op_id=op_id, motif=payload.motif
    )
