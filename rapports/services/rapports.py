"""Reports are rows: asked for now, made by a worker, frozen with their hash."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from uuid import UUID

import structlog
from django.db import transaction
from django.db.models import Q

from accounts.models import Pays, User
from accounts.policies import Action, require
from audit.services import record
from core.creations import claim
from core.documents.tableur import hash_content
from core.errors import Introuvable, SaisieInvalide
from core.tenancy import Acteur, contexte, systeme, transverse
from distribution.models import SessionCaisse
from distribution.selectors.figures import Perimetre
from rapports.domain import ComptageRequis
from rapports.models import Rapport
from rapports.selectors.journee import load_journee
from rapports.selectors.rapports import JOURNEE
from rapports.services.journees import tell_admins

log = structlog.get_logger(__name__)

EN_ATTENTE, EN_COURS, PRET, ECHEC = "en_attente", "en_cours", "pret", "echec"
ABANDON = timedelta(minutes=10)


def request_rapport(
    *,
    acteur: Acteur,
    now: datetime,
    id: UUID,
    type: str,
    debut: date,
    fin: date,
    pays: str | None = None,
    agent_id: UUID | None = None,
) -> tuple[Rapport, bool]:
    """Ask for a report; (the row, False) when it is a replay. A worker makes it.

    An agent asks for their own day; an admin for any agent of their country or, without
    ``agent_id``, for all together. Raises :class:`ComptageRequis` while one's own till is open.
    """
    require(acteur, Action.REQUEST_RAPPORT)
    country = _country(acteur, pays)
    cible = acteur.id if acteur.fonction == "agent" and agent_id is None else agent_id
    contenu = {"type": type, "debut": debut, "fin": fin, "pays": country.code, "agent_id": cible}
    if not claim(acteur=acteur, now=now, id=id, type="rapport", contenu=contenu):
        return Rapport.objects.get(id=id), False
    if debut != fin:
        raise SaisieInvalide(errors={"fin": ["une journée : debut et fin sont le même jour"]})
    _check_agent(acteur, country, cible)
    _check_blind(acteur, Perimetre(pays=country, debut=debut, fin=fin))
    rapport = Rapport(
        id=id,
        pays=country.code,
        type=type,
        debut=debut,
        fin=fin,
        agent_id=cible,
        demande_par=acteur.id,
        demande_le=now,
    )
    rapport.save(force_insert=True)
    record(
        acteur=acteur,
        now=now,
        action=Action.REQUEST_RAPPORT,
        sujet_type="rapport",
        sujet_id=id,
        pays=country.code,
        apres={"type": type, "debut": str(debut), "agent_id": str(cible) if cible else None},
    )
    return rapport, True


def _country(acteur: Acteur, pays: str | None) -> Pays:
    code = pays or acteur.pays
    if code is None:
        raise SaisieInvalide(errors={"pays": ["choisissez un pays"]})
    if acteur.pays is not None and code != acteur.pays:
        raise Introuvable
    found = Pays.objects.filter(code=code).first()
    if found is None:
        raise Introuvable
    return found


def _check_agent(acteur: Acteur, pays: Pays, agent_id: UUID | None) -> None:
    if agent_id is None:
        require(acteur, Action.READ_COUNTRY_RAPPORT)
        return
    mine = agent_id == acteur.id
    if acteur.fonction == "agent" and not mine:
        raise Introuvable
    if not User.objects.filter(id=agent_id, pays=pays).exists():
        raise Introuvable


def _check_blind(acteur: Acteur, perimetre: Perimetre) -> None:
    """Whoever holds an uncounted till of that day does not read what it should hold."""
    fin = perimetre.bounds[1]
    if SessionCaisse.objects.filter(
        caissier_id=acteur.id, statut="ouverte", ouverte_le__lt=fin
    ).exists():
        raise ComptageRequis


def build_rapport(*, now: datetime, rapport_id: UUID) -> bool:
    """Make one report in its own country's rows; False when another worker has it.

    A failure is written on the row and told in the log; asking again makes a new row.
    """
    with transverse():
        pays = Rapport.objects.filter(id=rapport_id).values_list("pays", flat=True).first()
        country = Pays.objects.filter(code=pays).first()
    if country is None:
        return False
    acteur = systeme(country.code, "origine" if country.origine else "destination")
    with contexte(acteur):
        if not _take(rapport_id, now):
            return False
    try:
        with contexte(acteur):
            _fill(Rapport.objects.get(id=rapport_id), country, now)
    except Exception as error:
        log.exception("rapport_echec", rapport=str(rapport_id))
        with contexte(acteur):
            Rapport.objects.filter(id=rapport_id).update(
                statut=ECHEC, erreur=type(error).__name__[:200]
            )
        return False
    return True


def _take(rapport_id: UUID, now: datetime) -> bool:
    """One worker has it (``pret_le``: since when); one that died is taken over after a while."""
    stale = Q(statut=EN_COURS, pret_le__lt=now - ABANDON)
    return bool(
        Rapport.objects.filter(Q(statut=EN_ATTENTE) | stale, id=rapport_id).update(
            statut=EN_COURS, pret_le=now
        )
    )


def _fill(rapport: Rapport, pays: Pays, now: datetime) -> None:
    contenu = load_journee(
        perimetre=Perimetre(
            pays=pays, debut=rapport.debut, fin=rapport.fin, caissier_id=rapport.agent_id
        ),
        now=now,
    )
    rapport.contenu = JOURNEE.dump_python(contenu, mode="json")
    rapport.sha256 = hash_content(rapport.contenu)
    rapport.provisoire = contenu.provisoire
    rapport.statut = PRET
    rapport.pret_le = now
    rapport.save(update_fields=["contenu", "sha256", "provisoire", "statut", "pret_le"])
    if rapport.agence_id is not None:
        tell_admins(rapport=rapport, contenu=contenu, now=now)


def sweep_rapports(*, now: datetime, dispatch: Callable[[UUID], None]) -> int:
    """Wake the worker for reports whose task was lost."""
    with transverse():
        waiting = Q(statut=EN_ATTENTE) | Q(statut=EN_COURS, pret_le__lt=now - ABANDON)
        ids = list(
            Rapport.objects.filter(waiting, demande_le__lt=now - timedelta(seconds=20))
            .order_by("demande_le")
            .values_list("id", flat=True)[:50]
        )
    for id in ids:
        dispatch(id)
    return len(ids)


def dispatch_on_commit(rapport_id: UUID, dispatch: Callable[[UUID], None]) -> None:
    """Wake the worker once the row is there; the sweep wakes it if the broker is away."""
    transaction.on_commit(lambda: dispatch(rapport_id), robust=True)
