"""What beat wakes for the journal: seals, their emission outside, months made ahead."""

from celery import shared_task
from django.db import connection

from audit.scellement.emission import emit_all
from audit.scellement.sceller import seal_everything
from core import clock
from core.tenancy import transverse

CADENCE_S = 30.0


@shared_task(name="audit.sceller")
def seal() -> None:
    """Seal what is final, then take the new seals outside; at most a minute behind."""
    now = clock.now()
    seal_everything(now=now)
    emit_all(now=now)


@shared_task(name="audit.preparer_partitions")
def prepare_partitions() -> None:
    """The next three months' partitions, made by the database's owner through one function."""
    with transverse(), connection.cursor() as cursor:
        cursor.execute("SELECT audit_preparer_partitions()")


PLANIFICATION = {
    "audit-sceller": {
        "task": "audit.sceller",
        "schedule": CADENCE_S,
        "options": {"expires": 25},
    },
    "audit-preparer-partitions": {"task": "audit.preparer_partitions", "schedule": 43_200.0},
}
