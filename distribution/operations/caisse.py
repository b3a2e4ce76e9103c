"""Money acts captured offline: facts that already happened."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from core.operations.registry import Somme, operation
from core.tenancy import Acteur
from distribution.domain.caisse import ESPECES, ReferenceDejaUtilisee, SessionDejaOuverte
from distribution.domain.encaissement import Paiement
from distribution.models import Encaissement
from distribution.schemas.caisse import EncaissementIn, SessionIn
from distribution.services.encaissement import record_encaissement
from distribution.services.ouverture import keep_opening


def somme_encaissement(payload: Mapping[str, Any]) -> Somme:
    """What a payment as captured says was received."""
    montant = int(payload.get("somme") or 0) or sum(
        int(ligne["montant"]) for ligne in payload.get("lignes") or ()
    )
    return Somme(montant=montant, especes=montant if payload.get("moyen") == ESPECES else 0)


def _ouverture(_payload: Mapping[str, Any]) -> Somme:
    """An opening holds closings back; its float is not a collection."""
    return Somme()


@operation("caisse.ouvrir", SessionIn, argent=_ouverture)
def ouvrir(acteur: Acteur, now: datetime, payload: SessionIn) -> dict[str, Any]:
    """First write wins: a second opening of one's own open till changes nothing.

    Another float counted for it is told: the session keeps the first one.
    """
    coupures = payload.fonds.coupures
    session, ouverte = keep_opening(
        acteur=acteur,
        now=now,
        id=payload.id,
        caisse_id=payload.caisse_id,
        coupures=coupures,
    )
    autre_fonds = not ouverte and session.fonds_coupures != dict(coupures)
    return {
        "session_id": session.id,
        "statut": session.statut,
        "resultat": "ouverte" if ouverte else "deja_ouverte",
        "conflit": SessionDejaOuverte.code if autre_fonds else None,
    }


@operation("encaissement.enregistrer", EncaissementIn, argent=somme_encaissement)
def enregistrer(acteur: Acteur, now: datetime, payload: EncaissementIn) -> dict[str, Any]:
    """Never refused for its amount: an excess is the client's credit, a late one is marked."""
    paiement = payload.to_paiement()
    encaissement, _ = record_encaissement(acteur=acteur, now=now, paiement=paiement, constat=True)
    return {
        "encaissement_id": encaissement.id,
        "recu_numero": encaissement.recu_numero,
        "numero_provisoire": encaissement.recu_provisoire,
        "avoir": {"montant": encaissement.avoir, "devise": encaissement.devise},
        "tardif": encaissement.tardif,
        "conflit": _conflit(encaissement, paiement),
    }


def _conflit(encaissement: Encaissement, paiement: Paiement) -> str | None:
    if encaissement.reference_operateur != paiement.reference_operateur:
        return ReferenceDejaUtilisee.code
    if encaissement.recu_provisoire != paiement.recu_provisoire:
        return "numero_provisoire_repris"
    accorde = encaissement.rabais + encaissement.jeton_cede
    if accorde < paiement.rabais + paiement.jeton_cede:
        return "concession_refusee"
    return "trop_percu" if encaissement.avoir else "tardif" if encaissement.tardif else None
