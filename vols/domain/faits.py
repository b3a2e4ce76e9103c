"""What this app tells the higher floors: ids only."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class FaitVol:
    """A fact about one flight; ``visible`` says whether its destination may see it."""

    vol_id: UUID
    pays_origine: str
    pays_destination: str
    visible: bool
    acteur_id: UUID
    now: datetime


@dataclass(frozen=True, kw_only=True)
class VolOpened(FaitVol):
    """A flight was opened."""


@dataclass(frozen=True, kw_only=True)
class VolUpdated(FaitVol):
    """Its particulars or costs changed."""


@dataclass(frozen=True, kw_only=True)
class VolLoaded(FaitVol):
    """Cartons were loaded in one act."""

    colis_ids: tuple[UUID, ...]


@dataclass(frozen=True, kw_only=True)
class VolUnloaded(FaitVol):
    """Cartons were taken off."""

    colis_ids: tuple[UUID, ...]


@dataclass(frozen=True, kw_only=True)
class VolClosed(FaitVol):
    """Contents frozen, manifest made, destination may see."""

    version_manifeste: int


@dataclass(frozen=True, kw_only=True)
class VolReopened(FaitVol):
    """Hidden from the destination again."""


@dataclass(frozen=True, kw_only=True)
class VolDeparted(FaitVol):
    """The whole flight left; ``presume`` when the destination found it had."""

    presume: bool


@dataclass(frozen=True, kw_only=True)
class VolArrived(FaitVol):
    """The flight is at its destination."""


@dataclass(frozen=True, kw_only=True)
class VolInCustoms(FaitVol):
    """Customs have it."""


@dataclass(frozen=True, kw_only=True)
class PointageVolClosed(FaitVol):
    """Check-in is closed: the flight is ``pointe``."""


@dataclass(frozen=True, kw_only=True)
class VolCancelled(FaitVol):
    """Cancelled and unloaded."""


FAITS_VOL: tuple[type[FaitVol], ...] = (
    VolOpened,
    VolUpdated,
    VolLoaded,
    VolUnloaded,
    VolClosed,
    VolReopened,
    VolDeparted,
    VolArrived,
    VolInCustoms,
    PointageVolClosed,
    VolCancelled,
)
