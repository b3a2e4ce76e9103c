"""Facts of the lower floors that owe somebody a message, recorded in the fact's transaction."""

from colis.domain import ColisMoved
from core.events import on
from notifications.domain import REGROUPEMENT_S
from notifications.services import record_mouvements
from notifications.tasks import wake_on_commit


@on(ColisMoved)
def on_colis_moved(fait: ColisMoved) -> None:
    """A carton's step: received, departed, arrived, available, handed over, lost, corrected."""
    etape = record_mouvements(
        now=fait.now, cause=fait.cause, mouvements=fait.mouvements, groupe=fait.groupe
    )
    if etape is not None and REGROUPEMENT_S[etape] == 0:
        wake_on_commit()
