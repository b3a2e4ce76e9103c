"""Celery only wakes the sweeper; the rows hold the truth."""

import time
from uuid import UUID

from celery import shared_task
from django.db import connection, transaction

from core.clock import now
from notifications.services import (
    deliver,
    drain_line,
    probe_lines,
    probes_due,
    remind,
    ring,
    sweep,
)

CADENCE_S = 2.0
PLANIFICATION = {
    "notifications.balayer": {
        "task": "notifications.balayer",
        "schedule": CADENCE_S,
        "options": {"expires": 10, "queue": "notifications"},
    },
    "notifications.veiller": {
        "task": "notifications.veiller",
        "schedule": 60.0,
        "options": {"expires": 50, "queue": "notifications"},
    },
    "notifications.livrer": {
        "task": "notifications.livrer",
        "schedule": 5.0,
        "options": {"expires": 30, "queue": "notifications"},
    },
    "notifications.rappeler": {
        "task": "notifications.rappeler",
        "schedule": 900.0,
        "options": {"expires": 800, "queue": "notifications"},
    },
}


@shared_task(name="notifications.balayer")
def sweep_notifications() -> None:
    """Group, recover, apply receipts, then wake the probe, and one sender per line with work."""
    if probes_due(now=now()):
        probe.apply_async(expires=10)
    for ligne_id in sweep(now=now()):
        send_line.apply_async(args=(str(ligne_id),), expires=30)


@shared_task(name="notifications.envoyer")
def send_line(ligne_id: str) -> None:
    """Send what is due by one line, for a few seconds."""
    drain_line(ligne_id=UUID(ligne_id), horloge=now, dormir=time.sleep)


@shared_task(name="notifications.sonder")
def probe() -> None:
    """Ask the providers how the lines are."""
    probe_lines(now=now())


@shared_task(name="notifications.veiller")
def watch() -> None:
    """Ring the operators when something is wrong."""
    ring(now=now())


@shared_task(name="notifications.livrer")
def tell_partners() -> None:
    """Deliver what partners are owed."""
    deliver(horloge=now)


@shared_task(name="notifications.rappeler")
def recall_cartons() -> None:
    """Recall the cartons that wait."""
    remind(now=now())


def wake_on_commit() -> None:
    """Wake the sweeper once this transaction is in; beat wakes it anyway if the broker is away."""
    if all(fonction is not _wake for _, fonction, *_ in connection.run_on_commit):
        transaction.on_commit(_wake, robust=True)


def _wake() -> None:
    sweep_notifications.apply_async(expires=10)
