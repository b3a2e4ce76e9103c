"""Prices and rates by HTTP."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema, Status

from accounts.auth import porteur
from colis.schemas.colis import Categorie, Mode
from colis.schemas.tarifs import (
    TarifIn,
    TarifOut,
    TarifPatch,
    TauxIn,
    TauxOut,
    tarif_out,
    taux_out,
)
from colis.selectors.tarifs import list_tarifs, list_taux
from colis.services.tarifs import close_tarif, create_tarif, create_taux
from core import clock
from core.http import Liste, acteur_of, page
from core.schemas import CodePays, Page, refusals

router = Router(tags=["tarifs"], auth=porteur)
taux_router = Router(tags=["tarifs"], auth=porteur)


class FiltreTarifs(Schema):
    """``en_vigueur``: true for the prices in force now, false for the others."""

    pays_destination: CodePays | None = None
    mode: Mode | None = None
    categorie: Categorie | None = None
    client_id: UUID | None = None
    en_vigueur: bool | None = None


@router.get(
    "",
    response={200: Page[TarifOut], **refusals()},
    operation_id="list_tarifs",
    summary="Tarifs, lus aux deux bouts de la route",
)
def list_(
    request: HttpRequest, liste: Liste, filtre: Annotated[FiltreTarifs, Query()]
) -> dict[str, Any]:
    tarifs = list_tarifs(acteur=acteur_of(request), now=clock.now(), **filtre.model_dump())
    return page(tarifs, liste, tarif_out, tris=("debut_le",))


@router.post(
    "",
    response={200: TarifOut, 201: TarifOut, **refusals(409)},
    operation_id="create_tarif",
    summary="Fixer un tarif vers son pays, jamais dans le passé",
)
def create(
    request: HttpRequest, response: HttpResponse, payload: TarifIn
) -> Status[dict[str, Any]]:
    tarif, created = create_tarif(acteur=acteur_of(request), now=clock.now(), **payload.valeurs())
    if not created:
        response["Idempotency-Replayed"] = "true"
    return Status(201 if created else 200, tarif_out(tarif))


@router.patch(
    "/{id}",
    response={200: TarifOut, **refusals(409)},
    operation_id="close_tarif",
    summary="Clore un tarif à une date",
)
def close(request: HttpRequest, id: UUID, payload: TarifPatch) -> dict[str, Any]:
    return tarif_out(
        close_tarif(acteur=acteur_of(request), now=clock.now(), id=id, fin_le=payload.fin_le)
    )


@taux_router.get(
    "",
    response={200: Page[TauxOut], **refusals()},
    operation_id="list_taux",
    summary="Taux de change datés",
)
def rates(request: HttpRequest, liste: Liste) -> dict[str, Any]:
    return page(list_taux(acteur=acteur_of(request)), liste, taux_out, tris=("debut_le",))


@taux_router.post(
    "",
    response={200: TauxOut, 201: TauxOut, **refusals(409)},
    operation_id="create_taux",
    summary="Fixer un taux de change à partir d'une date",
)
def create_rate(
    request: HttpRequest, response: HttpResponse, payload: TauxIn
) -> Status[dict[str, Any]]:
    taux, created = create_taux(acteur=acteur_of(request), now=clock.now(), **payload.model_dump())
    if not created:
        response["Idempotency-Replayed"] = "true"
    return Status(201 if created else 200, taux_out(taux))
