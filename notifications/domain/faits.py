"""What this app tells the higher floors (dashboards): ids only."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class EtatLigne(StrEnum):
    """A line as we know it: the circuit breaker's shared state."""

    CONNECTEE = "connectee"
    EN_PANNE = "en_panne"
    EN_PAUSE = "en_pause"


@dataclass(frozen=True)
class LigneTombee:
    ligne_id: UUID
    pays: str
    detail: str
    now: datetime


@dataclass(frozen=True)
class LigneRevenue:
    ligne_id: UUID
    pays: str
    now: datetime


@dataclass(frozen=True)
class NotificationChanged:
    """A message's status moved: screens that show it should read again."""

    notification_id: UUID
    pays: str
    statut: str
