"""Local days: a country's day begins at its own midnight, whatever UTC says."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def local_day(now: datetime, fuseau: str) -> date:
    """The calendar day it is at ``now`` in a zone."""
    return now.astimezone(ZoneInfo(fuseau)).date()


def day_bounds(debut: date, fin: date, fuseau: str) -> tuple[datetime, datetime]:
    """[start of ``debut``, start of the day after ``fin``) in UTC."""
    zone = ZoneInfo(fuseau)
    start = datetime.combine(debut, time(), tzinfo=zone)
    end = datetime.combine(fin + timedelta(days=1), time(), tzinfo=zone)
    return start.astimezone(UTC), end.astimezone(UTC)
