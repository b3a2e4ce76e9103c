"""Settings and moments the carton's rules read."""

from datetime import datetime

from accounts.contacts import earliest_moment
from accounts.models import Reglage
from colis.domain import clamp_survenu
from core.lot import once
from core.tenancy import Acteur

BANDE_PCT = "prix_negocie_bande_pct"
BANDE_PCT_DEFAUT = 10


def bande_pct(pays: str, now: datetime) -> int:
    """How far, in percent of the tariff, an agent of ``pays`` may negotiate a price."""
    rows = Reglage.objects.filter(pays_id=pays, cle=BANDE_PCT, effet_le__lte=now)
    latest = rows.order_by("-effet_le", "-id").values_list("valeur", flat=True)
    valeur = once((BANDE_PCT, pays, now), latest.first)
    return valeur if isinstance(valeur, int) and valeur >= 0 else BANDE_PCT_DEFAUT


def survenu_of(acteur: Acteur, survenu_le: datetime | None, now: datetime) -> datetime:
    """When a fact may have happened: within [what the device's contacts allow, now]."""
    if survenu_le is None or survenu_le > now:
        return now
    return clamp_survenu(survenu_le, now=now, contact_le=earliest_moment(acteur))
