"""What an agent may give up alone: cumulative limits, checked while the rows are locked."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import QuerySet, Sum

from accounts.domain.jours import day_bounds, local_day
from accounts.domain.seconde import Genre
from accounts.policies import Action, allowed
from accounts.selectors.reglages import get_reglages
from accounts.services.visas import Acte, record_concession, require_second_person
from colis.models import Colis
from core.errors import BusinessError, SaisieInvalide
from core.tenancy import Acteur
from distribution.domain.caisse import (
    JETONS_FOIS_CLIENT_30J,
    JETONS_FOIS_JOUR,
    RABAIS_FOIS_CLIENT_30J,
    RABAIS_FOIS_JOUR,
    JetonHorsLimite,
    RabaisHorsLimite,
)
from distribution.domain.encaissement import Paiement
from distribution.models import Encaissement, SessionCaisse
from distribution.services.guichet import Guichet


def lock_client(paiement: Paiement) -> None:
    """Serialise what is counted per client (credit, discounts over 30 days)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(paiement.client_id)]
        )


def check_concessions(
    *, guichet: Guichet, paiement: Paiement, colis_list: Collection[Colis]
) -> bool:
    """Refuse a discount or jeton cédé beyond the agent's limits; True for an admin who passes them.

    ``rabais_limite`` bounds one payment and one carton; client over 30 days and agent's day are
    bounded by multiples of it. What an admin gives beyond waits for another person's visa.
    """
    if paiement.rabais and not paiement.rabais_motif:
        raise SaisieInvalide(errors={"rabais.motif": ["dites pourquoi ce rabais est accordé"]})
    if paiement.jeton_cede and guichet.origine:
        raise SaisieInvalide(errors={"jeton_cede": ["le jeton cédé n'existe qu'en FCFA"]})
    try:
        _check_limits(guichet, paiement, colis_list)
    except (RabaisHorsLimite, JetonHorsLimite):
        if not allowed(guichet.acteur, Action.DISCOUNT_BEYOND_LIMIT):
            raise
        return True
    return False


def tell_concessions(
    *, guichet: Guichet, encaissement: Encaissement, visa: bool, constat: bool
) -> None:
    """Write what this payment gave up, for the report by actor and the visas."""
    for genre, montant in (
        (Genre.RABAIS, encaissement.rabais),
        (Genre.JETON_CEDE, encaissement.jeton_cede),
    ):
        if montant:
            record_concession(
                acteur=guichet.acteur,
                now=guichet.now,
                acte=Acte(
                    genre=genre,
                    pays=guichet.pays.code,
                    sujet_type="encaissement",
                    sujet_id=encaissement.id,
                    libelle=encaissement.recu_numero,
                    client_id=encaissement.client_id,
                    colis_ids=list(encaissement.lignes.values_list("colis_id", flat=True)),
                    montant=montant,
                    devise=encaissement.devise,
                    motif=encaissement.rabais_motif,
                ),
                visa=visa,
                constat=constat,
            )


def _check_limits(guichet: Guichet, paiement: Paiement, colis_list: Collection[Colis]) -> None:
    reglages = get_reglages(guichet.pays.code, guichet.now)
    if paiement.rabais:
        _check_rabais(guichet, paiement, colis_list, reglages.rabais_limite)
    if paiement.jeton_cede:
        _check_jeton(guichet, paiement, colis_list, reglages.jeton_cede_limite)


def keep_allowed(
    *, guichet: Guichet, paiement: Paiement, colis_list: Collection[Colis]
) -> tuple[Paiement, bool]:
    """Of an accomplished fact, the money and what could be given up; the rest stays due.

    A discount is a decision, not money received: one beyond the limits falls. Without any money
    nothing has happened, and the refusal stands. The second answer is :func:`check_concessions`'.
    """
    try:
        beyond = check_concessions(guichet=guichet, paiement=paiement, colis_list=colis_list)
    except BusinessError:
        if not (paiement.somme or any(montant for _, montant in paiement.lignes)):
            raise
        return replace(paiement, rabais=0, rabais_motif="", jeton_cede=0), False
    return paiement, beyond


