"""Check-in, putting away and hand-over captured offline."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from core.operations.registry import Somme, operation
from core.tenancy import Acteur
from distribution.domain.pointage import Scan
from distribution.operations.caisse import somme_encaissement
from distribution.presentation_depot import present_scan
from distribution.schemas.arrivage import PointageScanner, RangementPlacer
from distribution.schemas.remise import RemiseIn
from distribution.services.pointage import scan_colis
from distribution.services.remise import hand_over
from distribution.services.stock import place_colis


@operation("pointage.scanner", PointageScanner)
def scanner(acteur: Acteur, now: datetime, payload: PointageScanner) -> dict[str, Any]:
    """Later scans are observations; an unexpected carton is accepted as surplus."""
    result = scan_colis(
        acteur=acteur,
        now=now,
        vol_id=payload.vol_id,
        scans=[Scan(**payload.model_dump(exclude={"vol_id"}))],
    )[0]
    return present_scan(result)


@operation("rangement.placer", RangementPlacer)
def placer(acteur: Acteur, now: datetime, payload: RangementPlacer) -> dict[str, Any]:
    """Idempotent: the same place again is nothing; after the hand-over it is only remembered."""
    colis = place_colis(
        acteur=acteur,
        now=now,
        colis_id=payload.colis_id,
        emplacement_id=payload.emplacement_id,
        survenu_le=payload.survenu_le,
        constat=True,
    )
    return {"colis_id": colis.id, "statut": colis.statut, "version": colis.version}


def _argent(payload: Mapping[str, Any]) -> Somme | None:
    """A hand-over is an act of money when its payment came along."""
    paiement = payload.get("encaissement")
    return somme_encaissement(paiement) if isinstance(paiement, dict) else None


@operation(
    "remise.effectuer",
    RemiseIn,
    argent=_argent,
    secrets=("preuve.numero", "retirant.piece", "signature_png"),
    codes=("preuve.code",),
)
def effectuer(acteur: Acteur, now: datetime, payload: RemiseIn) -> dict[str, Any]:
    """A hand-over that happened is never refused: what disagrees is a conflict."""
    remise, _ = hand_over(acteur=acteur, now=now, demande=payload.demande(), constat=True)
    return {"remise_id": remise.id, "conflit": remise.conflit or None}
