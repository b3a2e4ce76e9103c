"""Moments as the people of a place write them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

_JOURS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_MOIS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
    "octobre", "novembre", "décembre",
)  # fmt: skip


def format_moment(moment: datetime | None, fuseau: str, *, decalage: bool = False) -> str:
    """`04/03/2026 23:15` in an IANA time zone, with `(UTC+8)` on demand; `—` for None.

    Raises ValueError on a naive moment: it would be printed in the wrong zone.
    """
    if moment is None:
        return "—"
    if moment.tzinfo is None:
        raise ValueError("a moment is aware")
    local = moment.astimezone(ZoneInfo(fuseau))
    text = f"{local:%d/%m/%Y %H:%M}"
    return f"{text} ({_offset(local)})" if decalage else text


def format_heure(moment: datetime, fuseau: str) -> str:
    """`23:15` in an IANA time zone."""
    return format_moment(moment, fuseau)[-5:]


def format_jour(jour: date) -> str:
    """`mercredi 4 mars 2026`; the first of a month is `1er`."""
    number = "1er" if jour.day == 1 else str(jour.day)
    return f"{_JOURS[jour.weekday()]} {number} {_MOIS[jour.month - 1]} {jour.year}"


def _offset(local: datetime) -> str:
    minutes = (local.utcoffset() or timedelta()) // timedelta(minutes=1)
    hours, rest = divmod(abs(minutes), 60)
    sign = "-" if minutes < 0 else "+"
    return f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "")
