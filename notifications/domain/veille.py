"""When an operator is called: the thresholds, and what one alarm says. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

ECHECS_PAR_HEURE = 20
PERMANENTS_PAR_JOUR = 5
TAUX_ECHEC_PCT = 50
TAUX_SUR_AU_MOINS = 10
"""Fewer tries than this in the hour say nothing about a rate."""
LIGNE_BASSE_APRES = timedelta(seconds=60)
ATTENTE_MAX = timedelta(minutes=30)
SANS_ACCUSE_APRES = timedelta(hours=2)
SANS_ACCUSE_MIN = 10
SANS_ACCUSE_PCT = 80
SANS_RUPTURE = timedelta(minutes=5)
"""The watch runs each minute: unseen for longer, a trouble was over and begins again."""
REPOS = timedelta(hours=1)
"""The same alarm does not ring twice within it."""


class Nature(StrEnum):
    """What an alarm is about."""

    ECHECS = "echecs"
    PERMANENTS = "permanents"
    TAUX = "taux"
    LIGNE = "ligne"
    ATTENTE = "attente"
    SANS_ACCUSE = "sans_accuse"
    GABARIT = "gabarit"


@dataclass(frozen=True, kw_only=True)
class Alarme:
    """One thing wrong in one country; `cle` makes it the same one at the next look.

    `une_fois`: rings once and never again (a template's version the provider refuses).
    `valeurs` are the figures of `detail`, for whoever reads it in another language.
    """

    pays: str
    nature: Nature
    cle: str
    detail: str
    une_fois: bool = False
    valeurs: Mapping[str, str | int] = field(default_factory=dict)


def failing(echecs: int, essais: int) -> bool:
    """Whether the share of failed tries of an hour calls somebody."""
    return essais >= TAUX_SUR_AU_MOINS and echecs * 100 >= essais * TAUX_ECHEC_PCT


def unheard(sans: int, partis: int) -> bool:
    """Whether a line's receipts have stopped coming."""
    return partis >= SANS_ACCUSE_MIN and sans * 100 >= partis * SANS_ACCUSE_PCT
