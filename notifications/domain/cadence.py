"""When to try again, when to keep quiet, how far apart to send: pure functions of a given clock."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from notifications.domain.etapes import ECHEANCE_S, SANS_SILENCE, Etape

BASE_S = 30 * 60
PLAFOND_S = 4 * 3600
PALIERS_OTP_S = (5, 15, 45, 120)
RODAGE_JOURS = 7


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


def pacing_gap(min_s: float, max_s: float, hasard: Random) -> timedelta:
    """Random gap between two sends of a line (default settings 5–10 s), so as to look human."""
    return timedelta(seconds=hasard.uniform(min(min_s, max_s), max(min_s, max_s)))


def daily_cap(plafond: int, active_le: datetime | None, now: datetime) -> int:
    """Messages a line may send today: a new line climbs to its cap over a week (warm-up)."""
    if active_le is None:
        return plafond
    jours = max(0, (now - active_le).days)
    if jours >= RODAGE_JOURS:
        return plafond
    return max(1, plafond * (jours + 1) // (RODAGE_JOURS + 1))


def line_capacity(min_s: float, max_s: float, plafond: int, heures: int = 14) -> int:
    """Messages a line carries in a day of `heures`: its pacing or its cap, whichever is lower."""
    moyenne = max((min_s + max_s) / 2, 0.001)
    return min(plafond, int(heures * 3600 / moyenne))
