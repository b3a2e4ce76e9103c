"""The processes of one proof: the builds, the scenery, the driver."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from psycopg.conninfo import make_conninfo

from config.local.coffre import load_secrets
from config.local.postgres import Postgres
from tests.infra import ROOT
from tests.systeme import Systeme

NOEUD = ROOT / "tests" / "preuve_hors_ligne" / "noeud"
MOT_DE_PASSE = "preuve-hors-ligne-2"


@dataclass(frozen=True)
class Chantier:
    """Where a proof puts its files, and how many benches play side by side."""

    dossier: Path
    systeme: Systeme
    bancs: int
    graine: int

    @property
    def pages(self) -> Path:
        return self.dossier / "pages"

    @property
    def decor(self) -> Path:
        return self.dossier / "decor"

    @property
    def base(self) -> str:
        """The superuser's address: the judge sees behind every policy."""
        secrets = load_secrets(self.systeme.var)
        postgres = Postgres(self.systeme.var, secrets["pg_admin"])
        return make_conninfo(postgres.admin_url, dbname="ts")

    def environment(self) -> dict[str, str]:
        """What a process of the system itself would have."""
        return os.environ | {
            "TS_VAR": str(self.systeme.var),
            "TS_PORT": str(self.systeme.port),
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "TS_LOG_LEVEL": "WARNING",
        }


def build_pages(pages: Path) -> "subprocess.Popen[bytes]":
    """The proof's page and its mutants; a mutant that no longer applies fails the build."""
    pages.mkdir(parents=True, exist_ok=True)
    return subprocess.Popen(
        ["node", str(NOEUD / "construire.mjs"), str(pages)], cwd=ROOT, stdout=subprocess.DEVNULL
    )


def bring_scenery(
    chantier: Chantier, demandes: Sequence[dict[str, Any]]
) -> "subprocess.Popen[bytes]":
    """Starts the process that brings agents, flights and cartons, lot by lot."""
    chantier.decor.mkdir(parents=True, exist_ok=True)
    donnes = {
        "dossier": str(chantier.decor),
        "demandes": list(demandes),
        "mot_de_passe": MOT_DE_PASSE,
        "bancs": chantier.bancs,
    }
    return subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "tests.preuve_hors_ligne.decor"],
        cwd=ROOT,
        env=chantier.environment() | {"TS_PREUVE_DECOR": json.dumps(donnes)},
    )


@contextmanager
def driver(
    chantier: Chantier,
    variante: str,
    nombre: int,
    *,
    ports: dict[str, int],
    limite_s: int = 0,
    rangs: Sequence[int] | None = None,
    accent: str = "",
    caisses_ouvertes: bool = False,
) -> "Iterator[subprocess.Popen[str]]":
    """The Node driver on one variant; killed with its browser when the judge has seen enough."""
    reglages = {
        "variante": variante,
        "graine": chantier.graine,
        "nombre": nombre,
        "bancs": chantier.bancs,
        "limite_s": limite_s,
        "rangs": list(rangs) if rangs is not None else None,
        "caisses_ouvertes": caisses_ouvertes,
        "decor": str(chantier.decor),
        "mot_de_passe": MOT_DE_PASSE,
        "mandataire": {
            "port": 0,
            "accent": accent,
            "pages": str(chantier.pages),
            "dist": str(ROOT / "frontend" / "dist"),
            "amonts": {"sain": chantier.systeme.port} | ports,
        },
    }
    processus = subprocess.Popen(
        ["node", str(NOEUD / "pilote.mjs")],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"TS_PREUVE": json.dumps(reglages)},
    )
    try:
        yield processus
    finally:
        processus.terminate()
        try:
            processus.wait(15)
        except subprocess.TimeoutExpired:
            processus.kill()
            processus.wait()
