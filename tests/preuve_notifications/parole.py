"""What workers tell the conductor: one datagram a fact, on a local socket."""

import contextlib
import json
import socket
from pathlib import Path
from typing import Any

TAILLE_MAX = 16_384
PLAINTE_MAX = 3_000


class Parole:
    """A worker's voice; a conductor that is gone is not an error."""

    def __init__(self, chemin: Path) -> None:
        self._prise = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._chemin = str(chemin)

    def say(self, quoi: str, **faits: Any) -> None:
        """`publie`, `debut` and `fin` of a task, `pret` and `mort` of a worker, `plainte`."""
        mot = json.dumps({"quoi": quoi} | faits).encode()
        with contextlib.suppress(OSError):
            self._prise.sendto(mot, self._chemin)


class Oreille:
    """The conductor's."""

    def __init__(self, chemin: Path) -> None:
        self._prise = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._prise.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
        self._prise.bind(str(chemin))
        self._chemin = chemin

    def hear(self, delai_s: float) -> dict[str, Any] | None:
        """The next fact, or None after that long."""
        self._prise.settimeout(max(delai_s, 0.001))
        try:
            lu: dict[str, Any] = json.loads(self._prise.recv(TAILLE_MAX))
        except TimeoutError:
            return None
        return lu

    def close(self) -> None:
        self._prise.close()
        self._chemin.unlink(missing_ok=True)
