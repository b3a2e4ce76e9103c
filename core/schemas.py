"""The shapes every edge shares: strict integers, bounded text, pages, problems."""

from datetime import UTC, datetime
from typing import Annotated, Any, Generic, TypeVar

from ninja import Schema
from pydantic import AfterValidator, Field, PlainSerializer, StringConstraints

T = TypeVar("T")

MAX_BIGINT = 2**53 - 1


def _aware(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("indiquez le fuseau : RFC 3339 avec Z")
    return value.astimezone(UTC)


def _no_nul(value: str) -> str:
    if "\x00" in value:
        raise ValueError("caractère interdit")
    return value


def rfc3339(value: datetime) -> str:
    """A moment as every answer writes it: UTC with Z."""
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


Instant = Annotated[
    datetime,
    AfterValidator(_aware),
    PlainSerializer(rfc3339, return_type=str, when_used="json"),
]
Grammes = Annotated[int, Field(strict=True, gt=0, le=2_000_000)]
Millimetres = Annotated[int, Field(strict=True, gt=0, le=20_000)]
MontantPositif = Annotated[int, Field(strict=True, gt=0, le=MAX_BIGINT)]
MontantNul = Annotated[int, Field(strict=True, ge=0, le=MAX_BIGINT)]
Nombre = Annotated[int, Field(strict=True, ge=1, le=10_000)]
Libelle = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=120),
    AfterValidator(_no_nul),
]
Texte = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=300), AfterValidator(_no_nul)
]
Motif = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=3, max_length=300),
    AfterValidator(_no_nul),
]
CodePays = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]


class Argent(Schema):
    """Money on the wire: minor units and currency."""

    montant: Annotated[int, Field(strict=True, ge=-MAX_BIGINT, le=MAX_BIGINT)]
    devise: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]


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


def refusals(*statuses: int) -> dict[int, type[Probleme]]:
    """The refusals an operation declares, besides those every one has (400 401 403 404 422 429)."""
    return dict.fromkeys(sorted({400, 401, 403, 404, 422, 429, *statuses}), Probleme)
