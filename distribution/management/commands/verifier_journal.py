"""Check the money's invariants in every country; exit 1 and name what breaks them."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.tenancy import transverse
from distribution.selectors.verification import check_journal


class Command(BaseCommand):
    """``manage.py verifier_journal``"""

    help = "Vérifie les invariants de l'argent (journal, dus, reçus) dans tous les pays."

    def handle(self, *args: Any, **options: Any) -> None:
        with transverse():
            resultats = check_journal()
        defauts = 0
        for resultat in resultats:
            defauts += len(resultat.defauts)
            etat = "DÉFAUT" if resultat.defauts else "ok"
            self.stdout.write(f"{etat:7} {resultat.controle.nom} : {resultat.controle.enonce}")
            for defaut in resultat.defauts:
                self.stdout.write(f"        {defaut}")
        if defauts:
            raise CommandError(f"{defauts} défaut(s) dans le journal.")
