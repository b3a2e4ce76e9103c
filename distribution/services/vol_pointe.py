"""The flight a scan speaks of, as its destination may know it."""

from uuid import UUID

from core.errors import Introuvable
from vols.domain import ActeVol, EtatVol, VolRouvert, next_etat_vol
from vols.models import Vol
from vols.selectors import find_withdrawn
from vols.services.etapes import lock_vol


def lock_scanned(vol_id: UUID, *, constat: bool) -> Vol:
    """The flight, locked, in a state to be checked in.

    Of a scan that already happened (``constat``) a flight cancelled since is answered as the
    destination may still be told of it, not to be saved. Raises VolRouvert for one that will come
    back, VolTransitionInterdite, Introuvable.
    """
    try:
        vol = lock_vol(vol_id)
    except Introuvable:
        withdrawn = find_withdrawn(vol_id) if constat else None
        if withdrawn is None:
            raise
        if withdrawn.statut == EtatVol.OUVERT:
            raise VolRouvert(vol=withdrawn.numero) from None
        return withdrawn
    next_etat_vol(vol.statut, ActeVol.SCAN)
    return vol
