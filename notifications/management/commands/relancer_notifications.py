"""`manage.py relancer_notifications --pays ML --dry-run`: send again what failed or is parked."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from core.clock import now
from core.tenancy import systeme, transverse
from notifications.domain import RelanceTropLarge
from notifications.selectors import filter_notifications
from notifications.services import relaunch


class Command(BaseCommand):
    help = "Relance les messages en échec, suspendus ou incertains."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="montrer sans rien changer")
        parser.add_argument("--limit", type=int, default=1000)
        parser.add_argument("--pays", default=None, help="ML, CI, CN (défaut : tous)")
        parser.add_argument("--verbose", action="store_true", help="une ligne par message")
        parser.add_argument("--max-tentatives", type=int, default=None)

    def handle(self, *_args: Any, **options: Any) -> None:
        with transverse():
            try:
                choisies = relaunch(
                    acteur=systeme(options["pays"] or "SIEGE"),
                    now=now(),
                    selection=filter_notifications(pays=options["pays"]),
                    essai=options["dry_run"],
                    limite=options["limit"],
                    tentatives_max=options["max_tentatives"],
                )
            except RelanceTropLarge as refus:
                self.stderr.write(refus.sentence("fr"))
                raise SystemExit(1) from refus
        if options["verbose"]:
            for notification in choisies:
                self.stdout.write(
                    f"{notification.id} {notification.pays_id} {notification.etape}"
                    f" {notification.statut} {notification.code_motif}"
                )
        mot = "seraient relancés" if options["dry_run"] else "relancés"
        self.stdout.write(f"{len(choisies)} messages {mot}.")
