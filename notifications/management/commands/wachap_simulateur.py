"""`manage.py wachap_simulateur --port 8002`: the local WhatsApp, and the page of phones."""

import signal
import threading
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from notifications.simulateur.etat import Etat
from notifications.simulateur.recus import Boite
from notifications.simulateur.serveur import Serveur


class Command(BaseCommand):
    help = "Simule WaChap sur 127.0.0.1 : API, grand livre, pannes, et la page des téléphones."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8002)
        parser.add_argument(
            "--webhook",
            default="",
            help="adresse des accusés (défaut : ce système)",
        )
        parser.add_argument("--comptes", default="", help="comptes connus au départ, par virgule")
        parser.add_argument("--secret", default="", help="seul secret accepté (défaut : tous)")
        parser.add_argument(
            "--journal", default="", help="fichier gardant le grand livre, « non » pour aucun"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        if not settings.LOCAL:
            raise CommandError("Le simulateur ne tourne qu'en mode local.")
        port = options["port"]
        etat = Etat(
            [compte for compte in options["comptes"].split(",") if compte],
            secret=options["secret"],
            journal=_journal(options["journal"]),
        )
        boite = Boite(
            wachap=options["webhook"] or _webhook(port),
            cloud=f"http://127.0.0.1:{port - 2}/api/v1/webhooks/cloud",
            secret=settings.WHATSAPP_CLOUD_APP_SECRET,
        )
        serveur = Serveur(port, etat, boite)
        for signe in (signal.SIGINT, signal.SIGTERM):
            signal.signal(
                signe, lambda *_: threading.Thread(target=serveur.stop, daemon=True).start()
            )
        self.stdout.write(f"Téléphones simulés : http://127.0.0.1:{port}/")
        serveur.start()


def _journal(choix: str) -> Path | None:
    if choix == "non":
        return None
    return Path(choix) if choix else Path(settings.MEDIA_ROOT).parent / "simulateur" / "livre.jsonl"


def _webhook(port: int) -> str:
    """Our own webhook: the simulator stands two ports above the application."""
    return f"http://127.0.0.1:{port - 2}/api/v1/webhooks/wachap/{settings.WACHAP_WEBHOOK_SECRET}"
