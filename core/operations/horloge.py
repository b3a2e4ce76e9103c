"""A device's clock, as its envelopes show it: flagged beyond 5 minutes, orders nothing."""

from datetime import datetime, timedelta

from core.operations.schemas import Enveloppe

_FUTUR = timedelta(minutes=5)


def clock_gap_ms(enveloppe: Enveloppe, now: datetime) -> int:
    """How far off a device's clock was: what it says, or what a capture in the future shows."""
    captured = enveloppe.captured_at
    if captured is not None and captured - now > _FUTUR:
        return round((captured - now).total_seconds() * 1000)
    return enveloppe.clock_offset_ms
