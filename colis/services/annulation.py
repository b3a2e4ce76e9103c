"""A cancellation written down where the carton stood, told later: the first one stands."""

from datetime import datetime
from uuid import UUID

from accounts.policies import Action, require
from colis.domain import Etat
from colis.models import Colis
from colis.services.correction import cancel_colis
from colis.services.mouvement import lock_colis
from core.errors import Introuvable
from core.tenancy import Acteur


def keep_cancelling(
    *, acteur: Acteur, now: datetime, colis_id: UUID, motif: str
) -> tuple[Colis, bool]:
    """The cancelled carton; False, and nothing done, when somebody had cancelled it before.

    Raises what :func:`colis.services.correction.cancel_colis` does.
    """
    require(acteur, Action.CANCEL_COLIS)
    found = lock_colis([colis_id])
    if not found:
        raise Introuvable
    if found[0].statut == Etat.ANNULE:
        return found[0], False
    return cancel_colis(acteur=acteur, now=now, colis_id=colis_id, motif=motif), True
