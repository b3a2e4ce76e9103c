"""A refusal as an RFC 9457 document: the one shape of responses and of offline results."""

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


def field_errors(errors: list[dict[str, Any]], skip: frozenset[str]) -> dict[str, list[str]]:
    """Pydantic's errors as field → messages; ``skip`` are the names of the envelope."""
    fields: dict[str, list[str]] = {}
    for item in errors:
        where = [str(part) for part in item.get("loc", ()) if part not in skip]
        message = str(item.get("msg", "invalide")).removeprefix("Value error, ")
        fields.setdefault(".".join(where) or "corps", []).append(message)
    return fields
