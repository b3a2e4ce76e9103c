"""A carton's states and the only transition table."""

from datetime import datetime
from enum import StrEnum

from colis.domain.refus import TransitionInterdite


class Etat(StrEnum):
    """Where a carton is in its life."""

    RECU = "recu"
    GROUPE = "groupe"
    EXPEDIE = "expedie"
    ARRIVE = "arrive"
    DISPONIBLE = "disponible"
    REMIS = "remis"
    MANQUANT = "manquant"
    PERDU = "perdu"
    RETOURNE = "retourne"
    ANNULE = "annule"


class Cause(StrEnum):
    """What makes a carton change state; the event's ``type``."""

    ENREGISTREMENT = "enregistrement"
    ARRIVEE_INCONNUE = "arrivee_inconnue"
    CHARGEMENT = "chargement"
    DECHARGEMENT = "dechargement"
    DEPART = "depart"
    POINTAGE = "pointage"
    SURPLUS = "surplus"
    MANQUE = "manque"
    RETROUVE = "retrouve"
    PERTE = "perte"
    MISE_A_DISPOSITION = "mise_a_dispo"
    REMISE = "remise"
    RETOUR = "retour"
    ANNULATION = "annulation"
    CORRECTION = "correction"


class Fait(StrEnum):
    """Events that change no state, beside the causes above."""

    PESEE = "pesee"
    MODIFICATION = "modification"
    PHOTO = "photo"
    ETIQUETTE = "etiquette"
    BLOCAGE = "blocage"
    DEBLOCAGE = "deblocage"
    RANGEMENT = "rangement"
    ENCAISSEMENT = "encaissement"
    REPRISE = "reprise"
    OBSERVATION = "observation"


TRANSITIONS: dict[Cause, tuple[tuple[Etat | None, Etat], ...]] = {
    Cause.ENREGISTREMENT: ((None, Etat.RECU),),
    Cause.ARRIVEE_INCONNUE: ((None, Etat.ARRIVE),),
    Cause.CHARGEMENT: ((Etat.RECU, Etat.GROUPE),),
    Cause.DECHARGEMENT: ((Etat.GROUPE, Etat.RECU),),
    Cause.DEPART: ((Etat.GROUPE, Etat.EXPEDIE),),
    Cause.POINTAGE: ((Etat.EXPEDIE, Etat.ARRIVE),),
    Cause.SURPLUS: ((Etat.RECU, Etat.ARRIVE), (Etat.GROUPE, Etat.ARRIVE)),
    Cause.MANQUE: ((Etat.EXPEDIE, Etat.MANQUANT),),
    Cause.RETROUVE: ((Etat.MANQUANT, Etat.ARRIVE),),
    Cause.PERTE: ((Etat.MANQUANT, Etat.PERDU),),
    Cause.MISE_A_DISPOSITION: ((Etat.ARRIVE, Etat.DISPONIBLE),),
    Cause.REMISE: ((Etat.ARRIVE, Etat.REMIS), (Etat.DISPONIBLE, Etat.REMIS)),
    Cause.RETOUR: ((Etat.DISPONIBLE, Etat.RETOURNE),),
    Cause.ANNULATION: ((Etat.RECU, Etat.ANNULE),),
    Cause.CORRECTION: (
        (Etat.REMIS, Etat.DISPONIBLE),
        (Etat.ARRIVE, Etat.EXPEDIE),
        (Etat.PERDU, Etat.MANQUANT),
    ),
}

MODES = ("cargo", "express")
CATEGORIES = (
    "standard",
    "telephone",
    "electronique",
    "batterie",
    "cosmetique",
    "document",
    "alimentaire",
    "liquide",
)
SOURCES_POIDS = ("balance", "manuel")
BLOCAGES = ("dg", "douane", "litige")


def next_etat(etat: Etat | None, cause: Cause) -> Etat:
    """The state ``cause`` leads to from ``etat``; :class:`TransitionInterdite` otherwise."""
    for source, cible in TRANSITIONS[cause]:
        if source == etat:
            return cible
    raise TransitionInterdite(etat=str(etat or "absent"), cause=str(cause))


def clamp_survenu(
    survenu_le: datetime | None, *, now: datetime, contact_le: datetime | None = None
) -> datetime:
    """When a fact may have happened: between the device's last contact and now."""
    if survenu_le is None or survenu_le > now:
        return now
    if contact_le is not None and survenu_le < contact_le:
        return contact_le
    return survenu_le
