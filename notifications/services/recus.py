"""Receipts: the raw body first, then what it says; early, late, twice or out of order."""

import hashlib
from datetime import datetime, timedelta

import structlog

from core.tenancy import transverse
from notifications.domain import Motif, Nature, Statut, advance_by_recu
from notifications.models import Notification, Recu, Tentative
from notifications.port import DeliveryEvent, IncomingMessage
from notifications.selectors import receipts_by_id, receipts_for, receipts_to_guess
from notifications.services.desabonnement import PAR_MESSAGE, record_choice
from notifications.services.fenetres import close_window, open_window
from notifications.services.lignes import port_of
from notifications.services.secrets_otp import forget_code

log = structlog.get_logger(__name__)

LOT = 1000
ENTRANT = "entrant"
FENETRE = Nature.FENETRE.value
MOTS_D_ARRET = frozenset({"stop", "arret", "arrêt", "arreter", "arrêter", "unsubscribe"})
ABANDON = timedelta(hours=1)
"""After which a receipt that speaks of nothing we sent is set aside (it stays in the table)."""
MOMENTS = {Statut.ENVOYE: "envoye_le", Statut.LIVRE: "livre_le", Statut.LU: "lu_le"}


def store_receipt(*, now: datetime, fournisseur: str, corps: bytes) -> bool:
    """Keep the raw body before anything reads it; a body seen before is not kept twice."""
    texte = corps.decode("utf-8", "replace").replace("\x00", "�")
    lus = port_of(fournisseur).parse_webhook(corps)
    evenements: list[DeliveryEvent | IncomingMessage | None] = [*lus] or [None]
    with transverse():
        Recu.objects.bulk_create(
            [
                Recu(
                    fournisseur=fournisseur,
                    empreinte=hashlib.sha256(corps + b"#%d" % rang).hexdigest(),
                    corps=texte,
                    recu_le=now,
                    **_columns(evenement, now),
                )
                for rang, evenement in enumerate(evenements)
            ],
            ignore_conflicts=True,
        )
    return True


def _columns(
    evenement: DeliveryEvent | IncomingMessage | None, now: datetime
) -> dict[str, str | datetime | None]:
    if isinstance(evenement, DeliveryEvent):
        return {"fournisseur_id": evenement.provider_id, "statut": evenement.statut}
    if isinstance(evenement, IncomingMessage):
        return {"statut": ENTRANT}
    return {"statut": "illisible", "traite_le": now}


def process_receipts(*, now: datetime) -> int:
    """Apply what speaks of a message of ours; the rest waits an hour, then is set aside."""
    with transverse():
        connus = receipts_by_id(LOT)
        appliques = sum(_apply(recu, _find(recu), now) for recu in connus)
        devines = receipts_to_guess(LOT)
        appliques += sum(_apply(recu, _find_by_phone(recu), now) for recu in devines)
        Recu.objects.filter(traite_le__isnull=True, recu_le__lt=now - ABANDON).exclude(
            statut=ENTRANT
        ).update(traite_le=now)
    return appliques


def process_incoming(*, now: datetime) -> int:
    """What clients wrote back: STOP or ARRET ends their messages, one-time codes excepted."""
    with transverse():
        recus = list(
            Recu.objects.select_for_update(skip_locked=True).filter(
                traite_le__isnull=True, statut=ENTRANT
            )[:LOT]
        )
        for recu in recus:
            for lu in port_of(recu.fournisseur).parse_webhook(recu.corps.encode()):
                if isinstance(lu, IncomingMessage):
                    _heard(lu, recu.recu_le, now)
            recu.traite_le = now
            recu.save(update_fields=["traite_le"])
    return len(recus)


def _heard(lu: IncomingMessage, recu_le: datetime, now: datetime) -> None:
    if lu.compte:
        open_window(now=lu.survenu_le or recu_le, compte=lu.compte, telephone=lu.telephone)
    if _is_stop(lu.texte):
        record_choice(telephone=lu.telephone, recevoir=False, source=PAR_MESSAGE, now=now)


def _is_stop(texte: str) -> bool:
    return texte.strip().strip(".!").casefold() in MOTS_D_ARRET


def _apply(recu: Recu, notification: Notification | None, now: datetime) -> bool:
    if notification is None:
        return False
    _advance(notification, recu, now)
    return True


def _find(recu: Recu) -> Notification | None:
    """The message a receipt speaks of by its id: the message's own, or one of its tries'."""
    par_id = Notification.objects.select_for_update().filter(fournisseur_id=recu.fournisseur_id)
    return par_id.first() or _find_by_try(recu)


