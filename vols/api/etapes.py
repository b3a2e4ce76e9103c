"""A flight's way: closed, reopened, departed, arrived, in customs, cancelled."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from accounts.auth import porteur
from colis.schemas.colis import MotifIn
from core import clock
from core.http import acteur_of
from core.schemas import refusals
from vols.presentation import present_full
from vols.schemas import ClotureIn, MomentIn, VolOut
from vols.services import cloture, trajet

router = Router(tags=["vols"], auth=porteur)
REPONSES: Any = {200: VolOut, **refusals(409)}


@router.post(
    "/{vol_id}/cloture",
    response=REPONSES,
    operation_id="close_vol",
    summary="Clôturer : figer le contenu, faire le manifeste, montrer le vol à destination",
)
def close_vol(
    request: HttpRequest, vol_id: UUID, payload: ClotureIn | None = None
) -> dict[str, Any]:
    acteur = acteur_of(request)
    motif = payload.outrepasser if payload else None
    vol = cloture.close_vol(acteur=acteur, now=clock.now(), vol_id=vol_id, outrepasser=motif or "")
    return present_full(acteur, vol)


@router.post(
    "/{vol_id}/reouverture",
    response=REPONSES,
    operation_id="reopen_vol",
    summary="Rouvrir un vol avant son départ, avec un motif",
)
def reopen_vol(request: HttpRequest, vol_id: UUID, payload: MotifIn) -> dict[str, Any]:
    acteur = acteur_of(request)
    vol = cloture.reopen_vol(acteur=acteur, now=clock.now(), vol_id=vol_id, motif=payload.motif)
    return present_full(acteur, vol)


@router.post(
    "/{vol_id}/annulation",
    response=REPONSES,
    operation_id="cancel_vol",
    summary="Annuler un vol qui n'est pas parti : ses colis sont déchargés",
)
def cancel_vol(request: HttpRequest, vol_id: UUID, payload: MotifIn) -> dict[str, Any]:
    acteur = acteur_of(request)
    vol = cloture.cancel_vol(acteur=acteur, now=clock.now(), vol_id=vol_id, motif=payload.motif)
    return present_full(acteur, vol)


@router.post(
    "/{vol_id}/depart",
    response=REPONSES,
    operation_id="depart_vol",
    summary="Le vol part : tous ses colis sont expédiés",
)
def depart_vol(
    request: HttpRequest, vol_id: UUID, payload: MomentIn | None = None
) -> dict[str, Any]:
    acteur = acteur_of(request)
    vol = trajet.depart_vol(
        acteur=acteur, now=clock.now(), vol_id=vol_id, survenu_le=_moment(payload)
    )
    return present_full(acteur, vol)


@router.post(
    "/{vol_id}/arrivee",
    response=REPONSES,
    operation_id="arrive_vol",
    summary="Le vol est arrivé ; un départ non noté est présumé",
)
def arrive_vol(
    request: HttpRequest, vol_id: UUID, payload: MomentIn | None = None
) -> dict[str, Any]:
    acteur = acteur_of(request)
    vol = trajet.arrive_vol(
        acteur=acteur, now=clock.now(), vol_id=vol_id, survenu_le=_moment(payload)
    )
    return present_full(acteur, vol)


@router.post(
    "/{vol_id}/douane",
    response=REPONSES,
    operation_id="pass_customs",
    summary="Le vol est en douane",
)
def pass_customs(request: HttpRequest, vol_id: UUID) -> dict[str, Any]:
    acteur = acteur_of(request)
    vol = trajet.pass_customs(acteur=acteur, now=clock.now(), vol_id=vol_id)
    return present_full(acteur, vol)


def _moment(payload: MomentIn | None) -> Any:
    return payload.survenu_le if payload else None
