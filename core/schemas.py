"""The shapes every edge shares: strict integers, bounded text, pages, problems."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Annotated, Any, Generic, TypeVar

from ninja import Schema
from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, StringConstraints

from core.clock import rfc3339
from core.money import DECIMALES

T = TypeVar("T")

MAX_BIGINT = 2**53 - 1
ANNEES = range(1900, 9999)
"""Years a moment may be in: local midnights and the next day still exist at both ends."""


def _written(shape: str, hint: str) -> Callable[[object], object]:
    """Refuses what pydantic would read as Unix seconds: a moment is written, never a number."""
    pattern = re.compile(shape)

    def check(value: object) -> object:
        if isinstance(value, date) or (isinstance(value, str) and pattern.match(value)):
            return value
        raise ValueError(hint)

    return check


def _aware(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("indiquez le fuseau : RFC 3339 avec Z")
    _in_calendar(value)
    return value.astimezone(UTC)


def _in_calendar(value: date) -> date:
    if value.year not in ANNEES:
        raise ValueError("date hors du calendrier")
    return value


def no_nul(value: str) -> str:
    """Text PostgreSQL can hold."""
    if "\x00" in value:
        raise ValueError("caractère interdit")
    return value


Instant = Annotated[
    datetime,
    BeforeValidator(_written(r"\d{4}-\d{2}-\d{2}[Tt ]", "un moment s'écrit en RFC 3339 avec Z")),
    AfterValidator(_aware),
    PlainSerializer(rfc3339, return_type=str, when_used="json"),
]
Jour = Annotated[
    date,
    BeforeValidator(_written(r"\d{4}-\d{2}-\d{2}$", "un jour s'écrit AAAA-MM-JJ")),
    AfterValidator(_in_calendar),
]
Grammes = Annotated[int, Field(strict=True, gt=0, le=2_000_000)]
Millimetres = Annotated[int, Field(strict=True, gt=0, le=20_000)]
MontantPositif = Annotated[int, Field(strict=True, gt=0, le=MAX_BIGINT)]
MontantNul = Annotated[int, Field(strict=True, ge=0, le=MAX_BIGINT)]
Nombre = Annotated[int, Field(strict=True, ge=1, le=10_000)]
Libelle = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=120),
    AfterValidator(no_nul),
]
Texte = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=300), AfterValidator(no_nul)
]
Motif = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=3, max_length=300),
    AfterValidator(no_nul),
]
CodePays = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]


def _known_devise(value: str) -> str:
    if value not in DECIMALES:
        raise ValueError("devise inconnue")
    return value


Devise = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$"), AfterValidator(_known_devise)]


class Argent(Schema):
    """Money on the wire: minor units and currency."""

    montant: Annotated[int, Field(strict=True, ge=-MAX_BIGINT, le=MAX_BIGINT)]
    devise: Devise


class ArgentSaisi(Schema):
    """Money as typed: never negative."""

    montant: MontantNul
    devise: Devise


class Page(Schema, Generic[T]):
    """One page of a list and the cursor of the next, if any."""

    items: list[T]
    suivant: str | None = None


class Probleme(Schema):
    """RFC 9457 problem document."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    code: str
    errors: dict[str, list[str]] | None = None
    details: dict[str, Any] | None = None


def fichiers(*types: str) -> dict[str, Any]:
    """``openapi_extra`` of an operation that answers a file of one of these media types."""
    content = {mime: {"schema": {"type": "string", "format": "binary"}} for mime in types}
    return {"responses": {200: {"content": content}}}


def refusals(*statuses: int) -> dict[int, type[Probleme]]:
    """The refusals an operation declares, besides those every one has (400 401 403 404 422 429)."""
    return dict.fromkeys(sorted({400, 401, 403, 404, 422, 429, *statuses}), Probleme)
