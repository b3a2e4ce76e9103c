"""`manage.py documenter_erreurs`: docs/erreurs.md from the refusals themselves."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from config.erreurs import render_errors

DOCUMENT = Path(settings.BASE_DIR) / "docs" / "erreurs.md"


class Command(BaseCommand):
    help = "Écrit docs/erreurs.md à partir des classes de refus."

    def handle(self, *args: Any, **options: Any) -> None:
        DOCUMENT.write_text(render_errors(), encoding="utf-8")
        self.stdout.write(f"{DOCUMENT.name} écrit.")
