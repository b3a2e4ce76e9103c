"""Request budgets in Redis; without Redis nothing is counted here (see docs/securite.md)."""

from django.core.cache import cache

from core.errors import TropDeRequetes


def spend(cle: str, *, limite: int, fenetre_s: int) -> None:
    """Count one use of ``cle``; past ``limite`` in ``fenetre_s`` seconds, 429 with Retry-After."""
    cle = f"debit:{cle}"
    cache.add(cle, 0, timeout=fenetre_s)
    try:
        used = cache.incr(cle)
    except ValueError:
        return
    if used > limite:
        raise TropDeRequetes(attente_s=fenetre_s)
