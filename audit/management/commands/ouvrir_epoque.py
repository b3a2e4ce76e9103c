"""`manage.py ouvrir_epoque`: after a restore, before anything writes to the restored base."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connections

from audit.scellement.registre import sealed_tables
from core import clock


class Command(BaseCommand):
    help = "Décale les numéros de transaction au-dessus de tout ce qui est déjà scellé."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--motif", default="restauration")

    def handle(self, *args: Any, **options: Any) -> None:
        highest = ", ".join(
            f"(SELECT coalesce(max(tx), 0) + 1 FROM {t.table})"  # noqa: S608 - the registry's names
            for t in sealed_tables()
        )
        query = (
            "INSERT INTO audit_epoque (decalage, ouverte_le, motif) SELECT greatest(0, 1 +"  # noqa: S608
            f" greatest((SELECT coalesce(max(tx_fin), 0) FROM audit_sceau), {highest})"
            " - pg_current_xact_id()::text::bigint), %s, %s RETURNING decalage"
        )
        with connections["owner"].cursor() as cursor:
            cursor.execute(query, [clock.now(), options["motif"]])
            self.stdout.write(f"Époque ouverte, décalage {cursor.fetchone()[0]}.")
