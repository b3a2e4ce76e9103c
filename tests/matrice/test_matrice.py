"""Every operation × every role × one's own and another country's object.

The world: Mali lives the whole journey. Côte d'Ivoire must answer a hidden id exactly as it
answers an id that never existed, and must see the same lists before and after.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connections

from accounts.policies import ALLOWED, Role, role_of
from config.api import api as ninja_api
from core.ids import uuid7
from core.tenancy import Acteur, contexte, transverse
from tests.cast import Distribution, reset_contexte
from tests.matrice.corps import minimal
from tests.matrice.table import CORPS, TABLE, Acces
from tests.parcours.parcours import Journee, walk

pytestmark = pytest.mark.django_db

ROLES = (
    "agent_chine",
    "admin_chine",
    "agent_mali",
    "admin_mali",
    "agent_rci",
    "admin_rci",
    "direction",
    "client",
)
HIDDEN_ROLES = ("agent_rci", "admin_rci")
MAY_REFUSE_401 = frozenset({"log_in", "refresh_session", "verify_otp", "log_out"})
SKIP_FORM = frozenset({"multipart/form-data", "application/octet-stream"})


@dataclass(frozen=True)
class Operation:
    """One operation of the API as its own OpenAPI describes it."""

    id: str
    method: str
    path: str
    params: tuple[str, ...]
    query: tuple[tuple[str, Any], ...]
    body: Any
    form: str


def operations() -> Iterator[Operation]:
    schema = ninja_api.get_openapi_schema()
    for path, methods in schema["paths"].items():
        for method, op in methods.items():
            content = op.get("requestBody", {}).get("content", {})
            form = next(iter(content), "")
            body = minimal(content[form]["schema"], schema) if form == "application/json" else None
            body = CORPS.get(op["operationId"], body)
            required = [p for p in op.get("parameters", []) if p.get("required")]
            yield Operation(
                id=op["operationId"],
                method=method,
                path=path.removeprefix("/api/v1"),
                params=tuple(p["name"] for p in required if p["in"] == "path"),
                query=tuple(
                    (p["name"], minimal(p["schema"], schema, p["name"]))
                    for p in required
                    if p["in"] == "query"
                ),
                body=body,
                form=form,
            )


OPERATIONS = list(operations())
IDS = [op.id for op in OPERATIONS]


def call(person: Any, op: Operation, values: dict[str, str]) -> Any:
    """The operation with these path values; other parameters are made up."""
    path = op.path
    for name in op.params:
        path = path.replace(f"{{{name}}}", values.get(name, str(uuid7())))
    if op.query:
        path += "?" + "&".join(f"{n}={v}" for n, v in op.query)
    return person.call(op.method, path, op.body)


def test_every_operation_is_in_the_matrix() -> None:
    assert set(IDS) == set(TABLE)


def test_nobody_unknown_gets_in(cast: Distribution, api: Callable[..., Any]) -> None:
    wrong = []
    for op in OPERATIONS:
        status = call(api(None), op, {}).status_code
        public = TABLE[op.id] is Acces.PUBLIC
        if status >= 500 or public == (status == 401 and op.id not in MAY_REFUSE_401):
            wrong.append((op.id, status))
    assert wrong == []


@pytest.mark.parametrize("name", ROLES)
def test_each_role_may_do_what_the_policy_table_says_and_no_more(
    name: str, cast: Distribution, api: Callable[..., Any]
) -> None:
    acteur, wrong = cast.role(name), []
    for op in OPERATIONS:
        action = TABLE[op.id]
        if isinstance(action, Acces) or op.form in SKIP_FORM:
            continue
        response = call(api(acteur), op, {})
        body = response.json() if "json" in response.get("Content-Type", "") else {}
        refused = response.status_code == 403 and body.get("code") == "action_interdite"
        if response.status_code >= 500 or refused == (role_of(acteur) in ALLOWED[action]):
            wrong.append((op.id, response.status_code, body.get("code"), body.get("errors")))
    assert wrong == []


def test_another_country_sees_nothing_of_a_journey(
    cast: Distribution, api: Callable[..., Any], api_commit: Callable[..., Any]
) -> None:
    lists = [op for op in OPERATIONS if op.method == "get" and not op.params]
    before = {
        (name, op.id): call(api(cast.role(name)), op, {}).status_code
        for name in HIDDEN_ROLES
        for op in lists
    }
    rows_before = {name: visible_rows(cast.role(name)) for name in HIDDEN_ROLES}
    journee = walk(api_commit, cast, "ML")
    cases = leaks = 0
    for name in HIDDEN_ROLES:
        person = api(cast.role(name))
        assert visible_rows(cast.role(name)) == rows_before[name]
        for op in lists:
            response = call(person, op, {})
            assert response.status_code == before[name, op.id], op.id
            leaks += told(response, journee)
            cases += 1
        for op in OPERATIONS:
            for value in values_for(op, journee):
                hidden, made_up = call(person, op, value), call(person, op, {})
                assert outcome(hidden) == outcome(made_up), (op.id, value, hidden.content)
                leaks += told(hidden, journee, *value.values())
                cases += 1
    print(f"matrice : {cases} cas, {leaks} fuites")
    assert leaks == 0


def outcome(response: Any) -> tuple[int, str]:
    """What a stranger can tell one refusal from another by."""
    kind = response.get("Content-Type", "")
    code = response.json().get("code", "") if "problem+json" in kind else ""
    return response.status_code, code


def told(response: Any, journee: Journee, *asked: str) -> int:
    """How many of the journey's secrets an answer contains, besides what was asked with."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return sum(secret.encode() in content for secret in journee.secrets() if secret not in asked)


