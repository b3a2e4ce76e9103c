"""The one place that reads the time; everything below the edges receives it as an argument."""

from datetime import UTC, datetime


def now() -> datetime:
    """The present moment, aware, UTC."""
    return datetime.now(UTC)


def rfc3339(value: datetime) -> str:
    """A moment as every answer writes it: UTC with Z."""
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
