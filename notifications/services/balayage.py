"""The sweep: everything time alone must make happen, in one pass that may run at any moment.

Each part commits by itself and may be run by several workers at once; a part that breaks is
logged and does not stop the others. None ever waits for a provider: sending and probing are tasks
of their own.
"""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

import structlog

from core.tenancy import transverse
from notifications.selectors import busy_lignes
from notifications.services.lignes import follow_lines
from notifications.services.recus import process_incoming, process_receipts
from notifications.services.regroupement import group_dus
from notifications.services.reprise import (
    expire,
    recover_leases,
    right_clock,
    settle_uncertain,
)

log = structlog.get_logger(__name__)

PARTIES: tuple[Callable[..., int], ...] = (
    group_dus,
    process_receipts,
    process_incoming,
    right_clock,
    recover_leases,
    settle_uncertain,
    expire,
    follow_lines,
)


def sweep(*, now: datetime) -> list[UUID]:
    """Run every part; returns the lines that have something to send and are free to."""
    for partie in PARTIES:
        try:
            partie(now=now)
        except Exception:
            log.exception("balayage", partie=partie.__name__)
    with transverse():
        return busy_lignes(now)
