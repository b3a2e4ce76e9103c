"""The PostgreSQL of the tests: one shared server, one migrated template, one clone per run.

Several runs may work at once: a file lock orders the start of the server and the building of
the template; each run (and each xdist worker) then has its own database, whose name holds its
pid so that the next run can drop what a killed one left. The server stays up between runs;
`python -m tests.serveur` stops it.
"""

import fcntl
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import django
import psycopg
from psycopg import sql

from config.local.coffre import load_secrets
from config.local.postgres import Postgres
from config.local.roles import (
    Passwords,
    close_migrations_table,
    create_database,
    grant_rights,
    prepare_roles,
)

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("TS_TEST_VAR") or ROOT / "var" / "test")
TEMPLATE = "ts_modele_"
CLONE = "ts_essai_"
KEPT_TEMPLATES = 6
_numbers = count(1)


@contextmanager
def locked() -> Iterator[None]:
    VAR.mkdir(parents=True, exist_ok=True)
    with (VAR / "verrou").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def template_name() -> str:
    """Named after everything that decides the schema."""
    digest = hashlib.sha256(django.__version__.encode())
    sources = [*ROOT.glob("*/migrations/*.py"), ROOT / "core" / "tenancy.py"]
    sources += [ROOT / "config" / "local" / "roles.py", *ROOT.glob("*/migrations/*.sql")]
    for source in sorted(sources):
        digest.update(str(source.relative_to(ROOT)).encode())
        digest.update(source.read_bytes())
    return TEMPLATE + digest.hexdigest()[:16]


@dataclass(frozen=True)
class Serveur:
    """Addresses on the shared server; the template is the one of this run's first moment."""

    postgres: Postgres
    passwords: Passwords
    template: str = field(default_factory=template_name)

    def app_url(self, name: str) -> str:
        return self.postgres.url("ts_app", self.passwords.app, name)

    def owner_url(self, name: str) -> str:
        return self.postgres.url("ts_owner", self.passwords.owner, name)

    def admin(self) -> "psycopg.Connection[tuple[object, ...]]":
        return psycopg.connect(self.postgres.admin_url, autocommit=True)

    def names(self, prefix: str) -> list[str]:
        """Databases of that prefix, oldest first."""
        with self.admin() as connection:
            rows = connection.execute(
                "SELECT datname FROM pg_database WHERE starts_with(datname, %s) ORDER BY oid",
                [prefix],
            ).fetchall()
        return [str(row[0]) for row in rows]

    def drop(self, name: str) -> None:
        with self.admin() as connection:
            connection.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
            )

    def clone(self) -> str:
        """A fresh migrated database for this process."""
        name = f"{CLONE}{os.getpid()}_{next(_numbers)}"
        with self.admin() as connection:
            connection.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER ts_owner").format(
                    sql.Identifier(name), sql.Identifier(self.template)
                )
            )
            connection.execute(
                sql.SQL("GRANT CONNECT ON DATABASE {} TO ts_app").format(sql.Identifier(name))
            )
        return name

    def build_template(self) -> None:
        """Migrate once as the owner; the name is given only when everything succeeded."""
        name = self.template
        if name in self.names(TEMPLATE):
            return
        working = f"ts_chantier_{os.getpid()}"
        self.drop(working)
        create_database(self.postgres.admin_url, working)
        grant_rights(self.owner_url(working))
        done = subprocess.run(
            [sys.executable, "manage.py", "migrate", "--database=owner", "--verbosity=0"],
            cwd=ROOT,
            env=os.environ
            | {
                "DATABASE_URL": self.app_url(working),
                "DATABASE_OWNER_URL": self.owner_url(working),
                "TS_LOG_LEVEL": "WARNING",
            },
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            self.drop(working)
            raise RuntimeError(f"Les migrations échouent :\n{done.stdout}{done.stderr}")
        close_migrations_table(self.owner_url(working))
        with self.admin() as connection:
            connection.execute(
                sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
                    sql.Identifier(working), sql.Identifier(name)
                )
            )

    def sweep(self) -> None:
        """Drop old templates and the clones of dead runs."""
        for name in self.names(TEMPLATE)[:-KEPT_TEMPLATES]:
            self.drop(name)
        for prefix in (CLONE, "ts_chantier_"):
            for name in self.names(prefix):
                pid = int(name.removeprefix(prefix).split("_")[0])
                if not _alive(pid):
                    self.drop(name)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


# The server outlives the run that started it: its handle is kept, so that it is never collected.
_LAISSES: list[subprocess.Popen[bytes]] = []


def start() -> Serveur:
    """The shared server, started if need be, with its roles and the current template."""
    with locked():
        secrets = load_secrets(VAR)
        postgres = Postgres(VAR, secrets["pg_admin"], durable=False)
        serveur = Serveur(postgres, Passwords(owner=secrets["pg_owner"], app=secrets["pg_app"]))
        if postgres.running_pid() is None:
            postgres.initialise()
            _LAISSES.append(postgres.start(bound_to_us=False))
            postgres.wait(_LAISSES[-1])
            prepare_roles(postgres.admin_url, serveur.passwords)
            serveur.sweep()
        else:
            postgres.wait()
        serveur.build_template()
        serveur.sweep()
    return serveur


def stop() -> None:
    """Stop the shared server, unless another run is still using it."""
    with locked():
        secrets = load_secrets(VAR)
        postgres = Postgres(VAR, secrets["pg_admin"], durable=False)
        pid = postgres.running_pid()
        if pid is None:
            return
        passwords = Passwords(owner=secrets["pg_owner"], app=secrets["pg_app"])
        serveur = Serveur(postgres, passwords)
        serveur.sweep()
        if not serveur.names(CLONE):
            postgres.stop(pid)


if __name__ == "__main__":
    stop()
