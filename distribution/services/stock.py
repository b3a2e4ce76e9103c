"""Put a carton away, or away elsewhere."""

from datetime import datetime
from uuid import UUID

from accounts.models import Emplacement
from accounts.policies import Action, require
from audit.services import record
from colis.domain import Cause, Etat, next_etat
from colis.models import Colis
from colis.selectors.reglages import survenu_of
from colis.services.mouvement import lock_colis
from colis.services.reglement import note_rangement, set_emplacement
from core.errors import Introuvable, SaisieInvalide
from core.tenancy import Acteur
from distribution.services.reception import make_available


def place_colis(
    *,
    acteur: Acteur,
    now: datetime,
    colis_id: UUID,
    emplacement_id: UUID | None,
    survenu_le: datetime | None = None,
    constat: bool = False,
) -> Colis:
    """Give a carton its place; one that just arrived becomes available. The same again is nothing.

    ``emplacement_id`` is None in a one-shelf depot. ``constat``: it happened already, and is told
    by a device's log; when the hand-over was told first, the carton stays handed over and its life
    keeps the placing. Raises SaisieInvalide for a place that is not
    one's country's, TransitionInterdite for a carton that is not in stock.
    """
    require(acteur, Action.PLACE_COLIS)
    emplacement = _emplacement(emplacement_id)
    locked = lock_colis([colis_id])
    if not locked:
        raise Introuvable
    colis = locked[0]
    moment = survenu_of(acteur, survenu_le, now)
    if constat and colis.statut == Etat.REMIS:
        note_rangement(
            acteur=acteur, now=now, colis=colis, emplacement_id=emplacement_id, survenu_le=moment
        )
        return colis
    avant = {"emplacement_id": str(colis.emplacement_id or ""), "statut": str(colis.statut)}
    if colis.statut != Etat.DISPONIBLE:
        next_etat(Etat(colis.statut), Cause.MISE_A_DISPOSITION)
        make_available(acteur=acteur, now=now, colis_list=locked, survenus={colis.id: moment})
    set_emplacement(
        acteur=acteur, now=now, colis=colis, emplacement_id=emplacement_id, survenu_le=moment
    )
    colis.emplacement = emplacement
    apres = {"emplacement_id": str(emplacement_id or ""), "statut": str(colis.statut)}
    if apres != avant:
        record(
            acteur=acteur, now=now, action=Action.PLACE_COLIS, sujet_type="colis",
            sujet_id=colis.id, avant=avant, apres=apres, survenu_le=moment,
        )  # fmt: skip
    return colis


def _emplacement(emplacement_id: UUID | None) -> Emplacement | None:
    if emplacement_id is None:
        return None
    emplacement = Emplacement.objects.filter(id=emplacement_id, actif=True).first()
    if emplacement is None:
        raise SaisieInvalide(errors={"emplacement_id": ["emplacement inconnu dans votre pays"]})
    return emplacement
