"""What the proof says: the table people read, the JSON line, the page kept under docs/preuves."""

import json
import os
import subprocess
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from tests.infra import ROOT
from tests.preuve_hors_ligne.rapport import commit

PAGE = ROOT / "docs" / "preuves" / "notifications.md"
MUTANTS = "<!-- mutants -->"
MESURES = "<!-- mesures -->"


@dataclass
class Bilan:
    """All that was seen. `mutants` names what killed each, "" for one that survived."""

    graine: int
    lignes: int
    compte: dict[str, int] = field(default_factory=dict)
    defauts: dict[str, str] = field(default_factory=dict)
    coupes: dict[str, int] = field(default_factory=dict)
    messages: int = 0
    morts: int = 0
    engourdis: int = 0
    vidange_s: float = 0.0
    simule_h: float = 0.0
    secondes: float = 0.0
    temoin: str = ""
    mutants: dict[str, str] = field(default_factory=dict)
    fautes: dict[str, str] = field(default_factory=dict)

    @property
    def sain(self) -> bool:
        return not self.defauts and not self.temoin and all(self.mutants.values())


def figures(bilan: Bilan) -> dict[str, Any]:
    """The last line of the proof."""
    noms = (
        "lost", "duplicates_declared", "duplicates_undeclared", "pacing_violations",
        "order_violations", "quiet_violations",
    )  # fmt: skip
    return {
        "messages": bilan.messages,
        **{nom: bilan.compte.get(nom) for nom in noms},
        "drain_s": round(bilan.vidange_s),
        "mutants": bilan.mutants,
        "seed": bilan.graine,
    }


def table(bilan: Bilan) -> str:
    """What the story held, then what killed each mutant."""
    compte = bilan.compte
    lignes = [
        f"{bilan.messages} messages dus, {compte.get('notifications')} envois groupés,"
        f" {compte.get('calls')} appels, {compte.get('on_phones')} messages sur les téléphones,"
        f" {bilan.simule_h:.0f} h simulées en {bilan.secondes:.0f} s",
        f"perdus {compte.get('lost')}, doublons déclarés {compte.get('duplicates_declared')},"
        f" non déclarés {compte.get('duplicates_undeclared')}, remplacés"
        f" {compte.get('superseded')}, incertains {compte.get('uncertain')}, rangés"
        f" {compte.get('parked')}, alertes de nuit {compte.get('night_alerts')}",
        f"{bilan.morts} ouvriers tués, {bilan.engourdis} endormis ; "
        + ", ".join(f"{quoi} {n}" for quoi, n in bilan.coupes.items()),
        f"vidange après panne : {bilan.vidange_s:.0f} s simulées",
        *[f"  DÉFAUT {nom} : {exemple}" for nom, exemple in bilan.defauts.items()],
    ]
    if bilan.temoin:
        lignes.append(f"  TÉMOIN FAUTIF : {bilan.temoin}")
    for nom, tue in bilan.mutants.items():
        lignes.append(f"  mutant {nom:20} {'tué par ' + tue if tue else 'SURVIT'}")
    return "\n".join(lignes)


def keep(bilan: Bilan, total_s: float) -> None:
    """What was run is written anew, each part with its own date; the others stay as they are."""
    ancienne = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    histoire, _, suite = ancienne.partition(MUTANTS)
    mutants, _, mesures = suite.partition(MESURES)
    if bilan.messages:
        histoire = _story(bilan)
    if bilan.mutants:
        mutants = _mutants(bilan, total_s)
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(histoire + MUTANTS + mutants + MESURES + (mesures or "\n"), encoding="utf-8")


def _made() -> str:
    """When and on what; a tree with changes not yet committed says so."""
    return (
        f"commit {commit()}{'+' if _changed() else ''}, le {datetime.now(UTC):%d/%m/%Y à %H:%M}"
        f" UTC, {os.cpu_count()} cœurs partagés (charge {os.getloadavg()[1]:.0f})"
    )


