"""`manage.py charger_demonstration`: two weeks of the trade, once, in local mode only."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.demonstration.recit import tell_story
from core import clock


class Command(BaseCommand):
    help = "Charge les données de démonstration (refusé hors du mode local)."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.LOCAL:
            raise CommandError("Refusé : les données de démonstration n'existent qu'en mode local.")
        told = tell_story(now=clock.now(), mot_de_passe=settings.DEMO_MOT_DE_PASSE)
        self.stdout.write("Démonstration chargée." if told else "Démonstration déjà présente.")
