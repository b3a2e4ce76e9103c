"""What the worker does for reports; the rows hold the truth, a lost message is swept up."""

from uuid import UUID

from celery import shared_task

from core import clock
from rapports.services.journees import close_days
from rapports.services.rapports import build_rapport, dispatch_on_commit, sweep_rapports


@shared_task(name="rapports.preparer")
def prepare_rapport(rapport_id: str) -> None:
    """Make one report."""
    build_rapport(now=clock.now(), rapport_id=UUID(rapport_id))


@shared_task(name="rapports.relancer")
def retry_rapports() -> None:
    """Wake the worker for reports whose task was lost."""
    sweep_rapports(now=clock.now(), dispatch=wake_worker)


@shared_task(name="rapports.fermer")
def close_agencies() -> None:
    """Ask for the day of the agencies that have closed."""
    for rapport_id in close_days(now=clock.now()):
        wake_worker(rapport_id)


def wake_worker(rapport_id: UUID) -> None:
    """Ask the worker for one report."""
    prepare_rapport.delay(str(rapport_id))


def wake_on_commit(rapport_id: UUID) -> None:
    """Ask the worker once the row is committed."""
    dispatch_on_commit(rapport_id, wake_worker)


PLANIFICATION = {
    "rapports-relancer": {"task": "rapports.relancer", "schedule": 30.0},
    "rapports-fermer": {
        "task": "rapports.fermer",
        "schedule": 120.0,
        "options": {"expires": 100},
    },
}
