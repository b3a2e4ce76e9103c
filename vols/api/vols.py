"""Open, list, read and complete flights."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Status

from accounts.auth import porteur
from core import clock
from core.http import Liste, acteur_of, page
from core.money import Argent
from core.schemas import ArgentSaisi, Page, refusals
from vols import selectors
from vols.presentation import present_evenement, present_full, present_page
from vols.schemas import (
    FiltreVolsParams,
    FraisIn,
    VolDetail,
    VolIn,
    VolModification,
    VolOut,
)
from vols.services import ouverture

router = Router(tags=["vols"], auth=porteur)
Filtre = Annotated[FiltreVolsParams, Query()]


@router.post(
    "",
    response={200: VolOut, 201: VolOut, **refusals(409)},
    operation_id="open_vol",
    summary="Ouvrir un vol : la destination et le mode suffisent",
)
def open_vol(
    request: HttpRequest, response: HttpResponse, payload: VolIn
) -> Status[dict[str, Any]]:
    acteur = acteur_of(request)
    details = payload.model_dump(exclude={"id", "pays_destination", "mode"}, exclude_unset=True)
    vol, created = ouverture.open_vol(
        acteur=acteur,
        now=clock.now(),
        id=payload.id,
        nouveau=ouverture.NouveauVol(
            pays_destination=payload.pays_destination, mode=payload.mode, details=details
        ),
    )
    if not created:
        response["Idempotency-Replayed"] = "true"
    return Status(201 if created else 200, present_full(acteur, vol))


@router.get(
    "",
    response={200: Page[VolOut], **refusals()},
    operation_id="list_vols",
    summary="Les vols visibles, avec leur remplissage",
)
def list_vols(request: HttpRequest, liste: Liste, filtre: Filtre) -> dict[str, Any]:
    acteur = acteur_of(request)
    wanted = selectors.FiltreVols(
        statuts=tuple(part for part in (filtre.statut or "").split(",") if part),
        pays=filtre.pays or "",
        mode=filtre.mode or "",
        q=filtre.q or "",
        depuis=filtre.depuis,
    )
    rows = page(selectors.search_vols(acteur, wanted), liste, lambda vol: vol, tris=("cree_le",))
    return present_page(acteur, rows)


@router.get(
    "/{vol_id}",
    response={200: VolDetail, **refusals()},
    operation_id="get_vol",
    summary="Un vol, son remplissage et ses étapes à l'heure locale",
)
def get_vol(request: HttpRequest, vol_id: UUID) -> dict[str, Any]:
    acteur = acteur_of(request)
    vol = selectors.get_vol(acteur, vol_id)
    steps = [present_evenement(step) for step in selectors.list_evenements(acteur, vol_id)]
    return present_full(acteur, vol) | {"evenements": steps}


@router.patch(
    "/{vol_id}",
    response={200: VolOut, **refusals(409)},
    operation_id="update_vol",
    summary="Compléter ou corriger un vol tant que son état le permet",
)
def update_vol(request: HttpRequest, vol_id: UUID, payload: VolModification) -> dict[str, Any]:
    acteur = acteur_of(request)
    vol = ouverture.update_vol(
        acteur=acteur,
        now=clock.now(),
        vol_id=vol_id,
        changements=payload.model_dump(exclude_unset=True),
    )
    return present_full(acteur, vol)


@router.put(
    "/{vol_id}/frais",
    response={200: VolOut, **refusals(409)},
    operation_id="record_frais",
    summary="Noter le fret et la douane d'un vol",
)
def record_frais(request: HttpRequest, vol_id: UUID, payload: FraisIn) -> dict[str, Any]:
    acteur = acteur_of(request)
    vol = ouverture.record_frais(
        acteur=acteur,
        now=clock.now(),
        vol_id=vol_id,
        fret=_argent(payload.fret),
        douane=_argent(payload.douane),
    )
    return present_full(acteur, vol)


def _argent(given: ArgentSaisi | None) -> Argent | None:
    return None if given is None else Argent(given.montant, given.devise)
