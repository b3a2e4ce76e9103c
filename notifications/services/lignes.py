"""Lines: down, up, paused; and the rows that follow them, parked without losing a try."""

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.db.models import Q

from core.chiffrement import decrypt
from core.events import publish
from core.tenancy import transverse
from notifications.adapters.cloud import Cloud
from notifications.adapters.orange import Orange
from notifications.adapters.wachap import WaChap
from notifications.domain import (
    SANS_SILENCE,
    Etape,
    EtatLigne,
    LigneRevenue,
    LigneTombee,
    Motif,
    Statut,
    day_cap,
)
from notifications.models import Ligne, Notification, Tentative
from notifications.port import CompteLigne, Port
from notifications.selectors import A_ENVOYER, Lignes, active_lignes, end_of_silence

log = structlog.get_logger(__name__)

ENTRE_SONDES_EN_PANNE = timedelta(seconds=10)
ECHECS_POUR_OUVRIR = 5
FENETRE_ECHECS = timedelta(minutes=10)
ISSUES_RATEES = frozenset({"temporaire", "incertain"})
PARKED = (Motif.LIGNE_BASSE, Motif.AUCUNE_LIGNE)
PORTS: dict[str, Callable[[], Port]] = {
    "wachap": lambda: WaChap(settings.WACHAP_URL),
    "cloud": lambda: Cloud(settings.WHATSAPP_CLOUD_URL),
    "orange": lambda: Orange(settings.ORANGE_SMS_URL),
}


def port_of(fournisseur: str) -> Port:
    """The adapter of a provider."""
    return PORTS[fournisseur]()


def cap_of(ligne: Ligne, now: datetime) -> int:
    """Messages this line may still be asked to carry on this day: its cap, less while warming."""
    return day_cap(ligne.plafond_jour, ligne.chauffe_le, now.date())


def cap_reached(ligne: Ligne, now: datetime) -> bool:
    """Whether the day's tries have used the cap up; the count is the line's own row."""
    return ligne.jour == now.date() and ligne.envois_jour >= cap_of(ligne, now)


def count_try(ligne: Ligne, now: datetime) -> None:
    """One more of today's; the line is locked and saved by the caller."""
    ligne.envois_jour = ligne.envois_jour + 1 if ligne.jour == now.date() else 1
    ligne.jour = now.date()


def account_of(ligne: Ligne) -> CompteLigne:
    """A line's account, its secret decrypted for the time of a call."""
    secret = decrypt(ligne.secret_chiffre) if ligne.secret_chiffre else settings.WACHAP_SECRET
    return CompteLigne(compte=ligne.compte, secret=secret)


def mark_down(ligne: Ligne, *, now: datetime, detail: str) -> None:
    """The line cannot send; its rows are suspended by the next `follow_lines`."""
    if ligne.etat == EtatLigne.EN_PANNE:
        return
    ligne.etat = EtatLigne.EN_PANNE
    ligne.etat_le = now
    ligne.sonde_le = now + ENTRE_SONDES_EN_PANNE
    ligne.save(update_fields=["etat", "etat_le", "sonde_le"])
    log.error("ligne_en_panne", ligne=ligne.nom, pays=ligne.pays_id, detail=detail)
    publish(LigneTombee(ligne_id=ligne.id, pays=ligne.pays_id, detail=detail, now=now))


def mark_up(ligne: Ligne, *, now: datetime) -> None:
    """The line sends again; what it parked drains by itself, at its own pace.

    A rest still running is not ended by the answer to what had left before it.
    """
    repos = ligne.pause_jusqu_le is not None and ligne.pause_jusqu_le > now
    vers = EtatLigne.EN_PAUSE if repos else EtatLigne.CONNECTEE
    if ligne.etat == vers:
        return
    tombee = ligne.etat == EtatLigne.EN_PANNE
    ligne.etat = vers
    ligne.etat_le = now
    if not repos:
        ligne.pause_jusqu_le, ligne.pause_motif = None, ""
    ligne.save(update_fields=["etat", "etat_le", "pause_jusqu_le", "pause_motif"])
    if tombee:
        log.warning("ligne_revenue", ligne=ligne.nom, pays=ligne.pays_id)
        publish(LigneRevenue(ligne_id=ligne.id, pays=ligne.pays_id, now=now))


