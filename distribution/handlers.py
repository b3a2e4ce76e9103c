"""What distribution does when lower floors tell it something."""

from accounts.domain.journal import OperationAppliquee
from core.events import on
from core.tenancy import systeme
from distribution.services.appareils import clear_found


@on(OperationAppliquee)
def clear_loss(event: OperationAppliquee) -> None:
    """Cash found again is no longer owed by the cashier of the lost device."""
    if event.especes > 0:
        clear_found(
            acteur=systeme(event.pays),
            now=event.now,
            appareil_id=event.appareil_id,
            especes=event.especes,
        )
