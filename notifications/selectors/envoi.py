"""Reads of the sweep: what is owed, what may leave, by which line."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import Agence, Pays
from accounts.selectors.reglages import get_reglages
from distribution.models import Remise
from notifications.domain import (
    AUSSI_PAR_SMS,
    MARGE_HORLOGE,
    RANGS,
    SANS_SILENCE,
    URGENTES,
    Etape,
    EtatLigne,
    Silence,
    Statut,
    after_silence,
)
from notifications.models import (
    Gabarit,
    Ligne,
    MessageDu,
    Notification,
    NotificationMessage,
)
from vols.models import Vol

USAGE_ETAPES, USAGE_URGENCES, USAGE_SMS = "etapes", "urgences", "sms"
CANAL_WHATSAPP, CANAL_SMS = "whatsapp", "sms"
A_ENVOYER = (Statut.EN_ATTENTE, Statut.ECHEC)


def silence_of(pays: str, now: datetime) -> Silence | None:
    """Quiet hours of a country's clients; None for none.

    Unset they are 21:00–07:00, except in local mode: the demonstration speaks at any hour.
    """
    valeur = get_reglages(pays, now).notifications_silence
    if isinstance(valeur, dict):
        return Silence(time.fromisoformat(valeur["debut"]), time.fromisoformat(valeur["fin"]))
    return None if valeur is False or settings.LOCAL else Silence()


def end_of_silence(pays: str, now: datetime) -> datetime:
    """When a country's quiet hours of this moment end; `now` itself outside of them."""
    return after_silence(Etape.RECU, now, fuseau_of(pays), silence_of(pays, now))


def merges_arrival(pays: str, now: datetime) -> bool:
    """Whether a country tells arrived and available in one message."""
    return get_reglages(pays, now).notifications_fusion_arrive


def pending_dus(depuis: datetime, limite: int) -> list[MessageDu]:
    """Owed messages since `depuis` that no notification tells yet, oldest first."""
    dus = MessageDu.objects.filter(
        ~Exists(NotificationMessage.objects.filter(message_id=OuterRef("id"))),
        cree_le__gte=depuis,
    )
    return list(dus.select_related("client", "code_unique").order_by("cree_le", "id")[:limite])


def checked_in_vols(ids: Collection[UUID]) -> set[UUID]:
    """Which of these flights have their check-in closed: their groups need not wait."""
    return set(Vol.objects.filter(id__in=ids, pointe_le__isnull=False).values_list("id", flat=True))


def superseded_colis(messages: Sequence[MessageDu], etape: Etape) -> set[UUID]:
    """Cartons among these whose client is owed, since, the news of a later step."""
    rang = RANGS.get(etape)
    depuis = {m.colis_id: m.cree_le for m in messages if m.colis_id is not None}
    if rang is None or not depuis:
        return set()
    suivantes = [autre for autre, place in RANGS.items() if place > rang]
    plus_tard = MessageDu.objects.filter(colis_id__in=list(depuis), etape__in=suivantes)
    return {
        colis_id
        for colis_id, cree_le in plus_tard.values_list("colis_id", "cree_le")
        if cree_le >= depuis[colis_id]
    }


def messages_of(notification: Notification) -> list[MessageDu]:
    """What a notification tells, oldest carton first."""
    return list(
        MessageDu.objects.filter(notification_message__notification=notification)
        .select_related("colis", "code_unique")
        .order_by("cree_le", "id")
    )


def current_gabarit(
    pays: str, etape: Etape, langue: str, canal: str = CANAL_WHATSAPP
) -> Gabarit | None:
    """The country's latest text for this step, language and channel, if it wrote one."""
    return (
        Gabarit.objects.filter(pays_id=pays, etape=etape, canal=canal, langue=langue)
        .order_by("-version")
        .first()
    )


def agence_of(pays: str) -> Agence | None:
    """The agency a country's clients come to."""
    return Agence.objects.filter(pays_id=pays, actif=True).order_by("id").first()


def ville_of_agence(agence_id: UUID | None) -> str:
    """City of an agency, empty when unknown."""
    return (
        Agence.objects.filter(id=agence_id).values_list("ville", flat=True).first() or ""
        if agence_id
        else ""
    )


