"""Field acts on flights captured offline."""

from datetime import datetime
from typing import Any

from core.operations.registry import operation
from core.tenancy import Acteur
from vols.schemas import VolCharger, VolDecharger
from vols.services import chargement


@operation("vol.charger", VolCharger)
def charger(acteur: Acteur, now: datetime, payload: VolCharger) -> dict[str, Any]:
    """First write wins: a carton already on this very flight is no refusal, elsewhere it is."""
    result = chargement.load_colis(
        acteur=acteur,
        now=now,
        vol_id=payload.vol_id,
        codes=[payload.code],
        survenu_le=payload.survenu_le,
    )[0]
    if result.refus is not None and not result.deja_ici:
        raise result.refus
    colis = result.colis
    return {
        "resultat": "charge" if result.refus is None else result.refus.code,
        "colis_id": colis.id if colis else None,
        "version": colis.version if colis else None,
        "avertissements": list(result.avertissements),
    }


@operation("vol.decharger", VolDecharger)
def decharger(acteur: Acteur, now: datetime, payload: VolDecharger) -> dict[str, Any]:
    """Take one carton off an open flight; one taken off by somebody else is no refusal."""
    colis, fait = chargement.keep_unloading(
        acteur=acteur,
        now=now,
        vol_id=payload.vol_id,
        colis_id=payload.colis_id,
        survenu_le=payload.survenu_le,
    )
    resultat = "decharge" if fait else "deja_decharge"
    return {"resultat": resultat, "colis_id": colis.id, "version": colis.version}
