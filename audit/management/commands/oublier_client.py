"""`manage.py oublier_client <id>`: the journal forgets a person, and stays sealed."""

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from audit.cles import forget_key
from core import clock


class Command(BaseCommand):
    help = "Détruit la clé des valeurs personnelles d'un client dans le journal. Sans retour."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("client_id", type=UUID)

    def handle(self, *args: Any, **options: Any) -> None:
        if not forget_key(now=clock.now(), client_id=options["client_id"]):
            raise CommandError("aucune clé à détruire pour ce client")
        self.stdout.write("Clé détruite ; les sceaux restent vérifiables.")
