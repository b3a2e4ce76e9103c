"""The start of a run, step by step: servers, roles, migrations, demonstration data."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field

from django.core.management import call_command, get_commands
from django.db import connections
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from config.environment import Environment
from config.local.postgres import Postgres
from config.local.roles import (
    Passwords,
    close_migrations_table,
    create_database,
    grant_rights,
    hand_over_database,
    prepare_roles,
)
from config.local.services import Processes, metrics_dir
from config.local.superviseur import Superviseur
from config.local.valkey import Valkey

DATABASE = "ts"
Say = Callable[[str], None]


@dataclass
class Demarrage:
    """One run being started. The addresses given from outside replace the embedded parts."""

    env: Environment
    superviseur: Superviseur
    say: Say
    child_env: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.child_env = os.environ | {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "TS_MODE": self.env.mode,
            "TS_VAR": str(self.env.var.resolve()),
            "TS_PORT": str(self.env.port),
            "PROMETHEUS_MULTIPROC_DIR": str(metrics_dir(self.env.var)),
            "PYTHONUNBUFFERED": "1",
        }
        self.processes = Processes(self.env, self.child_env)

    def start_servers(self) -> None:
        """PostgreSQL and Valkey side by side; each only when no outside address is given."""
        server = Postgres(self.env.var, self.env.coffre["pg_admin"])
        embedded = []
        if self.env.database_url is None:
            server.initialise()
            embedded.append(self.processes.postgres(server))
        if self.env.redis_url is None:
            server.prepare_sockets()
            embedded.append(self.processes.valkey(Valkey(self.env.var)))
        for service in embedded:
            self.superviseur.launch(service)
        for service in embedded:
            self.superviseur.wait_ready(service)

    def prepare_database(self) -> None:
        """Roles and database, then the migrations by the owner."""
        passwords = Passwords(owner=self.env.coffre["pg_owner"], app=self.env.coffre["pg_app"])
        app_url, owner_url = self.env.database, self.env.database_owner
        if self.env.database_url is None:
            admin_url = Postgres(self.env.var, self.env.coffre["pg_admin"]).admin_url
            prepare_roles(admin_url, passwords)
            create_database(admin_url, DATABASE)
        elif self.env.database_owner_url is None:
            app_url, owner_url = self._take_over(app_url, passwords)
        grant_rights(owner_url)
        self._point("default", app_url)
        self._point("owner", owner_url)
        call_command("migrate", database="owner", verbosity=0, interactive=False)
        close_migrations_table(owner_url)
        call_command("ancrer_audit", verbosity=0)

    def _take_over(self, given: str, passwords: Passwords) -> tuple[str, str]:
        """An outside server whose login may create roles: make ours there and use them."""
        prepare_roles(given, passwords)
        hand_over_database(given)
        return (
            make_conninfo(given, user="ts_app", password=passwords.app),
            make_conninfo(given, user="ts_owner", password=passwords.owner),
        )

    def _point(self, alias: str, url: str) -> None:
        """Use this address here, and give it to the children."""
        parts = {name: str(value) for name, value in conninfo_to_dict(url).items()}
        connections.settings[alias].update(
            NAME=parts["dbname"],
            USER=parts["user"],
            PASSWORD=parts.get("password", ""),
            HOST=parts.get("host", ""),
            PORT=parts.get("port", ""),
        )
        if self.env.database_url is not None:
            name = "DATABASE_URL" if alias == "default" else "DATABASE_OWNER_URL"
            self.child_env[name] = url

    def load_demonstration(self) -> None:
        """Demonstration data, in local mode only; the command itself keeps what exists."""
        if not self.env.local or self.env.sans_demonstration:
            return
        if "charger_demonstration" not in get_commands():
            self.say("Données de démonstration : commande absente, étape sautée.")
            return
        call_command("charger_demonstration")

    def start_processes(self) -> None:
        """Everything at once, then each gate in turn. An outside WaChap needs no simulator."""
        connections.close_all()
        made = [
            self.processes.http(),
            self.processes.websocket(),
            self.processes.worker(),
            self.processes.beat(),
        ]
        if not self.env.wachap_url and "wachap_simulateur" in get_commands():
            made.append(self.processes.simulator())
        for service in made:
            self.superviseur.launch(service)
        for service in made:
            self.superviseur.wait_ready(service)
