"""`manage.py preparer_roles`: the four database roles on a server of one's own.

Run once by an administrator's address; the passwords come from the two addresses the
application will use, so that none is typed on a command line.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from psycopg.conninfo import conninfo_to_dict

from config.environment import env
from config.local.roles import (
    Passwords,
    RolesRefused,
    grant_rights,
    hand_over_database,
    prepare_roles,
)


class Command(BaseCommand):
    help = "Crée ou corrige ts_owner, ts_app, ts_transverse et ts_client sur un serveur donné."
    requires_system_checks: list[str] = []  # noqa: RUF012 - Django's own attribute

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--administrateur",
            required=True,
            help="Adresse PostgreSQL d'un compte qui peut créer des rôles (sans mot de passe :"
            " PGPASSWORD ou ~/.pgpass).",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """DATABASE_URL must name ts_app and DATABASE_OWNER_URL ts_owner, with their passwords."""
        owner = conninfo_to_dict(env.database_owner)
        app = conninfo_to_dict(env.database)
        if (owner.get("user"), app.get("user")) != ("ts_owner", "ts_app"):
            raise CommandError(
                "Donnez DATABASE_URL (rôle ts_app) et DATABASE_OWNER_URL (rôle ts_owner)."
            )
        passwords = Passwords(owner=str(owner["password"]), app=str(app["password"]))
        try:
            prepare_roles(options["administrateur"], passwords)
            hand_over_database(options["administrateur"])
        except RolesRefused as error:
            raise CommandError(str(error)) from error
        grant_rights(env.database_owner)
        self.stdout.write("Rôles prêts ; lancez `manage.py migrate --database=owner`.")
