"""Hand-overs over HTTP."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema, Status

from accounts.auth import porteur
from core import clock
from core.http import Liste, acteur_of, page
from core.schemas import CodePays, Instant, Page, refusals
from core.telephone import mask_telephone
from distribution.presentation_depot import present_remise, present_remises
from distribution.schemas.remise import CodesIn, CodesOut, RemiseIn, RemiseOut
from distribution.selectors.remise import (
    TRIS,
    FiltreRemises,
    get_remise,
    list_remises,
    load_remise,
)
from distribution.services.preuve import send_code
from distribution.services.remise import hand_over

router = Router(tags=["remises"], auth=porteur)


class RemisesFiltre(Schema):
    """What a list of hand-overs is narrowed by."""

    client: UUID | None = None
    colis: UUID | None = None
    acteur: UUID | None = None
    conflit: bool | None = None
    garantie: bool | None = None
    depuis: Instant | None = None
    pays: CodePays | None = None


@router.post(
    "/remises/codes",
    response={202: CodesOut, **refusals(409)},
    operation_id="send_remise_code",
    summary="Envoyer au client un code à usage unique pour ces colis",
)
def create_code(request: HttpRequest, payload: CodesIn) -> Status[dict[str, Any]]:
    code = send_code(
        acteur=acteur_of(request),
        now=clock.now(),
        colis_ids=tuple(dict.fromkeys(payload.colis_ids)),
    )
    shown = {"expire_le": code.expire_le, "telephone": mask_telephone(code.telephone)}
    return Status(202, shown)


@router.post(
    "/remises",
    response={200: RemiseOut, 201: RemiseOut, **refusals(409)},
    operation_id="hand_over",
    summary="Remettre des colis, sur preuve, payés ou garantis",
)
def create_remise(
    request: HttpRequest, response: HttpResponse, payload: RemiseIn
) -> Status[dict[str, Any]]:
    remise, created = hand_over(
        acteur=acteur_of(request), now=clock.now(), demande=payload.demande()
    )
    if not created:
        response["Idempotency-Replayed"] = "true"
    return Status(201 if created else 200, present_remise(load_remise(remise.id)))


@router.get(
    "/remises",
    response={200: Page[RemiseOut], **refusals()},
    operation_id="list_remises",
    summary="Les remises de son pays, la dernière d'abord",
)
def read_remises(
    request: HttpRequest, liste: Liste, filtre: Annotated[RemisesFiltre, Query()]
) -> dict[str, Any]:
    rows = list_remises(acteur=acteur_of(request), filtre=FiltreRemises(**filtre.model_dump()))
    found = page(rows, liste, lambda remise: remise, tris=TRIS)
    return {**found, "items": present_remises(found["items"])}


@router.get(
    "/remises/{remise_id}",
    response={200: RemiseOut, **refusals()},
    operation_id="get_remise",
    summary="Une remise, ses colis et l'adresse de sa signature",
)
def read_remise(request: HttpRequest, remise_id: UUID) -> dict[str, Any]:
    return present_remise(get_remise(acteur=acteur_of(request), id=remise_id))
