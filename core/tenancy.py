"""Who is acting, in which country, told to PostgreSQL for the length of one transaction.

Row-level security decides which rows exist for the caller; this module sets its context and
makes the policies' SQL, so that every table's policies read alike (see docs/securite.md).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from django.db import connection, transaction

SYSTEME = UUID("00000000-0000-7000-8000-000000000001")
SIEGE = "SIEGE"

Fonction = Literal["agent", "admin", "client", "direction", "systeme"]
Cote = Literal["origine", "destination", ""]


@dataclass(frozen=True, kw_only=True)
class Acteur:
    """Whoever acts: the rights go by ``fonction`` and ``cote``, the rows by ``pays``.

    ``appareil_id`` is the journal the act comes from, ``appareil_seq`` its number in it when it
    was captured offline.
    """

    id: UUID
    fonction: Fonction
    pays: str | None = None
    cote: Cote = ""
    role: str = ""
    nom: str = ""
    telephone: str = ""
    agence_id: UUID | None = None
    appareil_id: UUID | None = None
    appareil_seq: int | None = None

    @property
    def hors_ligne(self) -> bool:
        """Whether the act was captured on a device's journal: it already happened."""
        return self.appareil_seq is not None

    @property
    def pays_audit(self) -> str:
        """The audit chain this actor's own acts belong to."""
        return self.pays or SIEGE


def systeme(pays: str, cote: Cote = "destination") -> Acteur:
    """The actor of tasks that act for one country."""
    return Acteur(
        id=SYSTEME, fonction="systeme", pays=pays, cote=cote, role="systeme", nom="Système"
    )


def role_sql(acteur: Acteur) -> str:
    """The database role an actor's transaction runs under."""
    if acteur.fonction == "direction":
        return "ts_transverse"
    if acteur.fonction == "client":
        return "ts_client"
    return "ts_app"


def set_contexte(acteur: Acteur) -> None:
    """Tell this transaction who acts. Must run inside a transaction; lasts until its end."""
    if not connection.in_atomic_block:
        raise RuntimeError("set_contexte must run inside a transaction")
    role = role_sql(acteur)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('app.user_id', %s, true), set_config('app.fonction', %s, true),"
            " set_config('app.pays', %s, true), set_config('app.telephone', %s, true),"
            " set_config('role', %s, true)",
            [str(acteur.id), acteur.fonction, acteur.pays or "", acteur.telephone, role],
        )


@contextmanager
def contexte(acteur: Acteur) -> Iterator[None]:
    """One transaction acting as ``acteur``; the outer context, if any, is restored on exit.

    A setting survives a released savepoint, hence the explicit restoration.
    """
    with _restored():
        set_contexte(acteur)
        yield


@contextmanager
def transverse() -> Iterator[None]:
    """One transaction that sees every country: direction's reads and the all-country sweepers."""
    with _restored(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('role', 'ts_transverse', true)")
        yield


@contextmanager
def _restored() -> Iterator[None]:
    """A transaction whose settings end with it; nested in another, the outer ones come back."""
    if not connection.in_atomic_block:
        with transaction.atomic():
            yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT current_setting('app.user_id', true),"
                " current_setting('app.fonction', true), current_setting('app.pays', true),"
                " current_setting('app.telephone', true), current_setting('role', true)"
            )
            before = cursor.fetchone()
        yield
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('app.user_id', %s, true), set_config('app.fonction', %s, true),"
                " set_config('app.pays', %s, true), set_config('app.telephone', %s, true),"
                " set_config('role', %s, true)",
                [*(value or "" for value in before[:4]), before[4] or "none"],
            )


USER = "(select current_setting('app.user_id', true))"
USER_ID = "(select nullif(current_setting('app.user_id', true), '')::uuid)"
PAYS = "(select current_setting('app.pays', true))"
TELEPHONE = "(select current_setting('app.telephone', true))"
CLIENT_IDS = f"(select id from colis_client where telephone = {TELEPHONE})"  # noqa: S608
CONTEXTE = f"(coalesce({USER}, '') <> '')"

_FORCE = """
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
CREATE POLICY proprietaire ON {table} TO ts_owner USING (true) WITH CHECK (true);
CREATE POLICY transverse ON {table} TO ts_transverse USING (true) WITH CHECK (true);
"""


def policies_sql(
    table: str,
    *,
    lecture: str,
    insertion: str | None = None,
    modification: str | None = None,
    client: str | None = None,
) -> str:
    """SQL that forces row-level security on ``table``.

    ``lecture`` is the condition to see a row, ``insertion`` (default: the same) to add one,
    ``modification`` to change one (default: none may), ``client`` the client account's reading.
    """
    sql = _FORCE.format(table=table)
    sql += f"CREATE POLICY lecture ON {table} FOR SELECT TO ts_app USING ({lecture});\n"
    check = insertion or lecture
    sql += f"CREATE POLICY insertion ON {table} FOR INSERT TO ts_app WITH CHECK ({check});\n"
    if modification:
        sql += (
            f"CREATE POLICY modification ON {table} FOR UPDATE TO ts_app"
            f" USING ({modification}) WITH CHECK ({modification});\n"
        )
    if client:
        sql += f"CREATE POLICY client ON {table} FOR SELECT TO ts_client USING ({client});\n"
        sql += f"GRANT SELECT ON {table} TO ts_client;\n"
    return sql


def append_only_sql(table: str) -> str:
    """SQL that refuses UPDATE, DELETE and TRUNCATE: by rights to the app, by trigger to all."""
    return f"""
REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM ts_app, ts_transverse, ts_client;
CREATE TRIGGER {table}_intouchable BEFORE UPDATE OR DELETE ON {table}
  FOR EACH ROW EXECUTE FUNCTION refuser_modification();
CREATE TRIGGER {table}_intronquable BEFORE TRUNCATE ON {table}
  FOR EACH STATEMENT EXECUTE FUNCTION refuser_modification();
"""


def immutable_column_sql(table: str, column: str) -> str:
    """SQL of a trigger that freezes one column for ever (row's origin country)."""
    return f"""
CREATE FUNCTION {table}_{column}_fige() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.{column} IS DISTINCT FROM OLD.{column} THEN
    RAISE EXCEPTION '{table}.{column} ne change jamais'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER {table}_{column}_fige BEFORE UPDATE OF {column} ON {table}
  FOR EACH ROW EXECUTE FUNCTION {table}_{column}_fige();
"""


def definer_sql(signature: str, returns: str, body: str, *, grantees: str = "ts_app") -> str:
    """SQL of a named narrow path: SECURITY DEFINER, fixed search_path, no PUBLIC EXECUTE."""
    return f"""
CREATE FUNCTION {signature} RETURNS {returns} LANGUAGE sql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$ {body} $$;
REVOKE EXECUTE ON FUNCTION {signature} FROM PUBLIC;
GRANT EXECUTE ON FUNCTION {signature} TO {grantees};
"""
