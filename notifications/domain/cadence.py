"""When to try again, when to keep quiet, how far apart to send: pure functions of a given clock."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from notifications.domain.etapes import ECHEANCE_S, SANS_SILENCE, Etape

BASE_S = 30 * 60
PLAFOND_S = 4 * 3600
PALIERS_OTP_S = (5, 15, 45, 120)
MARGE_HORLOGE = timedelta(minutes=5)
"""Above any lease and any two machines' disagreement: a moment further ahead than its rule allows
was written by a clock since set back."""

CHAUFFE_PREMIER_JOUR = 50
"""A new number that suddenly writes to hundreds is banned: 50 on its first day, then twice each."""


@dataclass(frozen=True)
class Silence:
    """Quiet hours in the recipient's own zone; equal bounds mean none."""

    debut: time = time(21, 0)
    fin: time = time(7, 0)


def retry_delay(etape: Etape, essai: int, hasard: Random, retry_after_s: int | None) -> timedelta:
    """How long to wait after try number `essai` (1 = first): full jitter, 30 min doubling, cap 4 h.

    One-time codes climb 5, 15, 45, 120 s. A Retry-After is a floor, never shortened.
    """
    if etape is Etape.OTP:
        attente = float(PALIERS_OTP_S[min(essai, len(PALIERS_OTP_S)) - 1])
    else:
        sommet = min(PLAFOND_S, BASE_S * 2 ** min(essai - 1, 16))
        attente = max(1.0, hasard.uniform(0, sommet))
    return timedelta(seconds=max(attente, float(retry_after_s or 0)))


def deadline(etape: Etape, cree_le: datetime) -> datetime:
    """The moment an unsent message is parked instead of sent."""
    return cree_le + timedelta(seconds=ECHEANCE_S[etape])


def after_silence(etape: Etape, moment: datetime, zone: str, silence: Silence | None) -> datetime:
    """`moment` itself, or the end of the quiet hours it falls in (aware, same instant scale)."""
    if etape in SANS_SILENCE or silence is None or silence.debut == silence.fin:
        return moment
    local = moment.astimezone(ZoneInfo(zone))
    heure = local.time().replace(tzinfo=None)
    if silence.debut < silence.fin:
        dedans, jours = silence.debut <= heure < silence.fin, 0
    else:
        dedans = heure >= silence.debut or heure < silence.fin
        jours = 1 if heure >= silence.debut else 0
    if not dedans:
        return moment
    reprise = datetime.combine(
        local.date() + timedelta(days=jours), silence.fin, tzinfo=ZoneInfo(zone)
    )
    return reprise.astimezone(moment.tzinfo)


def pacing_gap(min_ms: int, max_ms: int, hasard: Random) -> timedelta:
    """Random gap between two sends of a line (default settings 5–10 s), so as to look human."""
    return timedelta(milliseconds=hasard.uniform(min(min_ms, max_ms), max(min_ms, max_ms)))


def line_capacity(min_ms: int, max_ms: int, plafond: int, heures: int = 14) -> int:
    """Messages a line carries in a day of `heures`: its pacing or its cap, whichever is lower."""
    moyenne_ms = max((min_ms + max_ms) // 2, 1)
    return min(plafond, heures * 3_600_000 // moyenne_ms)


def day_cap(plafond: int, chauffe_le: date | None, jour: date) -> int:
    """The cap of a day: 50, 100, 200 … from the first day of a line's warm-up to its own cap."""
    if chauffe_le is None:
        return plafond
    jours = (jour - chauffe_le).days
    return 0 if jours < 0 else min(plafond, CHAUFFE_PREMIER_JOUR * 2 ** min(jours, 16))
