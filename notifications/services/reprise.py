"""What a crash, a lost answer or the clock left behind: every row ends somewhere visible."""

from datetime import datetime

from django.db.models import DateTimeField, ExpressionWrapper, F, Q, QuerySet, Value

from core.tenancy import transverse
from notifications.domain import MARGE_HORLOGE, RENVOYEES_SI_INCERTAIN, Etape, Motif, Statut
from notifications.models import Notification, Tentative
from notifications.services.issue import mark_uncertain
from notifications.services.secrets_otp import forget_code

LOT = 500
RENVOIS_MAX = 1
BAIL_EXPIRE = "BAIL_EXPIRE"


def recover_leases(*, now: datetime) -> int:
    """A sender died between its try and its result: the phone may have the message."""
    with transverse():
        perdues = list(
            Notification.objects.select_for_update(skip_locked=True).filter(
                Q(bail_le__lt=now) | Q(bail_le__gt=now + MARGE_HORLOGE), statut=Statut.EN_COURS
            )[:LOT]
        )
        for notification in perdues:
            Tentative.objects.filter(notification=notification, terminee_le__isnull=True).update(
                terminee_le=now, issue="incertain", code=BAIL_EXPIRE
            )
            mark_uncertain(notification, accuses=True, now=now)
            notification.jeton = notification.bail_le = None
            notification.modifie_le = now
            notification.save()
    return len(perdues)


def settle_uncertain(*, now: datetime) -> int:
    """Apply the step's rule to uncertain messages no receipt came for.

    `disponible` and one-time codes leave once more; the others wait for an operator's decision.
    """
    with transverse():
        echues = list(
            Notification.objects.select_for_update(skip_locked=True).filter(
                statut=Statut.INCERTAIN,
                code_motif=Motif.SANS_REPONSE,
                prochaine_tentative_le__lte=now,
            )[:LOT]
        )
        for notification in echues:
            _settle(notification, now)
            notification.modifie_le = now
            notification.save()
    return len(echues)


def _settle(notification: Notification, now: datetime) -> None:
    tentatives = Tentative.objects.filter(notification=notification)
    acceptee = tentatives.filter(issue="accepte").order_by("-id").first()
    if acceptee is not None:
        notification.statut = Statut.ENVOYE
        notification.code_motif = notification.motif = ""
        notification.envoye_le = acceptee.terminee_le
        notification.fournisseur_id = acceptee.fournisseur_id
        forget_code(notification=notification)
    elif _may_resend(notification, tentatives):
        notification.statut = Statut.EN_ATTENTE
        notification.code_motif = notification.motif = ""
        notification.prochaine_tentative_le = now
    else:
        notification.code_motif = Motif.A_DECIDER
        notification.motif = "Peut-être reçu par le client : renvoyer ou annuler"


def _may_resend(notification: Notification, tentatives: QuerySet[Tentative]) -> bool:
    incertaines = tentatives.filter(issue="incertain").count()
    return Etape(notification.etape) in RENVOYEES_SI_INCERTAIN and incertaines <= RENVOIS_MAX


def right_clock(*, now: datetime) -> int:
    """Rows written by a clock that ran ahead and was set back keep their delay, not its moments.

    What it put to bed is looked at again now; the quiet hours of the true night still hold it.
    """
    trop_tot = now + MARGE_HORLOGE
    with transverse():
        egarees = Notification.objects.filter(
            prochaine_tentative_le__gt=trop_tot, modifie_le__gt=trop_tot
        )
        endormies = egarees.filter(statut=Statut.SUSPENDU, code_motif=Motif.SILENCE)
        remises = endormies.update(prochaine_tentative_le=now, modifie_le=now)
        delai = F("prochaine_tentative_le") - F("modifie_le")
        decale = ExpressionWrapper(Value(now, DateTimeField()) + delai, DateTimeField())
        attendent = [Statut.EN_ATTENTE, Statut.ECHEC, Statut.INCERTAIN]
        return remises + egarees.filter(statut__in=attendent).update(
            prochaine_tentative_le=decale, modifie_le=now
        )


def expire(*, now: datetime) -> int:
    """Park what could not leave before its deadline: a message too late is worse than none."""
    with transverse():
        perimees = Notification.objects.filter(
            statut__in=[Statut.EN_ATTENTE, Statut.ECHEC, Statut.SUSPENDU], echeance_le__lte=now
        )
        return perimees.update(
            statut=Statut.ECHEC_PERMANENT,
            code_motif=Motif.ECHEANCE,
            motif="Trop tard pour l'envoyer : à relancer ou annuler",
            modifie_le=now,
        )
