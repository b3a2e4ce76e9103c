"""What the feed shows of flights, and who may follow one."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from accounts.policies import Action, require
from core.flux.registry import Lignes, Portee, portee, source
from core.tenancy import Acteur
from vols.domain import EtatVol
from vols.models import LigneManifeste, Vol
from vols.presentation import present_vol
from vols.schemas import VolOut
from vols.selectors import compute_remplissages, find_vol
from vols.selectors.vols import visible_vols

A_L_ORIGINE = (EtatVol.OUVERT.value, EtatVol.CLOTURE.value)
ATTENDUS = (
    EtatVol.CLOTURE.value,
    EtatVol.PARTI.value,
    EtatVol.ARRIVE.value,
    EtatVol.EN_DOUANE.value,
)
"""A flight found arrived may still be ``cloture`` here: its departure is then presumed."""


@portee("vol")
def open_vol(acteur: Acteur, now: datetime, id: UUID) -> Portee:
    """Any visible flight; Introuvable for another's, or one not shown to its destination yet.

    Direction follows it as its origin does.
    """
    require(acteur, Action.READ_FLUX)
    vol = find_vol(id)
    pays = vol.pays_origine if acteur.pays in (None, vol.pays_origine_id) else vol.pays_destination
    return Portee(genre="vol", id=id, pays=pays.code, cote=pays.cote, acteur=acteur, now=now)


def _station(portee: Portee) -> QuerySet[Vol]:
    if portee.cote == "origine":
        return visible_vols().filter(pays_origine_id=portee.pays, statut__in=A_L_ORIGINE)
    return visible_vols().filter(pays_visible=portee.pays, statut__in=ATTENDUS)


def _one(portee: Portee) -> QuerySet[Vol]:
    return visible_vols().filter(id=portee.id)


def _show(portee: Portee, vols: list[Vol]) -> list[dict[str, Any]]:
    """The list's own shape, with how far the check-in is."""
    ids = [vol.id for vol in vols]
    loads, counts = compute_remplissages(ids), _pointages(ids)
    return [
        VolOut.model_validate(present_vol(portee.acteur, vol, loads.get(vol.id))).model_dump(
            mode="json"
        )
        | {"pointage": counts.get(vol.id, {"attendus": 0, "pointes": 0})}
        for vol in vols
    ]


def _pointages(vol_ids: Iterable[UUID]) -> dict[UUID, dict[str, int]]:
    """Expected and already arrived cartons of each flight, in one query."""
    lignes = (
        LigneManifeste.objects.filter(vol_id__in=list(vol_ids), retire_le__isnull=True)
        .order_by()
        .values("vol_id")
        .annotate(n=Count("id"), vus=Count("id", filter=Q(colis__arrive_le__isnull=False)))
    )
    return {x["vol_id"]: {"attendus": x["n"], "pointes": x["vus"]} for x in lignes}


source("station", "vol", Lignes(_station, _show))
source("vol", "vol", Lignes(_one, _show))
