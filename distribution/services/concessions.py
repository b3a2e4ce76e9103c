"""What an agent may give up alone: cumulative limits, checked while the rows are locked."""

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta

from django.db import connection
from django.db.models import QuerySet, Sum

from accounts.jours import day_bounds, local_day
from accounts.policies import Action, allowed
from accounts.reglages import get_reglages
from colis.models import Colis
from core.errors import BusinessError, SaisieInvalide
from distribution.domain.caisse import (
    JETONS_FOIS_JOUR,
    RABAIS_FOIS_CLIENT_30J,
    RABAIS_FOIS_JOUR,
    JetonHorsLimite,
    RabaisHorsLimite,
)
from distribution.domain.encaissement import Paiement
from distribution.models import Encaissement
from distribution.services.guichet import Guichet


def lock_client(paiement: Paiement) -> None:
    """Serialise what is counted per client (credit, discounts over 30 days)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(paiement.client_id)]
        )


def check_concessions(
    *, guichet: Guichet, paiement: Paiement, colis_list: Collection[Colis]
) -> None:
    """Refuse a discount or jeton cédé beyond the agent's limits; an admin has none.

    ``rabais_limite`` bounds one payment and one carton; client over 30 days and agent's day are
    bounded by multiples of it.
    """
    if paiement.rabais and not paiement.rabais_motif:
        raise SaisieInvalide(errors={"rabais.motif": ["dites pourquoi ce rabais est accordé"]})
    if paiement.jeton_cede and guichet.origine:
        raise SaisieInvalide(errors={"jeton_cede": ["le jeton cédé n'existe qu'en FCFA"]})
    if allowed(guichet.acteur, Action.DISCOUNT_BEYOND_LIMIT):
        return
    reglages = get_reglages(guichet.pays.code, guichet.now)
    if paiement.rabais:
        _check_rabais(guichet, paiement, colis_list, reglages.rabais_limite)
    if paiement.jeton_cede:
        _check_jeton(guichet, paiement, reglages.jeton_cede_limite)


def keep_allowed(
    *, guichet: Guichet, paiement: Paiement, colis_list: Collection[Colis]
) -> Paiement:
    """Of an accomplished fact, the money and what could be given up; the rest stays due.

    A discount is a decision, not money received: one beyond the limits falls. Without any money
    nothing has happened, and the refusal stands.
    """
    try:
        check_concessions(guichet=guichet, paiement=paiement, colis_list=colis_list)
    except BusinessError:
        if not (paiement.somme or any(montant for _, montant in paiement.lignes)):
            raise
        return replace(paiement, rabais=0, rabais_motif="", jeton_cede=0)
    return paiement


def _check_rabais(
    guichet: Guichet, paiement: Paiement, colis_list: Collection[Colis], limite: int
) -> None:
    deja = max((colis.rabais for colis in colis_list), default=0) if not guichet.origine else 0
    mois = Encaissement.objects.filter(
        client_id=paiement.client_id,
        pays=guichet.pays,
        enregistre_le__gt=guichet.now - timedelta(days=30),
        annulation__isnull=True,
    )
    bounds = (
        ("par colis", deja, limite),
        ("par client sur 30 jours", _sum(mois, "rabais"), limite * RABAIS_FOIS_CLIENT_30J),
        ("par jour", _sum_day(guichet, "rabais"), limite * RABAIS_FOIS_JOUR),
    )
    for portee, deja_accorde, plafond in bounds:
        if deja_accorde + paiement.rabais > plafond:
            raise RabaisHorsLimite(plafond=plafond, devise=guichet.devise, portee=portee)


def _check_jeton(guichet: Guichet, paiement: Paiement, limite: int) -> None:
    bounds = (
        ("par encaissement", 0, limite),
        ("par jour", _sum_day(guichet, "jeton_cede"), limite * JETONS_FOIS_JOUR),
    )
    for portee, deja, plafond in bounds:
        if deja + paiement.jeton_cede > plafond:
            raise JetonHorsLimite(plafond=plafond, devise=guichet.devise, portee=portee)


def _sum_day(guichet: Guichet, colonne: str) -> int:
    jour = local_day(guichet.now, guichet.pays.fuseau)
    debut, fin = day_bounds(jour, jour, guichet.pays.fuseau)
    return _sum(
        Encaissement.objects.filter(
            caissier_id=guichet.acteur.id,
            enregistre_le__gte=debut,
            enregistre_le__lt=fin,
            annulation__isnull=True,
        ),
        colonne,
    )


def _sum(rows: QuerySet[Encaissement], colonne: str) -> int:
    total = rows.aggregate(total=Sum(colonne))["total"]
    return int(total or 0)
