"""Check-in: what a scan means for a carton in each state, and what the higher floors are told."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from colis.domain import Cause, Etat


class Resultat(StrEnum):
    """What a scan at check-in answers."""

    ARRIVE = "arrive"
    ENDOMMAGE = "endommage"
    SURPLUS = "surplus"
    DEJA_POINTE = "deja_pointe"
    INCONNU = "inconnu"


# What a scan made offline may disagree with.
VOL_ANNULE = "vol_annule"
ETATS_LUS = ("conforme", "endommage")
# States in which a carton of the manifest counts as checked in.
POINTES = frozenset({Etat.ARRIVE, Etat.DISPONIBLE, Etat.REMIS, Etat.RETOURNE})

_CAUSES: dict[Etat, Cause] = {
    Etat.EXPEDIE: Cause.POINTAGE,
    Etat.MANQUANT: Cause.RETROUVE,
    Etat.RECU: Cause.SURPLUS,
    Etat.GROUPE: Cause.SURPLUS,
}
_DEJA = frozenset({Etat.ARRIVE, Etat.DISPONIBLE, Etat.REMIS, Etat.RETOURNE})
_ALERTES = frozenset({Etat.REMIS, Etat.RETOURNE, Etat.PERDU, Etat.ANNULE})


@dataclass(frozen=True)
class Verdict:
    """A scan's answer, the move it causes (None: an observation), and the state that alerts."""

    resultat: Resultat
    cause: Cause | None = None
    alerte: str = ""


def judge_scan(statut: str, *, du_vol: bool, endommage: bool) -> Verdict:
    """What scanning a carton in ``statut`` means; ``du_vol``: it is on this flight's manifest."""
    etat = Etat(statut)
    alerte = etat.value if etat in _ALERTES else ""
    cause = _CAUSES.get(etat)
    if cause is None:
        return Verdict(Resultat.DEJA_POINTE if etat in _DEJA else Resultat.INCONNU, alerte=alerte)
    if cause is Cause.SURPLUS or not du_vol:
        return Verdict(Resultat.SURPLUS, cause)
    return Verdict(Resultat.ENDOMMAGE if endommage else Resultat.ARRIVE, cause)


@dataclass(frozen=True, kw_only=True)
class Scan:
    """One scan as the device made it."""

    id: UUID
    code: str
    etat: str = "conforme"
    note: str = ""
    survenu_le: datetime | None = None

    @property
    def endommage(self) -> bool:
        return self.etat == "endommage"


@dataclass(frozen=True, kw_only=True)
class PointageRecorded:
    """Scans of one flight were recorded: progress moved."""

    vol_id: UUID
    pays: str
    pays_origine: str
    pointage_ids: tuple[UUID, ...]
    acteur_id: UUID
    now: datetime


@dataclass(frozen=True, kw_only=True)
class ColisObserved:
    """A scan that needs somebody's eye: an unknown code, or a carton that should not be here.

    ``raison`` is ``inconnu`` or the state the carton was in; the origin is to be alerted.
    """

    pointage_id: UUID
    vol_id: UUID
    colis_id: UUID | None
    raison: str
    pays: str
    pays_origine: str
    now: datetime


@dataclass(frozen=True, kw_only=True)
class PointageClosed:
    """Check-in of a flight is closed; ``manquants`` were expected and not found."""

    vol_id: UUID
    pays: str
    pays_origine: str
    manquants: tuple[UUID, ...]
    acteur_id: UUID
    now: datetime
