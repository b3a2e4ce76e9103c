"""What the worker does for cartons; the rows hold the truth, a lost message is swept up."""

from uuid import UUID

from celery import shared_task

from colis.services import televersements
from colis.services.photos import process_photo, sweep_photos
from core import clock


@shared_task(name="colis.compresser_photo")
def compress_photo(photo_id: str) -> None:
    """Re-encode one received picture."""
    process_photo(now=clock.now(), photo_id=UUID(photo_id))


@shared_task(name="colis.relancer_photos")
def retry_photos() -> None:
    """Wake the worker for pictures whose task was lost."""
    sweep_photos(now=clock.now(), dispatch=wake_worker)


def wake_worker(photo_id: UUID) -> None:
    """Ask the worker for one picture."""
    compress_photo.delay(str(photo_id))


@shared_task(name="colis.purger_televersements")
def purge_uploads() -> None:
    """Erase uploads nothing attached in time."""
    televersements.purge_uploads(now=clock.now())


PLANIFICATION = {
    "colis-purger-televersements": {"task": "colis.purger_televersements", "schedule": 21600.0},
    "colis-relancer-photos": {"task": "colis.relancer_photos", "schedule": 60.0},
}
