"""What flights do when a lower app says something happened."""

from colis.domain import ColisRegistered
from core.events import on
from vols.services.chargement import load_registered


@on(ColisRegistered)
def load_new_colis(fact: ColisRegistered) -> None:
    """Intake asked for the station's current flight."""
    if fact.vol_id is not None:
        load_registered(
            acteur=fact.acteur, now=fact.now, vol_id=fact.vol_id, colis_id=fact.colis_id
        )
