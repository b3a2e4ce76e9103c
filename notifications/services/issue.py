"""What came of a try, written on the row, its line and its try: the classification put to work."""

from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from core.events import publish
from notifications.domain import (
    ATTENTE_RECU_S,
    AUSSI_PAR_SMS,
    MODELE_ABSENT,
    Etape,
    Motif,
    Nature,
    Niveau,
    NotificationChanged,
    Statut,
    require_transition,
    retry_delay,
)
from notifications.models import Ligne, Notification, Tentative
from notifications.port import Accepted, Rejected, Resultat, Unknown
from notifications.selectors import CANAL_SMS, USAGE_SMS
from notifications.services.fenetres import close_window
from notifications.services.lignes import mark_down, mark_up, pause, should_open
from notifications.services.recus import apply_early_receipts
from notifications.services.secrets_otp import forget_code

HASARD = Random()  # noqa: S311 - jitter, not secrets
PAUSE_DEFAUT_S = 60
NUMERO = "Numéro non inscrit sur WhatsApp"
SANS_MODELE = "24 h passées sans nouvelle du client, et aucun modèle approuvé pour cette étape"
NUMERO_FAUX = "Numéro de téléphone invalide"


def close_try(
    *,
    notification_id: UUID,
    tentative_id: UUID,
    jeton: UUID,
    ligne: Ligne,
    resultat: Resultat,
    accuses: bool,
    latence_ms: int,
    now: datetime,
) -> None:
    """Close the try, and move the row if our token still holds it. The line is locked."""
    notification = (
        Notification.objects.select_for_update()
        .filter(id=notification_id, jeton=jeton, statut=Statut.EN_COURS)
        .first()
    )
    _close_tentative(tentative_id, resultat, latence_ms, now)
    _judge_line(ligne, resultat, now)
    if notification is None:
        return
    notification.jeton = None
    notification.bail_le = None
    if isinstance(resultat, Accepted):
        _accepted(notification, resultat, now)
    elif isinstance(resultat, Unknown):
        mark_uncertain(notification, accuses=accuses, now=now)
    else:
        _rejected(notification, ligne, resultat, now)
    notification.modifie_le = now
    notification.save()
    if isinstance(resultat, Accepted):
        apply_early_receipts(notification=notification, now=now)
    publish(
        NotificationChanged(
            notification_id=notification.id,
            pays=notification.pays_id,
            statut=notification.statut,
        )
    )


def mark_uncertain(notification: Notification, *, accuses: bool, now: datetime) -> None:
    """The answer was lost after the bytes left: wait for a receipt before the step's rule."""
    attente = ATTENTE_RECU_S[Etape(notification.etape)] if accuses else 0
    _move(notification, Statut.INCERTAIN, Motif.SANS_REPONSE, "Réponse du fournisseur perdue")
    notification.prochaine_tentative_le = now + timedelta(seconds=attente)


def _close_tentative(
    tentative_id: UUID, resultat: Resultat, latence_ms: int, now: datetime
) -> None:
    Tentative.objects.filter(id=tentative_id).update(
        terminee_le=now,
        issue=_issue(resultat),
        http_statut=resultat.statut_http,
        code=resultat.code[:60],
        latence_ms=latence_ms,
        fournisseur_id=resultat.provider_id if isinstance(resultat, Accepted) else "",
    )


def _issue(resultat: Resultat) -> str:
    if isinstance(resultat, Accepted):
        return "accepte"
    if isinstance(resultat, Unknown):
        return "incertain"
    return {Nature.BAS: "ligne_basse", Nature.PAUSE: "ralenti"}.get(
        resultat.nature, resultat.nature.value
    )


