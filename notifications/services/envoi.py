"""Sending: claim a row for a line, commit the try, call the provider, write what came of it.

Nothing is locked during the call: the row is held by a token and a lease, the line by the moment
of its next send. A result is written only while the token still holds.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import UUID, uuid4

import structlog
from django.core.cache import cache
from django.db import DatabaseError, transaction

from core.tenancy import transverse
from notifications.domain import Etape, Motif, Nature, Niveau, Statut, pacing_gap
from notifications.models import Ligne, Notification, Tentative
from notifications.port import CompteLigne, Contenu, Port, Rejected, Resultat
from notifications.selectors import active_lignes, due_notifications, is_ready, sendable_steps
from notifications.services.contenu import Compose, Renonce, compose
from notifications.services.fenetres import to_send
from notifications.services.issue import close_try
from notifications.services.lignes import account_of, cap_reached, count_try, port_of

log = structlog.get_logger(__name__)

BAIL = timedelta(seconds=90)
"""Longer than the slowest call (5 s to connect, 20 s to answer, twice with a health question)."""

BUDGET_S = 8.0
ATTENTE_MAX_S = 1.0
NUMERO_CONNU_S = 30 * 24 * 3600
HASARD = Random()  # noqa: S311 - pacing, not secrets


@dataclass(frozen=True, kw_only=True)
class Reservation:
    """A claimed row, ready to leave by one line."""

    notification_id: UUID
    ligne_id: UUID
    tentative_id: UUID
    jeton: UUID
    etape: Etape
    telephone: str
    contenu: Contenu
    compte: CompteLigne
    fournisseur: str


def drain_line(
    *, ligne_id: UUID, horloge: Callable[[], datetime], dormir: Callable[[float], None]
) -> int:
    """Send what is due by this line, one after the other, for a few seconds; returns how many.

    A gap longer than a second is not slept through: the next sweep goes on from the row.
    """
    envoyes = 0
    fin = horloge() + timedelta(seconds=BUDGET_S)
    while horloge() < fin:
        reservation = claim_next(ligne_id=ligne_id, now=horloge())
        if reservation is None:
            break
        pause_s = send_claimed(reservation=reservation, horloge=horloge)
        envoyes += 1
        if pause_s > ATTENTE_MAX_S:
            break
        dormir(pause_s)
    return envoyes


def claim_next(*, ligne_id: UUID, now: datetime) -> Reservation | None:
    """Take the most urgent row this line may send, and commit the try before it is made."""
    with transverse():
        ligne = (
            Ligne.objects.select_for_update(skip_locked=True)
            .filter(id=ligne_id, actif=True)
            .first()
        )
        if ligne is None or not is_ready(ligne, now) or cap_reached(ligne, now):
            return None
        dues = due_notifications(ligne, sendable_steps(active_lignes(), ligne, now), now)
        while True:
            notification = (
                dues.select_for_update(skip_locked=True, of=("self",))
                .select_related("client")
                .first()
            )
            if notification is None:
                return None
            contenu = _composed(notification, now)
            if isinstance(contenu, Compose):
                return _reserve(ligne, notification, contenu, now)
            _give_up(notification, contenu, now)


def _composed(notification: Notification, now: datetime) -> Compose | Renonce:
    """The words; a message they cannot be found for is set aside, and the line goes on."""
    try:
        with transaction.atomic():
            return compose(notification, now)
    except DatabaseError:
        raise
    except Exception:
        log.exception("message_incomposable", notification_id=str(notification.id))
        return Renonce(Statut.ECHEC_PERMANENT, Motif.INCOMPOSABLE, "Impossible à composer")


def _give_up(notification: Notification, renonce: Renonce, now: datetime) -> None:
    notification.statut = renonce.statut
    notification.code_motif = renonce.motif
    notification.motif = renonce.detail
    notification.modifie_le = now
    notification.save(update_fields=["statut", "code_motif", "motif", "modifie_le"])


def _reserve(
    ligne: Ligne, notification: Notification, contenu: Compose, now: datetime
) -> Reservation:
    jeton = uuid4()
    notification.statut = Statut.EN_COURS
    notification.jeton = jeton
    notification.bail_le = now + BAIL
    notification.ligne = ligne
    notification.tentatives += 1
    notification.texte = contenu.texte_garde
    notification.variables = contenu.variables
    notification.gabarit = contenu.gabarit
    notification.motif = notification.code_motif = ""
    notification.modifie_le = now
    notification.save()
    ligne.prochain_envoi_le = now + BAIL
    count_try(ligne, now)
    ligne.save(update_fields=["prochain_envoi_le", "jour", "envois_jour"])
    tentative = Tentative(
        notification=notification,
        ligne=ligne,
        jeton=jeton,
        numero=notification.tentatives,
        commencee_le=now,
    )
    tentative.save(force_insert=True)
    return Reservation(
        notification_id=notification.id,
        ligne_id=ligne.id,
        tentative_id=tentative.id,
        jeton=jeton,
        etape=Etape(notification.etape),
        telephone=notification.telephone,
        contenu=to_send(ligne, notification, contenu, now),
        compte=account_of(ligne),
        fournisseur=ligne.fournisseur,
    )


def send_claimed(*, reservation: Reservation, horloge: Callable[[], datetime]) -> float:
    """Call the provider, then write the result; returns the line's gap in seconds."""
    port = port_of(reservation.fournisseur)
    depart = time.monotonic()
    resultat = _call(port, reservation)
    latence_ms = int((time.monotonic() - depart) * 1000)
    now = horloge()
    with transverse():
        ligne = Ligne.objects.select_for_update().get(id=reservation.ligne_id)
        ecart = pacing_gap(ligne.intervalle_min_ms, ligne.intervalle_max_ms, HASARD)
        ligne.prochain_envoi_le = now + ecart
        ligne.save(update_fields=["prochain_envoi_le"])
        close_try(
            notification_id=reservation.notification_id,
            tentative_id=reservation.tentative_id,
            jeton=reservation.jeton,
            ligne=ligne,
            resultat=resultat,
            accuses=port.capabilities.receipts,
            latence_ms=latence_ms,
            now=now,
        )
    return ecart.total_seconds()


def _call(port: Port, reservation: Reservation) -> Resultat:
    if _is_absent(port, reservation):
        return Rejected(
            niveau=Niveau.DESTINATAIRE, nature=Nature.PERMANENT, code=Motif.NON_INSCRIT.upper()
        )
    return port.send(
        reservation.compte,
        reservation.telephone,
        reservation.contenu,
        str(reservation.notification_id),
    )


def _is_absent(port: Port, reservation: Reservation) -> bool:
    """Number check before the first message to a number, remembered 30 days; a code never waits."""
    if reservation.etape is Etape.OTP or not port.capabilities.number_check:
        return False
    cle = f"notifications:numero:{reservation.telephone}"
    connu = cache.get(cle)
    if connu is None:
        numero = reservation.telephone
        connu = port.check_numbers(reservation.compte, [numero]).get(numero)
        if connu is True:
            cache.set(cle, connu, NUMERO_CONNU_S)
    return connu is False
