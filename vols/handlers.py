"""What flights do when a lower app says something happened."""

from collections.abc import Iterable
from uuid import UUID

from colis.domain import ColisRegistered
from colis.selectors.colis import by_lta
from core.events import on
from vols.models import Vol
from vols.services.chargement import load_registered


@on(ColisRegistered)
def load_new_colis(fact: ColisRegistered) -> None:
    """Intake asked for the station's current flight."""
    if fact.vol_id is not None:
        load_registered(
            acteur=fact.acteur, now=fact.now, vol_id=fact.vol_id, colis_id=fact.colis_id
        )


@by_lta
def vols_of_lta(lta: str) -> Iterable[UUID]:
    """The visible flights under an air waybill, for the one look-up box."""
    return Vol.objects.filter(lta=lta).exclude(statut="annule").values_list("id", flat=True)
