"""What guards the journal in the database: row security, policies, triggers, rights, roles.

`describe` lists it all, to be compared with what was anchored outside; `expect` says what is
missing whatever the anchor, from the code alone.
"""

from collections.abc import Iterator
from typing import Any

from django.db import connection

from audit.scellement.constat import Defaut, Nature
from audit.scellement.registre import sealed_tables

FIXES = ("audit_emission", "audit_epoque", "audit_sceau")
SANS_PAYS = frozenset({"audit_epoque"})
ROLES = ("ts_app", "ts_client", "ts_owner", "ts_transverse")
POLITIQUES = frozenset({"insertion", "lecture", "proprietaire", "transverse"})
PARTITION = "<partition>"
INTERDITS = frozenset({"UPDATE", "DELETE", "TRUNCATE"})

_TABLES = """
SELECT c.relname, coalesce(p.relname, c.relname), c.relrowsecurity AND c.relforcerowsecurity,
  pg_get_userbyid(c.relowner), c.relispartition
  FROM pg_class c LEFT JOIN pg_inherits i ON i.inhrelid = c.oid
  LEFT JOIN pg_class p ON p.oid = i.inhparent
 WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
   AND (c.relname = ANY(%s) OR p.relname = ANY(%s)) ORDER BY 1
"""
_DECLENCHEURS = """
SELECT c.relname, t.tgname, t.tgenabled::text, f.proname, md5(f.prosrc), pg_get_triggerdef(t.oid)
  FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc f ON f.oid = t.tgfoid
 WHERE NOT t.tgisinternal AND c.relname = ANY(%s) ORDER BY 1, 2
"""
_POLITIQUES = """
SELECT tablename, policyname, permissive, cmd, roles::text, coalesce(qual, ''),
  coalesce(with_check, '') FROM pg_policies WHERE schemaname = 'public' AND tablename = ANY(%s)
 ORDER BY 1, 2
"""
_DROITS = """
SELECT c.relname, coalesce(r.rolname, 'PUBLIC'), a.privilege_type
  FROM pg_class c CROSS JOIN LATERAL (
    SELECT grantee, privilege_type FROM aclexplode(c.relacl)
    UNION SELECT x.grantee, x.privilege_type FROM pg_attribute t
      CROSS JOIN LATERAL aclexplode(t.attacl) x WHERE t.attrelid = c.oid AND t.attacl IS NOT NULL
  ) a LEFT JOIN pg_roles r ON r.oid = a.grantee
 WHERE c.relname = ANY(%s) AND c.relnamespace = 'public'::regnamespace
   AND a.grantee <> c.relowner ORDER BY 1, 2, 3
"""
_REGLES = """
SELECT tablename, rulename, definition FROM pg_rules
 WHERE schemaname = 'public' AND tablename = ANY(%s) ORDER BY 1, 2
"""
_ROLES = """
SELECT r.rolname, r.rolsuper, r.rolbypassrls, r.rolcanlogin,
  (SELECT coalesce(string_agg(g.rolname, ',' ORDER BY g.rolname), '') FROM pg_auth_members m
    JOIN pg_roles g ON g.oid = m.roleid WHERE m.member = r.oid)
  FROM pg_roles r WHERE r.rolname = ANY(%s) ORDER BY 1
"""


