"""Settings and moments the carton's rules read."""

from datetime import datetime

from accounts.models import Appareil, Reglage
from colis.domain import clamp_survenu
from core.tenancy import Acteur

BANDE_PCT = "prix_negocie_bande_pct"
BANDE_PCT_DEFAUT = 10


def bande_pct(pays: str, now: datetime) -> int:
    """How far, in percent of the tariff, an agent of ``pays`` may negotiate a price."""
    valeur = (
        Reglage.objects.filter(pays_id=pays, cle=BANDE_PCT, effet_le__lte=now)
        .order_by("-effet_le", "-id")
        .values_list("valeur", flat=True)
        .first()
    )
    return valeur if isinstance(valeur, int) and valeur >= 0 else BANDE_PCT_DEFAUT


def survenu_of(acteur: Acteur, survenu_le: datetime | None, now: datetime) -> datetime:
    """When a fact may have happened: within [the device's last contact, now]."""
    if survenu_le is None:
        return now
    contact_le = None
    if acteur.appareil_id is not None:
        contact_le = (
            Appareil.objects.filter(id=acteur.appareil_id)
            .values_list("contact_le", flat=True)
            .first()
        )
    return clamp_survenu(survenu_le, now=now, contact_le=contact_le)
