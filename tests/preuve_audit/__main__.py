"""The proof, printed: `LIGNES`, `GRAINE`, `ATTAQUES` (rows under attack), `TOURS`, `ECRITURES`."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import django
import orjson

from tests import serveur
from tests.preuve_audit import page

COMPLETE = 1_000_000
"""Rows of the long form: only that one is kept."""

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("TS_LOG_LEVEL", "WARNING")


def main() -> int:
    """Attacks on a small journal, then a large one read whole; the last line is JSON."""
    lignes = int(os.environ.get("LIGNES", str(COMPLETE)))
    attaques = int(os.environ.get("ATTAQUES", "6000"))
    graine = int(os.environ.get("GRAINE", "1"))
    tours, ecritures = (
        int(os.environ.get(n, d)) for n, d in (("TOURS", "5"), ("ECRITURES", "400"))
    )
    began = time.monotonic()
    shared = serveur.start()
    django.setup()
    from tests.preuve_audit import attaques as proof  # noqa: PLC0415 - needs Django's registry
    from tests.preuve_audit.semis import now  # noqa: PLC0415

    moment = now()
    with tempfile.TemporaryDirectory(prefix="ts-preuve-audit-") as place:
        results = proof.run_attacks(shared, Path(place), attaques, graine, moment)
        large = proof.run_large(shared, Path(place), lignes, graine, moment, verify_apart)
        cost = proof.run_cost(shared, moment, writes=ecritures, rounds=tours)
    body = {
        "rows": large["scelles"],
        "mutations": len(results),
        "found": sum(une.trouvee for une in results),
        "seconds": round(time.monotonic() - began, 1),
        **large,
        **cost,
    }
    reglage = {"lignes": lignes, "attaques": attaques, "graine": graine, "tours": tours,
               "ecritures": ecritures}  # fmt: skip
    if lignes >= COMPLETE:
        page.PAGE.write_text(page.render(results, body, reglage))
    sys.stdout.write(orjson.dumps(body).decode() + "\n")
    ok = all(une.trouvee for une in results) and large["intact"]
    return 0 if ok else 1


def verify_apart(address: str, ancre: Path) -> dict[str, Any]:
    """`manage.py verifier_audit` in its own process: its time and its memory are its own."""
    done = subprocess.run(
        [sys.executable, "manage.py", "verifier_audit", "--json", "--ancre", str(ancre)],
        cwd=serveur.ROOT,
        env=os.environ | {"DATABASE_URL": address},
        capture_output=True,
        text=True,
        check=False,
    )
    if not done.stdout:
        raise RuntimeError(done.stderr)
    body: dict[str, Any] = orjson.loads(done.stdout)
    return body


if __name__ == "__main__":
    sys.exit(main())
