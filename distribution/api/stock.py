"""The depot, cartons added at arrival, and what is put right, over HTTP."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Status

from accounts.auth import porteur
from colis.schemas.colis import MotifIn
from colis.schemas.sorties import ColisOut, colis_out
from core import clock
from core.http import Liste, acteur_of, page
from core.schemas import Page, refusals
from distribution.presentation_depot import present_stock
from distribution.schemas.arrivage import (
    ArriveeIn,
    CorrectionIn,
    RangementIn,
    StockFiltre,
    StockOut,
)
from distribution.selectors.stock import TRIS, FiltreStock, list_stock
from distribution.services import anomalies
from distribution.services.arrivee import add_arrival
from distribution.services.stock import place_colis

router = Router(tags=["stock"], auth=porteur)


@router.get(
    "/stock",
    response={200: Page[StockOut], **refusals()},
    operation_id="list_stock",
    summary="Les colis en dépôt, leur place et leur âge",
)
def read_stock(
    request: HttpRequest, liste: Liste, filtre: Annotated[StockFiltre, Query()]
) -> dict[str, Any]:
    now = clock.now()
    rows = list_stock(acteur=acteur_of(request), now=now, filtre=FiltreStock(**filtre.model_dump()))
    return page(rows, liste, lambda colis: present_stock(colis, now), tris=TRIS)


@router.post(
    "/colis/arrivees",
    response={200: ColisOut, 201: ColisOut, **refusals(409)},
    operation_id="add_arrival",
    summary="Ajouter à l'arrivée un colis jamais enregistré",
)
def create_arrival(
    request: HttpRequest, response: HttpResponse, payload: ArriveeIn
) -> Status[dict[str, Any]]:
    acteur = acteur_of(request)
    colis, created = add_arrival(
        acteur=acteur,
        now=clock.now(),
        saisie=payload.saisi(acteur.pays or ""),
        motif=payload.motif,
    )
    if not created:
        response["Idempotency-Replayed"] = "true"
    return Status(201 if created else 200, colis_out(colis))


@router.post(
    "/colis/{colis_id}/rangement",
    response={200: ColisOut, **refusals(409)},
    operation_id="place_colis",
    summary="Ranger un colis : arrivé, il devient disponible",
)
def create_rangement(request: HttpRequest, colis_id: UUID, payload: RangementIn) -> dict[str, Any]:
    colis = place_colis(
        acteur=acteur_of(request),
        now=clock.now(),
        colis_id=colis_id,
        emplacement_id=payload.emplacement_id,
        survenu_le=payload.survenu_le,
    )
    return colis_out(colis)


@router.post(
    "/colis/{colis_id}/perte",
    response={200: ColisOut, **refusals(409)},
    operation_id="declare_lost",
    summary="Déclarer perdu un colis manquant",
)
def create_perte(request: HttpRequest, colis_id: UUID, payload: MotifIn) -> dict[str, Any]:
    colis = anomalies.declare_lost(
        acteur=acteur_of(request), now=clock.now(), colis_id=colis_id, motif=payload.motif
    )
    return colis_out(colis)


@router.post(
    "/colis/{colis_id}/retour",
    response={200: ColisOut, **refusals(409)},
    operation_id="return_colis",
    summary="Retourner un colis disponible à l'expéditeur",
)
def create_retour(request: HttpRequest, colis_id: UUID, payload: MotifIn) -> dict[str, Any]:
    colis = anomalies.return_colis(
        acteur=acteur_of(request), now=clock.now(), colis_id=colis_id, motif=payload.motif
    )
    return colis_out(colis)


@router.post(
    "/colis/{colis_id}/correction",
    response={200: ColisOut, **refusals(409)},
    operation_id="correct_colis",
    summary="Défaire un acte fait par erreur : remise, pointage, perte",
)
def create_correction(
    request: HttpRequest, colis_id: UUID, payload: CorrectionIn
) -> dict[str, Any]:
    colis = anomalies.correct_colis(
        acteur=acteur_of(request),
        now=clock.now(),
        colis_id=colis_id,
        vers=payload.vers,
        motif=payload.motif,
    )
    return colis_out(colis)
