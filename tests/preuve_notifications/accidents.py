"""What goes wrong, when: outages at fixed hours of the story, deaths at seeded ones."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from tests.preuve_notifications.horloge import POINTS
from tests.preuve_notifications.monde import DEBUT, JOUR, Histoire

PARTS = (
    ("avant", "500", 1.0), ("avant", "503", 0.5), ("avant", "success_false", 0.4),
    ("avant", "refuse", 0.5), ("avant", "malforme", 0.3), ("avant", "lent", 0.3),
    ("apres", "coupe", 0.6), ("apres", "tronque", 0.4), ("apres", "502", 0.6),
    ("apres", "malforme", 0.4),
)  # fmt: skip
"""Five sends in a hundred go wrong, two of them after the phone has the message."""

RECUS = ("normal", "aucun", "double", "aucun", "desordre", "avant_reponse", "aucun")


@dataclass(frozen=True)
class Accident:
    """Something that goes wrong at `le`."""

    le: datetime
    quoi: str
    detail: str = ""


def plan(histoire: Histoire, hasard: Random) -> list[Accident]:
    """All of them, soonest first."""
    accidents = _compact() if histoire.compacte else _days()
    duree_h = 5.0 if histoire.compacte else 100.0
    for rang in range(histoire.morts):
        quand = DEBUT + timedelta(hours=hasard.uniform(1.2, duree_h))
        accidents.append(Accident(quand, "mort", POINTS[1 + rang % (len(POINTS) - 1)]))
    return sorted(accidents, key=lambda accident: accident.le)


def _compact() -> list[Accident]:
    return [
        Accident(DEBUT, "recus", "aucun"),
        Accident(_at(0, 7.2), "ralentir"),
        Accident(_at(0, 8.2), "engourdir"),
        Accident(_at(0, 8.5), "engourdir"),
        Accident(_at(0, 8.0), "ligne", "ml:deconnecter"),
        Accident(_at(0, 8.7), "ligne", "ml:reconnecter"),
        Accident(_at(0, 9.0), "ligne", "ci:expirer"),
        Accident(_at(0, 9.6), "ligne", "ci:reconnecter"),
    ]


def _days() -> list[Accident]:
    recus = [
        Accident(DEBUT + timedelta(hours=12 * rang), "recus", RECUS[rang % len(RECUS)])
        for rang in range(10)
    ]
    return [
        *recus,
        Accident(_at(1, 9.5), "ligne", "ml:deconnecter"),
        Accident(_at(1, 11.5), "ligne", "ml:reconnecter"),
        Accident(_at(1, 13.02), "redis"),
        Accident(_at(2, 9.4), "ligne", "ci:expirer"),
        Accident(_at(2, 13.1), "ligne", "ci:reconnecter"),
        Accident(_at(2, 15.05), "ralentir"),
        Accident(_at(3, 8.05), "postgres"),
        Accident(_at(3, 10.6), "engourdir"),
        Accident(_at(3, 13.1), "engourdir"),
        Accident(_at(4, 13.05), "redis"),
    ]


def _at(jour: int, heure: float) -> datetime:
    return JOUR + timedelta(days=jour, hours=heure)


def rules(pour_cent: float) -> list[dict[str, Any]]:
    """The provider's mixed faults, so many sends in a hundred in all."""
    total = sum(part for _, _, part in PARTS)
    return [
        {
            "quand": quand,
            "faute": faute,
            "probabilite": part * pour_cent / total / 100,
            "duree_s": 0.05,
        }
        for quand, faute, part in PARTS
    ]


RALENTIR = {"quand": "avant", "faute": "429", "fois": 4, "retry_after_s": 90}
