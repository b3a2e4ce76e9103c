"""`manage.py verifier_notifications`: one sweep, then what is wrong; for cron when beat is down."""

import time
from argparse import ArgumentParser
from datetime import datetime, timedelta
from typing import Any

from django.core.management.base import BaseCommand

from core.clock import now
from core.tenancy import transverse
from notifications.domain import EtatLigne, Statut
from notifications.models import Ligne, MessageDu, Notification
from notifications.services import drain_line, remind, ring, sweep

RETARD = timedelta(minutes=35)
ATTENTE = timedelta(minutes=30)


class Command(BaseCommand):
    help = "Balaie une fois, puis dit ce qui ne va pas (code de sortie 1 s'il y a une anomalie)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--sans-balayer", action="store_true", help="regarder seulement")

    def handle(self, *_args: Any, **options: Any) -> None:
        if not options["sans_balayer"]:
            for ligne_id in sweep(now=now()):
                drain_line(ligne_id=ligne_id, horloge=now, dormir=time.sleep)
            remind(now=now())
            ring(now=now())
        anomalies = {nom: nombre for nom, nombre in _counts(now()).items() if nombre}
        for nom, nombre in anomalies.items():
            self.stdout.write(f"{nombre:>6}  {nom}")
        if anomalies:
            raise SystemExit(1)
        self.stdout.write("Aucune anomalie.")


def _counts(maintenant: datetime) -> dict[str, int]:
    with transverse():
        messages = MessageDu.objects.filter(
            notification_message__isnull=True, cree_le__lt=maintenant - RETARD
        )
        lignes = Notification.objects
        return {
            "messages dus jamais regroupés": messages.count(),
            "envois en cours au bail expiré": lignes.filter(
                statut=Statut.EN_COURS, bail_le__lt=maintenant
            ).count(),
            "messages prêts depuis plus de 30 min": lignes.filter(
                statut__in=[Statut.EN_ATTENTE, Statut.ECHEC],
                prochaine_tentative_le__lt=maintenant - ATTENTE,
            ).count(),
            "messages incertains": lignes.filter(statut=Statut.INCERTAIN).count(),
            "messages suspendus": lignes.filter(statut=Statut.SUSPENDU).count(),
            "messages en échec définitif": lignes.filter(statut=Statut.ECHEC_PERMANENT).count(),
            "lignes en panne": Ligne.objects.filter(actif=True, etat=EtatLigne.EN_PANNE).count(),
        }
