"""`make preuve-hors-ligne N= SEED=`: the schedules, then the mutants; the last line is JSON.

TS_SYSTEME=<port> (with TS_VAR) plays against a system already running.
"""

import argparse
import json
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.infra import ROOT
from tests.preuve_hors_ligne import rapport
from tests.preuve_hors_ligne.equipe import Chantier, bring_scenery, build_pages, driver
from tests.preuve_hors_ligne.juge import Juge, Verdict
from tests.preuve_hors_ligne.mutant_serveur import NOM, mutant_server
from tests.preuve_hors_ligne.suiveur import Suiveur
from tests.systeme import already_running, started

MUTANTS = {
    "nouvel_id_a_chaque_essai": (1, 4, 5),
    "reponse_ok_ignoree": (1, 4, 5),
    "enregistre_avant_ecriture": (0, 3, 6, 8),
    "tete_de_file_bloquante": (2, 11),
    "une_seule_copie": (18, 23),
    NOM: (1, 3, 4, 5, 6, 7),
}
"""Of the device, in noeud/mutants.mjs, and the ranks likeliest to kill each, tried first; the
server's own comes last: it spoils the database."""
TEMOIN = "temoin"
"""The healthy server under the accident that hunts the server's mutant: it must pass."""
PAR_MUTANT = 24
TRACES = ROOT / "var" / "preuve-hors-ligne"
COMPLETE = 3_000


@dataclass
class Bilan:
    """What the proof has seen so far."""

    graine: int
    horaires: int = 0
    operations: int = 0
    requetes: int = 0
    fautees: int = 0
    perdues: int = 0
    doublees: int = 0
    coincees: int = 0
    serveur: int = 0
    morts: Counter[str] = field(default_factory=Counter)
    fautes: Counter[str] = field(default_factory=Counter)
    figures: Counter[str] = field(default_factory=Counter)
    defauts: list[str] = field(default_factory=list)
    mutants: dict[str, str] = field(default_factory=dict)
    bases_perdues: int = 0
    points: str = ""
    flux: str = ""
    secondes: float = 0.0

    def add(self, joue: dict[str, Any], verdict: Verdict) -> None:
        """One schedule more."""
        self.horaires += 1
        self.operations += verdict.operations
        self.perdues += len(verdict.perdues)
        self.doublees += len(verdict.doublees)
        self.coincees += len(verdict.coincees)
        self.serveur += len(verdict.serveur)
        self.bases_perdues += verdict.bases_perdues
        self.figures[joue["figure"]] += 1
        self.morts.update(joue["morts"])
        for appareil in joue["appareils"]:
            self.requetes += appareil["compte"]["requetes"]
            self.fautees += appareil["compte"]["fautees"] + appareil["compte"]["empoisonnees"]
            self.fautes.update(appareil["compte"]["par"])
        if not verdict.sain:
            self.defauts.append(f"horaire {joue['rang']} ({joue['figure']}) : {verdict.premier()}")
            say(f"  DÉFAUT {self.defauts[-1]}")
            TRACES.mkdir(parents=True, exist_ok=True)
            trace = TRACES / f"{self.graine}-{joue['rang']}.json"
            trace.write_text(json.dumps(joue, ensure_ascii=False, indent=1))
            say(f"  ce que l'appareil a gardé : {trace.relative_to(ROOT)}")

    @property
    def sain(self) -> bool:
        return not self.defauts and all(self.mutants.values())


def say(texte: str) -> None:
    sys.stderr.write(texte + "\n")
    sys.stderr.flush()


def play(chantier: Chantier, bilan: Bilan, juge: Juge, nombre: int, limite_s: int) -> None:
    """Every schedule on the healthy app; a driver that fails is a fault of its own."""
    debut = time.monotonic()
    fini = False
    with driver(chantier, "sain", nombre, ports={}, limite_s=limite_s) as pilote:
        for ligne in pilote.stdout or ():
            lu = json.loads(ligne)
            if lu["genre"] == "joue":
                bilan.add(lu, juge.judge(lu))
                if bilan.horaires % 50 == 0:
                    say(
                        f"  {bilan.horaires} horaires, {bilan.operations} opérations,"
                        f" {time.monotonic() - debut:.0f} s, {len(bilan.defauts)} défauts"
                    )
            elif lu["genre"] == "fin":
                fini = True
                bilan.points = f"{lu['passages']} passages de {lu['points']} points"
                bilan.morts["redémarrages du navigateur"] = lu["morts_navigateur"]
            else:
                ou = f"{lu['genre']} {lu.get('rang', '')}"
                bilan.defauts.append(f"{ou} : {lu.get('message', '')[:400]}")
                say(f"  DÉFAUT {bilan.defauts[-1]}")
    if not fini:
        bilan.defauts.append(f"le pilote s'est arrêté après {bilan.horaires} horaires")
    bilan.secondes = time.monotonic() - debut
    say(f"  {bilan.horaires} horaires en {bilan.secondes:.0f} s, {len(bilan.defauts)} défauts")


class DriverFailed(RuntimeError):
    """No schedule of a mutant could be played: it has not survived, it was never tried."""


