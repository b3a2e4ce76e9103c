"""The payment that comes along with a hand-over: never a reason to forget that cartons left."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from core.errors import BusinessError
from core.tenancy import Acteur
from distribution.domain.caisse import ESPECES
from distribution.domain.encaissement import Paiement
from distribution.domain.remise import DemandeRemise
from distribution.services.encaissement import record_encaissement
from distribution.services.preuve import Lot

EN_AVOIR, IMPOSSIBLE = "encaissement_en_avoir", "encaissement_impossible"


def take_payment(
    *, acteur: Acteur, now: datetime, demande: DemandeRemise, lot: Lot, constat: bool
) -> str:
    """Record a hand-over's payment; "" or what it disagrees with.

    Online its refusal is the hand-over's. Of an accomplished fact (``constat``) the hand-over
    stays: cash that cannot be put where it was meant pays the client's oldest dues, the rest
    being their credit; anything else is told as impossible.
    """
    paiement = demande.encaissement
    if paiement is None:
        return ""
    if not constat:
        _record(acteur, now, demande, paiement, constat=False)
        return ""
    for essai, conflit in ((paiement, ""), (_as_credit(paiement, lot), EN_AVOIR)):
        try:
            with transaction.atomic():
                if essai is not None:
                    _record(acteur, now, demande, essai, constat=True)
                    return conflit
        except BusinessError:
            continue
    return IMPOSSIBLE


def _record(
    acteur: Acteur, now: datetime, demande: DemandeRemise, paiement: Paiement, *, constat: bool
) -> None:
    record_encaissement(
        acteur=acteur, now=now, paiement=paiement, constat=constat, avec=demande.colis_ids
    )


def _as_credit(paiement: Paiement, lot: Lot) -> Paiement | None:
    """The same cash for the client whose cartons left, wherever it may go."""
    somme = paiement.somme or sum(montant for _, montant in paiement.lignes)
    if paiement.moyen != ESPECES or not somme:
        return None
    return replace(
        paiement, client_id=lot.client_id, lignes=(), somme=somme, rabais=0, jeton_cede=0
    )
