"""The day's reports by themselves: asked for when an agency closes, told when they are ready."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import Q, QuerySet

from accounts.models import Agence, Pays, User
from accounts.policies import Action
from accounts.selectors.lieux import main_agence
from audit.services import record
from core.tenancy import SYSTEME, Acteur, contexte, systeme, transverse
from core.verrous import lock_name
from distribution.models import Encaissement, Remise, SessionCaisse
from distribution.selectors.figures import Perimetre
from notifications.services import record_rapport_du
from rapports.journee_contenu import ContenuJournee, sum_of
from rapports.journee_pdf import render_journee_pdf
from rapports.models import Rapport
from rapports.selectors.synchronisation import unsynchronised

RATTRAPAGE = timedelta(hours=6)
"""After a night without a worker, a day closed longer ago is not told by itself any more."""

REPRISE = timedelta(minutes=10)
SUIVI = timedelta(days=30)
"""How long a provisional report waits for what was missing to arrive, and be made anew."""

MODES = {"cargo": "Cargo", "express": "Express"}


def close_days(*, now: datetime) -> list[UUID]:
    """Ask for the day of each agent whose agency has closed; the reports a worker is to make.

    Once per agency, agent and local day, however often it runs; one that failed is asked again.
    Then, once each, for those that were provisional and of which everything has arrived.
    """
    with transverse():
        agences = list(Agence.objects.filter(actif=True).select_related("pays").order_by("id"))
        suivis = list(Pays.objects.filter(code__in=_provisional(now).values("pays")))
    neufs = [
        id for agence in agences for jour in _closed(agence, now) for id in _ask(agence, jour, now)
    ]
    return neufs + [id for pays in suivis for id in _complete(pays, now)]


def _closed(agence: Agence, now: datetime) -> Iterator[date]:
    """Local days whose closing time passed a short while ago."""
    zone = ZoneInfo(agence.pays.fuseau)
    aujourdhui = now.astimezone(zone).date()
    for jour in (aujourdhui - timedelta(days=1), aujourdhui):
        fermeture = datetime.combine(jour, agence.ferme_a, tzinfo=zone)
        if fermeture <= now < fermeture + RATTRAPAGE:
            yield jour


def _ask(agence: Agence, jour: date, now: datetime) -> list[UUID]:
    pays = agence.pays
    acteur = systeme(pays.code, "origine" if pays.origine else "destination")
    with contexte(acteur):
        lock_name("rapports.journees")
        agents = {_id_of(agence, agent_id, jour): agent_id for agent_id in _agents(agence, jour)}
        Rapport.objects.filter(id__in=agents, statut="echec", pret_le__lt=now - REPRISE).update(
            statut="en_attente"
        )
        connus = dict(Rapport.objects.filter(id__in=agents).values_list("id", "statut"))
        neufs = [id for id in agents if id not in connus]
        for id in neufs:
            _create(
                acteur,
                now,
                id=id,
                pays=pays.code,
                jour=jour,
                agence_id=agence.id,
                agent_id=agents[id],
            )
    return neufs + [id for id, statut in connus.items() if statut == "en_attente"]


def _provisional(now: datetime) -> QuerySet[Rapport]:
    return Rapport.objects.filter(
        provisoire=True, agence_id__isnull=False, demande_le__gte=now - SUIVI
    )


def _complete(pays: Pays, now: datetime) -> list[UUID]:
    """Ask anew for the provisional days of agents who have nothing left to send or to settle.

    What was told stays as it was told: its successor is another report, which names it.
    """
    acteur = systeme(pays.code, pays.cote)
    with contexte(acteur):
        lock_name("rapports.journees")
        suites = Rapport.objects.filter(pays=pays.code, remplace__isnull=False)
        suites.filter(
            statut="echec", pret_le__lt=now - REPRISE, demande_le__gte=now - SUIVI
        ).update(statut="en_attente")
        attente = _provisional(now).filter(pays=pays.code, statut="pret").defer("contenu")
        rows = list(attente.exclude(id__in=suites.values("remplace")).order_by("demande_le"))
        complets = {
            agent_id
            for agent_id in {row.agent_id for row in rows}
            if not unsynchronised(pays=pays.code, devise=pays.devise, agent_id=agent_id)
        }
        return [_ask_anew(acteur, row, now) for row in rows if row.agent_id in complets]


def _ask_anew(acteur: Acteur, provisoire: Rapport, now: datetime) -> UUID:
    return _create(
        acteur,
        now,
        id=uuid5(NAMESPACE_OID, f"definitif|{provisoire.id}"),
        pays=provisoire.pays,
        jour=provisoire.debut,
        agence_id=provisoire.agence_id,
        agent_id=provisoire.agent_id,
        remplace=provisoire.id,
    )


def _create(
    acteur: Acteur,
    now: datetime,
    *,
    id: UUID,
    pays: str,
    jour: date,
    agence_id: UUID | None,
    agent_id: UUID | None,
    remplace: UUID | None = None,
) -> UUID:
    rapport = Rapport(
        id=id,
        pays=pays,
        type="journee_agent",
        debut=jour,
        fin=jour,
        agent_id=agent_id,
        agence_id=agence_id,
        remplace=remplace,
        demande_par=SYSTEME,
        demande_le=now,
    )
    rapport.save(force_insert=True)
    lien = {"remplace": str(remplace)} if remplace else {}
    record(
        acteur=acteur,
        now=now,
        action=Action.REQUEST_RAPPORT,
        sujet_type="rapport",
        sujet_id=id,
        pays=pays,
        apres={"type": "journee_agent", "debut": str(jour), "agent_id": str(agent_id)} | lien,
    )
    return id


def _id_of(agence: Agence, agent_id: UUID, jour: date) -> UUID:
    return uuid5(NAMESPACE_OID, f"journee|{agence.id}|{agent_id}|{jour}")


def _agents(agence: Agence, jour: date) -> Sequence[UUID]:
    """Whoever of this agency held a till, collected or handed over that day."""
    debut, fin = Perimetre(pays=agence.pays, debut=jour, fin=jour).bounds
    moment = {"enregistre_le__gte": debut, "enregistre_le__lt": fin}
    tenues = Q(ouverte_le__gte=debut, ouverte_le__lt=fin) | Q(statut="ouverte", ouverte_le__lt=fin)
    actifs = {
        *SessionCaisse.objects.filter(tenues, pays=agence.pays).values_list(
            "caissier_id", flat=True
        ),
        *Encaissement.objects.filter(pays=agence.pays, **moment).values_list(
            "caissier_id", flat=True
        ),
        *Remise.objects.filter(pays=agence.pays, **moment).values_list("acteur_id", flat=True),
    }
    principale = main_agence(agence.pays_id)
    ici = Q(agence=agence)
    if principale is not None and principale.id == agence.id:
        ici |= Q(agence=None)
    gens = User.objects.filter(ici, id__in=actifs, pays=agence.pays)
    return list(gens.order_by("id").values_list("id", flat=True))


def tell_admins(*, rapport: Rapport, contenu: ContenuJournee, now: datetime) -> int:
    """Keep the report's PDF where a provider may fetch it, and owe it to the country's admins."""
    mention = _mention(rapport, contenu)
    suffixe = f"-{mention}" if mention else ""
    cle = default_storage.save(
        f"rapports/{rapport.id}.pdf", ContentFile(render_journee_pdf(contenu))
    )
    return record_rapport_du(
        now=now,
        rapport_id=rapport.id,
        pays=rapport.pays,
        variables=_words(contenu)
        | {
            "lien": f"{settings.PUBLIC_ORIGIN}/rapports",
            "mention": mention,
            "document_cle": cle,
            "document_nom": f"journee-{contenu.jour}-{contenu.agent}{suffixe}.pdf",
        },
    )


def _mention(rapport: Rapport, contenu: ContenuJournee) -> str:
    """What the message says of the report itself, by its code in every reader's language."""
    if contenu.provisoire:
        return "provisoire"
    return "definitif" if rapport.remplace else ""


def _words(contenu: ContenuJournee) -> dict[str, Any]:
    """The report's figures as a message's words: amounts raw, written in each reader's language."""
    sommes = {
        "encaisse": contenu.encaisse,
        "depenses": sum_of(contenu.depenses),
        "transferts": sum_of(contenu.transferts),
        "versements": sum_of(contenu.versements),
        "report_veille": contenu.report_veille,
        "solde": contenu.solde,
        "ecart": contenu.ecart or 0,
    }
    remis = " ; ".join(
        f"{MODES.get(un.mode, un.mode)} {un.colis} · {contenu.argent(un.recettes)}"
        for un in contenu.remises
    )
    return {
        "agence": contenu.agence,
        "agent": contenu.agent,
        "jour": str(contenu.jour),
        "remis": remis or "0",
    } | {nom: {"montant": somme, "devise": contenu.devise} for nom, somme in sommes.items()}