def pause(ligne: Ligne, *, now: datetime, duree_s: int) -> None:
    """The provider asked to slow down: nothing leaves by this line until then."""
    jusque = now + timedelta(seconds=duree_s)
    ligne.etat = EtatLigne.EN_PAUSE
    ligne.etat_le = now
    if ligne.pause_jusqu_le is None or ligne.pause_jusqu_le < jusque:
        ligne.pause_jusqu_le, ligne.pause_motif = jusque, ""
    ligne.save(update_fields=["etat", "etat_le", "pause_jusqu_le", "pause_motif"])


def should_open(ligne: Ligne, now: datetime) -> bool:
    """Circuit breaker: the line's last tries all failed for no fault of the messages."""
    issues = Tentative.objects.filter(
        ligne=ligne, commencee_le__gte=now - FENETRE_ECHECS, terminee_le__isnull=False
    ).order_by("-id")
    derniers = list(issues.values_list("issue", flat=True)[:ECHECS_POUR_OUVRIR])
    return len(derniers) == ECHECS_POUR_OUVRIR and ISSUES_RATEES.issuperset(derniers)


def follow_lines(*, now: datetime) -> int:
    """Park what no line can carry and wake what one can again; returns how many rows moved."""
    with transverse():
        lignes = active_lignes()
        deplacees = _park(lignes, now) + _wake(lignes, now)
        return deplacees + _hush(now) + _end_silence(now)


def _park(lignes: Lignes, now: datetime) -> int:
    """Rows due in a country where no line is up; tries already made are kept as they are."""
    dus = Notification.objects.filter(statut__in=A_ENVOYER, prochaine_tentative_le__lte=now)
    deplacees = 0
    for pays, etape, canal in dus.values_list("pays_id", "etape", "canal").distinct():
        if lignes.reachable(pays, Etape(etape), canal):
            continue
        connue = any(ligne.pays_id == pays for ligne in lignes.toutes)
        deplacees += dus.filter(pays_id=pays, etape=etape, canal=canal).update(
            statut=Statut.SUSPENDU,
            code_motif=Motif.LIGNE_BASSE if connue else Motif.AUCUNE_LIGNE,
            motif="Aucune ligne ne peut l'envoyer pour l'instant : il partira à son retour",
            modifie_le=now,
        )
    return deplacees


def _wake(lignes: Lignes, now: datetime) -> int:
    parkees = Notification.objects.filter(statut=Statut.SUSPENDU, code_motif__in=PARKED)
    deplacees = 0
    for pays, etape, canal in parkees.values_list("pays_id", "etape", "canal").distinct():
        if lignes.reachable(pays, Etape(etape), canal):
            concernees = parkees.filter(pays_id=pays, etape=etape, canal=canal)
            deplacees += _resume(concernees.values("id"), now)
    return deplacees


def _hush(now: datetime) -> int:
    """Rows that waited into their country's quiet hours (a backlog, a retry) leave after them."""
    dus = Notification.objects.filter(statut__in=A_ENVOYER, prochaine_tentative_le__lte=now)
    dus = dus.exclude(etape__in=SANS_SILENCE)
    deplacees = 0
    for pays in dus.order_by().values_list("pays_id", flat=True).distinct():
        reprise = end_of_silence(pays, now)
        if reprise > now:
            deplacees += dus.filter(pays_id=pays).update(
                statut=Statut.SUSPENDU,
                code_motif=Motif.SILENCE,
                motif=f"Heures calmes du client, envoi à {reprise.isoformat()}",
                prochaine_tentative_le=reprise,
                modifie_le=now,
            )
    return deplacees


def _end_silence(now: datetime) -> int:
    finies = Notification.objects.filter(
        statut=Statut.SUSPENDU, code_motif=Motif.SILENCE, prochaine_tentative_le__lte=now
    )
    return _resume(finies.values("id"), now) if finies.exists() else 0


def _resume(ids: object, now: datetime) -> int:
    return Notification.objects.filter(Q(id__in=ids)).update(
        statut=Statut.EN_ATTENTE,
        code_motif="",
        motif="",
        prochaine_tentative_le=now,
        modifie_le=now,
    )
