"""Check-in, putting away and hand-over captured offline."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction

from core.errors import Introuvable
from core.operations.registry import Somme, operation
from core.tenancy import Acteur
from distribution.domain.pointage import Scan
from distribution.operations.caisse import somme_encaissement
from distribution.presentation_depot import present_scan
from distribution.schemas.arrivage import ArriveeIn, PointageScanner, RangementPlacer
from distribution.schemas.remise import RemiseIn
from distribution.services.arrivee import add_arrival
from distribution.services.pointage import scan_colis
from distribution.services.remise import hand_over
from distribution.services.stock import keep_placing


@operation("pointage.scanner", PointageScanner)
def scanner(acteur: Acteur, now: datetime, payload: PointageScanner) -> dict[str, Any]:
    """Later scans are observations; an unexpected carton is accepted as surplus.

    A flight cancelled meanwhile is a conflict, one reopened is waited for.
    """
    result = scan_colis(
        acteur=acteur,
        now=now,
        vol_id=payload.vol_id,
        scans=[Scan(**payload.model_dump(exclude={"vol_id"}))],
        constat=True,
    )[0]
    return present_scan(result) | {"conflit": result.conflit or None}


class ArriveeOp(ArriveeIn):
    """A carton nobody registered; its id was made by the device."""

    id: UUID


@operation("rangement.placer", RangementPlacer)
def placer(acteur: Acteur, now: datetime, payload: RangementPlacer) -> dict[str, Any]:
    """Idempotent: the same place again is nothing; after the hand-over it is only remembered."""
    colis, conflit = keep_placing(
        acteur=acteur,
        now=now,
        colis_id=payload.colis_id,
        emplacement_id=payload.emplacement_id,
        survenu_le=payload.survenu_le,
    )
    return {
        "colis_id": colis.id,
        "statut": colis.statut,
        "version": colis.version,
        "conflit": conflit or None,
    }


@operation("colis.ajouter_arrivee", ArriveeOp)
def ajouter_arrivee(acteur: Acteur, now: datetime, payload: ArriveeOp) -> dict[str, Any]:
    """First write wins. A carton on the floor is never lost to its flight being withdrawn."""
    saisie = payload.saisi(acteur.pays or "")
    add = partial(add_arrival, acteur=acteur, now=now, motif=payload.motif)
    conflit = None
    try:
        with transaction.atomic():
            colis, _ = add(saisie=saisie)
    except Introuvable:
        if saisie.vol_id is None:
            raise
        conflit = "vol_introuvable"
        colis, _ = add(saisie=saisie.without_vol())
    return {
        "id": colis.id,
        "code_suivi": colis.code_suivi,
        "statut": colis.statut,
        "version": colis.version,
        "du": {"montant": colis.du, "devise": colis.devise},
        "conflit": conflit,
    }


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
