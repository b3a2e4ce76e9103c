"""What goes wrong and is put right: lost, sent back, corrected; each with its reason."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from accounts.policies import Action, require
from audit.services import record
from colis.domain import Cause, Etat, TransitionInterdite
from colis.models import Colis
from colis.services.concessions import tell_correction
from colis.services.mouvement import lock_colis, move_colis
from core.errors import Introuvable
from core.tenancy import Acteur
from distribution.models import Pointage, RemiseColis
from distribution.services.journal import post_arrival_reversal


def declare_lost(*, acteur: Acteur, now: datetime, colis_id: UUID, motif: str) -> Colis:
    """``manquant → perdu``: the client is told."""
    require(acteur, Action.DECLARE_LOST)
    return _move(acteur, now, colis_id, _Mouvement(Cause.PERTE, Action.DECLARE_LOST, motif))


def return_colis(*, acteur: Acteur, now: datetime, colis_id: UUID, motif: str) -> Colis:
    """``disponible → retourne``: sent back; what is due for its carriage stays due."""
    require(acteur, Action.RETURN_COLIS)
    mouvement = _Mouvement(Cause.RETOUR, Action.RETURN_COLIS, motif, {"emplacement": None})
    return _move(acteur, now, colis_id, mouvement)


def correct_colis(*, acteur: Acteur, now: datetime, colis_id: UUID, vers: str, motif: str) -> Colis:
    """Undo a mistaken act: handed over, checked in, or lost; the table says from where to where.

    ``arrive → expedie`` takes the receivable back; ``remis → disponible`` annuls the hand-over's
    line. Raises TransitionInterdite naming the present state.
    """
    require(acteur, Action.CORRECT_COLIS)
    if vers not in CHANGEMENTS:
        raise TransitionInterdite(etat=_lock(colis_id).statut, cause=f"correction → {vers}")
    cible = Etat(vers)
    mouvement = _Mouvement(Cause.CORRECTION, Action.CORRECT_COLIS, motif, CHANGEMENTS[cible], cible)
    colis = _move(acteur, now, colis_id, mouvement)
    if cible is Etat.DISPONIBLE:
        RemiseColis.objects.filter(colis_id=colis.id, annulee_le__isnull=True).update(
            annulee_le=now
        )
    if cible is Etat.EXPEDIE:
        Pointage.objects.filter(colis_id=colis.id, compte=True).update(compte=False)
        post_arrival_reversal(acteur=acteur, now=now, colis_list=[colis])
    tell_correction(
        acteur=acteur, now=now, colis=colis, pays=colis.pays_destination_id, motif=motif, vers=vers
    )
    return colis


CHANGEMENTS: dict[Etat, dict[str, Any]] = {
    Etat.DISPONIBLE: {"remis_le": None},
    Etat.EXPEDIE: {"arrive_le": None, "emplacement": None, "endommage": False},
    Etat.MANQUANT: {},
}


def _lock(colis_id: UUID) -> Colis:
    locked = lock_colis([colis_id])
    if not locked:
        raise Introuvable
    return locked[0]


@dataclass(frozen=True)
class _Mouvement:
    """One carton's move by an admin: why, under which right, towards what."""

    cause: Cause
    action: Action
    motif: str
    changes: dict[str, Any] = field(default_factory=dict)
    vers: Etat | None = None


def _move(acteur: Acteur, now: datetime, colis_id: UUID, mouvement: _Mouvement) -> Colis:
    colis = _lock(colis_id)
    avant = str(colis.statut)
    move_colis(
        acteur=acteur,
        now=now,
        colis_list=[colis],
        cause=mouvement.cause,
        vers=mouvement.vers,
        motif=mouvement.motif,
        changes=mouvement.changes,
    )
    record(
        acteur=acteur, now=now, action=mouvement.action, sujet_type="colis", sujet_id=colis.id,
        pays=None if acteur.pays else colis.pays_destination_id,
        avant={"statut": avant}, apres={"statut": str(colis.statut)}, motif=mouvement.motif,
    )  # fmt: skip
    return colis
