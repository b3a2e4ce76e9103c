"""What a station's feed shows of places, and who may follow one."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from accounts.models import Agence, Emplacement
from accounts.policies import Action, require
from accounts.selectors.personnes import get_own_user
from core.errors import Introuvable
from core.flux.registry import Lignes, Portee, each, portee, source
from core.tenancy import Acteur


@portee("station")
def open_station(acteur: Acteur, now: datetime, id: UUID) -> Portee:
    """An agent's own agency, any of an admin's country, any for direction; else Introuvable."""
    require(acteur, Action.READ_FLUX)
    agence = Agence.objects.select_related("pays").filter(id=id).first()
    if agence is None or acteur.pays not in (None, agence.pays_id):
        raise Introuvable
    if acteur.fonction == "agent" and _agence_of(acteur) != agence.id:
        raise Introuvable
    return Portee(
        genre="station", id=id, pays=agence.pays_id, cote=agence.pays.cote, acteur=acteur, now=now
    )


def _agence_of(acteur: Acteur) -> UUID | None:
    """Where the person works now: a token does not say."""
    user = get_own_user(acteur.id)
    return user.agence_id if user else None


def _emplacements(portee: Portee) -> QuerySet[Emplacement]:
    return Emplacement.objects.filter(agence_id=portee.id, actif=True)


def _show(emplacement: Emplacement) -> dict[str, Any]:
    return {
        "id": emplacement.id,
        "agence_id": emplacement.agence_id,
        "pays": emplacement.pays_id,
        "code": emplacement.code,
        "actif": emplacement.actif,
    }


source("station", "emplacement", Lignes(_emplacements, each(_show)))
