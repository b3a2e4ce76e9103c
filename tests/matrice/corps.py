"""The smallest body an operation's own schema accepts, so that rights are tried, not forms."""

from collections.abc import Callable
from typing import Any

from core.ids import uuid7

_BY_FORMAT: dict[str, Callable[[], str]] = {
    "uuid": lambda: str(uuid7()),
    "date": lambda: "2026-03-10",
    "date-time": lambda: "2026-03-10T09:00:00Z",
    "time": lambda: "18:00:00",
}
_BY_NAME: dict[str, Any] = {
    "telephone": "+22376000001",
    "pays": "ML",
    "pays_destination": "ML",
    "mode": "cargo",
    "categorie": "standard",
    "source_poids": "manuel",
    "moyen": "especes",
    "etat": "conforme",
    "type": "code",
    "coupures": {"10000": 1},
    "montant": 1000,
    "mot_de_passe": "chaloupe-verte-42",
    "nouveau": "chaloupe-bleue-43",
    "fonction": "agent",
    "langue": "fr",
    "devise": "XOF",
    "unite": "kg",
    "nom": "Awa Traoré",
    "code": "123456",
    "codes": ["YAKMVS9EDD1R3"],
    "vers": "disponible",
    "ferme_a": "18:00:00",
    "portee": "station:019a0000-0000-7000-8000-000000000001",
}


def minimal(schema: dict[str, Any], root: dict[str, Any], name: str = "") -> Any:
    """A value accepted by a JSON schema: required properties only, first alternative."""
    if "$ref" in schema:
        return minimal(root["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]], root, name)
    for key in ("const", "default"):
        if schema.get(key) is not None and name not in _BY_NAME:
            return schema[key]
    for key in ("anyOf", "oneOf", "allOf"):
        if key in schema:
            return minimal(schema[key][0], root, name)
    if "enum" in schema:
        return schema["enum"][0]
    return _by_type(schema, root, name)


def _by_type(schema: dict[str, Any], root: dict[str, Any], name: str) -> Any:
    kind = schema.get("type")
    if kind == "object" and "properties" in schema:
        required = schema.get("required", [])
        return {n: minimal(schema["properties"][n], root, n) for n in required}
    if name in _BY_NAME:
        return _BY_NAME[name]
    if kind == "array":
        item = minimal(schema.get("items", {}), root, name.removesuffix("s"))
        return [item] * max(1, schema.get("minItems", 1))
    return _SCALARS[kind](schema) if kind in _SCALARS else {}


def _number(schema: dict[str, Any]) -> int:
    return int(schema.get("minimum", schema.get("exclusiveMinimum", 0))) + 1


def _string(schema: dict[str, Any]) -> str:
    maker = _BY_FORMAT.get(schema.get("format", ""))
    return maker() if maker else "essai" + "x" * max(0, schema.get("minLength", 0) - 5)


_SCALARS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "integer": _number,
    "number": _number,
    "boolean": lambda _: True,
    "string": _string,
}
