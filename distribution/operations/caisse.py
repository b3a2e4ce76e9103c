"""Money acts captured offline: facts that already happened."""

from datetime import datetime
from typing import Any

from core.operations.registry import operation
from core.tenancy import Acteur
from distribution.domain.encaissement import Paiement
from distribution.models import Encaissement
from distribution.schemas.caisse import EncaissementIn, SessionIn
from distribution.services.caisse import open_session
from distribution.services.encaissement import record_encaissement


@operation("caisse.ouvrir", SessionIn)
def ouvrir(acteur: Acteur, now: datetime, payload: SessionIn) -> dict[str, Any]:
    """First write wins."""
    session, _ = open_session(
        acteur=acteur,
        now=now,
        id=payload.id,
        caisse_id=payload.caisse_id,
        coupures=payload.fonds.coupures,
    )
    return {"session_id": session.id, "statut": session.statut}


@operation("encaissement.enregistrer", EncaissementIn)
def enregistrer(acteur: Acteur, now: datetime, payload: EncaissementIn) -> dict[str, Any]:
    """Never refused for its amount: an excess is the client's credit, a late one is marked."""
    paiement = payload.to_paiement()
    encaissement, _ = record_encaissement(acteur=acteur, now=now, paiement=paiement, constat=True)
    return {
        "encaissement_id": encaissement.id,
        "recu_numero": encaissement.recu_numero,
        "avoir": {"montant": encaissement.avoir, "devise": encaissement.devise},
        "tardif": encaissement.tardif,
        "conflit": _conflit(encaissement, paiement),
    }


def _conflit(encaissement: Encaissement, paiement: Paiement) -> str | None:
    accorde = encaissement.rabais + encaissement.jeton_cede
    if accorde < paiement.rabais + paiement.jeton_cede:
        return "concession_refusee"
    return "trop_percu" if encaissement.avoir else "tardif" if encaissement.tardif else None
