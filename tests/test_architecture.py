"""The house's rules that no linter knows: who writes, who sees, what is declared."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections

from accounts.policies import ALLOWED, Action
from config.api import api
from config.erreurs import render_errors
from core.errors import LANGUES, BusinessError
from core.tenancy import transverse
from tests.cast import Distribution, reset_contexte

ROOT = Path(__file__).resolve().parent.parent
APPS = (
    "core",
    "audit",
    "accounts",
    "colis",
    "vols",
    "distribution",
    "notifications",
    "tracking",
    "rapports",
    "config",
)
WRITES = {
    "save",
    "create",
    "bulk_create",
    "bulk_update",
    "update_or_create",
    "get_or_create",
    "delete",
    "update",
}
# Tables without a country: reference data every role may read, and the frameworks' own.
WITHOUT_COUNTRY = {
    "accounts_pays",
    "colis_taux_change",
    "vols_compagnie",
    "vols_aeroport",
    "audit_epoque",
}
FRAMEWORK = re.compile(r"^(django_|auth_|axes_)")


def python_files() -> Iterator[Path]:
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" not in path.parts and "node_modules" not in path.parts:
                yield path


def refusals() -> Iterator[type[BusinessError]]:
    pending = [BusinessError]
    while pending:
        kind = pending.pop()
        pending.extend(kind.__subclasses__())
        yield kind


def test_no_source_file_is_longer_than_300_lines() -> None:
    long = {
        str(p.relative_to(ROOT)): n
        for p in python_files()
        if (n := len(p.read_text().splitlines())) > 300
    }
    assert long == {}


def _objects_writes(path: Path) -> Iterator[str]:
    """Calls that write rows: ``X.objects….update()`` and ``instance.save()``."""
    for node in ast.walk(ast.parse(path.read_text())):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        target = ast.unparse(node.func.value)
        if node.func.attr == "save" and not target.startswith(("self", "picture", "image")):
            yield f"{path.relative_to(ROOT)}:{node.lineno} {target}.save"
        if node.func.attr in WRITES and ".objects" in target:
            yield f"{path.relative_to(ROOT)}:{node.lineno} {node.func.attr}"


def test_only_services_write_rows() -> None:
    edges = {"api", "schemas", "selectors", "tasks", "consumers", "domain", "operations"}
    found = [
        line
        for path in python_files()
        if edges & {*path.relative_to(ROOT).parts[1:-1], path.stem} and path.parts[-2] != "core"
        if "services" not in path.parts and path.stem != "services"
        for line in _objects_writes(path)
    ]
    assert found == []


def test_every_refusal_has_its_own_code_and_a_sentence_in_each_language() -> None:
    own = [kind for kind in refusals() if "code" in vars(kind)]
    doubles = [code for code, n in Counter(kind.code for kind in own).items() if n > 1]
    assert doubles == []
    for kind in own:
        assert re.fullmatch(r"[a-z0-9_]+", kind.code)
        sentences = {getattr(kind, langue) for langue in LANGUES}
        assert len(sentences) == len(LANGUES), kind


def test_every_action_has_roles() -> None:
    assert set(ALLOWED) == set(Action)
    assert all(ALLOWED.values())


def test_every_operation_has_an_explicit_id_and_declared_refusals() -> None:
    schema = api.get_openapi_schema()
    ids = Counter(
        operation["operationId"] for path in schema["paths"].values() for operation in path.values()
    )
    assert [name for name, n in ids.items() if n > 1] == []
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            statuses = {int(s) for s in operation["responses"]}
            assert statuses & {400, 401, 404, 422, 429}, (method, path)
            assert "_api_" not in operation["operationId"], (method, path)


@pytest.mark.django_db(databases=["default", "owner"])
def test_every_table_is_forced_to_show_only_its_country() -> None:
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT relname, relrowsecurity AND relforcerowsecurity FROM pg_class"
            " WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace"
        )
        tables = dict(cursor.fetchall())
    open_tables = {
        name for name, forced in tables.items() if not forced and not FRAMEWORK.match(name)
    }
    assert open_tables == WITHOUT_COUNTRY
    assert len(tables) > 30


@pytest.mark.django_db
def test_without_context_every_table_with_a_country_is_empty(cast: Distribution) -> None:
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relforcerowsecurity"
            " AND NOT relispartition AND relnamespace = 'public'::regnamespace"
        )
        tables = [name for (name,) in cursor.fetchall()]
        reset_contexte()
        for table in tables:
            cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608 - names from the catalogue
            assert cursor.fetchone() == (0,), table
    with transverse(), connections["default"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM accounts_user")
        assert cursor.fetchone() == (9,)


@pytest.mark.django_db
def test_narrow_paths_have_a_fixed_search_path_and_no_public_execute() -> None:
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT proname, proconfig, coalesce(proacl::text, '') FROM pg_proc"
            " WHERE prosecdef AND pronamespace = 'public'::regnamespace"
        )
        functions = cursor.fetchall()
    assert functions
    for name, config, acl in functions:
        assert config == ["search_path=public, pg_temp"], name
        assert "{=X" not in acl, name
        assert ",=X" not in acl, name
        assert acl != "", name


def test_the_document_of_refusals_is_up_to_date() -> None:
    assert (ROOT / "docs" / "erreurs.md").read_text() == render_errors(), (
        "lancez manage.py documenter_erreurs"
    )
