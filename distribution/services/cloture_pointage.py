"""Close a flight's check-in: what is not there is missing, what is there can be collected."""

from datetime import datetime
from uuid import UUID

from accounts.policies import Action, require
from colis.domain import Cause, Etat
from colis.services.mouvement import lock_colis, move_colis
from core.events import publish
from core.tenancy import Acteur
from distribution.domain.pointage import PointageClosed
from distribution.models import Pointage
from distribution.services.reception import make_available
from vols.domain import ActeVol, next_etat_vol
from vols.services.etapes import active_colis_ids, lock_vol
from vols.services.trajet import settle_pointage


def close_pointage(*, acteur: Acteur, now: datetime, vol_id: UUID) -> None:
    """Flight ``pointe``; expected cartons not scanned ``manquant``, scanned ones ``disponible``.

    Raises VolTransitionInterdite unless the flight is ``arrive`` or ``en_douane``.
    """
    require(acteur, Action.CLOSE_POINTAGE)
    vol = lock_vol(vol_id)
    next_etat_vol(vol.statut, ActeVol.CLOTURE_POINTAGE)
    attendus = set(active_colis_ids(vol))
    scanned = Pointage.objects.filter(vol_id=vol.id, compte=True).values_list("colis_id", flat=True)
    locked = lock_colis(attendus | {colis_id for colis_id in scanned if colis_id})
    manquants = [c for c in locked if c.statut == Etat.EXPEDIE and c.id in attendus]
    if manquants:
        move_colis(
            acteur=acteur,
            now=now,
            colis_list=manquants,
            cause=Cause.MANQUE,
            details={"vol_id": str(vol.id), "numero": vol.numero},
            groupe=str(vol.id),
        )
    make_available(
        acteur=acteur,
        now=now,
        colis_list=[c for c in locked if c.statut == Etat.ARRIVE],
        groupe=str(vol.id),
    )
    settle_pointage(acteur=acteur, now=now, vol=vol, manquants=len(manquants))
    publish(
        PointageClosed(
            vol_id=vol.id,
            pays=vol.pays_destination_id,
            pays_origine=vol.pays_origine_id,
            manquants=tuple(colis.id for colis in manquants),
            acteur_id=acteur.id,
            now=now,
        )
    )
