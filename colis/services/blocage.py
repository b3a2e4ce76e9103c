"""Holds: a blocked carton keeps its state and is neither loaded nor handed over."""

from datetime import datetime
from uuid import UUID

from accounts.policies import Action, require
from audit.services import record
from colis.domain import ColisBloque, ColisNonBloque, Etat, Fait, TransitionInterdite
from colis.models import Colis
from colis.services.concessions import tell_levee
from colis.services.mouvement import lock_colis, record_fait
from core.errors import ActionInterdite, Introuvable
from core.tenancy import Acteur

FINIS = frozenset({Etat.REMIS, Etat.PERDU, Etat.RETOURNE, Etat.ANNULE})
COLONNES = ("blocage", "blocage_motif", "blocage_pays", "version")


def check_not_blocked(colis: Colis) -> None:
    """Refuse a held carton; called by loading and hand-over."""
    if colis.blocage:
        raise ColisBloque(blocage=colis.blocage, motif=colis.blocage_motif)


def block_colis(
    *, acteur: Acteur, now: datetime, colis_id: UUID, motif: str, nature: str = "litige"
) -> Colis:
    """Put a carton on hold (dg, douane, litige); a second hold is refused with the first.

    Dangerous goods are the origin's to lift, whoever saw them. Raises TransitionInterdite for a
    carton whose life is over, ColisBloque when already held.
    """
    require(acteur, Action.BLOCK_COLIS)
    colis = _lock(colis_id)
    if colis.statut in FINIS:
        raise TransitionInterdite(etat=colis.statut, cause="blocage")
    check_not_blocked(colis)
    colis.blocage, colis.blocage_motif = nature, motif
    colis.blocage_pays = (
        colis.pays_origine_id if nature == "dg" else acteur.pays or colis.pays_origine_id
    )
    _save(acteur, now, colis, Fait.BLOCAGE, Action.BLOCK_COLIS, motif)
    return colis


def unblock_colis(*, acteur: Acteur, now: datetime, colis_id: UUID, motif: str) -> Colis:
    """Lift a hold: an admin of the country that placed it (dangerous goods: the origin)."""
    require(acteur, Action.UNBLOCK_COLIS)
    colis = _lock(colis_id)
    if not colis.blocage:
        raise ColisNonBloque
    if acteur.pays != colis.blocage_pays:
        raise ActionInterdite(action=str(Action.UNBLOCK_COLIS))
    nature = colis.blocage
    colis.blocage = colis.blocage_motif = colis.blocage_pays = ""
    _save(acteur, now, colis, Fait.DEBLOCAGE, Action.UNBLOCK_COLIS, motif)
    tell_levee(acteur=acteur, now=now, colis=colis, nature=nature, motif=motif)
    return colis


def _lock(colis_id: UUID) -> Colis:
    found = lock_colis([colis_id])
    if not found:
        raise Introuvable
    return found[0]


def _save(
    acteur: Acteur, now: datetime, colis: Colis, fait: Fait, action: Action, motif: str
) -> None:
    colis.version += 1
    colis.save(update_fields=COLONNES)
    details = {"blocage": colis.blocage, "pays": colis.blocage_pays}
    record_fait(acteur=acteur, now=now, colis=colis, fait=fait, motif=motif, details=details)
    record(
        acteur=acteur, now=now, action=action, sujet_type="colis", sujet_id=colis.id,
        apres=details, motif=motif,
    )  # fmt: skip
