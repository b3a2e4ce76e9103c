"""The proof's own databases on the tests' server, and the attacker's hand in them."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
from django.db import connection, connections, transaction
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from tests.serveur import Serveur


def point(alias: str, url: str) -> None:
    """Turn a Django connection to another database."""
    parts = conninfo_to_dict(url)
    connections[alias].close()
    connections.settings[alias].update(
        NAME=parts["dbname"], USER=parts["user"], PASSWORD=parts["password"],
        HOST=parts["host"], PORT=parts["port"],
    )  # fmt: skip
    connections[alias].settings_dict.update(connections.settings[alias])


@dataclass(frozen=True)
class Base:
    """One database, as the application, the owner and the attacker see it."""

    serveur: Serveur
    name: str

    def use(self) -> None:
        """Django reads this one from now on."""
        point("default", self.serveur.app_url(self.name))
        point("owner", self.serveur.owner_url(self.name))

    def use_as_superuser(self) -> None:
        """Django acts with all rights: an attack and its reading share one transaction."""
        point("default", make_conninfo(self.serveur.postgres.admin_url, dbname=self.name))

    def filler(self) -> "psycopg.Connection[Any]":
        """A superuser whose writes fire the triggers, for filling by the hundred thousand."""
        url = make_conninfo(self.serveur.postgres.admin_url, dbname=self.name)
        return psycopg.connect(url, autocommit=True)

    def drop(self) -> None:
        """Gone, with whoever is still connected."""
        connections.close_all()
        self.serveur.drop(self.name)


def fresh(serveur: Serveur) -> Base:
    """A migrated, empty database."""
    return Base(serveur, serveur.clone())


@contextmanager
def attacked(base: Base) -> Iterator[None]:
    """A transaction with superuser rights in which nothing fires; undone at the end, DDL too."""
    base.use_as_superuser()
    try:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        base.use()


def run(query: str, params: list[Any] | None = None) -> Any:
    """One statement of the attacker's: the triggers sleep meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(query, params)
        row = cursor.fetchone() if cursor.description else None
        changed = cursor.rowcount
        cursor.execute("SET LOCAL session_replication_role = origin")
    if query.startswith(("UPDATE", "DELETE", "INSERT")) and changed < 1:
        raise AssertionError(f"l'attaque n'a rien touché : {query}")
    return row


def settle(limite_s: float = 180) -> None:
    """Wait until every transaction begun before now is over, on the whole server.

    Sealing stops at the oldest running transaction, and other tests share this server.
    """
    deadline = time.monotonic() + limite_s
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        target = cursor.fetchone()[0]
        while time.monotonic() < deadline:
            cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
            if cursor.fetchone()[0] > target:
                return
            time.sleep(0.2)
    raise TimeoutError("une transaction plus ancienne ne finit pas")
