"""The day's numbers of a country, live: bounded work whatever the tables hold.

Counts touch only the active states and one day's events, each by its own index.
"""

from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, Sum

from accounts.domain.jours import day_bounds, local_day
from accounts.models import Pays
from accounts.policies import Action, require
from colis.domain import Cause, Etat
from colis.models import Colis, EvenementColis
from core.errors import Introuvable
from core.tenancy import Acteur
from distribution.models import SessionCaisse
from distribution.selectors.figures import Perimetre, money_figures
from notifications.models import Notification
from vols.models import Vol

ACTIFS = (Etat.RECU, Etat.GROUPE, Etat.EXPEDIE, Etat.ARRIVE, Etat.DISPONIBLE, Etat.MANQUANT)
VOLS_ACTIFS = ("ouvert", "cloture", "parti", "arrive", "en_douane")
EN_ATTENTE = ("en_attente", "en_cours", "echec")
EN_SOUFFRANCE = ("incertain", "echec_permanent", "suspendu")
FAITS_DU_JOUR = (
    Cause.ENREGISTREMENT,
    Cause.CHARGEMENT,
    Cause.DEPART,
    Cause.POINTAGE,
    Cause.SURPLUS,
    Cause.REMISE,
    Cause.MANQUE,
)


def country_of(acteur: Acteur, pays: str | None) -> Pays:
    """The country a dashboard is of: one's own; direction chooses. 404 for any other."""
    code = pays or acteur.pays or "CN"
    if acteur.pays is not None and code != acteur.pays:
        raise Introuvable
    found = Pays.objects.filter(code=code).first()
    if found is None:
        raise Introuvable
    return found


def operational_figures(pays: Pays, jour: date) -> dict[str, Any]:
    """Cartons, flights and messages of one country; the same for screen and socket."""
    debut, fin = day_bounds(jour, jour, pays.fuseau)
    mine = Q(pays_origine=pays.code) if pays.origine else Q(pays_visible=pays.code)
    par_statut: dict[str, int] = dict.fromkeys(map(str, ACTIFS), 0)
    bloques = poids = 0
    for row in (
        Colis.objects.filter(mine, statut__in=ACTIFS)
        .values("statut")
        .annotate(n=Count("id"), bloques=Count("id", filter=~Q(blocage="")), g=Sum("poids_g"))
    ):
        par_statut[row["statut"]] = row["n"]
        bloques += row["bloques"]
        poids += row["g"] or 0
    return {
        "colis": {"par_statut": par_statut, "bloques": bloques, "poids_actif_g": poids},
        "faits": _day_facts(pays.code, debut, fin),
        "vols": _flights(mine),
        "notifications": _messages(pays.code),
    }


def _day_facts(pays: str, debut: datetime, fin: datetime) -> dict[str, int]:
    counts = dict.fromkeys(map(str, FAITS_DU_JOUR), 0)
    for row in (
        EvenementColis.objects.filter(
            pays=pays, type__in=FAITS_DU_JOUR, enregistre_le__gte=debut, enregistre_le__lt=fin
        )
        .values("type")
        .annotate(n=Count("id"))
    ):
        counts[row["type"]] = row["n"]
    return counts


def _flights(mine: Q) -> dict[str, int]:
    counts = dict.fromkeys(VOLS_ACTIFS, 0)
    rows = Vol.objects.filter(mine, statut__in=VOLS_ACTIFS).values("statut").annotate(n=Count("id"))
    for row in rows:
        counts[row["statut"]] = row["n"]
    return counts


def _messages(pays: str) -> dict[str, int]:
    return Notification.objects.filter(
        pays=pays, statut__in=(*EN_ATTENTE, *EN_SOUFFRANCE)
    ).aggregate(
        en_attente=Count("id", filter=Q(statut__in=EN_ATTENTE)),
        en_souffrance=Count("id", filter=Q(statut__in=EN_SOUFFRANCE)),
    )


def own_day(acteur: Acteur, debut: datetime, fin: datetime) -> dict[str, int]:
    """What one person did in a day, by kind of act."""
    counts = dict.fromkeys(map(str, FAITS_DU_JOUR), 0)
    for row in (
        EvenementColis.objects.filter(
            acteur_id=acteur.id,
            type__in=FAITS_DU_JOUR,
            enregistre_le__gte=debut,
            enregistre_le__lt=fin,
        )
        .values("type")
        .annotate(n=Count("id"))
    ):
        counts[row["type"]] = row["n"]
    return counts


def today(pays: Pays, now: datetime) -> date:
    """The country's present day."""
    return local_day(now, pays.fuseau)


def read_dashboard(
    *, acteur: Acteur, now: datetime, pays: str | None, jour: date | None
) -> list[dict[str, Any]]:
    """One's country's day; every country for direction without ``pays``.

    An agent sees the counts and their own day, never the country's money: the till's expected
    figure is not theirs to know before the count.
    """
    require(acteur, Action.READ_DASHBOARD)
    if acteur.pays is None and pays is None:
        return [_dashboard(acteur, now, country, jour) for country in Pays.objects.all()]
    return [_dashboard(acteur, now, country_of(acteur, pays), jour)]


def _dashboard(acteur: Acteur, now: datetime, pays: Pays, jour: date | None) -> dict[str, Any]:
    day = jour or today(pays, now)
    debut, fin = day_bounds(day, day, pays.fuseau)
    board: dict[str, Any] = {
        "pays": pays.code,
        "devise": pays.devise,
        "jour": day,
        "maj_le": now,
        **operational_figures(pays, day),
        "moi": own_day(acteur, debut, fin),
    }
    if acteur.fonction in ("admin", "direction"):
        board["argent"] = money_board(pays, day)
    return board


def money_board(pays: Pays, jour: date) -> dict[str, Any]:
    """The day's money, with the one meaning it has everywhere (distribution.selectors.figures)."""
    figures = money_figures(Perimetre(pays=pays, debut=jour, fin=jour))
    return {
        "facture": figures.facture,
        "encaisse": figures.encaisse,
        "par_moyen": figures.par_moyen,
        "rabais": figures.rabais,
        "jetons_cedes": figures.jetons_cedes,
        "paye_en_chine": figures.paye_en_chine,
        "reste_a_payer": figures.reste_a_payer,
        "report_veille": figures.report_veille,
        "solde_caisse": figures.solde_caisse,
        "sessions_ouvertes": SessionCaisse.objects.filter(pays=pays, statut="ouverte").count(),
        "sessions_a_valider": SessionCaisse.objects.filter(pays=pays, statut="comptee").count(),
    }
