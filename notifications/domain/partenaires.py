"""When a partner is tried again, and when its address is given up. Pure."""

from datetime import datetime, timedelta

REPRISES_S = (5, 300, 1_800, 7_200, 18_000, 36_000, 36_000)
"""After each failed try; about 27 h and a half in all, then the event is given up."""

ABANDON = timedelta(days=5)
"""A partner that took nothing for so long is switched off until somebody looks."""

DISPARU = 410
"""The address itself says that it is gone (RFC 9110, 15.5.11): switched off at once."""

EVENEMENTS = (
    "colis.recu", "colis.groupe", "colis.expedie", "colis.arrive", "colis.manquant",
    "colis.disponible", "colis.remis", "colis.retourne", "colis.perdu", "colis.annule",
)  # fmt: skip


def next_try(essais: int, now: datetime) -> datetime | None:
    """When to try again after `essais` failed tries; None when the event is given up."""
    if essais > len(REPRISES_S):
        return None
    return now + timedelta(seconds=REPRISES_S[essais - 1])


def given_up(echec_depuis_le: datetime | None, statut_http: int, now: datetime) -> bool:
    """Whether the address itself is to be switched off."""
    muet = echec_depuis_le is not None and now - echec_depuis_le >= ABANDON
    return statut_http == DISPARU or muet