def hunt(
    chantier: Chantier,
    nom: str,
    ports: dict[str, int],
    rangs: Sequence[int],
    *,
    encore: bool = False,
) -> str:
    """What kills this mutant among these schedules; empty when it survives them."""
    juge = Juge(chantier.base)
    joues, pannes = 0, []
    accent = "double" if nom in {NOM, TEMOIN} else ""
    with driver(
        chantier,
        nom,
        PAR_MUTANT,
        ports=ports,
        rangs=rangs,
        accent=accent,
        caisses_ouvertes=encore,
    ) as pilote:
        for ligne in pilote.stdout or ():
            lu = json.loads(ligne)
            if lu["genre"] != "joue":
                pannes.append(lu.get("message", ""))
                continue
            joues += 1
            verdict = juge.judge(lu)
            if not verdict.sain:
                return f"horaire {lu['rang']} ({lu['figure']}) : {verdict.premier()}"
    if not joues:
        raise DriverFailed(f"{nom} : {pannes}")
    return ""


def hunt_one(chantier: Chantier, bilan: Bilan, nom: str, ports: dict[str, int]) -> None:
    """The likely schedules, then all of the short form's first ones."""
    debut = time.monotonic()
    bilan.mutants[nom] = hunt(chantier, nom, ports, MUTANTS[nom]) or hunt(
        chantier,
        nom,
        ports,
        [r for r in range(PAR_MUTANT) if r not in MUTANTS[nom]],
        encore=True,
    )
    say(f"  {nom} : {bilan.mutants[nom] or 'SURVIT'} ({time.monotonic() - debut:.0f} s)")


def hunt_all(chantier: Chantier, bilan: Bilan) -> None:
    """All of them, the server's last."""
    for nom in MUTANTS:
        if nom != NOM:
            hunt_one(chantier, bilan, nom, {})
    sain = hunt(chantier, TEMOIN, {TEMOIN: chantier.systeme.port}, MUTANTS[NOM])
    if sain:
        bilan.defauts.append(f"témoin du serveur, {sain}")
    with mutant_server(chantier) as port:
        hunt_one(chantier, bilan, NOM, {NOM: port})


def check_money(chantier: Chantier, bilan: Bilan, juge: Juge) -> None:
    """Cashier by cashier, then every invariant of the double-entry journal."""
    bilan.defauts += juge.cash_gap()
    fait = subprocess.run(
        [sys.executable, "-W", "ignore", "manage.py", "verifier_journal"],
        cwd=ROOT, env=chantier.environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    if fait.returncode:
        bilan.defauts.append(f"verifier_journal : {fait.stdout[-500:]}{fait.stderr[-300:]}")


def prove(nombre: int, graine: int, *, bancs: int, limite_s: int, mutants: bool) -> Bilan:
    """The whole proof, from an empty directory."""
    bilan = Bilan(graine)
    with ExitStack() as pile:
        dossier = Path(pile.enter_context(tempfile.TemporaryDirectory(prefix="preuve-")))
        dossier.chmod(0o755)
        constructions = build_pages(dossier / "pages")
        systeme = already_running() or pile.enter_context(
            started(dossier / "systeme", TS_SANS_DEMONSTRATION="1")
        )
        say(f"système prêt : {systeme.http}")
        chantier = Chantier(dossier, systeme, bancs, graine)
        demandes = [{"variante": "sain", "nombre": nombre}]
        if mutants:
            demandes += [{"variante": nom, "nombre": PAR_MUTANT} for nom in (*MUTANTS, TEMOIN)]
        decor = bring_scenery(chantier, demandes)
        pile.callback(decor.kill)
        if constructions.wait() != 0:
            raise SystemExit("construction de la page de preuve impossible")
        juge = Juge(chantier.base)
        suiveur = Suiveur(chantier)
        play(chantier, bilan, juge, nombre, limite_s)
        bilan.defauts += suiveur.compare()
        bilan.flux = suiveur.figures()
        check_money(chantier, bilan, juge)
        if mutants:
            hunt_all(chantier, bilan)
    return bilan


def main() -> int:
    parser = argparse.ArgumentParser(prog="preuve-hors-ligne")
    parser.add_argument("-n", "--nombre", type=int, default=40)
    parser.add_argument("-s", "--graine", type=int, default=1)
    parser.add_argument("--bancs", type=int, default=6, help="horaires joués côte à côte (pair)")
    parser.add_argument("--limite", type=int, default=0, help="secondes; 0 : jusqu'au bout")
    parser.add_argument("--sans-mutants", action="store_true")
    parser.add_argument("--garder", action="store_true", help="écrire la page, même courte")
    donnes = parser.parse_args()
    # Asked to stop, it still ends the system, the browser and the servers it started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    bilan = prove(
        donnes.nombre,
        donnes.graine,
        bancs=donnes.bancs,
        limite_s=donnes.limite,
        mutants=not donnes.sans_mutants,
    )
    say(rapport.table(bilan))
    if donnes.garder or bilan.horaires >= COMPLETE:
        rapport.keep(bilan)
    sys.stdout.write(json.dumps(rapport.figures(bilan), ensure_ascii=False) + "\n")
    return 0 if bilan.sain else 1


if __name__ == "__main__":
    sys.exit(main())
