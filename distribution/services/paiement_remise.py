"""The payment that comes along with a hand-over: never a reason to forget that cartons left."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from colis.models import Colis
from core.errors import BusinessError
from core.tenancy import Acteur
from distribution.domain.caisse import AVOIR, ReferenceDejaUtilisee
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
    stays: money that cannot be put where it was meant pays the client's oldest dues, the rest
    being their credit. Only a credit spent that is not there is told as impossible.
    """
    paiement = demande.encaissement
    if paiement is None:
        return ""
    if not constat:
        return _record(acteur, now, demande, paiement, constat=False)
    meant = paiement if _is_seen(paiement) else None
    for essai, conflit in ((meant, ""), (_as_credit(paiement, lot), EN_AVOIR)):
        try:
            with transaction.atomic():
                if essai is not None:
                    return _record(acteur, now, demande, essai, constat=True) or conflit
        except BusinessError:
            continue
    return IMPOSSIBLE


def _record(
    acteur: Acteur, now: datetime, demande: DemandeRemise, paiement: Paiement, *, constat: bool
) -> str:
    encaissement, _ = record_encaissement(
        acteur=acteur, now=now, paiement=paiement, constat=constat, avec=demande.colis_ids
    )
    apart = encaissement.reference_operateur != paiement.reference_operateur
    return ReferenceDejaUtilisee.code if apart else ""


def _is_seen(paiement: Paiement) -> bool:
    """Whether every carton the money was meant for is one of ours."""
    ids = {colis_id for colis_id, _ in paiement.lignes}
    return Colis.objects.filter(id__in=ids).count() == len(ids)


def _as_credit(paiement: Paiement, lot: Lot) -> Paiement | None:
    """The same money for the client whose cartons left, wherever it may go."""
    somme = paiement.somme or sum(montant for _, montant in paiement.lignes)
    if paiement.moyen == AVOIR or not somme:
        return None
    return replace(
        paiement, client_id=lot.client_id, lignes=(), somme=somme, rabais=0, jeton_cede=0
    )