class Garde:
    """The guards as they stand now."""

    def __init__(self) -> None:
        names = sorted({*FIXES, *(t.table for t in sealed_tables())})
        tables = _read(_TABLES, [names, names])
        self.parent = {str(name): str(parent) for name, parent, *_ in tables}
        self.partitions = {str(t[0]) for t in tables if t[4]}
        self.forced = {str(t[0]): bool(t[2]) for t in tables}
        self.owner = {str(t[0]): str(t[3]) for t in tables}
        present = sorted(self.parent)
        self.triggers = _read(_DECLENCHEURS, [present])
        self.policies = _read(_POLITIQUES, [present])
        self.rights = _read(_DROITS, [present])
        self.rules = _read(_REGLES, [present])
        self.roles = _read(_ROLES, [list(ROLES)])
        self.expected = names

    def describe(self) -> dict[str, str]:
        """Each guard as one line of text, with the table it was read on.

        A partition's name is left out, so that a new month well closed changes nothing.
        """
        lines: dict[str, str] = {}
        for kind, table, text in self._lines():
            hidden = PARTITION if table in self.partitions else table
            lines.setdefault(f"{kind} {hidden} {text.replace(table, hidden)}", table)
        return lines

    def _lines(self) -> Iterator[tuple[str, str, str]]:
        for table, forced in self.forced.items():
            yield "lignes", table, f"forcées={forced} propriétaire={self.owner[table]}"
        for table, name, enabled, _, source, definition in self.triggers:
            yield "déclencheur", str(table), f"{name} {enabled} {source} {definition}"
        for table, *policy in self.policies:
            yield "politique", str(table), " ".join(map(str, policy))
        for table, grantee, privilege in self.rights:
            yield "droit", str(table), f"{grantee} {privilege}"
        for role, *attributes in self.roles:
            yield "rôle", str(role), " ".join(map(str, attributes))

    def expect(self) -> Iterator[Defaut]:
        """What is missing or too much, whatever was anchored."""
        for table in self.expected:
            if table not in self.parent:
                yield _defaut(table, "table absente")
        for table, parent in self.parent.items():
            yield from self._expect_table(table, parent)
        yield from self._expect_rights()

    def _expect_rights(self) -> Iterator[Defaut]:
        for table, grantee, privilege in self.rights:
            closed = table in self.partitions or privilege in INTERDITS
            if closed:
                yield _defaut(str(table), f"{grantee} a le droit {privilege}")
        for table, name, _ in self.rules:
            yield _defaut(str(table), f"règle {name} : elle réécrit ce qui s'y écrit")
        for role, is_super, bypass, _, members in self.roles:
            if is_super or bypass or (role != "ts_owner" and "ts_owner" in str(members)):
                yield _defaut("", f"le rôle {role} contourne les gardes")

    def _expect_table(self, table: str, parent: str) -> Iterator[Defaut]:
        sealed = {t.table for t in sealed_tables()}
        if not self.forced[table] and table not in SANS_PAYS:
            yield _defaut(table, "sécurité par ligne levée")
        wanted = {f"{parent}_intouchable": "refuser_modification",
                  f"{parent}_intronquable": "refuser_modification"}  # fmt: skip
        if parent in sealed:
            wanted[f"{parent}_tx"] = "poser_tx"
        active = {
            str(name): str(function)
            for owner, name, enabled, function, *_ in self.triggers
            if owner == table and enabled in ("O", "A")
        }
        for name, function in wanted.items():
            if active.get(name) != function:
                yield _defaut(table, f"déclencheur {name} absent ou désactivé")
        if table not in self.partitions and table not in SANS_PAYS:
            present = {str(p[1]) for p in self.policies if p[0] == table}
            for name in sorted(POLITIQUES - present):
                yield _defaut(table, f"politique {name} absente")


def compare_guards(anchored: list[str], garde: Garde) -> Iterator[Defaut]:
    """How the guards differ from those anchored outside; whole tables before their partitions."""
    now = garde.describe()
    for line in sorted(anchored, key=_partitions_last):
        if line not in now:
            table = line.split(" ", 2)[1]
            yield _defaut(table, f"disparu depuis l'ancre : {line[:200]}")
    known = set(anchored)
    for line in sorted(now, key=_partitions_last):
        if line not in known:
            yield _defaut(now[line], f"apparu depuis l'ancre : {line[:200]}")


def _partitions_last(line: str) -> bool:
    return PARTITION in line


def _defaut(table: str, detail: str) -> Defaut:
    return Defaut(nature=Nature.GARDE, table=table, detail=detail)


def _read(query: str, params: list[list[str]]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, params)
        return list(cursor.fetchall())
