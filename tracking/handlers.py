"""A carton moved or changed: its public fiche is read again."""

from colis.domain import Cause, ColisChanged, ColisMoved
from core.events import on
from tracking.services.cache import forget_colis


@on(ColisMoved)
def on_colis_moved(event: ColisMoved) -> None:
    """A carton taken in just now was never read: an unknown code is not remembered."""
    if event.cause is not Cause.ENREGISTREMENT:
        forget_colis([mouvement.colis_id for mouvement in event.mouvements])


@on(ColisChanged)
def on_colis_changed(event: ColisChanged) -> None:
    forget_colis([event.colis_id])
