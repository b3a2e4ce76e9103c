"""Settings and moments the carton's rules read."""

from datetime import datetime

from accounts.selectors.contacts import earliest_moment
from accounts.selectors.reglages import get_reglages
from colis.domain import clamp_survenu
from core.tenancy import Acteur


def bande_pct(pays: str, now: datetime) -> int:
    """How far, in percent of the tariff, an agent of ``pays`` may negotiate a price."""
    return get_reglages(pays, now).prix_negocie_bande_pct


def survenu_of(acteur: Acteur, survenu_le: datetime | None, now: datetime) -> datetime:
    """When a fact may have happened: within [what the device's contacts allow, now]."""
    if survenu_le is None or survenu_le > now:
        return now
    return clamp_survenu(survenu_le, now=now, contact_le=earliest_moment(acteur))
