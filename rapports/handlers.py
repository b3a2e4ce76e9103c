"""Facts from below become hints to open dashboards. Nothing is written here."""

from colis.domain import ColisChanged, ColisMoved
from colis.models import Colis
from core.events import on
from rapports.diffusion import announce


@on(ColisMoved)
def announce_moves(event: ColisMoved) -> None:
    """Both ends of the cartons that moved, as far as each may see them."""
    ids = [m.colis_id for m in event.mouvements[:500]]
    ends = (
        Colis.objects.filter(id__in=ids).values_list("pays_origine_id", "pays_visible").distinct()
    )
    announce({p for pair in ends for p in pair if p}, ["colis", event.cause])


@on(ColisChanged)
def announce_change(event: ColisChanged) -> None:
    """A weight, a block, a photo or a payment."""
    announce([event.pays_origine, event.pays_destination], ["colis", event.fait])
