"""Add at arrival a carton the origin never registered."""

from datetime import datetime

from accounts.policies import Action, require
from audit.services import record
from colis.domain import ColisSaisi
from colis.models import Colis
from colis.services.arrivee_inconnue import register_arrival
from colis.services.mouvement import lock_colis
from core.tenancy import Acteur
from distribution.services.journal import post_arrival
from vols.selectors import find_vol


def add_arrival(
    *, acteur: Acteur, now: datetime, saisie: ColisSaisi, motif: str
) -> tuple[Colis, bool]:
    """The carton, ``arrive`` and due here, and True; the replayed one and False.

    Raises what :func:`colis.services.arrivee_inconnue.register_arrival` does, and Introuvable for
    a flight one does not see.
    """
    require(acteur, Action.ADD_ARRIVAL)
    if saisie.vol_id is not None:
        find_vol(saisie.vol_id)
    colis, created = register_arrival(acteur=acteur, now=now, saisie=saisie, motif=motif)
    if not created:
        return colis, False
    colis = lock_colis([colis.id])[0]
    post_arrival(acteur=acteur, now=now, colis_list=[colis])
    record(
        acteur=acteur, now=now, action=Action.ADD_ARRIVAL, sujet_type="colis", sujet_id=colis.id,
        apres={"code_suivi": colis.code_suivi, "prix": colis.prix, "devise": colis.devise},
        motif=motif,
    )  # fmt: skip
    return colis, True
