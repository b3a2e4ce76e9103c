"""Alarms rung once an hour at most: by e-mail, and by WhatsApp on whatever line still works.

The alarm's row is claimed first, with the WhatsApp message it owes; the e-mail is sent after and
stays due until a mail server took it.
"""

from datetime import datetime
from uuid import NAMESPACE_OID, uuid5

import structlog
from django.conf import settings
from django.core.mail import send_mail
from django.db.models import Case, F, Q, Value, When

from core.tenancy import transverse
from notifications.domain import Etape
from notifications.domain.veille import REPOS, SANS_RUPTURE, Alarme
from notifications.models import Alerte
from notifications.selectors.veille import alarms, operators_of
from notifications.services.dus import Du, record_dus

log = structlog.get_logger(__name__)


def ring(*, now: datetime) -> int:
    """Ring what is wrong and was silent for an hour; returns how many rang."""
    with transverse():
        constats = alarms(now)
        sonnees = [alarme for alarme in constats if _claim(alarme, now)]
    mail_alerts(now=now)
    return len(sonnees)


def _claim(alarme: Alarme, now: datetime) -> bool:
    """Take the right to ring: one of any number of sweepers gets it."""
    neuve = Alerte(
        pays_id=alarme.pays, cle=alarme.cle, detail=alarme.detail[:300], sonnee_le=now, fois=0
    )
    Alerte.objects.bulk_create([neuve], ignore_conflicts=True)
    suivie = Q(vue_le__gt=now - SANS_RUPTURE, depuis_le__isnull=False)
    Alerte.objects.filter(pays_id=alarme.pays, cle=alarme.cle).update(
        depuis_le=Case(When(suivie, then=F("depuis_le")), default=Value(now)), vue_le=now
    )
    muette = Q(fois=0) if alarme.une_fois else Q(fois=0) | Q(sonnee_le__lte=now - REPOS)
    prise = Alerte.objects.filter(muette, pays_id=alarme.pays, cle=alarme.cle).update(
        sonnee_le=now, detail=alarme.detail[:300], fois=F("fois") + 1
    )
    if not prise:
        return False
    log.error("alerte", pays=alarme.pays, nature=alarme.nature.value, detail=alarme.detail)
    record_dus(
        now=now,
        dus=[
            Du(
                evenement_id=uuid5(NAMESPACE_OID, f"{alarme.pays}|{alarme.cle}|{now.isoformat()}"),
                etape=Etape.ALERTE,
                pays=alarme.pays,
                telephone=telephone,
                langue=langue,
                groupe=f"alerte:{alarme.cle}"[:60],
                variables={"texte": alarme.detail},
            )
            for telephone, langue in operators_of(alarme.pays)
        ],
    )
    return True


def mail_alerts(*, now: datetime) -> int:
    """Mail the alarms whose mail is still due; one mail server away loses none."""
    if not settings.ALERTES_COURRIELS:
        return 0
    dus = Q(courriel_le__isnull=True) | Q(courriel_le__lt=F("sonnee_le"))
    with transverse():
        alertes = list(
            Alerte.objects.select_for_update(skip_locked=True)
            .filter(dus, fois__gt=0)
            .order_by("pays_id", "sonnee_le")[:50]
        )
        if not alertes:
            return 0
        try:
            send_mail(
                f"[TS Air Cargo] {len(alertes)} alerte(s) : {alertes[0].detail}"[:150],
                "\n".join(map(_line, alertes)),
                None,
                list(settings.ALERTES_COURRIELS),
            )
        except OSError:
            log.exception("courriel_d_alerte")
            return 0
        Alerte.objects.filter(id__in=[a.id for a in alertes]).update(courriel_le=now)
    return len(alertes)


def _line(alerte: Alerte) -> str:
    return f"{alerte.pays_id} · {alerte.sonnee_le:%Y-%m-%d %H:%M} UTC · {alerte.detail}"
