"""When the acting device last spoke to the server."""

from datetime import datetime

from accounts.models import Appareil
from core.tenancy import Acteur


def last_contact(acteur: Acteur) -> datetime | None:
    """The moment before which a fact of this device cannot have happened."""
    if acteur.appareil_id is None:
        return None
    return (
        Appareil.objects.filter(id=acteur.appareil_id).values_list("contact_le", flat=True).first()
    )
