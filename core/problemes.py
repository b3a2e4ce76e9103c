"""A refusal as an RFC 9457 document: the one shape of responses and of offline results."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from core.errors import BusinessError


def problem_body(error: BusinessError, *, langue: str, instance: str) -> dict[str, Any]:
    """The document of one refusal, in the reader's language."""
    body: dict[str, Any] = {
        "type": f"urn:ts:erreur:{error.code}",
        "title": error.title,
        "status": error.status,
        "detail": error.sentence(langue),
        "instance": instance,
        "code": error.code,
    }
    if error.errors:
        body["errors"] = error.errors
    if error.details:
        body["details"] = error.details
    return body


def reword(probleme: dict[str, Any], *, langue: str) -> dict[str, Any]:
    """A stored refusal in its reader's language; as it is when its code is not known any more."""
    refusal = _refusals().get(probleme.get("code", ""))
    if refusal is None:
        return probleme
    return probleme | {"detail": refusal(**probleme.get("details", {})).sentence(langue)}


@cache
def _refusals() -> dict[str, type[BusinessError]]:
    return {refusal.code: refusal for refusal in _below(BusinessError)}


def _below(refusal: type[BusinessError]) -> Iterator[type[BusinessError]]:
    for one in refusal.__subclasses__():
        yield one
        yield from _below(one)


def field_errors(errors: list[dict[str, Any]], skip: frozenset[str]) -> dict[str, list[str]]:
    """Pydantic's errors as field → messages; ``skip`` are the names of the envelope."""
    fields: dict[str, list[str]] = {}
    for item in errors:
        where = [str(part) for part in item.get("loc", ()) if part not in skip]
        message = str(item.get("msg", "invalide")).removeprefix("Value error, ")
        fields.setdefault(".".join(where) or "corps", []).append(message)
    return fields