def _judge_line(ligne: Ligne, resultat: Resultat, now: datetime) -> None:
    if isinstance(resultat, Accepted):
        mark_up(ligne, now=now)
    elif isinstance(resultat, Rejected) and resultat.nature is Nature.PAUSE:
        pause(ligne, now=now, duree_s=resultat.retry_after_s or PAUSE_DEFAUT_S)
    elif isinstance(resultat, Rejected) and resultat.nature is Nature.BAS:
        mark_down(ligne, now=now, detail=resultat.code)
    elif should_open(ligne, now):
        mark_down(ligne, now=now, detail="Trop d'échecs de suite")


def _accepted(notification: Notification, resultat: Accepted, now: datetime) -> None:
    _move(notification, Statut.ENVOYE)
    notification.envoye_le = now
    notification.fournisseur_id = resultat.provider_id[:120]
    forget_code(notification=notification)


def _rejected(notification: Notification, ligne: Ligne, rejet: Rejected, now: datetime) -> None:
    if rejet.niveau is Niveau.LIGNE or rejet.nature is Nature.FENETRE:
        _wait_whole(notification, ligne, rejet, now)
        notification.tentatives -= 1
    elif rejet.nature is Nature.TEMPORAIRE:
        _retry_later(notification, rejet, now)
    elif rejet.code == "DESABONNE":
        _move(notification, Statut.SUSPENDU, Motif.DESABONNE, "Désabonné dans WhatsApp même")
    elif rejet.niveau is Niveau.DESTINATAIRE and _falls_back(notification, rejet.code):
        _move(notification, Statut.EN_ATTENTE, detail="Pas sur WhatsApp : envoi par SMS")
        notification.canal = CANAL_SMS
        notification.tentatives = 0
        notification.prochaine_tentative_le = now
    elif rejet.niveau is Niveau.DESTINATAIRE:
        faux = rejet.code == "INVALID_PHONE"
        motif = Motif.NUMERO_INVALIDE if faux else Motif.NON_INSCRIT
        _move(notification, Statut.ECHEC_PERMANENT, motif, NUMERO_FAUX if faux else NUMERO)
    else:
        _move(notification, Statut.ECHEC_PERMANENT, Motif.REFUSE, f"Refusé : {rejet.code}")


def _wait_whole(notification: Notification, ligne: Ligne, rejet: Rejected, now: datetime) -> None:
    """Nothing was wrong with the message: it leaves later or otherwise, its tries untouched."""
    if rejet.code == MODELE_ABSENT:
        _move(notification, Statut.SUSPENDU, Motif.MODELE_ABSENT, SANS_MODELE)
        return
    if rejet.nature is Nature.FENETRE:
        close_window(now=now, compte=ligne.compte, telephone=notification.telephone)
    _move(notification, Statut.EN_ATTENTE)
    notification.prochaine_tentative_le = now


def _falls_back(notification: Notification, code: str) -> bool:
    """Whether an SMS can still tell it: an urgent step, and a country with such a line."""
    return (
        notification.canal != CANAL_SMS
        and code != "INVALID_PHONE"
        and Etape(notification.etape) in AUSSI_PAR_SMS
        and Ligne.objects.filter(pays=notification.pays_id, usage=USAGE_SMS, actif=True).exists()
    )


def _retry_later(notification: Notification, rejet: Rejected, now: datetime) -> None:
    if rejet.essais_max is not None and notification.tentatives >= rejet.essais_max:
        detail = f"{notification.tentatives} essais refusés : {rejet.code}"
        _move(notification, Statut.ECHEC_PERMANENT, Motif.TROP_D_ESSAIS, detail)
        return
    _move(notification, Statut.ECHEC, detail=f"Nouvel essai prévu ({rejet.code})")
    notification.prochaine_tentative_le = now + retry_delay(
        Etape(notification.etape), notification.tentatives, HASARD, rejet.retry_after_s
    )


def _move(
    notification: Notification, vers: Statut, motif: Motif | str = "", detail: str = ""
) -> None:
    require_transition(Statut(notification.statut), vers)
    notification.statut = vers
    notification.code_motif = motif
    notification.motif = detail[:200]
