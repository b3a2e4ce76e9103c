"""Celery: slow work, woken by events and by beat; the rows hold the truth, never the messages.

Each app's `tasks.py` may declare `PLANIFICATION`, a dict {name: {"task", "schedule"}} of what
beat wakes; it is gathered here.
"""

import os
import time
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from celery import Celery
from celery.signals import beat_init, setup_logging, task_postrun, task_prerun, worker_ready
from django.conf import settings
from django_structlog.celery.steps import DjangoStructLogInitStep
from prometheus_client import Histogram

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

APPS = [
    "core",
    "audit",
    "accounts",
    "colis",
    "vols",
    "distribution",
    "notifications",
    "tracking",
    "rapports",
]

app = Celery("ts")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(APPS)
app.steps["worker"].add(DjangoStructLogInitStep)

TASK_SECONDS = Histogram("ts_tache_duree_secondes", "Durée des tâches", ["tache", "etat"])
_started: dict[str, float] = {}


@setup_logging.connect
def _keep_our_logs(**_kwargs: Any) -> None:
    """Celery would install its own handlers; Django's LOGGING is already in place."""


@worker_ready.connect
@beat_init.connect
def _say_ready(**_kwargs: Any) -> None:
    """Touch the file `manage.py up` waits for: workers listen on no port."""
    mark = os.environ.get("TS_PRET")
    if mark:
        Path(mark).touch()


@task_prerun.connect
def _note_start(task_id: str, **_kwargs: Any) -> None:
    _started[task_id] = time.monotonic()


@task_postrun.connect
def _note_end(task_id: str, task: Any, state: str | None, **_kwargs: Any) -> None:
    began = _started.pop(task_id, None)
    if began is not None:
        TASK_SECONDS.labels(task.name, state or "inconnu").observe(time.monotonic() - began)


@app.on_after_finalize.connect
def _plan(sender: Celery, **_kwargs: Any) -> None:
    schedule: dict[str, Any] = dict(getattr(settings, "CELERY_BEAT_SCHEDULE", {}))
    for name in APPS:
        if find_spec(f"{name}.tasks"):
            schedule |= getattr(import_module(f"{name}.tasks"), "PLANIFICATION", {})
    sender.conf.beat_schedule = schedule
