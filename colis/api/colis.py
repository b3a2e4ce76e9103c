"""Cartons by HTTP: intake, quotation, lists, look-up, corrections."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema, Status
from pydantic import AfterValidator, Field

from accounts.auth import porteur
from colis.schemas.colis import BlocageIn, ColisIn, ColisPatch, MotifIn, PeseeIn, read_dimensions
from colis.schemas.communs import no_nul
from colis.schemas.proposition import PropositionOut, proposition_out
from colis.schemas.sorties import (
    ColisListe,
    ColisOut,
    DevisOut,
    colis_liste,
    colis_out,
    devis_out,
)
from colis.selectors.colis import TRIS, FiltreColis, find_by_saisie, get_colis, list_colis
from colis.selectors.proposition import propose
from colis.services.blocage import block_colis, unblock_colis
from colis.services.correction import cancel_colis, update_colis, weigh_colis
from colis.services.enregistrement import quote_colis, register_colis
from core import clock
from core.http import Liste, acteur_of, as_json, page
from core.schemas import CodePays, Instant, Page, refusals

router = Router(tags=["colis"], auth=porteur)


class FiltreParams(Schema):
    """``statut`` may be repeated or separated by commas; ``blocage``: true, false or a kind."""

    statut: Annotated[list[Annotated[str, Field(max_length=120)]], Field(default_factory=list)]
    vol: UUID | None = None
    client: UUID | None = None
    q: Annotated[str | None, Field(max_length=80), AfterValidator(lambda v: v and no_nul(v))] = None
    depuis: Instant | None = None
    emplacement: UUID | None = None
    pays_destination: CodePays | None = None
    blocage: Annotated[str | None, Field(max_length=10)] = None


@router.get(
    "",
    response={200: Page[ColisListe], **refusals()},
    operation_id="list_colis",
    summary="Colis visibles, filtrés et triés",
)
def list_(
    request: HttpRequest, liste: Liste, filtre: Annotated[FiltreParams, Query()]
) -> HttpResponse:
    colis = list_colis(acteur=acteur_of(request), filtre=FiltreColis(**filtre.model_dump()))
    return as_json(page(colis, liste, colis_liste, tris=TRIS))


@router.post(
    "",
    response={200: ColisOut, 201: ColisOut, **refusals(409)},
    operation_id="register_colis",
    summary="Enregistrer un colis : pesé, tarifé, numéroté",
)
def register(request: HttpRequest, payload: ColisIn) -> HttpResponse:
    colis, created = register_colis(
        acteur=acteur_of(request), now=clock.now(), saisie=payload.saisi()
    )
    response = as_json(colis_out(colis))
    response.status_code = _created(response, created)
    return response


@router.post(
    "/devis",
    response={200: DevisOut, **refusals(409)},
    operation_id="quote_colis",
    summary="Le prix qu'aurait ce colis, ligne par ligne ; rien n'est enregistré",
)
def quote(request: HttpRequest, payload: ColisIn) -> dict[str, Any]:
    return devis_out(
        quote_colis(acteur=acteur_of(request), now=clock.now(), saisie=payload.saisi())
    )


@router.get(
    "/proposition",
    response={200: PropositionOut, **refusals(429)},
    operation_id="propose_colis",
    summary="À qui était la dernière fois ce numéro de courrier ou cette marque, et ses habitudes",
)
def proposition(
    request: HttpRequest,
    reference: Annotated[
        str | None, Field(min_length=1, max_length=60), AfterValidator(lambda v: v and no_nul(v))
    ] = None,
    client_id: UUID | None = None,
) -> dict[str, Any]:
    return proposition_out(
        propose(acteur=acteur_of(request), reference=reference, client_id=client_id)
    )


@router.get(
    "/par-code/{path:saisie}",
    response={200: ColisOut, **refusals(409)},
    operation_id="find_colis_by_code",
    summary="Le colis désigné par un code, une adresse, une fin de code ou un numéro de courrier",
)
def by_code(request: HttpRequest, saisie: Annotated[str, Field(max_length=300)]) -> dict[str, Any]:
    return colis_out(find_by_saisie(acteur=acteur_of(request), saisie=saisie))


@router.get(
    "/{id}",
    response={200: ColisOut, **refusals()},
    operation_id="get_colis",
    summary="Un colis",
)
def get(request: HttpRequest, id: UUID) -> HttpResponse:
    return as_json(colis_out(get_colis(acteur=acteur_of(request), id=id)))


@router.patch(
    "/{id}",
    response={200: ColisOut, **refusals(409)},
    operation_id="update_colis",
    summary="Corriger un colis avant la clôture de son vol",
)
def patch(request: HttpRequest, id: UUID, payload: ColisPatch) -> dict[str, Any]:
    acteur = acteur_of(request)
    destination = get_colis(acteur=acteur, id=id).pays_destination_id
    colis = update_colis(
        acteur=acteur,
        now=clock.now(),
        colis_id=id,
        champs=payload.champs(destination),
        motif=payload.motif,
        version=payload.version,
    )
    return colis_out(colis)


@router.post(
    "/{id}/annulation",
    response={200: ColisOut, **refusals(409)},
    operation_id="cancel_colis",
    summary="Annuler un colis reçu, avec un motif",
)
def cancel(request: HttpRequest, id: UUID, payload: MotifIn) -> dict[str, Any]:
    colis = cancel_colis(
        acteur=acteur_of(request), now=clock.now(), colis_id=id, motif=payload.motif
    )
    return colis_out(colis)


@router.post(
    "/{id}/blocage",
    response={200: ColisOut, **refusals(409)},
    operation_id="block_colis",
    summary="Bloquer un colis",
)
def block(request: HttpRequest, id: UUID, payload: BlocageIn) -> dict[str, Any]:
    colis = block_colis(
        acteur=acteur_of(request), now=clock.now(), colis_id=id, **payload.model_dump()
    )
    return colis_out(colis)


@router.delete(
    "/{id}/blocage",
    response={200: ColisOut, **refusals(409)},
    operation_id="unblock_colis",
    summary="Débloquer un colis",
)
def unblock(request: HttpRequest, id: UUID, payload: MotifIn) -> dict[str, Any]:
    colis = unblock_colis(
        acteur=acteur_of(request), now=clock.now(), colis_id=id, motif=payload.motif
    )
    return colis_out(colis)


@router.post(
    "/{id}/pesees",
    response={200: ColisOut, 201: ColisOut, **refusals(409)},
    operation_id="weigh_colis",
    summary="Peser de nouveau un colis",
)
def weigh(
    request: HttpRequest, response: HttpResponse, id: UUID, payload: PeseeIn
) -> Status[dict[str, Any]]:
    given = payload.model_dump(exclude={"dimensions_mm", "trame_balance"})
    colis, created = weigh_colis(
        acteur=acteur_of(request),
        now=clock.now(),
        colis_id=id,
        dimensions_mm=read_dimensions(payload.dimensions_mm),
        trame_balance=payload.trame_balance or "",
        **given,
    )
    return Status(_created(response, created), colis_out(colis))


def _created(response: HttpResponse, created: bool) -> int:
    if not created:
        response["Idempotency-Replayed"] = "true"
    return 201 if created else 200
