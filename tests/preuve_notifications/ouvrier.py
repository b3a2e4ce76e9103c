"""The workers: Celery's own, forked from a process that has everything loaded; killed at will.

`ouvrier <clock> <socket>` reads ranks on its input: each makes a worker be born, the end of the
input ends them all. A worker runs the production tasks as they are, on the simulated clock.
"""

import os
import select
import signal
import sys
import traceback
import warnings
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import django

django.setup()

from celery import signals  # noqa: E402 - the applications must be loaded first
from django.db import InterfaceError, OperationalError  # noqa: E402
from kombu.exceptions import OperationalError as CourtierAbsent  # noqa: E402
from redis import RedisError  # noqa: E402

from config.celery import app  # noqa: E402
from notifications import tasks  # noqa: E402
from notifications.port import Port, Resultat  # noqa: E402
from notifications.services import balayage, envoi, regroupement  # noqa: E402
from tests.preuve_notifications.horloge import Horloge  # noqa: E402
from tests.preuve_notifications.parole import PLAINTE_MAX, Parole  # noqa: E402

PASSAGERES = (OperationalError, InterfaceError, RedisError, CourtierAbsent, ConnectionError)
"""What a database or a Redis that restarts does to whoever was talking to it."""


class Bourreau:
    """Kills this very process at the point it was told, as a power cut would."""

    def __init__(self, horloge: Horloge, rang: int) -> None:
        self._horloge, self._rang = horloge, rang

    def reach(self, point: str) -> None:
        if self._horloge.must_die(self._rang, point):
            self._horloge.condemn(self._rang, "")
            os.kill(os.getpid(), signal.SIGKILL)

    def after(self, fonction: Callable[..., Any], point: str) -> Callable[..., Any]:
        """The same function, with the executioner waiting at its end."""

        def executed(*args: Any, **kwargs: Any) -> Any:
            rendu = fonction(*args, **kwargs)
            self.reach(point)
            return rendu

        return executed


class Temoin:
    """The provider's port, with the executioner before and after each send."""

    def __init__(self, port: Port, bourreau: Bourreau) -> None:
        self._port, self._bourreau = port, bourreau

    def __getattr__(self, nom: str) -> Any:
        return getattr(self._port, nom)

    def send(self, *args: Any, **kwargs: Any) -> Resultat:
        self._bourreau.reach("avant_envoi")
        resultat = self._port.send(*args, **kwargs)
        self._bourreau.reach("apres_envoi")
        return resultat


class Plainte:
    """In place of the sweep's logger: what breaks is told to the conductor, not hidden."""

    def __init__(self, parole: Parole) -> None:
        self._parole = parole

    def exception(self, *_args: Any, partie: str) -> None:
        cause = sys.exc_info()[1]
        if not isinstance(cause, PASSAGERES):
            self._parole.say("plainte", texte=f"{partie} : {traceback.format_exc()[-PLAINTE_MAX:]}")


def _tell(parole: Parole, rang: int, bourreau: Bourreau) -> None:
    """Have Celery's own signals tell the conductor what becomes of each task."""

    def published(headers: dict[str, Any], **_faits: Any) -> None:
        parole.say("publie", tache=headers["id"], nom=headers["task"])

    def began(task_id: str, **_faits: Any) -> None:
        parole.say("debut", tache=task_id, rang=rang)

    def ended(task_id: str, **_faits: Any) -> None:
        bourreau.reach("apres_tout")
        parole.say("fin", tache=task_id, rang=rang)

    def failed(exception: BaseException, einfo: Any, **_faits: Any) -> None:
        if not isinstance(exception, PASSAGERES):
            parole.say("plainte", texte=str(einfo)[-PLAINTE_MAX:])

    def revoked(request: Any, **_faits: Any) -> None:
        parole.say("fin", tache=request.id, rang=rang)

    for signe, suite in (
        (signals.after_task_publish, published), (signals.task_prerun, began),
        (signals.task_postrun, ended), (signals.task_failure, failed),
        (signals.task_revoked, revoked), (signals.worker_ready, _ready(parole, rang)),
    ):  # fmt: skip
        signe.connect(suite, weak=False)


def _ready(parole: Parole, rang: int) -> Callable[..., None]:
    def ready(**_faits: Any) -> None:
        parole.say("pret", rang=rang)

    return ready


def _replaceable(module: ModuleType, nom: str) -> Any:
    """What bears this name there; AttributeError when nothing does any more."""
    return getattr(module, nom)


def _replace(module: ModuleType, nom: str, par: Any) -> None:
    """In this process only."""
    _replaceable(module, nom)
    setattr(module, nom, par)


def work(horloge: Horloge, parole: Parole, rang: int) -> None:
    """One worker, until it is killed."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    bourreau = Bourreau(horloge, rang)
    vraie: Callable[[str], Port] = _replaceable(envoi, "port_of")
    _replace(envoi, "port_of", lambda nom: Temoin(vraie(nom), bourreau))
    close_try, create = _replaceable(envoi, "close_try"), _replaceable(regroupement, "_create")
    _replace(envoi, "close_try", bourreau.after(close_try, "avant_ecriture"))
    _replace(regroupement, "_create", bourreau.after(create, "dans_regroupement"))
    _replace(balayage, "log", Plainte(parole))
    _replace(tasks, "now", horloge)
    _tell(parole, rang, bourreau)
    app.worker_main(
        [
            "worker",
            "-P",
            "solo", "-c", "1",
            "-Q",
            "notifications",
            "-n",
            f"preuve{rang}@local",
            "-l",
            "CRITICAL",
            "--without-gossip",
            "--without-mingle",
            "--without-heartbeat",
        ]
    )  # fmt: skip


def _bury(vivants: dict[int, int], parole: Parole) -> None:
    """Tell of the workers that died since last time."""
    for pid, rang in list(vivants.items()):
        if os.waitpid(pid, os.WNOHANG)[0]:
            del vivants[pid]
            parole.say("mort", rang=rang)


def _words(lu: bytes) -> list[int]:
    """The ranks to be born: one digit each."""
    return [int(chiffre) for chiffre in lu.decode().split()]


def main() -> None:
    """The process all workers are forked from; it touches neither database nor Redis."""
    warnings.simplefilter("ignore")
    horloge, parole = Horloge(Path(sys.argv[1])), Parole(Path(sys.argv[2]))
    app.loader.import_default_modules()
    app.finalize()
    vivants: dict[int, int] = {}
    while True:
        pret, _, _ = select.select([0], [], [], 0.02)
        _bury(vivants, parole)
        lu = os.read(0, 1024) if pret else b""
        if pret and not lu:
            break
        for rang in _words(lu):
            pid = os.fork()
            if pid == 0:
                work(horloge, parole, rang)
                os._exit(0)
            vivants[pid] = rang
    for pid in vivants:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


if __name__ == "__main__":
    main()
