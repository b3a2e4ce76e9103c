"""Clients by HTTP."""

from typing import Annotated, Any, Literal
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import File, Query, Router, Status
from ninja.files import UploadedFile
from pydantic import AfterValidator, Field

from accounts.auth import porteur
from colis.domain import FichierTropGros
from colis.schemas.clients import (
    BilanOut,
    ClientIn,
    ClientOut,
    ClientPatch,
    bilan_out,
    client_out,
)
from colis.schemas.communs import no_nul
from colis.selectors.clients import find_clients, get_client, list_clients
from colis.services.clients import create_client, update_client
from colis.services.import_clients import export_clients, import_clients
from colis.tableau import OCTETS_MAX
from core import clock
from core.http import Liste, acteur_of, fichier, page
from core.schemas import CodePays, Page, fichiers, refusals

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
router = Router(tags=["clients"], auth=porteur)
Recherche = Annotated[str, Field(max_length=80), AfterValidator(no_nul)]


@router.get(
    "",
    response={200: Page[ClientOut], **refusals()},
    operation_id="list_clients",
    summary="Clients de son pays ; par téléphone (≥ 8 chiffres) ou par nom",
)
def list_(request: HttpRequest, liste: Liste, q: Recherche | None = None) -> dict[str, Any]:
    acteur = acteur_of(request)
    found = list_clients(acteur=acteur) if q is None else find_clients(acteur=acteur, q=q)
    if isinstance(found, QuerySet):
        return page(found, liste, client_out)
    return {"items": [client_out(client) for client in found], "suivant": None}


@router.post(
    "",
    response={200: ClientOut, 201: ClientOut, **refusals(409)},
    operation_id="create_client",
    summary="Créer un client",
)
def create(
    request: HttpRequest, response: HttpResponse, payload: ClientIn
) -> Status[dict[str, Any]]:
    client, created = create_client(
        acteur=acteur_of(request), now=clock.now(), **payload.model_dump()
    )
    if not created:
        response["Idempotency-Replayed"] = "true"
    return Status(201 if created else 200, client_out(client))


@router.post(
    "/import",
    response={200: BilanOut, **refusals(413)},
    operation_id="import_clients",
    summary="Importer des clients (CSV ou XLSX) ; ?essai=true montre sans rien écrire",
)
def import_(
    request: HttpRequest,
    fichier: Annotated[UploadedFile, File()],
    essai: bool = False,
    pays: CodePays | None = None,
) -> dict[str, Any]:
    if (fichier.size or 0) > OCTETS_MAX:
        raise FichierTropGros(max_mo=OCTETS_MAX // 1024 // 1024)
    bilan = import_clients(
        acteur=acteur_of(request), now=clock.now(), contenu=fichier.read(), essai=essai, pays=pays
    )
    return bilan_out(bilan)


@router.get(
    "/export",
    response={200: None, **refusals()},
    openapi_extra=fichiers("text/csv", XLSX),
    operation_id="export_clients",
    summary="Exporter les clients de son pays en CSV ou XLSX",
)
def export(
    request: HttpRequest, format: Annotated[Literal["csv", "xlsx"], Query()] = "csv"
) -> HttpResponse:
    contenu = export_clients(acteur=acteur_of(request), now=clock.now(), format_=format)
    kinds = {"csv": "text/csv; charset=utf-8", "xlsx": XLSX}
    return fichier(contenu, type_mime=kinds[format], nom=f"clients.{format}", inline=False)


@router.get(
    "/{id}",
    response={200: ClientOut, **refusals()},
    operation_id="get_client",
    summary="Un client",
)
def get(request: HttpRequest, id: UUID) -> dict[str, Any]:
    return client_out(get_client(acteur=acteur_of(request), id=id))


@router.patch(
    "/{id}",
    response={200: ClientOut, **refusals(409)},
    operation_id="update_client",
    summary="Corriger un client",
)
def patch(request: HttpRequest, id: UUID, payload: ClientPatch) -> dict[str, Any]:
    client = update_client(
        acteur=acteur_of(request),
        now=clock.now(),
        id=id,
        champs=payload.champs(),
        version=payload.version,
    )
    return client_out(client)
