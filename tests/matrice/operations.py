"""Every operation of the API as its own OpenAPI describes it, and how to call it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from config.api import api as ninja_api
from core.ids import uuid7
from tests.matrice.corps import minimal
from tests.matrice.table import CORPS

MULTIPART = frozenset({"multipart/form-data", "application/octet-stream"})


@dataclass(frozen=True)
class Operation:
    """One operation; ``query`` is what it requires, ``filtres`` what it may be given."""

    id: str
    method: str
    path: str
    params: tuple[str, ...]
    query: tuple[tuple[str, Any], ...]
    filtres: tuple[tuple[str, str], ...]
    body: Any
    form: str


def operations() -> Iterator[Operation]:
    schema = ninja_api.get_openapi_schema()
    for path, methods in schema["paths"].items():
        for method, op in methods.items():
            content = op.get("requestBody", {}).get("content", {})
            form = next(iter(content), "")
            body = minimal(content[form]["schema"], schema) if form == "application/json" else None
            parameters = op.get("parameters", [])
            queries = [p for p in parameters if p["in"] == "query"]
            yield Operation(
                id=op["operationId"],
                method=method,
                path=path.removeprefix("/api/v1"),
                params=tuple(p["name"] for p in parameters if p["in"] == "path"),
                query=tuple(
                    (p["name"], minimal(p["schema"], schema, p["name"]))
                    for p in queries
                    if p.get("required")
                ),
                filtres=tuple((p["name"], str(p["schema"])) for p in queries),
                body=CORPS.get(op["operationId"], body),
                form=form,
            )


OPERATIONS = list(operations())
IDS = [op.id for op in OPERATIONS]


def call(
    person: Any,
    op: Operation,
    values: dict[str, str],
    *,
    body: Any = None,
    query: dict[str, str] | None = None,
) -> Any:
    """The operation with these path values, body and filters; what is not given is made up."""
    path = op.path
    for name in op.params:
        path = path.replace(f"{{{name}}}", values.get(name, str(uuid7())))
    asked = {**dict(op.query), **(query or {})}
    if asked:
        path += "?" + "&".join(f"{n}={v}" for n, v in asked.items())
    return person.call(op.method, path, op.body if body is None else body)


def is_uuid(value: Any) -> bool:
    """Whether a made-up value stands for an identifier."""
    try:
        return isinstance(value, str) and bool(UUID(value))
    except ValueError:
        return False


def with_ids(body: Any, ids: dict[str, str], code: str, name: str = "id") -> Any:
    """The body naming these objects (by kind) wherever it named a made-up one of that kind.

    Its own ``id`` stays new; a name that says no kind takes a carton's.
    """
    if isinstance(body, dict):
        return {
            key: str(uuid7()) if key == "id" and is_uuid(value) else with_ids(value, ids, code, key)
            for key, value in body.items()
        }
    if isinstance(body, list):
        return [code] if name == "codes" else [with_ids(one, ids, code, name) for one in body]
    if not is_uuid(body):
        return body
    kind = name.removesuffix("s").removesuffix("_id")
    return ids.get(kind, ids["colis"])


def names_ids(body: Any, top: bool = True) -> bool:
    """Whether a body names another object than the one it makes."""
    if isinstance(body, dict):
        return (
            any(
                names_ids(value, False)
                for name, value in body.items()
                if not (top and name == "id")
            )
            or "codes" in body
        )
    if isinstance(body, list):
        return any(names_ids(value, False) for value in body)
    return is_uuid(body)
