"""One run: start the servers, lay the cartons, measure each case beside its SQL, print."""

import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

import django

django.setup()

import orjson  # noqa: E402 - the models below need the applications loaded first
from django.core.cache import cache  # noqa: E402
from django.db import connections  # noqa: E402
from django.test import Client as HttpClient  # noqa: E402

from bench.cas import CAS, CROISSANCE, Cas, creation  # noqa: E402
from bench.charge import Requete, drive  # noqa: E402
from bench.cpu import cpu_ms  # noqa: E402
from bench.reglages import THREADS, TOURS, Reglages, read_reglages  # noqa: E402
from bench.resultats import (  # noqa: E402
    Mesure,
    Resultat,
    growth,
    json_line,
    summarise,
    table,
)
from bench.semis import Monde, lay_world, sow  # noqa: E402
from bench.sql import Pgbench, captured, script  # noqa: E402
from config.environment import env  # noqa: E402
from config.local.demarrage import Demarrage  # noqa: E402
from config.local.postgres import Postgres  # noqa: E402
from config.local.superviseur import Service, Superviseur  # noqa: E402
from core import clock  # noqa: E402

SCRIPTS = 12
"""Requests captured per case: pgbench draws among them."""

SQL_PAR_REQUETE = 4
"""The SQL alone is played more often: its cost is small beside /proc's 10 ms steps."""

_ICI = HttpClient()
_CODE = re.compile(r'"code_suivi":"(\w{13})"')


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


@dataclass(frozen=True)
class Banc:
    """The running system: where to ask, whose CPU to read, how to play SQL alone."""

    port: int
    pids: dict[str, int]
    pgbench: Pgbench
    dossier: Path

    def cpu(self) -> dict[str, float]:
        return {name: cpu_ms(pid) for name, pid in self.pids.items()}


def measure(banc: Banc, cas: Cas, monde: Monde, reglages: Reglages) -> Mesure:
    """One round of a case: warm-up, load, then its SQL alone."""
    cache.clear()
    echauffement = _times(reglages.echauffement, cas)
    done = _times(reglages.requetes, cas)
    requetes = cas.draw(monde, echauffement + done)
    drive(banc.port, requetes[:echauffement])
    before = banc.cpu()
    seconds = drive(banc.port, requetes[echauffement:])
    used = {name: value - before[name] for name, value in banc.cpu().items()}
    scripts = write_scripts(banc, cas, monde) if cas.sql else []
    played = SQL_PAR_REQUETE * reglages.requetes
    base = cpu_ms(banc.pids["PostgreSQL"])
    sql_rps = banc.pgbench.run(scripts, played) if scripts else 0.0
    sql_ms = cpu_ms(banc.pids["PostgreSQL"]) - base if scripts else 0.0
    things = done * cas.unites
    return Mesure(
        rps=things / seconds,
        app_ms=used["http"] / things,
        db_ms=used["PostgreSQL"] / things,
        redis_ms=used["Valkey"] / things,
        sql_rps=sql_rps,
        sql_cpu_ms=sql_ms / played,
    )


def _times(requetes: int, cas: Cas) -> int:
    """How many requests do about that many things, at least one a thread."""
    return max(THREADS, requetes // cas.unites)


def write_scripts(banc: Banc, cas: Cas, monde: Monde) -> list[Path]:
    """The SQL of a few requests of the case, sent here for that; none when none is sent."""
    written = []
    for rang in range(SCRIPTS):
        cache.clear()
        since_ms = int(time.time() * 1000)
        requete = cas.draw(monde, 1)[0]
        with captured() as capture:
            send_here(requete)
        found = _CODE.search((requete.corps or b"").decode())
        if capture.sql:
            path = banc.dossier / f"{cas.nom}-{rang}.sql"
            texts = [found[1]] if found else []
            path.write_text(script(capture, depuis_ms=since_ms, textes=texts))
            written.append(path)
    return written


def send_here(requete: Requete) -> bytes:
    """The same request through Django in this process. Raises on another status."""
    response = _ICI.generic(
        requete.methode,
        requete.chemin,
        requete.corps or b"",
        content_type="application/json",
        headers=dict(requete.entetes),
    )
    if response.status_code != requete.attendu:
        raise RuntimeError(f"{requete.chemin} : {response.status_code} {response.content!r}")
    return bytes(response.content)


def run_cases(
    banc: Banc, monde: Monde, reglages: Reglages, cases: Iterable[Cas]
) -> dict[str, Resultat]:
    """Every case once a round, so that the machine's moods fall on all of them."""
    mesures: dict[str, list[Mesure]] = {cas.nom: [] for cas in cases}
    for tour in range(TOURS):
        for cas in [cas for cas in CAS if cas.nom in mesures]:
            mesures[cas.nom].append(measure(banc, cas, monde, reglages))
        _say(f"  tour {tour + 1}/{TOURS} fait, charge {os.getloadavg()[0]:.1f}")
    return {name: summarise(found) for name, found in mesures.items()}


def first_carton(monde: Monde) -> UUID:
    """The model of all the others, registered by the API."""
    modele = send_here(next(creation(monde, ("Client 000000 Traoré", "+22370999999"))))
    return UUID(orjson.loads(modele)["id"])


def start(superviseur: Superviseur, dossier: Path) -> Banc:
    """PostgreSQL, Valkey, the migrations and granian, as `make run` starts them."""
    demarrage = Demarrage(env, superviseur, _say)
    demarrage.start_servers()
    demarrage.prepare_database()
    connections.close_all()
    http: Service = demarrage.processes.http()
    superviseur.launch(http)
    superviseur.wait_ready(http)
    server = Postgres(env.var, env.coffre["pg_admin"])
    return Banc(
        port=env.port,
        pids={s.name: s.process.pid for s in superviseur.services if s.process is not None},
        pgbench=Pgbench(server.binaries / "pgbench", env.database, THREADS),
        dossier=dossier,
    )


def report(banc: Banc, reglages: Reglages) -> None:
    """Lay, measure, print; the growth at the end since it adds nine times the cartons."""
    monde = lay_world(reglages.seed, clock.now())
    modele = first_carton(monde)
    sow(monde, reglages.n, modele)
    _say(f"{len(monde.colis)} colis posés, {urlsplit(env.public_origin).netloc}")
    cases = run_cases(banc, monde, reglages, CAS)
    croissance: dict[str, float] | None = None
    print(table(cases))
    if reglages.croissance:
        sow(monde, 10 * reglages.n, modele)
        _say(f"{len(monde.colis)} colis posés")
        grand = run_cases(banc, monde, reglages, [c for c in CAS if c.nom in CROISSANCE])
        croissance = growth(cases, grand)
        print(f"\nà {10 * reglages.n} colis :\n{table(grand)}\ncroissance du CPU : {croissance}")
    print(
        json_line(
            n=reglages.n,
            seed=reglages.seed,
            requetes=reglages.requetes,
            cases=cases,
            croissance=croissance,
        )
    )


def main() -> None:
    reglages = read_reglages(os.environ)
    superviseur = Superviseur(env.var / "run")
    dossier = Path(tempfile.mkdtemp(prefix="ts-bench-sql-"))
    try:
        report(start(superviseur, dossier), reglages)
    finally:
        connections.close_all()
        superviseur.stop()
        shutil.rmtree(dossier, ignore_errors=True)


if __name__ == "__main__":
    main()
