"""What the demonstration's acts share: who acts, a seeded chance, and the moments."""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from random import Random
from uuid import UUID

from accounts.models import Agence, Emplacement
from core.tenancy import Acteur

GRAINE = 20260


@dataclass
class Scene:
    """The cast, the places and the clock of one demonstration."""

    now: datetime
    acteurs: dict[str, Acteur] = field(default_factory=dict)
    agences: dict[str, Agence] = field(default_factory=dict)
    emplacements: dict[str, list[Emplacement]] = field(default_factory=dict)
    caisses: dict[str, list[UUID]] = field(default_factory=dict)
    hasard: Random = field(default_factory=lambda: Random(GRAINE))  # noqa: S311 - not a secret

    agenda: list[tuple[datetime, int, Callable[[datetime], None]]] = field(default_factory=list)
    rang: "count[int]" = field(default_factory=count)

    def at(self, moment: datetime, act: Callable[[datetime], None]) -> None:
        """Plan an act; acts of the future are never played."""
        heapq.heappush(self.agenda, (moment, next(self.rang), act))

    def play(self) -> None:
        """Every planned act in the order of time; an act may plan others."""
        while self.agenda:
            moment, _, act = heapq.heappop(self.agenda)
            if moment <= self.now:
                act(moment)

    def ago(self, *, days: float = 0, hours: float = 0, minutes: float = 0) -> datetime:
        """A past moment of the story."""
        return self.now - timedelta(days=days, hours=hours, minutes=minutes)

    def acteur(self, name: str) -> Acteur:
        """One of the seven demonstration users."""
        return self.acteurs[name]
