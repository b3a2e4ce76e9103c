"""`manage.py verifier_audit`: is the journal as it was sealed, and as it was anchored?"""

import resource
import time
from argparse import ArgumentParser
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
from django.core.management.base import BaseCommand, CommandError

from audit.scellement.bilan import verify


class Command(BaseCommand):
    help = "Vérifie lignes, comptes, sceaux, déclencheurs, droits et politiques du journal."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--ancre", type=Path, help="fichier d'ancre gardé dehors")
        parser.add_argument(
            "--journaliere", action="store_true", help="ancre du dernier sceau de chaque jour"
        )
        parser.add_argument("--pays", help="une seule chaîne (CN, ML, CI, SIEGE)")
        parser.add_argument("--depuis", type=_moment, help="sceaux faits depuis (AAAA-MM-JJ)")
        parser.add_argument("--json", action="store_true", help="une ligne JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["ancre"] is not None and not options["ancre"].is_file():
            raise CommandError(f"ancre introuvable : {options['ancre']}")
        began = time.monotonic()
        bilan = verify(
            pays=options["pays"],
            depuis=options["depuis"],
            ancre=options["ancre"],
            journaliere=options["journaliere"],
        )
        seconds = time.monotonic() - began
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        premier = bilan.premier_defaut
        if options["json"]:
            body = {
                "intact": bilan.intact, "scelles": bilan.scelles, "sceaux": bilan.sceaux,
                "non_scelles": bilan.non_scelles, "ancres": bilan.ancres,
                "complet": bilan.complet, "secondes": round(seconds, 2), "memoire_mo": memory,
                "premier_defaut": str(premier) if premier else None,
                "defauts": [str(one) for one in bilan.defauts],
            }  # fmt: skip
            self.stdout.write(orjson.dumps(body).decode())
        else:
            self._tell(bilan.sceaux, bilan.scelles, bilan.non_scelles, bilan.ancres)
            for defaut in bilan.defauts:
                self.stdout.write(f"DÉFAUT {defaut}")
            self.stdout.write(f"{seconds:.1f} s, {memory} Mo au plus")
            if options["ancre"] is None:
                self.stdout.write("Sans ancre, rien n'est affirmé contre qui possède la base.")
        if premier is not None:
            raise CommandError(f"journal altéré : {premier}")

    def _tell(self, sceaux: int, scelles: int, non_scelles: int, ancres: int) -> None:
        self.stdout.write(
            f"{scelles} lignes sous {sceaux} sceaux, {non_scelles} pas encore scellées,"
            f" {ancres} sceaux comparés à l'ancre"
        )


def _moment(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)