def _changed() -> bool:
    done = subprocess.run(
        ["git", "status", "--porcelain", "notifications"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return bool(done.stdout.strip())


def _story(bilan: Bilan) -> str:
    compte = bilan.compte
    coupes = ", ".join(f"{quoi} ({n})" for quoi, n in bilan.coupes.items())
    lignes = [
        "# La preuve des notifications",
        "",
        f"`make preuve-notifications N={bilan.messages} SEED={bilan.graine}` — {_made()},"
        f" {bilan.secondes / 60:.1f} min.",
        "",
        "PostgreSQL et Redis réels, ouvriers Celery réels (trois processus, le code de production"
        " tel quel), le simulateur dans son propre processus : son grand livre dit ce que chaque"
        " téléphone a vu. Le temps est simulé : une horloge partagée est donnée aux tâches à leur"
        " bord, elle n'avance que lorsque les ouvriers n'ont plus rien à faire.",
        "",
        "| | |",
        "|---|---|",
        f"| messages dus | {bilan.messages} sur deux pays, {bilan.lignes} lignes par pays"
        " et une d'alertes |",
        f"| envois groupés / appels / sur les téléphones | {compte['notifications']} /"
        f" {compte['calls']} / {compte['on_phones']} |",
        f"| temps simulé | {bilan.simule_h:.0f} h |",
        f"| ouvriers tués (SIGKILL) / endormis dans leur appel | {bilan.morts} /"
        f" {bilan.engourdis} |",
        f"| coupures | {coupes} |",
        "| fautes du fournisseur | 5 % des envois, dont 2 % après que le téléphone a reçu |",
        f"| **perdus** | **{compte['lost']}** |",
        f"| doublons déclarés (renvois d'incertains) | {compte['duplicates_declared']} |",
        f"| **doublons non déclarés** | **{compte['duplicates_undeclared']}** |",
        f"| écarts de cadence violés | {compte['pacing_violations']} |",
        f"| étapes d'un colis dans le désordre | {compte['order_violations']} |",
        f"| messages en heures calmes (hors alertes) | {compte['quiet_violations']} |",
        f"| alertes de nuit, envoyées | {compte['night_alerts']} |",
        f"| essais mal comptés / appels sans essai écrit / erreurs | {compte['tries_violations']} /"
        f" {compte['untraced']} / {compte['errors']} |",
        f"| remplacés par une étape suivante | {compte['superseded']} |",
        f"| incertains laissés à l'opérateur / rangés avec leur motif | {compte['uncertain']} /"
        f" {compte['parked']} |",
        f"| sans fin visible | {compte['stuck']} |",
        f"| vidange après le retour des lignes | {bilan.vidange_s:.0f} s simulées |",
        *[f"| DÉFAUT {nom} | {exemple} |" for nom, exemple in bilan.defauts.items()],
        "",
        "",
    ]
    return "\n".join(lignes)


def _mutants(bilan: Bilan, total_s: float) -> str:
    sain = f"témoin fautif : {bilan.temoin}" if bilan.temoin else "témoin sain"
    lignes = [
        "",
        "## Les mutants",
        "",
        f"SEED={bilan.graine} — {_made()}, {total_s / 60:.1f} min en tout.",
        "",
        "Le code retouché dans une copie de l'arbre, que seuls les ouvriers exécutent ; la même"
        f" histoire, courte, passe sans défaut sur le code sain ({sain}).",
        "",
        "| mutant | ce qui est fait au code | tué par |",
        "|---|---|---|",
        *[
            f"| {nom} | {bilan.fautes.get(nom, '')} | {tue or 'SURVIT'} |"
            for nom, tue in bilan.mutants.items()
        ],
        "",
        "",
    ]
    return "\n".join(lignes)


def json_line(bilan: Bilan) -> str:
    return json.dumps(figures(bilan), ensure_ascii=False)
