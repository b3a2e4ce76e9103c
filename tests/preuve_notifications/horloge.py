"""One simulated clock for every process: a file mapped in memory, moved by the conductor alone.

The application reads the time at its edges only (`core.clock`), so that a worker of the proof
gives it this clock there: no door is left open in the code that runs for real. Beside the hour,
one byte a worker says at which point it must die.
"""

import mmap
import struct
from datetime import UTC, datetime, timedelta
from pathlib import Path

TAILLE = 64
POINTS = ("", "avant_envoi", "apres_envoi", "avant_ecriture", "dans_regroupement", "apres_tout")
"""Where a worker may be killed: beside the call, with the result or the groups not yet committed,
and with everything written but the task not acknowledged."""


class Horloge:
    """Seconds since 1970 of the simulated world, then who must die where."""

    def __init__(self, fichier: Path) -> None:
        if not fichier.exists():
            fichier.write_bytes(bytes(TAILLE))
        with fichier.open("r+b") as ouvert:
            self._carte = mmap.mmap(ouvert.fileno(), TAILLE)

    def __call__(self) -> datetime:
        return datetime.fromtimestamp(struct.unpack("d", self._carte[:8])[0], tz=UTC)

    def set(self, moment: datetime) -> None:
        """Only ever forward."""
        self._carte[:8] = struct.pack("d", moment.timestamp())

    def advance(self, duree: timedelta) -> datetime:
        """Later by that much; the new moment."""
        self.set(self() + duree)
        return self()

    def condemn(self, rang: int, point: str) -> None:
        """This worker dies the next time it reaches that point ("" : it lives)."""
        self._carte[8 + rang] = POINTS.index(point)

    def condemned(self, rang: int) -> bool:
        """Whether this worker's sentence waits."""
        return self._carte[8 + rang] != 0

    def must_die(self, rang: int, point: str) -> bool:
        """Whether this worker has reached its point."""
        return self._carte[8 + rang] == POINTS.index(point) != 0
