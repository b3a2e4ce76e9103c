"""The feed on the wire."""

from typing import Any
from uuid import UUID

from ninja import Schema

from core.flux.registry import Genre
from core.schemas import Instant


class FluxItem(Schema):
    """One thing as it is now; ``supprime``: it left the scope (``donnees`` is null).

    ``donnees`` has the shape of that thing in its own list. An id never received may be named.
    """

    genre: Genre
    id: UUID
    supprime: bool
    donnees: dict[str, Any] | None


class FluxOut(Schema):
    """A page; until ``complet``, ask again at once with ``curseur``."""

    items: list[FluxItem]
    curseur: str
    complet: bool
    server_now: Instant
