"""Load and unload."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from accounts.auth import porteur
from core import clock
from core.http import acteur_of, langue_of
from core.schemas import refusals
from vols.presentation import present_load
from vols.schemas import ChargementsIn, ChargementsOut, DechargementOut
from vols.selectors import get_vol
from vols.services import chargement

router = Router(tags=["vols"], auth=porteur)


@router.post(
    "/{vol_id}/chargements",
    response={200: ChargementsOut, **refusals(409)},
    operation_id="load_colis",
    summary="Charger des colis par leurs codes : un résultat par code",
)
def load_colis(request: HttpRequest, vol_id: UUID, payload: ChargementsIn) -> dict[str, Any]:
    acteur, langue = acteur_of(request), langue_of(request)
    results = chargement.load_colis(
        acteur=acteur,
        now=clock.now(),
        vol_id=vol_id,
        codes=payload.codes,
        survenu_le=payload.survenu_le,
    )
    return {
        "resultats": [_result(result, langue) for result in results],
        "remplissage": present_load(vol_id, get_vol(acteur, vol_id)),
    }


@router.delete(
    "/{vol_id}/chargements/{colis_id}",
    response={200: DechargementOut, **refusals(409)},
    operation_id="unload_colis",
    summary="Décharger un colis d'un vol ouvert",
)
def unload_colis(request: HttpRequest, vol_id: UUID, colis_id: UUID) -> dict[str, Any]:
    colis = chargement.unload_colis(
        acteur=acteur_of(request), now=clock.now(), vol_id=vol_id, colis_id=colis_id
    )
    return {"colis_id": colis.id, "code_suivi": colis.code_suivi, "statut": colis.statut}


def _result(result: chargement.Chargement, langue: str) -> dict[str, Any]:
    refus, colis = result.refus, result.colis
    shown: dict[str, Any] = {
        "code": result.code,
        "resultat": "charge" if refus is None else refus.code,
        "charge": refus is None,
        "deja_ici": result.deja_ici,
        "detail": "" if refus is None else refus.sentence(langue),
        "avertissements": list(result.avertissements),
    }
    if colis is None:
        return shown
    return shown | {
        "colis_id": colis.id,
        "code_suivi": colis.code_suivi,
        "poids_g": colis.poids_g,
        "destinataire_nom": colis.destinataire_nom,
        "statut": colis.statut,
    }
