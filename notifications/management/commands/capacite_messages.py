"""`manage.py capacite_messages`: the figures of docs/capacite-messages.md, in Markdown."""

from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from math import ceil
from typing import Any

from django.core.management.base import BaseCommand

from core.tenancy import transverse
from notifications.domain import line_capacity
from notifications.selectors.capacite import Economie, grouping_savings

LIGNES = (1, 2, 3, 4, 6, 8)
RYTHMES_S = ((3, 6), (5, 10), (8, 15), (15, 30))
RYTHME_PAR_DEFAUT_S = (5, 10)
SANS_PLAFOND = 100_000
BESOIN = 20_000
"""Events a day the house is built for (docs: 20 000 messages a day)."""


class Command(BaseCommand):
    help = "Messages par jour selon les lignes et leur rythme, et ce qu'économise le regroupement."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--sans-base", action="store_true", help="le premier tableau seulement")

    def handle(self, *_args: Any, **options: Any) -> None:
        self.stdout.write("\n".join(capacity_table()))
        if options["sans_base"]:
            return
        with transverse():
            economies = grouping_savings()
        self.stdout.write("")
        self.stdout.write("\n".join(savings_table(economies)))


def capacity_table() -> Iterator[str]:
    """Messages in a 14-hour day, by number of lines and gap between two sends."""
    yield "| écart entre deux envois | " + " | ".join(map(_lines, LIGNES)) + " |"
    yield "|---|" + "---:|" * len(LIGNES)
    for mini, maxi in RYTHMES_S:
        une = line_capacity(mini * 1000, maxi * 1000, SANS_PLAFOND)
        valeurs = " | ".join(_thousands(une * nombre) for nombre in LIGNES)
        yield f"| {mini} à {maxi} s | {valeurs} |"


def savings_table(economies: Sequence[Economie]) -> Iterator[str]:
    """Owed against told, step by step, then the lines a full day asks for."""
    yield "| étape | dus, colis par colis | messages envoyés | économie |"
    yield "|---|---:|---:|---:|"
    for une in economies:
        yield _row(une.etape.value, une.dus, une.messages)
    dus = sum(une.dus for une in economies)
    messages = sum(une.messages for une in economies)
    yield _row("**toutes**", dus, messages)
    if not dus:
        return
    mini, maxi = RYTHME_PAR_DEFAUT_S
    une_ligne = line_capacity(mini * 1000, maxi * 1000, SANS_PLAFOND)
    groupes = ceil(BESOIN * messages / dus)
    yield ""
    yield (
        f"Pour {_thousands(BESOIN)} faits par jour à {mini} à {maxi} s :"
        f" {_lines(ceil(BESOIN / une_ligne))} sans regroupement,"
        f" {_lines(ceil(groupes / une_ligne))} avec ({_thousands(groupes)} messages)."
    )


def _row(nom: str, dus: int, messages: int) -> str:
    economie = round(100 * (dus - messages) / dus) if dus else 0
    return f"| {nom} | {_thousands(dus)} | {_thousands(messages)} | {economie} % |"


def _lines(nombre: int) -> str:
    return f"{nombre} ligne" if nombre == 1 else f"{nombre} lignes"


def _thousands(nombre: int) -> str:
    return f"{nombre:,}".replace(",", "\u202f")
