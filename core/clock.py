"""The one place that reads the time; everything below the edges receives it as an argument."""

from datetime import UTC, datetime


def now() -> datetime:
    """The present moment, aware, UTC."""
    return datetime.now(UTC)
