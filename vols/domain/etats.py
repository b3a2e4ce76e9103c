"""The one table of a flight's states, and the rules that need nothing but words and numbers."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from vols.domain.refus import VolTransitionInterdite


class EtatVol(StrEnum):
    """Where a flight is in its life."""

    OUVERT = "ouvert"
    CLOTURE = "cloture"
    PARTI = "parti"
    ARRIVE = "arrive"
    EN_DOUANE = "en_douane"
    POINTE = "pointe"
    ANNULE = "annule"


class ActeVol(StrEnum):
    """What people do to a flight; the event's ``type``."""

    OUVERTURE = "ouverture"
    MODIFICATION = "modification"
    CHARGEMENT = "chargement"
    DECHARGEMENT = "dechargement"
    CLOTURE = "cloture"
    REOUVERTURE = "reouverture"
    DEPART = "depart"
    ARRIVEE = "arrivee"
    DOUANE = "douane"
    SCAN = "scan"
    CLOTURE_POINTAGE = "cloture_pointage"
    ANNULATION = "annulation"
    FRAIS = "frais"


# ``cloture → arrive`` presumes the departure nobody recorded; a first scan marks the arrival.
TRANSITIONS: dict[ActeVol, dict[EtatVol, EtatVol]] = {
    ActeVol.CHARGEMENT: {EtatVol.OUVERT: EtatVol.OUVERT},
    ActeVol.DECHARGEMENT: {EtatVol.OUVERT: EtatVol.OUVERT},
    ActeVol.CLOTURE: {EtatVol.OUVERT: EtatVol.CLOTURE},
    ActeVol.REOUVERTURE: {EtatVol.CLOTURE: EtatVol.OUVERT},
    ActeVol.DEPART: {EtatVol.CLOTURE: EtatVol.PARTI},
    ActeVol.ARRIVEE: {EtatVol.CLOTURE: EtatVol.ARRIVE, EtatVol.PARTI: EtatVol.ARRIVE},
    ActeVol.DOUANE: {EtatVol.ARRIVE: EtatVol.EN_DOUANE},
    ActeVol.SCAN: {
        EtatVol.CLOTURE: EtatVol.ARRIVE,
        EtatVol.PARTI: EtatVol.ARRIVE,
        EtatVol.ARRIVE: EtatVol.ARRIVE,
        EtatVol.EN_DOUANE: EtatVol.EN_DOUANE,
        EtatVol.POINTE: EtatVol.POINTE,
    },
    ActeVol.CLOTURE_POINTAGE: {
        EtatVol.ARRIVE: EtatVol.POINTE,
        EtatVol.EN_DOUANE: EtatVol.POINTE,
    },
    ActeVol.ANNULATION: {EtatVol.OUVERT: EtatVol.ANNULE, EtatVol.CLOTURE: EtatVol.ANNULE},
    ActeVol.FRAIS: {etat: etat for etat in EtatVol if etat is not EtatVol.ANNULE},
}

EXIGES_CLOTURE = (
    "numero",
    "lta",
    "compagnie",
    "aeroport_depart",
    "aeroport_arrivee",
    "depart_prevu",
    "arrivee_prevue",
)
_HORAIRES = frozenset({"depart_prevu", "arrivee_prevue"})
MODIFIABLES: dict[EtatVol, frozenset[str]] = {
    EtatVol.OUVERT: frozenset({*EXIGES_CLOTURE, "capacite_kg", "capacite_m3"}),
    EtatVol.CLOTURE: _HORAIRES,
    EtatVol.PARTI: frozenset({"arrivee_prevue"}),
}

# What a carton holds counts, not only the category it was given: families of the screen
# (colis/lexique_dg) by the category whose dangers they share. Batteries inside equipment (UN 3481)
# are not segregated by IATA DGR 9.3.A.
CATEGORIES_DES_FAMILLES: dict[str, str] = {
    "lithium_seul": "batterie",
    "vehicule": "batterie",
    "pile": "batterie",
    "aerosol": "liquide",
    "briquet": "liquide",
    "gaz": "liquide",
    "parfum": "liquide",
    "inflammable": "liquide",
}

# IATA DGR 9.3.A keeps lithium batteries away from flammable gases and liquids (aerosols, perfumes).
DG_INCOMPATIBLES: frozenset[frozenset[str]] = frozenset(
    {frozenset({"batterie", "liquide"}), frozenset({"batterie", "cosmetique"})}
)


def next_etat_vol(etat: str, acte: ActeVol) -> EtatVol:
    """The state ``acte`` leads to from ``etat``; :class:`VolTransitionInterdite` otherwise."""
    cible = TRANSITIONS[acte].get(EtatVol(etat))
    if cible is None:
        raise VolTransitionInterdite(etat=str(etat), acte=str(acte))
    return cible


def missing_fields(valeurs: Mapping[str, object]) -> list[str]:
    """What closing still needs, in the order a person fills it in."""
    return [champ for champ in EXIGES_CLOTURE if not valeurs.get(champ)]


def dangers_of(categorie: str, familles: Iterable[str]) -> set[str]:
    """What a carton counts as beside others: its category, and what its contents were seen to be.

    A family lifted by an admin still flies under its mark: only a corrected content removes it.
    """
    return {categorie} | {
        CATEGORIES_DES_FAMILLES[une] for une in familles if une in CATEGORIES_DES_FAMILLES
    }


def find_dg_conflicts(categories: Iterable[str]) -> list[tuple[str, str]]:
    """Pairs of categories that may not fly together, each sorted."""
    present = set(categories)
    return sorted(
        (first, second)
        for first, second in (sorted(pair) for pair in DG_INCOMPATIBLES)
        if {first, second} <= present
    )
