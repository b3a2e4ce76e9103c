"""Airlines and airports, by IATA code."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from accounts.auth import porteur
from core.http import acteur_of
from core.schemas import refusals
from vols.models import Compagnie
from vols.presentation import present_aeroport
from vols.schemas import AeroportOut, CompagnieOut
from vols.selectors import list_aeroports as read_aeroports
from vols.selectors import list_compagnies as read_compagnies

router = Router(tags=["vols"], auth=porteur)


@router.get(
    "/compagnies",
    response={200: list[CompagnieOut], **refusals()},
    operation_id="list_compagnies",
    summary="Les compagnies aériennes, par code IATA",
)
def list_compagnies(request: HttpRequest) -> list[Compagnie]:
    return read_compagnies(acteur_of(request))


@router.get(
    "/aeroports",
    response={200: list[AeroportOut], **refusals()},
    operation_id="list_aeroports",
    summary="Les aéroports, par code IATA, avec leur fuseau",
)
def list_aeroports(request: HttpRequest) -> list[dict[str, Any]]:
    return [present_aeroport(aeroport) for aeroport in read_aeroports(acteur_of(request))]
