"""`python -m tests.preuve_notifications -n 200 -s 1`: the story on the real code, then the mutants.

Its PostgreSQL and its Redis are its own: they are restarted and emptied on the way.
"""

import argparse
import os
import signal
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ["TS_LOG_LEVEL"] = "CRITICAL"
os.environ["TS_MODE"] = "local"

if TYPE_CHECKING:
    from tests.preuve_notifications.lieux import Lieux
    from tests.preuve_notifications.rapport import Bilan

MORTS = 10
COMPLETE = 5_000


def say(texte: str) -> None:
    sys.stderr.write(texte + "\n")
    sys.stderr.flush()


def lines_for(messages: int) -> int:
    """Lines a country: enough for the simulated days not to overflow, few enough to be busy."""
    return max(2, min(12, messages // 500))


def prove(
    lieux: "Lieux", nombre: int, graine: int, *, histoire: bool = True, mutants: bool = True
) -> "Bilan":
    """The whole proof; the applications are loaded once the servers' addresses are known."""
    import django  # noqa: PLC0415

    django.setup()
    from tests.preuve_notifications.deroule import Deroule  # noqa: PLC0415
    from tests.preuve_notifications.rapport import table  # noqa: PLC0415

    deroule = Deroule(lieux, nombre, lines_for(nombre), graine, say)
    try:
        if histoire:
            deroule.play(MORTS)
        if mutants:
            deroule.hunt_all()
    finally:
        deroule.end()
    say(table(deroule.bilan))
    return deroule.bilan


def main() -> int:
    parser = argparse.ArgumentParser(prog="preuve-notifications")
    parser.add_argument("-n", "--nombre", type=int, default=200)
    parser.add_argument("-s", "--graine", type=int, default=1)
    parser.add_argument("--sans-mutants", action="store_true")
    parser.add_argument("--mutants-seuls", action="store_true")
    parser.add_argument("--garder", action="store_true", help="écrire la page, même courte")
    donnes = parser.parse_args()
    # Asked to stop, it still ends the servers and the workers it started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    debut = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="ts-preuve-n-") as nom:
        place = Path(nom)
        place.chmod(0o755)
        os.environ.setdefault("TS_TEST_VAR", str(place / "base"))
        os.environ["TS_VAR"] = str(place / "var")
        from tests.preuve_notifications.lieux import opened  # noqa: PLC0415 - reads TS_TEST_VAR

        with opened(place) as lieux:
            say(f"serveurs prêts en {time.monotonic() - debut:.0f} s")
            bilan = prove(
                lieux,
                donnes.nombre,
                donnes.graine,
                histoire=not donnes.mutants_seuls,
                mutants=not donnes.sans_mutants,
            )
    from tests.preuve_notifications import rapport  # noqa: PLC0415

    say(f"en tout : {time.monotonic() - debut:.0f} s")
    if donnes.garder or donnes.nombre >= COMPLETE:
        rapport.keep(bilan, time.monotonic() - debut)
    sys.stdout.write(rapport.json_line(bilan) + "\n")
    return 0 if bilan.sain else 1


if __name__ == "__main__":
    sys.exit(main())
