"""What the worker does for the shared floor."""

from celery import shared_task

from core import clock
from core.flux.services import purge_changements
from core.operations import services as operations


@shared_task(name="core.purger_flux")
def purge_flux() -> None:
    """Let go of changes older than any cursor."""
    purge_changements()


@shared_task(name="core.ecarter_orphelines")
def set_aside_orphans() -> None:
    """Operations whose parent did not come in 72 h go to a second person."""
    operations.set_aside_orphans(now=clock.now())


PLANIFICATION = {
    "core-ecarter-orphelines": {"task": "core.ecarter_orphelines", "schedule": 900.0},
    "core-purger-flux": {"task": "core.purger_flux", "schedule": 6 * 3600.0},
}
