# ruff: noqa: S608 - every name in these statements comes from the catalogue
"""Every table × every role in raw SQL: SELECT, INSERT, UPDATE, DELETE; every narrow path."""

from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django.db import DatabaseError, connection, transaction

from core.tenancy import contexte, transverse
from tests.cast import reset_contexte
from tests.matrice.donnees import CADRES, FONCTIONS, TABLES, Portee
from tests.matrice.monde import ETRANGERS, ROLES, Monde
from tests.matrice.releve import Releve
from tests.parcours.parcours import TELEPHONES

SANS_CONTEXTE = "sans contexte"
PAYS = {"chine": "CN", "mali": "ML", "rci": "CI"}
INSUFFISANT = "42501"
TRIES = 3


def tables() -> dict[str, bool]:
    """Every table and partition of the schema (True for a partition)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname, relispartition FROM pg_class WHERE relkind IN ('r', 'p')"
                       " AND relnamespace = 'public'::regnamespace ORDER BY relname")  # fmt: skip
        return {name: part for name, part in cursor.fetchall() if not name.startswith(CADRES)}


def functions() -> set[str]:
    """Every SECURITY DEFINER function of the schema."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT proname FROM pg_proc WHERE prosecdef"
                       " AND pronamespace = 'public'::regnamespace")  # fmt: skip
        return {name for (name,) in cursor.fetchall()}


def missing() -> dict[str, set[str]]:
    """What the database has and the matrix's list has not, and the other way round."""
    present = {name for name, part in tables().items() if not part}
    return {"tables": present ^ set(TABLES), "fonctions": functions() ^ set(FONCTIONS)}


def check_lines(monde: Monde, releve: Releve, *, roles: Iterable[str] = ROLES) -> None:
    """All tables for these roles, and for a connection that gave no context."""
    for table, partition in tables().items():
        if partition:
            _check_partition(releve, monde, table, roles)
            continue
        portee = TABLES[table]
        for role in (*roles, SANS_CONTEXTE):
            hidden = _hidden(table, portee, monde, role)
            if not portee.partage and role in (*ETRANGERS, SANS_CONTEXTE):
                releve.case("lignes à cacher", bool(hidden), f"{table} vide pour {role}")
            _check_table(releve, monde, table, portee, role, hidden)
        for role in roles:
            _never_deleted(releve, monde, table, role)


def check_functions(monde: Monde, releve: Releve) -> None:
    """What a stranger gets out of the narrow paths when asking about Mali's journey."""
    journee = monde.journees["ML"]
    values = {"colis": journee.colis[0]["id"], "client": journee.client_id,
              "code": monde.code("ML"), "chiffres": TELEPHONES["ML"][1:]}  # fmt: skip
    for name, question in FONCTIONS.items():
        if question is None:
            continue
        for role in ("agent_rci", "admin_rci"):
            got, state = _attempt(monde, role, question.format(**values))
            releve.case("fonctions", state != "" or got == 0, f"{name} par {role} : {got} lignes")


def _as(monde: Monde, role: str) -> AbstractContextManager[Any]:
    if role != SANS_CONTEXTE:
        return contexte(monde.cast.role(role))
    reset_contexte()
    return nullcontext()


def _attempt(
    monde: Monde, role: str, query: str, params: list[Any] | None = None
) -> tuple[int, str]:
    """Rows touched (or returned) by this role's statement, and the refusal's SQLSTATE; undone."""
    touched, state = 0, ""
    try:
        with transaction.atomic():
            with _as(monde, role), connection.cursor() as cursor:
                cursor.execute(query, params)
                touched = len(cursor.fetchall()) if cursor.description else cursor.rowcount
            transaction.set_rollback(True)
    except DatabaseError as error:
        state = str(getattr(error.__cause__, "sqlstate", "")) or "?"
    return touched, state


def _hidden(table: str, portee: Portee, monde: Monde, role: str) -> list[str]:
    """Places (ctid) of rows this role must not see, by the domain's own columns."""
    if portee.partage or role == "direction":
        return []
    condition = _hidden_sql(portee, monde, role)
    with transverse(), connection.cursor() as cursor:
        cursor.execute(f"SELECT t.ctid::text FROM {table} t WHERE {condition} LIMIT 500")
        return [ctid for (ctid,) in cursor.fetchall()]


