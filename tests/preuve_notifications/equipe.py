"""The team: real Celery workers that die and are replaced, and when they have nothing left to do.

The conductor stands for beat: it publishes the sweep's task with beat's own options, and moves
the clock only once every task it led to is over, or lost with the worker that held it.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from config.celery import app
from notifications.tasks import PLANIFICATION
from tests.preuve_notifications.horloge import Horloge
from tests.preuve_notifications.parole import Oreille

OUVRIERS = 3
BALAYAGE: Any = PLANIFICATION["notifications.balayer"]
SANS_ENVOI = frozenset({"notifications.balayer", "notifications.sonder"})
FILE = str(BALAYAGE["options"]["queue"])
LIMITE_S = 120.0
SILENCE_S = 3.0


class Enlisee(RuntimeError):
    """A task neither ended nor died with its worker."""


class Equipe:
    """`arbre` is the tree the workers run: this one, or a mutant's private copy."""

    def __init__(self, place: Path, horloge: Horloge, arbre: Path) -> None:
        self.horloge = horloge
        self.oreille = Oreille(place / "parole")
        self.publiees: dict[str, str] = {}
        self.finies: set[str] = set()
        self.en_cours: dict[int, str] = {}
        self.prets: set[int] = set()
        self.morts = 0
        self.plaintes: list[str] = []
        self._dit = (place / "ouvriers.txt").open("wb")
        self._souche = subprocess.Popen(
            [
                sys.executable, "-m", "tests.preuve_notifications.ouvrier",
                str(place / "horloge"), str(place / "parole"),
            ],
            cwd=arbre, text=True, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
            stderr=self._dit, env=os.environ | {"PYTHONPATH": str(arbre)},
        )  # fmt: skip
        for rang in range(OUVRIERS):
            self._born(rang)

    def _born(self, rang: int) -> None:
        assert self._souche.stdin is not None
        self._souche.stdin.write(f"{rang}\n")
        self._souche.stdin.flush()

    def wait_ready(self) -> None:
        """All workers there, at the start."""
        fin = time.monotonic() + LIMITE_S
        while len(self.prets) < OUVRIERS:
            self._listen(0.5)
            if time.monotonic() > fin or self._souche.poll() is not None:
                raise Enlisee("les ouvriers ne démarrent pas")

    def wake(self, fois: int = 1) -> None:
        """What beat does every two seconds."""
        for _ in range(fois):
            envoyee = app.send_task(BALAYAGE["task"], **BALAYAGE["options"])
            self.publiees[str(envoyee.id)] = BALAYAGE["task"]

    def settle(self, sauf: str = "") -> int:
        """Until all is over, but the task `sauf`, held in a call; how many senders were woken."""
        fin = time.monotonic() + LIMITE_S
        while self._left(sauf) > 0:
            entendu = self._listen(SILENCE_S)
            if not entendu and not self.en_cours and self._queue_is_empty():
                break
            if time.monotonic() > fin:
                raise Enlisee(f"{self._left()} tâches sans fin")
        envois: int = sum(nom not in SANS_ENVOI for nom in self.publiees.values())
        if not sauf:
            self.publiees.clear()
            self.finies.clear()
        return envois

    def forget(self) -> None:
        """The broker was emptied: what had not begun never will."""
        fin = time.monotonic() + LIMITE_S
        while self.en_cours and time.monotonic() < fin:
            self._listen(0.2)
        while self._listen(0.3):
            pass
        self.publiees.clear()
        self.finies.clear()

    def _queue_is_empty(self) -> bool:
        """What nobody holds and the broker does not have died with a worker, before it began."""
        with app.connection_for_read() as connection:
            canal: Any = connection.default_channel
            return bool(canal.client.llen(FILE) == 0)

    def last_held(self, tenue: Callable[[], bool]) -> str:
        """The only task left, once it is the one waited for; "" when all are over."""
        while restent := self._remaining():
            if len(restent) == 1 and tenue():
                return restent[0]
            self._listen(0.2)
        return ""

    def _remaining(self) -> list[str]:
        return [tache for tache in self.publiees if tache not in self.finies]

    def _left(self, sauf: str = "") -> int:
        return sum(tache != sauf for tache in self._remaining())

    def _listen(self, delai_s: float) -> bool:
        fait = self.oreille.hear(delai_s)
        if fait is not None:
            getattr(self, f"_on_{fait['quoi']}")(fait)
        return fait is not None

    def _on_publie(self, fait: dict[str, Any]) -> None:
        self.publiees[fait["tache"]] = fait["nom"]

    def _on_debut(self, fait: dict[str, Any]) -> None:
        self.en_cours[fait["rang"]] = fait["tache"]

    def _on_fin(self, fait: dict[str, Any]) -> None:
        self.en_cours.pop(fait["rang"], None)
        self.finies.add(fait["tache"])

    def _on_plainte(self, fait: dict[str, Any]) -> None:
        self.plaintes.append(fait["texte"])

    def _on_pret(self, fait: dict[str, Any]) -> None:
        self.prets.add(fait["rang"])

    def _on_mort(self, fait: dict[str, Any]) -> None:
        """A worker is dead: what it held is lost to the broker, another is born in its place."""
        rang = fait["rang"]
        self.morts += 1
        self.prets.discard(rang)
        perdue = self.en_cours.pop(rang, None)
        if perdue is not None:
            self.finies.add(perdue)
        self._born(rang)

    def end(self) -> None:
        """Close the stump's ear: it kills what it bore and leaves."""
        if self._souche.stdin is not None:
            self._souche.stdin.close()
        try:
            self._souche.wait(10)
        except subprocess.TimeoutExpired:
            self._souche.kill()
            self._souche.wait()
        self._dit.close()
        self.oreille.close()
