"""`make preuve-vidange`: a full device empties itself into a local server; the last line is JSON.

Ten thousand operations and five hundred photos of 300 KB, sent by the real app with its screen
open: the time, the memory, and no moment over 200 ms during which the page does not answer.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg

from tests.infra import ROOT
from tests.preuve_hors_ligne.equipe import MOT_DE_PASSE, NOEUD, Chantier, bring_scenery
from tests.preuve_hors_ligne.rapport import commit
from tests.systeme import already_running, started

TACHE_MAX_MS = 200
COMPLETE = 10_000
PAGE = ROOT / "docs" / "preuves" / "vidange.md"


def drain(chantier: Chantier, operations: int, photos: int, limite_s: int) -> dict[str, Any]:
    """Fill one device, empty it; what the driver measured."""
    reglages = {
        "graine": chantier.graine,
        "operations": operations,
        "photos": photos,
        "limite_s": limite_s,
        "decor": str(chantier.decor),
        "mot_de_passe": MOT_DE_PASSE,
        "mandataire": {
            "port": 0,
            "pages": str(chantier.pages),
            "dist": os.environ.get("TS_PREUVE_DIST") or str(ROOT / "frontend" / "dist"),
            "amonts": {"sain": chantier.systeme.port},
        },
    }
    done = subprocess.run(
        ["node", str(NOEUD / "vidange.mjs")],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        env=os.environ | {"TS_PREUVE": json.dumps(reglages)},
    )
    mesures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return mesures


def count_received(chantier: Chantier, agent_id: str) -> dict[str, int]:
    """What the server holds of that person: operations, those with their effect, photos."""
    with psycopg.connect(chantier.base) as base:
        recues, faites = base.execute(
            "SELECT count(*), count(*) FILTER (WHERE statut = 'applied') FROM core_operation"
            " WHERE acteur_id = %s",
            [agent_id],
        ).fetchone() or (0, 0)
        (photos,) = base.execute(
            "SELECT count(*) FROM colis_photo WHERE acteur_id = %s", [agent_id]
        ).fetchone() or (0,)
    return {"recues": recues, "appliquees": faites, "photos_recues": photos}


def keep(mesures: dict[str, Any]) -> None:
    """The last full drain."""
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    lignes = [
        "# La vidange",
        "",
        f"`make preuve-vidange` — commit {commit()}, le {datetime.now(UTC):%d/%m/%Y à %H:%M} UTC,"
        f" {os.cpu_count()} processeurs, serveur local, Chromium réel, l'écran des envois ouvert.",
        "",
        "| mesure | valeur |",
        "|---|---|",
        *[f"| {nom} | {valeur} |" for nom, valeur in mesures.items()],
        "",
    ]
    PAGE.write_text("\n".join(lignes))


def main() -> int:
    parser = argparse.ArgumentParser(prog="preuve-vidange")
    parser.add_argument("-n", "--operations", type=int, default=COMPLETE)
    parser.add_argument("-p", "--photos", type=int, default=500)
    parser.add_argument("--limite", type=int, default=1_800, help="secondes")
    donnes = parser.parse_args()
    with ExitStack() as pile:
        dossier = Path(pile.enter_context(tempfile.TemporaryDirectory(prefix="vidange-")))
        dossier.chmod(0o755)
        systeme = already_running() or pile.enter_context(
            started(dossier / "systeme", TS_SANS_DEMONSTRATION="1", TS_LIMITE_UTILISATEUR="100000")
        )
        chantier = Chantier(dossier, systeme, 2, graine=1)
        subprocess.run(
            ["node", str(NOEUD / "construire.mjs"), str(chantier.pages), "sain"],
            cwd=ROOT, check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        if bring_scenery(chantier, [{"variante": "sain", "nombre": 2}]).wait() != 0:
            raise SystemExit("décor impossible")
        mesures = drain(chantier, donnes.operations, donnes.photos, donnes.limite)
        mesures |= count_received(chantier, mesures.pop("agent_id"))
    sain = (
        mesures["reste"] == 0
        and mesures["recues"] == mesures["appliquees"] == donnes.operations
        and mesures["photos_recues"] == donnes.photos
        and mesures["tache_la_plus_longue_ms"] < TACHE_MAX_MS
    )
    if donnes.operations >= COMPLETE:
        keep(mesures)
    sys.stdout.write(json.dumps(mesures) + "\n")
    return 0 if sain else 1


if __name__ == "__main__":
    sys.exit(main())
