"""Request budgets, counted in Redis; without it each process keeps half of its own share."""

import time
from ipaddress import IPv6Address, IPv6Network, ip_address
from threading import Lock

from django.conf import settings
from django.core.cache import cache

from core.errors import TropDeRequetes

_lock = Lock()
_here: dict[str, tuple[float, int]] = {}
_MAX_CLES = 20_000


def spend(cle: str, *, limite: int, fenetre_s: int) -> None:
    """Count one use of ``cle``; past ``limite`` in ``fenetre_s`` seconds, 429 with Retry-After.

    Without Redis, all the web processes together leave half of it, and each at least one use.
    """
    cle = f"debit:{_of_subscriber(cle)}"
    cache.add(cle, 0, timeout=fenetre_s)
    try:
        used = cache.incr(cle)
    except ValueError:
        used = _count_here(cle, fenetre_s)
        limite = max(1, limite // (2 * settings.PROCESSUS_WEB))
    if used > limite:
        raise TropDeRequetes(attente_s=fenetre_s)


def _of_subscriber(cle: str) -> str:
    """An IPv6 address counts as its /64: a single subscriber has 2^64 of them (RFC 6177)."""
    porte, _, qui = cle.partition(":")
    try:
        adresse = ip_address(qui)
    except ValueError:
        return cle
    if not isinstance(adresse, IPv6Address):
        return cle
    return f"{porte}:{adresse.ipv4_mapped or IPv6Network((adresse, 64), strict=False)}"


def _count_here(cle: str, fenetre_s: int) -> int:
    """Uses of ``cle`` seen by this process in its present window."""
    now = time.monotonic()
    with _lock:
        if len(_here) >= _MAX_CLES:
            # The one that ends first, when none has ended: nobody can wash the others away.
            ended = [k for k, (until, _) in _here.items() if until <= now]
            for old in ended or [min(_here, key=lambda k: _here[k])]:
                del _here[old]
        until, used = _here.get(cle, (0.0, 0))
        if until <= now:
            until, used = now + fenetre_s, 0
        _here[cle] = (until, used + 1)
    return used + 1