def values_for(op: Operation, journee: Journee) -> list[dict[str, str]]:
    """The journey's ids, each tried in every path parameter of an operation."""
    ids = [
        journee.colis[0]["id"],
        journee.vol_id,
        journee.client_id,
        journee.photo_id,
        journee.session_id,
        journee.encaissement_ids[0],
        journee.remise_id,
        journee.rapport_id,
        journee.emplacement_id,
        journee.caisse_id,
    ]
    public = TABLE[op.id] is Acces.PUBLIC
    return [] if public or not op.params else [dict.fromkeys(op.params, id) for id in ids]


def visible_rows(acteur: Acteur) -> dict[str, int]:
    """How many rows of each protected table this person's raw SQL would count."""
    with connections["default"].cursor() as cursor, contexte(acteur):
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relforcerowsecurity"
            " AND relnamespace = 'public'::regnamespace"
        )
        tables = [name for (name,) in cursor.fetchall()]
        counts = {}
        for table in tables:
            cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608 - names from the catalogue
            counts[table] = cursor.fetchone()[0]
    reset_contexte()
    return counts


def test_raw_sql_of_another_country_changes_nothing(
    cast: Distribution, api_commit: Callable[..., Any]
) -> None:
    walk(api_commit, cast, "ML")
    with transverse(), connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relforcerowsecurity"
            " AND relnamespace = 'public'::regnamespace"
        )
        tables = [name for (name,) in cursor.fetchall()]
    for name in HIDDEN_ROLES:
        for table in tables:
            with contexte(cast.role(name)), connections["default"].cursor() as cursor:
                cursor.execute(
                    "SELECT has_table_privilege(current_user, %s, 'DELETE'),"
                    " has_table_privilege(current_user, %s, 'TRUNCATE')",
                    [table, table],
                )
                assert cursor.fetchone() == (False, False), table
    reset_contexte()


def test_every_role_of_the_policy_table_is_played() -> None:
    assert {Role.CLIENT, Role.SYSTEME} | {
        Role.AGENT_ORIGINE,
        Role.ADMIN_ORIGINE,
        Role.AGENT_DESTINATION,
        Role.ADMIN_DESTINATION,
        Role.DIRECTION,
    } == set(Role)
