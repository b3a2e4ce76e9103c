# ruff: noqa: S608 - every name in these statements is one of our own
"""Leaks planted one at a time, in the matrix's own database or process; each must be found."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import Any
from unittest.mock import patch

from django.db import connection, connections

from accounts.policies import ALLOWED, Action, Role
from core.errors import ActionInterdite, BusinessError, IdDejaUtilise, Introuvable
from core.models import Creation
from core.tenancy import transverse
from tests.matrice.direct import check_addresses, check_sockets
from tests.matrice.lignes import check_functions, check_lines
from tests.matrice.monde import Monde
from tests.matrice.points import check_creations, check_points, check_rights
from tests.matrice.releve import Releve

RCI = ("agent_mali", "admin_mali", "agent_rci", "admin_rci")
Section = Callable[[Monde, Releve], None]


@dataclass(frozen=True)
class Fuite:
    """One leak, and the sections of the matrix that look where it is."""

    nom: str
    plant: Callable[[], AbstractContextManager[Any]]
    sections: tuple[Section, ...]


def _points(*ops: str) -> Section:
    return lambda monde, releve: check_points(monde, releve, roles=RCI, seulement=ops)


def _lines(monde: Monde, releve: Releve) -> None:
    check_lines(monde, releve, roles=("agent_rci", "admin_rci"))


def _rights(monde: Monde, releve: Releve) -> None:
    check_rights(monde, releve, roles=("agent_mali",))


def _creations(monde: Monde, releve: Releve) -> None:
    check_creations(monde, releve, roles=RCI)


def _sockets(monde: Monde, releve: Releve) -> None:
    check_sockets(monde, releve, ("admin_rci",))


def _addresses(_monde: Monde, releve: Releve) -> None:
    check_addresses(releve)


@contextmanager
def _ddl(planted: str, undone: str) -> Iterator[None]:
    """What the owner could do by mistake in a migration."""
    connection.close()
    with connections["owner"].cursor() as cursor:
        cursor.execute(planted)
    try:
        yield
    finally:
        connection.close()
        with connections["owner"].cursor() as cursor:
            cursor.execute(undone)


def _rls_off() -> AbstractContextManager[Any]:
    table = "ALTER TABLE distribution_encaissement"
    return _ddl(f"{table} DISABLE ROW LEVEL SECURITY", f"{table} ENABLE ROW LEVEL SECURITY")


def _policy_open() -> AbstractContextManager[Any]:
    return _ddl(
        "DROP POLICY lecture ON vols_vol;"
        "CREATE POLICY lecture ON vols_vol FOR SELECT TO ts_app USING (true)",
        "ALTER POLICY lecture ON vols_vol USING (pays_origine ="
        " (select current_setting('app.pays', true)) OR pays_visible ="
        " (select current_setting('app.pays', true)))",
    )


def _insert_open() -> AbstractContextManager[Any]:
    return _ddl(
        "ALTER POLICY insertion ON colis_evenement WITH CHECK (true)",
        "ALTER POLICY insertion ON colis_evenement WITH CHECK (EXISTS (SELECT 1 FROM"
        " colis_colis c WHERE c.id = colis_evenement.colis_id))",
    )


def _partition_open() -> AbstractContextManager[Any]:
    table = "audit_entree_autres"
    return _ddl(
        f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY; GRANT SELECT ON {table} TO ts_app",
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY; REVOKE SELECT ON {table} FROM ts_app",
    )


@contextmanager
def _function_open(name: str, signature: str, where: str) -> Iterator[None]:
    """A SECURITY DEFINER function rewritten without its country filter."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT pg_get_functiondef(%s::regprocedure)", [f"{name}({signature})"])
        (original,) = cursor.fetchone()
    connection.close()
    with connections["owner"].cursor() as cursor:
        head = f"CREATE OR REPLACE FUNCTION {name}({signature})"
        columns = "c.id, c.nom, c.telephone, c.pays, c.langue"
        body = f"SELECT {columns} FROM colis_client c WHERE {where}"
        cursor.execute(
            f"{head} RETURNS TABLE(id uuid, nom text, telephone text, pays text, langue text)"
            f" LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $f$ {body} $f$"
        )
    try:
        yield
    finally:
        connection.close()
        with connections["owner"].cursor() as cursor:
            cursor.execute(original)


def _selector_skips() -> AbstractContextManager[Any]:
    """A read made under direction's role, 'because it was simpler'."""
    edge = import_module("colis.api.colis")
    real = edge.get_colis

    def everywhere(**kwargs: Any) -> Any:
        with transverse():
            return real(**kwargs)

    return patch.object(edge, "get_colis", everywhere)


