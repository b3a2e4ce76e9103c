"""The database roles, prepared the same way on the embedded server and on an outside one.

ts_owner migrates; ts_app serves (no superuser, no BYPASSRLS, owns nothing); ts_transverse sees
every country and ts_client reads one client's rows: both are taken for one transaction only
(INHERIT FALSE, SET TRUE).
"""

from dataclasses import dataclass

import psycopg
from psycopg import sql

OWNER = "ts_owner"
APP = "ts_app"
TAKEN = ("ts_transverse", "ts_client")

_HARMLESS = sql.SQL("NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE")

# Run as ts_owner before the first migration; tables' rights are core/migrations/0001_droits.py.
RIGHTS = """
REVOKE ALL ON SCHEMA public FROM PUBLIC;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
"""

# Run as ts_owner after the migrations: the application reads their list, never writes it.
AFTER_MIGRATIONS = """
REVOKE ALL ON django_migrations FROM ts_app, ts_transverse;
GRANT SELECT ON django_migrations TO ts_app, ts_transverse;
"""


class RolesRefused(RuntimeError):
    """The login given may not create roles; the message says what to give instead."""


@dataclass(frozen=True, kw_only=True)
class Passwords:
    owner: str
    app: str


def _ensure_role(connection: psycopg.Connection, name: str, access: sql.Composable) -> None:
    """Create the role, or correct how it logs in; one that could ignore the rules is refused.

    Only a superuser may repeat the attributes on an existing role, hence the check instead.
    """
    role = sql.Identifier(name)
    row = connection.execute(
        "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = %s", [name]
    ).fetchone()
    if row is None:
        create = sql.SQL("CREATE ROLE {} {} {}").format(role, access, _HARMLESS)
        connection.execute(create)
    elif row[0]:
        raise RolesRefused(f"Le rôle {name} existe et contourne la sécurité par ligne.")
    else:
        connection.execute(sql.SQL("ALTER ROLE {} {}").format(role, access))


def may_create_roles(connection: psycopg.Connection) -> bool:
    row = connection.execute(
        "SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user"
    ).fetchone()
    return bool(row and row[0])


def prepare_roles(admin_url: str, passwords: Passwords) -> None:
    """Create or correct the four roles with a login that may; safe to run at every start."""
    with psycopg.connect(admin_url, autocommit=True) as connection:
        if not may_create_roles(connection):
            raise RolesRefused(
                "Le compte de DATABASE_URL ne peut pas créer de rôles. Préparez-les avec"
                " `manage.py preparer_roles`, puis donnez DATABASE_URL (rôle ts_app) et"
                " DATABASE_OWNER_URL (rôle ts_owner)."
            )
        for name, password in ((OWNER, passwords.owner), (APP, passwords.app)):
            access = sql.SQL("LOGIN PASSWORD {}").format(sql.Literal(password))
            _ensure_role(connection, name, access)
        for name in TAKEN:
            _ensure_role(connection, name, sql.SQL("NOLOGIN"))
        connection.execute("GRANT ts_transverse, ts_client TO ts_app WITH INHERIT FALSE, SET TRUE")
        connection.execute("ALTER ROLE ts_app SET statement_timeout = '60s'")
        connection.execute("ALTER ROLE ts_app SET idle_in_transaction_session_timeout = '60s'")


def create_database(admin_url: str, name: str) -> None:
    """The application's database, owned by the migrating role and closed to others."""
    identifier = sql.Identifier(name)
    with psycopg.connect(admin_url, autocommit=True) as connection:
        row = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if row is None:
            connection.execute(sql.SQL("GRANT ts_owner TO CURRENT_USER"))
            connection.execute(sql.SQL("CREATE DATABASE {} OWNER ts_owner").format(identifier))
        connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(identifier))
        connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO ts_app").format(identifier))


def hand_over_database(admin_url: str) -> None:
    """Give an existing outside database to ts_owner, with the login of `admin_url`."""
    with psycopg.connect(admin_url, autocommit=True) as connection:
        name = sql.Identifier(connection.info.dbname)
        connection.execute(sql.SQL("GRANT ts_owner TO CURRENT_USER"))
        connection.execute(sql.SQL("ALTER DATABASE {} OWNER TO ts_owner").format(name))
        connection.execute("ALTER SCHEMA public OWNER TO ts_owner")
        connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name))
        connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO ts_app").format(name))


def grant_rights(owner_url: str) -> None:
    """Close the schema and functions to everybody; migrations open what is needed."""
    with psycopg.connect(owner_url, autocommit=True) as connection:
        connection.execute(RIGHTS)


def close_migrations_table(owner_url: str) -> None:
    with psycopg.connect(owner_url, autocommit=True) as connection:
        connection.execute(AFTER_MIGRATIONS)
