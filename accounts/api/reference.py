"""Countries, agencies, locations, settings, and the public configuration."""

from dataclasses import asdict
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Status

from accounts.auth import porteur
from accounts.models import Agence, Emplacement, Pays
from accounts.schemas.lieux import (
    AgenceIn,
    AgenceOut,
    AgencePatch,
    ConfigurationOut,
    EmplacementIn,
    EmplacementOut,
    EmplacementPatch,
    PaysOut,
    ReglagesOut,
    ReglagesPatch,
)
from accounts.selectors import reglages
from accounts.selectors.lieux import (
    get_configuration,
    list_agences,
    list_all_pays,
    list_emplacements,
    read_reglages_pays,
)
from accounts.services import lieux
from accounts.services.reglages import set_reglages
from core import clock
from core.http import ListeParams, acteur_of, page
from core.schemas import CodePays, Page, refusals

router = Router(tags=["références"], auth=porteur)


class FiltreAgences(ListeParams):
    pays: CodePays | None = None
    actif: bool | None = None


class FiltreEmplacements(ListeParams):
    agence: UUID | None = None
    actif: bool | None = None


@router.get(
    "/configuration",
    response={200: ConfigurationOut, **refusals()},
    operation_id="get_configuration",
    summary="Ce qu'un appareil doit savoir avant toute connexion",
    auth=None,
)
def configuration(request: HttpRequest) -> dict[str, Any]:
    return get_configuration()


@router.get(
    "/pays",
    response={200: Page[PaysOut], **refusals()},
    operation_id="list_pays",
    summary="Les pays desservis",
)
def get_pays(request: HttpRequest) -> dict[str, Any]:
    return {"items": list_all_pays(acteur_of(request)), "suivant": None}


@router.get(
    "/agences",
    response={200: Page[AgenceOut], **refusals()},
    operation_id="list_agences",
    summary="Les agences",
)
def get_agences(request: HttpRequest, liste: Annotated[FiltreAgences, Query()]) -> dict[str, Any]:
    rows = list_agences(acteur_of(request), pays=liste.pays, actif=liste.actif)
    return page(rows, liste, _same, tris=("code", "nom"), defaut="code")


@router.post(
    "/agences",
    response={200: AgenceOut, 201: AgenceOut, **refusals(409)},
    operation_id="create_agence",
    summary="Ouvrir une agence",
)
def create_agence(
    request: HttpRequest, response: HttpResponse, payload: AgenceIn
) -> Status[Agence]:
    agence, created = lieux.create_agence(
        acteur=acteur_of(request),
        now=clock.now(),
        id=payload.id,
        pays=payload.pays,
        donnees=payload.model_dump(exclude={"id", "pays"}),
    )
    return _created(response, agence, created)


@router.patch(
    "/agences/{agence_id}",
    response={200: AgenceOut, **refusals(409)},
    operation_id="update_agence",
    summary="Modifier une agence",
)
def update_agence(request: HttpRequest, agence_id: UUID, payload: AgencePatch) -> Agence:
    return lieux.update_agence(
        acteur=acteur_of(request), now=clock.now(), id=agence_id, changements=payload.given()
    )


@router.get(
    "/emplacements",
    response={200: Page[EmplacementOut], **refusals()},
    operation_id="list_emplacements",
    summary="Les emplacements de stockage de mon pays",
)
def get_emplacements(
    request: HttpRequest, liste: Annotated[FiltreEmplacements, Query()]
) -> dict[str, Any]:
    rows = list_emplacements(acteur_of(request), agence_id=liste.agence, actif=liste.actif)
    return page(rows, liste, _same, tris=("code",), defaut="code")


@router.post(
    "/emplacements",
    response={200: EmplacementOut, 201: EmplacementOut, **refusals(409)},
    operation_id="create_emplacement",
    summary="Ajouter un emplacement",
)
def create_emplacement(
    request: HttpRequest, response: HttpResponse, payload: EmplacementIn
) -> Status[Emplacement]:
    emplacement, created = lieux.create_emplacement(
        acteur=acteur_of(request),
        now=clock.now(),
        id=payload.id,
        agence_id=payload.agence_id,
        code=payload.code,
    )
    return _created(response, emplacement, created)


@router.patch(
    "/emplacements/{emplacement_id}",
    response={200: EmplacementOut, **refusals(409)},
    operation_id="update_emplacement",
    summary="Renommer ou fermer un emplacement",
)
def update_emplacement(
    request: HttpRequest, emplacement_id: UUID, payload: EmplacementPatch
) -> Emplacement:
    return lieux.update_emplacement(
        acteur=acteur_of(request),
        now=clock.now(),
        id=emplacement_id,
        changements=payload.given(),
    )


@router.get(
    "/reglages",
    response={200: ReglagesOut, **refusals()},
    operation_id="get_reglages",
    summary="Les réglages d'un pays, en vigueur et à venir",
)
def get_reglages(request: HttpRequest, pays: CodePays | None = None) -> dict[str, Any]:
    return _reglages(read_reglages_pays(acteur_of(request), pays))


@router.patch(
    "/reglages",
    response={200: ReglagesOut, **refusals()},
    operation_id="update_reglages",
    summary="Changer des réglages (ceux de contrôle valent dès le lendemain)",
)
def update_reglages(
    request: HttpRequest, payload: ReglagesPatch, pays: CodePays | None = None
) -> dict[str, Any]:
    cible = set_reglages(
        acteur=acteur_of(request), now=clock.now(), pays=pays, valeurs=payload.given()
    )
    return _reglages(cible)


def _reglages(pays: Pays) -> dict[str, Any]:
    now = clock.now()
    return {
        "pays": pays.code,
        "valeurs": asdict(reglages.get_reglages(pays.code, now)),
        "controles": sorted(reglages.CONTROLES),
        "a_venir": reglages.coming_reglages(pays.code, now),
    }


def _created(response: HttpResponse, row: Any, created: bool) -> Status[Any]:
    if not created:
        response["Idempotency-Replayed"] = "true"
    return Status(201 if created else 200, row)


def _same(row: Any) -> Any:
    """Rows go out through their schema as they are."""
    return row
