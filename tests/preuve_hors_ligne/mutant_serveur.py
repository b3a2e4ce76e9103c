"""The server's mutant: look first, insert then, instead of one INSERT … ON CONFLICT.

A patched copy of the tree, served by its own process on the same database, whose uniqueness is
dropped for it: whoever checks before inserting has no need of a constraint. The proof's database
is thrown away afterwards.
"""

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from config.local.services import http_ready
from tests.infra import ROOT, free_ports
from tests.preuve_hors_ligne.equipe import Chantier

NOM = "verifier_puis_inserer"
PAQUETS = (
    "config", "core", "audit", "accounts", "colis", "vols", "distribution", "notifications",
    "tracking", "rapports",
)  # fmt: skip
FICHIER = Path("core/operations/services/reception.py")
RETOUCHES = (
    # Whoever checks before inserting has no lock either: held, it would hide the fault.
    ('    lock_name(f"journal:{journal.appareil_id}")\n', ""),
    (
        '_UNE_FOIS = " ON CONFLICT (acteur_id, op_id) WHERE NOT declaree DO NOTHING"',
        '_UNE_FOIS = ""',
    ),
    (
        "for entree in entrees if entree.declaree is declaree]",
        "for entree in entrees if entree.declaree is declaree\n"
        "                and not Operation.objects.filter(\n"
        "                    acteur_id=entree.acteur_id, op_id=entree.enveloppe.op_id\n"
        "                ).exists()]",
    ),
)
CONTRAINTE = "operation_une_fois"
ATTENTE_S = 60


class MutantPerime(RuntimeError):
    """The text to patch is no longer there: the mutant must be written again."""


def patched_tree(dossier: Path) -> Path:
    """A copy of the application with the fault in it."""
    arbre = dossier / "arbre-mutant"
    for paquet in PAQUETS:
        shutil.copytree(ROOT / paquet, arbre / paquet, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "manage.py", arbre / "manage.py")
    cible = arbre / FICHIER
    texte = cible.read_text()
    for de, vers in RETOUCHES:
        if texte.count(de) != 1:
            raise MutantPerime(f"{FICHIER} : « {de.strip()[:60]} » introuvable")
        texte = texte.replace(de, vers)
    cible.write_text(texte)
    return arbre


@contextmanager
def mutant_server(chantier: Chantier) -> Iterator[int]:
    """The port of the faulty server, on the system's own database."""
    arbre = patched_tree(chantier.dossier)
    with psycopg.connect(chantier.base, autocommit=True) as base:
        base.execute(f"ALTER TABLE core_operation DROP CONSTRAINT IF EXISTS {CONTRAINTE}")
        base.execute(f"DROP INDEX IF EXISTS {CONTRAINTE}")
    port = free_ports(1)
    options = (
        "--interface wsgi --blocking-threads 4 --backpressure 512 --no-ws --log-level error"
        f" --workers 2 --host 127.0.0.1 --port {port} config.wsgi:application"
    )
    processus = subprocess.Popen(
        [sys.executable, "-m", "granian", *options.split()],
        cwd=arbre,
        env=chantier.environment() | {"TS_PROCESS": "http", "PYTHONPATH": str(arbre)},
        stdout=(chantier.dossier / "mutant.log").open("wb"),
        stderr=subprocess.STDOUT,
    )
    try:
        fin = time.monotonic() + ATTENTE_S
        while not http_ready(f"http://127.0.0.1:{port}/sante/vivant"):
            if processus.poll() is not None or time.monotonic() > fin:
                raise RuntimeError((chantier.dossier / "mutant.log").read_text()[-2000:])
            time.sleep(0.1)
        yield port
    finally:
        processus.terminate()
        processus.wait(15)
