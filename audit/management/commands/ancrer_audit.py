"""`manage.py ancrer_audit`: at deployment, takes the journal's guards and new seals outside."""

from typing import Any

from django.core.management.base import BaseCommand

from audit.scellement.emission import emit_all, emit_guards
from audit.scellement.sceller import seal_everything
from core import clock


class Command(BaseCommand):
    help = "Scelle, émet les sceaux et note dehors les gardes (déclencheurs, politiques, droits)."

    def handle(self, *args: Any, **options: Any) -> None:
        now = clock.now()
        seals = seal_everything(now=now)
        emitted = emit_all(now=now)
        changed = emit_guards(now=now)
        if options["verbosity"]:
            self.stdout.write(
                f"{len(seals)} sceaux faits, {emitted} émis, gardes"
                f" {'notées' if changed else 'inchangées'}"
            )