def _check_rabais(
    guichet: Guichet, paiement: Paiement, colis_list: Collection[Colis], limite: int
) -> None:
    deja = max((colis.rabais for colis in colis_list), default=0) if not guichet.origine else 0
    bounds = (
        ("par colis", deja, limite),
        (
            "par client sur 30 jours",
            _sum_client(guichet, paiement, "rabais"),
            limite * RABAIS_FOIS_CLIENT_30J,
        ),
        ("par jour", _sum_day(guichet, "rabais"), limite * RABAIS_FOIS_JOUR),
    )
    for portee, deja_accorde, plafond in bounds:
        if deja_accorde + paiement.rabais > plafond:
            raise RabaisHorsLimite(plafond=plafond, devise=guichet.devise, portee=portee)


def _check_jeton(
    guichet: Guichet, paiement: Paiement, colis_list: Collection[Colis], limite: int
) -> None:
    deja = max((colis.jeton_cede for colis in colis_list), default=0)
    bounds = (
        ("par colis", deja, limite),
        (
            "par client sur 30 jours",
            _sum_client(guichet, paiement, "jeton_cede"),
            limite * JETONS_FOIS_CLIENT_30J,
        ),
        ("par jour", _sum_day(guichet, "jeton_cede"), limite * JETONS_FOIS_JOUR),
    )
    for portee, deja, plafond in bounds:
        if deja + paiement.jeton_cede > plafond:
            raise JetonHorsLimite(plafond=plafond, devise=guichet.devise, portee=portee)


def _sum_client(guichet: Guichet, paiement: Paiement, colonne: str) -> int:
    mois = Encaissement.objects.filter(
        client_id=paiement.client_id,
        pays=guichet.pays,
        enregistre_le__gt=guichet.now - timedelta(days=30),
        annulation__isnull=True,
    )
    return _sum(mois, colonne)


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


def check_signer(*, acteur: Acteur, now: datetime, session: SessionCaisse) -> None:
    """Whoever signs a till off is a second person for its cashier, and for who counted it."""
    for auteur_id in (session.caissier_id, session.comptee_par):
        if auteur_id is not None:
            require_second_person(
                acteur=acteur,
                now=now,
                auteur_id=auteur_id,
                fait_le=session.comptee_le or session.ouverte_le,
                sujet=("session_caisse", session.id),
            )


def tell_ecart(
    *, acteur: Acteur, now: datetime, session: SessionCaisse, ecarts: Mapping[str, int], motif: str
) -> None:
    """A difference signed off: its signer is already the second person."""
    if ecarts:
        record_concession(
            acteur=acteur,
            now=now,
            acte=Acte(
                genre=Genre.ECART,
                pays=session.pays_id,
                sujet_type="session_caisse",
                sujet_id=session.id,
                libelle=session.caisse.nom,
                montant=sum(abs(ecart) for ecart in ecarts.values()),
                devise=session.devise,
                motif=motif,
                details={"ecart": dict(ecarts), "caissier_id": str(session.caissier_id)},
            ),
            visa=False,
        )


def tell_annulation(
    *, acteur: Acteur, now: datetime, encaissement: Encaissement, motif: str
) -> None:
    """A reversal: whoever reverses is already another person than its cashier."""
    record_concession(
        acteur=acteur,
        now=now,
        acte=Acte(
            genre=Genre.ANNULATION,
            pays=encaissement.pays_id,
            sujet_type="encaissement",
            sujet_id=encaissement.id,
            libelle=encaissement.recu_numero,
            client_id=encaissement.client_id,
            montant=encaissement.montant,
            devise=encaissement.devise,
            motif=motif,
        ),
        visa=False,
    )
