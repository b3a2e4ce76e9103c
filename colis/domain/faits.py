"""What higher floors are told of cartons and clients: frozen facts."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from colis.domain.etats import Cause
from core.tenancy import Acteur


@dataclass(frozen=True)
class Mouvement:
    """One carton's change of state, by ids only."""

    evenement_id: UUID
    colis_id: UUID
    de: str
    vers: str


@dataclass(frozen=True)
class ColisMoved:
    """Cartons changed state for one cause in one act (a whole flight is one fact)."""

    cause: Cause
    mouvements: tuple[Mouvement, ...]
    acteur_id: UUID
    pays: str
    now: datetime
    groupe: str = ""


@dataclass(frozen=True)
class ColisChanged:
    """A carton's content changed without changing state (weight, block, photo, due)."""

    fait: str
    colis_id: UUID
    pays_origine: str
    pays_destination: str
    now: datetime


@dataclass(frozen=True)
class ColisRegistered:
    """A carton was taken in; ``vol_id`` is the open flight it was asked to join at once.

    Published after the intake's own ``ColisMoved``. Whoever owns flights loads it in the same
    transaction, as ``acteur``; a refused load refuses the intake.
    """

    colis_id: UUID
    code_suivi: str
    vol_id: UUID | None
    acteur: Acteur
    now: datetime


@dataclass(frozen=True)
class ClientChanged:
    """A client's contact changed; ``telephone_avant`` is set when the number did."""

    client_id: UUID
    pays: str
    champs: tuple[str, ...]
    acteur_id: UUID
    now: datetime
    telephone_avant: str = ""
