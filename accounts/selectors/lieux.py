"""Reads of countries, agencies and storage locations."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from accounts.models import Agence, Emplacement, Pays
from accounts.policies import Action, require
from core.errors import LANGUES, Introuvable, SaisieInvalide
from core.lot import once
from core.telephone import pays_telephone
from core.tenancy import Acteur


def pays_of_contact(pays: str | None, telephone: str) -> str:
    """Which country's lines write to a member of staff: their own, else their number's."""
    if pays is not None:
        return pays
    served = list(Pays.objects.values_list("code", flat=True))
    number = pays_telephone(telephone) or ""
    return number if number in served else served[-1]


def fuseau_of(acteur: Acteur) -> str:
    """The zone someone's days are in; UTC for direction, whose days are Bamako's too."""
    found = Pays.objects.filter(code=acteur.pays).first() if acteur.pays else None
    return found.fuseau if found else "UTC"


def list_pays() -> list[Pays]:
    """Every country served, in display order."""
    return list(Pays.objects.all())


def known_pays() -> dict[str, Pays]:
    """Every country served, by code; read once a batch."""
    return once("pays", lambda: {pays.code: pays for pays in Pays.objects.all()})


def main_agence(pays: str) -> Agence | None:
    """A country's first active agency: where its public address and hours come from."""
    return Agence.objects.filter(pays_id=pays, actif=True).order_by("id").first()


def subject_pays(acteur: Acteur, pays: str | None) -> Pays:
    """The country an act is about: one's own, or the one direction names (else 422).

    Another country than one's own is ``Introuvable``.
    """
    code = pays or acteur.pays
    if code is None:
        raise SaisieInvalide(errors={"pays": ["indiquez le pays"]})
    if acteur.pays is not None and code != acteur.pays:
        raise Introuvable
    found = Pays.objects.filter(code=code).first()
    if found is None:
        raise Introuvable
    return found


def read_reglages_pays(acteur: Acteur, pays: str | None) -> Pays:
    """The country whose settings a member of staff may read."""
    require(acteur, Action.READ_REFERENCE)
    return subject_pays(acteur, pays)


def list_agences(
    acteur: Acteur, *, pays: str | None = None, actif: bool | None = None
) -> QuerySet[Agence]:
    """Every country's agencies: addresses are public."""
    require(acteur, Action.READ_REFERENCE)
    agences = Agence.objects.all()
    if pays:
        agences = agences.filter(pays_id=pays)
    return agences if actif is None else agences.filter(actif=actif)


def get_own_agence(acteur: Acteur, agence_id: UUID) -> Agence:
    """An agency one may change: of one's own country, any for direction; else ``Introuvable``."""
    agence = Agence.objects.filter(id=agence_id).first()
    if agence is None or acteur.pays not in (None, agence.pays_id):
        raise Introuvable
    return agence


def list_emplacements(
    acteur: Acteur, *, agence_id: UUID | None = None, actif: bool | None = None
) -> QuerySet[Emplacement]:
    """Storage locations of one's own country."""
    require(acteur, Action.READ_REFERENCE)
    emplacements = Emplacement.objects.all()
    if agence_id:
        emplacements = emplacements.filter(agence_id=agence_id)
    return emplacements if actif is None else emplacements.filter(actif=actif)


def list_all_pays(acteur: Acteur) -> list[Pays]:
    """Every country served, for someone signed in."""
    require(acteur, Action.READ_REFERENCE)
    return list_pays()


def get_configuration() -> dict[str, Any]:
    """What a device needs before anybody signs in; public."""
    return {
        "ws_url": settings.PUBLIC_WS_URL,
        "langues": list(LANGUES),
        "pays": list_pays(),
        "version": settings.VERSION,
        "local": settings.LOCAL,
    }