def fuseau_of(pays: str) -> str:
    """A country's IANA time zone."""
    return Pays.objects.values_list("fuseau", flat=True).get(code=pays)


def retirant_of(groupe: str) -> str:
    """Who took the cartons of a hand-over, when it was not the client."""
    if not groupe.startswith("remise:"):
        return ""
    remise = Remise.objects.filter(id=groupe.removeprefix("remise:"))
    return remise.values_list("retirant_nom", flat=True).first() or ""


def vol_of(ids: Iterable[UUID | None]) -> Vol | None:
    """The flight these cartons share; None when they share none."""
    distincts = {vol_id for vol_id in ids if vol_id is not None}
    return Vol.objects.filter(id__in=distincts).first() if len(distincts) == 1 else None


@dataclass(frozen=True)
class Lignes:
    """The active lines, by what they can carry now."""

    toutes: tuple[Ligne, ...]

    def usable(self, pays: str, usage: str) -> bool:
        """Whether a line of this use is up (a paused one is)."""
        return any(
            ligne.etat != EtatLigne.EN_PANNE
            for ligne in self.toutes
            if ligne.pays_id == pays and ligne.usage == usage
        )

    def carries(self, ligne: Ligne) -> frozenset[Etape]:
        """Steps this line takes: its own, and the urgent ones when their lines are down."""
        if ligne.usage == USAGE_SMS:
            return AUSSI_PAR_SMS
        if ligne.usage == USAGE_URGENCES:
            return URGENTES
        autres = frozenset(Etape) - URGENTES
        return autres if self.usable(ligne.pays_id, USAGE_URGENCES) else frozenset(Etape)

    def reachable(self, pays: str, etape: Etape, canal: str = CANAL_WHATSAPP) -> bool:
        """Whether some line can carry this step by this channel now."""
        if canal == CANAL_SMS:
            return self.usable(pays, USAGE_SMS)
        return self.usable(pays, USAGE_ETAPES) or (
            etape in URGENTES and self.usable(pays, USAGE_URGENCES)
        )


def active_lignes() -> Lignes:
    """Every active line the caller may see, in fallback order."""
    return Lignes(tuple(Ligne.objects.filter(actif=True).order_by("pays_id", "ordre", "id")))


def canal_of(ligne: Ligne) -> str:
    """What a line carries: messages or SMS."""
    return CANAL_SMS if ligne.usage == USAGE_SMS else CANAL_WHATSAPP


def due_notifications(
    ligne: Ligne, etapes: Collection[Etape], now: datetime
) -> QuerySet[Notification]:
    """What may leave now by this line, most urgent first."""
    return Notification.objects.filter(
        pays_id=ligne.pays_id,
        canal=canal_of(ligne),
        etape__in=etapes,
        statut__in=A_ENVOYER,
        prochaine_tentative_le__lte=now,
        echeance_le__gt=now,
    ).order_by("priorite", "prochaine_tentative_le", "id")


def sendable_steps(lignes: Lignes, ligne: Ligne, now: datetime) -> frozenset[Etape]:
    """What this line may send at this very moment: a row may have waited into the quiet hours."""
    etapes = lignes.carries(ligne)
    return etapes & SANS_SILENCE if end_of_silence(ligne.pays_id, now) > now else etapes


def busy_lignes(now: datetime) -> list[UUID]:
    """Lines that are free and have something to send, one query per country and use."""
    lignes = active_lignes()
    return [
        ligne.id
        for ligne in lignes.toutes
        if is_ready(ligne, now)
        and due_notifications(ligne, sendable_steps(lignes, ligne, now), now).exists()
    ]


def is_ready(ligne: Ligne, now: datetime) -> bool:
    """Whether a line may send at this moment: up, not paused, its last gap over."""
    return (
        ligne.etat != EtatLigne.EN_PANNE
        and (ligne.pause_jusqu_le is None or ligne.pause_jusqu_le <= now)
        and (
            ligne.prochain_envoi_le is None
            or ligne.prochain_envoi_le <= now
            or ligne.prochain_envoi_le > now + _longest_gap(ligne)
        )
    )


def _longest_gap(ligne: Ligne) -> timedelta:
    """No gap is as long: a next send beyond it was written by a clock since set back."""
    return MARGE_HORLOGE + timedelta(milliseconds=ligne.intervalle_max_ms)
