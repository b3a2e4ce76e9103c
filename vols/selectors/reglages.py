"""A country's yes/no settings, as flights need them."""

from datetime import datetime

from accounts.models import Reglage


def is_setting_on(pays: str | None, cle: str, *, now: datetime) -> bool:
    """Whether a country's setting is on at ``now``; off until set."""
    reglage = (
        Reglage.objects.filter(pays_id=pays, cle=cle, effet_le__lte=now)
        .order_by("-effet_le", "-id")
        .first()
    )
    return reglage is not None and reglage.valeur is True
