"""Which scopes a device may follow, and what each app shows in them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from core.tenancy import Acteur, Cote

M = TypeVar("M", bound=Model)

GenrePortee = Literal["vol", "station"]
Genre = Literal["tarif", "emplacement", "client", "vol", "colis"]
Objet = tuple[UUID, dict[str, Any]]

ORDRE: tuple[Genre, ...] = ("tarif", "emplacement", "client", "vol", "colis")
"""A snapshot's order: what others refer to comes first."""


@dataclass(frozen=True, kw_only=True)
class Portee:
    """A scope as opened by someone allowed to: ``pays`` is the country whose rows it shows."""

    genre: GenrePortee
    id: UUID
    pays: str
    cote: Cote
    acteur: Acteur
    now: datetime

    @property
    def cle(self) -> str:
        """What its changes are filed under (vols/0004_flux)."""
        return "station" if self.genre == "station" else f"vol:{self.id}"


class Source(Protocol):
    """One kind of thing within a scope, as it is now. Each call is a bounded number of queries."""

    def page(self, portee: Portee, *, apres: UUID | None, limite: int) -> list[Objet]:
        """The next ``limite`` things by id."""

    def load(self, portee: Portee, *, ids: Sequence[UUID]) -> list[Objet]:
        """Those of ``ids`` that are in the scope."""


@dataclass(frozen=True)
class Lignes:
    """A source that is a queryset: what is in the scope, and how rows are shown."""

    rows: Callable[[Portee], QuerySet[Any]]
    show: Callable[[Portee, list[Any]], list[dict[str, Any]]]

    def page(self, portee: Portee, *, apres: UUID | None, limite: int) -> list[Objet]:
        rows = self.rows(portee)
        if apres is not None:
            rows = rows.filter(id__gt=apres)
        return self._shown(portee, list(rows.order_by("id")[:limite]))

    def load(self, portee: Portee, *, ids: Sequence[UUID]) -> list[Objet]:
        return self._shown(portee, list(self.rows(portee).filter(id__in=ids)))

    def _shown(self, portee: Portee, rows: list[Any]) -> list[Objet]:
        if not rows:
            return []
        return [(row.id, body) for row, body in zip(rows, self.show(portee, rows), strict=True)]


Opener = Callable[[Acteur, datetime, UUID], Portee]

PORTEES: dict[GenrePortee, Opener] = {}
SOURCES: dict[tuple[GenrePortee, Genre], Source] = {}


def portee(genre: GenrePortee) -> Callable[[Opener], Opener]:
    """Register ``fn(acteur, now, id) -> Portee``; outside one's rows it raises Introuvable."""

    def register(fn: Opener) -> Opener:
        PORTEES[genre] = fn
        return fn

    return register


def source(portee: GenrePortee, genre: Genre, what: Source) -> None:
    """Show ``what`` in scopes of this kind."""
    SOURCES[portee, genre] = what


def each(show: Callable[[M], dict[str, Any]]) -> Callable[[Portee, list[M]], list[dict[str, Any]]]:
    """Rows that are shown one by one."""
    return lambda _portee, rows: [show(row) for row in rows]