def _hidden_sql(portee: Portee, monde: Monde, role: str) -> str:
    if role in (SANS_CONTEXTE, "client"):
        mine = f"t.{portee.personne} = '{monde.cast.client.id}'" if portee.personne else "false"
        return "true" if role == SANS_CONTEXTE else f"NOT coalesce({mine}, false)"
    acteur = monde.cast.role(role)
    if portee.parent is not None:
        parent, column = portee.parent
        inner = _hidden_sql(TABLES[parent], monde, role).replace("t.", "p.")
        return f"EXISTS (SELECT 1 FROM {parent} p WHERE p.id = t.{column} AND {inner})"
    own = [f"t.{column} = '{acteur.pays}'" for column in portee.colonnes]
    if portee.personne:
        own.append(f"t.{portee.personne} = '{acteur.id}'")
    return f"NOT coalesce({' OR '.join(own) or 'false'}, false)"


def _check_table(
    releve: Releve, monde: Monde, table: str, portee: Portee, role: str, hidden: list[str]
) -> None:
    """SELECT, UPDATE and DELETE of hidden rows touch nothing; INSERT of their like is refused."""
    if not hidden:
        return
    where = "WHERE ctid = ANY(%s::tid[])"
    places = [hidden]
    key = _first_column(table)
    for verb, query in (
        ("SELECT", f"SELECT 1 FROM {table} {where}"),
        ("UPDATE", f"UPDATE {table} SET {key} = {key} {where}"),
        ("DELETE", f"DELETE FROM {table} {where}"),
    ):
        touched, state = _attempt(monde, role, query, places)
        ok = touched == 0 and state in ("", INSUFFISANT)
        releve.case(f"lignes {verb}", ok, f"{table} par {role} : {touched} lignes {state}")
    if portee.ouverte and role != SANS_CONTEXTE:
        return
    for place in hidden[:TRIES]:
        query, params = _copy(table, place)
        touched, state = _attempt(monde, role, query, params)
        releve.case(
            "lignes INSERT", state == INSUFFISANT, f"{table} par {role} : {state or touched}"
        )


def _never_deleted(releve: Releve, monde: Monde, table: str, role: str) -> None:
    """Nobody deletes, not even one's own; what is append-only nobody changes either."""
    touched, state = _attempt(monde, role, f"DELETE FROM {table}")
    releve.case("lignes DELETE", state == INSUFFISANT or touched == 0,
                f"{table} par {role} : {touched} lignes {state}")  # fmt: skip
    if table in append_only():
        key = _first_column(table)
        touched, state = _attempt(monde, role, f"UPDATE {table} SET {key} = {key}")
        releve.case(
            "lignes UPDATE", state == INSUFFISANT, f"{table} par {role} : {state or touched}"
        )


def _check_partition(releve: Releve, monde: Monde, table: str, roles: Iterable[str]) -> None:
    """A partition reached behind its table is closed to everybody, whatever its rows."""
    for role in (*roles, SANS_CONTEXTE):
        for verb, query in (
            ("SELECT", f"SELECT 1 FROM {table}"),
            ("INSERT", f"INSERT INTO {table} SELECT * FROM {table}"),
            ("UPDATE", f"UPDATE {table} SET motif = motif"),
            ("DELETE", f"DELETE FROM {table}"),
        ):
            touched, state = _attempt(monde, role, query)
            releve.case(f"partitions {verb}", state == INSUFFISANT,
                        f"{table} par {role} : {state or touched}")  # fmt: skip


_append_only: set[str] = set()


def append_only() -> set[str]:
    """Tables whose trigger refuses every change."""
    if not _append_only:
        with connection.cursor() as cursor:
            cursor.execute("SELECT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
                           " WHERE t.tgname = c.relname || '_intouchable'")  # fmt: skip
            _append_only.update(name for (name,) in cursor.fetchall())
    return _append_only


def _first_column(table: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND"
                       " attnum = 1", [table])  # fmt: skip
        return str(cursor.fetchone()[0])


def _copy(table: str, place: str) -> tuple[str, list[Any]]:
    """An INSERT of the same row under another id, leaving out what the database computes."""
    with transverse(), connection.cursor() as cursor:
        cursor.execute("SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND"
                       " attnum > 0 AND NOT attisdropped AND attgenerated = ''"
                       " AND attidentity = ''",
                       [table])  # fmt: skip
        columns = ", ".join(f'"{name}"' for (name,) in cursor.fetchall())
        one = f"SELECT to_jsonb(t)::text FROM {table} t WHERE ctid = %s::tid"
        cursor.execute(one, [place])
        row = cursor.fetchone()[0]
        new = "gen_random_uuid()" if '"id": "' in row else "(random() * 2e9)::bigint"
    query = (
        f"INSERT INTO {table} ({columns}) SELECT {columns} FROM jsonb_populate_record("
        f"NULL::{table}, %s::jsonb || jsonb_build_object('id', {new}))"
    )
    return query, [row]