def _cached_page() -> AbstractContextManager[Any]:
    """A list kept under a key that forgets whose it is."""
    edge = import_module("distribution.api.encaissements")
    real = edge.page
    kept: dict[str, Any] = {}

    def cached(rows: Any, *args: Any, **kwargs: Any) -> Any:
        found = real(rows, *args, **kwargs)
        return kept.setdefault("encaissements", found) if found["items"] or kept else found

    return patch.object(edge, "page", cached)


def _owner_export() -> AbstractContextManager[Any]:
    selector = import_module("rapports.selectors.audit")
    real = selector.list_entrees
    return patch.object(selector, "list_entrees", lambda **k: real(**k).using("owner"))


def _wrong_group() -> AbstractContextManager[Any]:
    return patch("rapports.hub.group_of", lambda _pays: "tableau.ML")


class _Anything:
    """Equal to whatever it is compared with: a signature nobody checks."""

    def __ne__(self, _other: object) -> bool:
        return False

    __hash__ = None  # type: ignore[assignment]

    def __eq__(self, _other: object) -> bool:
        return True


def _unsigned() -> AbstractContextManager[Any]:
    return patch("config.pages.signed_name", lambda _signature: _Anything())


def _telling_refusal() -> AbstractContextManager[Any]:
    """A taken id is refused in one way when its row is hidden, in another when it is not."""

    def refuse(*, id: str) -> BusinessError:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('app.pays', true)")
            here = cursor.fetchone()[0]
        with transverse(), connection.cursor() as cursor:
            creation = Creation.objects.get(id=id)
            cursor.execute("SELECT pays FROM accounts_user WHERE id = %s", [creation.acteur_id])
            there = cursor.fetchone()[0]
        same = here == there
        return IdDejaUtilise(id=id) if same else ActionInterdite(action="ailleurs")

    return patch("core.creations.IdDejaUtilise", refuse)


def _forbidden_not_missing() -> AbstractContextManager[Any]:
    """403 for what exists elsewhere, 404 for what does not exist."""
    selector = import_module("vols.selectors.vols")
    real = selector.find_vol

    def found(vol_id: Any) -> Any:
        with transverse():
            known = selector.Vol.objects.filter(id=vol_id).exists()
        try:
            return real(vol_id)
        except Introuvable:
            if known:
                raise ActionInterdite(action="vol.lire") from None
            raise

    return patch.object(selector, "find_vol", found)


def _wide_right() -> AbstractContextManager[Any]:
    """One word too many in the policy table."""
    action = Action.REVERSE_ENCAISSEMENT
    return patch.dict(ALLOWED, {action: ALLOWED[action] | {Role.AGENT_DESTINATION}})


FUITES = (
    Fuite("droit donné à qui ne l'a pas", _wide_right, (_rights,)),
    Fuite("sécurité par ligne levée sur une table", _rls_off, (_lines,)),
    Fuite("politique retirée, remplacée par une qui montre tout", _policy_open, (_lines,)),
    Fuite("la même, vue par l'API seule", _policy_open, (_points("get_vol", "list_vols"),)),
    Fuite("WITH CHECK ouvert sur une table enfant", _insert_open, (_lines,)),
    Fuite("partition joignable derrière sa table", _partition_open, (_lines,)),
    Fuite("sélecteur qui lit en transverse", _selector_skips, (_points("get_colis"),)),
    Fuite("réponse en cache sans le pays", _cached_page, (_points("list_encaissements"),)),
    Fuite("export par la connexion du propriétaire", _owner_export,
          (_points("export_audit_csv"),)),
    Fuite("WebSocket abonnée au groupe d'un autre pays", _wrong_group, (_sockets,)),
    Fuite("adresse signée non vérifiée", _unsigned, (_addresses,)),
    Fuite("recherche sans filtre de pays",
          lambda: _function_open("clients_par_telephone", "text, text, integer",
                                 "c.telephone_inverse ^@ reverse($1) LIMIT $3"),
          (check_functions, _points("list_clients"))),
    Fuite("SECURITY DEFINER sans filtre",
          lambda: _function_open("client_contact", "uuid", "c.id = $1"), (check_functions,)),
    Fuite("erreur d'unicité qui trahit une ligne cachée", _telling_refusal, (_creations,)),
    Fuite("403 au lieu de 404 pour ce qui existe ailleurs", _forbidden_not_missing,
          (_points("get_vol"),)),
)  # fmt: skip


def find(monde: Monde, fuite: Fuite) -> Releve:
    """The matrix run over one planted leak."""
    releve = Releve()
    with fuite.plant():
        for section in fuite.sections:
            section(monde, releve)
    return releve