def _find_by_try(recu: Recu) -> Notification | None:
    """An answer that came after our token was lost left its id on the try."""
    essai = Tentative.objects.filter(fournisseur_id=recu.fournisseur_id).first()
    if essai is None:
        return None
    return Notification.objects.select_for_update().get(id=essai.notification_id)


def _event_of(recu: Recu) -> DeliveryEvent | None:
    """What this receipt says, read again from its raw body."""
    return next(
        (
            lu
            for lu in port_of(recu.fournisseur).parse_webhook(recu.corps.encode())
            if isinstance(lu, DeliveryEvent)
            and (lu.provider_id, lu.statut) == (recu.fournisseur_id, recu.statut)
        ),
        None,
    )


def _find_by_phone(recu: Recu) -> Notification | None:
    """By the phone, when only one answer was lost there."""
    evenement = _event_of(recu)
    if evenement is None or not evenement.telephone:
        return None
    en_jeu = Notification.objects.select_for_update(of=("self",)).filter(
        telephone=evenement.telephone,
        statut__in=[Statut.EN_COURS, Statut.INCERTAIN],
        essais__commencee_le__lte=recu.recu_le,
        fournisseur_id="",
    )
    candidates = {notification.id: notification for notification in en_jeu[:5]}
    if len(candidates) != 1:
        return None
    seule = next(iter(candidates.values()))
    return seule if seule.statut == Statut.INCERTAIN else None


def apply_early_receipts(*, notification: Notification, now: datetime) -> None:
    """Receipts that came before the answer that gave us the message's id."""
    for recu in receipts_for(notification.fournisseur_id):
        _advance(notification, recu, now)


def _advance(notification: Notification, recu: Recu, now: datetime) -> None:
    statut = Statut(recu.statut)
    nouveau = advance_by_recu(Statut(notification.statut), statut)
    if nouveau is Statut.ECHEC_PERMANENT and _told_of_another_try(notification, recu):
        nouveau = None
    if nouveau is Statut.ECHEC_PERMANENT and _leaves_otherwise(notification, recu, now):
        recu.traite_le = now
        recu.save(update_fields=["traite_le"])
        return
    if not notification.fournisseur_id:
        notification.fournisseur_id = recu.fournisseur_id
    for moment, champ in MOMENTS.items():
        atteint = nouveau is not None and _reached(statut, moment)
        if atteint and getattr(notification, champ) is None:
            setattr(notification, champ, recu.recu_le)
    if nouveau is not None:
        notification.statut = nouveau
        refuse = nouveau is Statut.ECHEC_PERMANENT
        notification.code_motif, notification.motif = _failure(recu) if refuse else ("", "")
        notification.jeton = notification.bail_le = None
        if not refuse:
            forget_code(notification=notification)
    notification.modifie_le = now
    notification.save()
    recu.traite_le = now
    recu.save(update_fields=["traite_le"])


def _told_of_another_try(notification: Notification, recu: Recu) -> bool:
    """A failure of a try since replaced says nothing of the one that followed."""
    return notification.fournisseur_id not in ("", recu.fournisseur_id)


def _leaves_otherwise(notification: Notification, recu: Recu, now: datetime) -> bool:
    """Refused after the answer because the 24 h were over: the approved text leaves, no try lost.

    The failed try keeps its place in the message's life but no longer its id: it is over.
    """
    evenement = _event_of(recu)
    if evenement is None or not evenement.fenetre_fermee:
        return False
    close_window(now=now, compte=evenement.compte, telephone=notification.telephone)
    Tentative.objects.filter(notification=notification, fournisseur_id=recu.fournisseur_id).update(
        issue=FENETRE, code=f"CLOUD_{evenement.code}"[:60], fournisseur_id=""
    )
    notification.statut = Statut.EN_ATTENTE
    notification.fournisseur_id = notification.code_motif = notification.motif = ""
    notification.jeton = notification.bail_le = notification.envoye_le = None
    notification.tentatives = max(0, notification.tentatives - 1)
    notification.prochaine_tentative_le = notification.modifie_le = now
    notification.save()
    return True


def _failure(recu: Recu) -> tuple[Motif, str]:
    """Why it was not delivered: the number, to be corrected, or something of this message alone."""
    evenement = _event_of(recu)
    code = f" ({evenement.code})" if evenement and evenement.code else ""
    if evenement is not None and evenement.numero_en_cause:
        return Motif.NON_INSCRIT, f"Ce numéro ne reçoit pas nos messages{code}"
    return Motif.NON_REMIS, f"WhatsApp n'a pas pu le remettre{code}"


def _reached(statut: Statut, moment: Statut) -> bool:
    rangs = list(MOMENTS)
    return statut in rangs and rangs.index(moment) <= rangs.index(statut)
