"""Request budgets, counted in Redis; without it each process counts, twice as strictly."""

import time
from threading import Lock

from django.core.cache import cache

from core.errors import TropDeRequetes

_lock = Lock()
_here: dict[str, tuple[float, int]] = {}
_MAX_CLES = 20_000


def spend(cle: str, *, limite: int, fenetre_s: int) -> None:
    """Count one use of ``cle``; past ``limite`` in ``fenetre_s`` seconds, 429 with Retry-After."""
    cle = f"debit:{cle}"
    cache.add(cle, 0, timeout=fenetre_s)
    try:
        used = cache.incr(cle)
    except ValueError:
        used = 2 * _count_here(cle, fenetre_s)
    if used > limite:
        raise TropDeRequetes(attente_s=fenetre_s)


def _count_here(cle: str, fenetre_s: int) -> int:
    """Uses of ``cle`` seen by this process in its present window."""
    now = time.monotonic()
    with _lock:
        if len(_here) >= _MAX_CLES:
            for old in [k for k, (until, _) in _here.items() if until <= now] or list(_here):
                del _here[old]
        until, used = _here.get(cle, (0.0, 0))
        if until <= now:
            until, used = now + fenetre_s, 0
        _here[cle] = (until, used + 1)
    return used + 1
