"""What the proof says: the table people read, the JSON line, the page kept under docs/preuves."""

import subprocess
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from tests.infra import ROOT

if TYPE_CHECKING:
    from tests.preuve_hors_ligne.__main__ import Bilan

PAGE = ROOT / "docs" / "preuves" / "hors-ligne.md"


def share(bilan: "Bilan") -> float:
    """Requests a fault met, among all the devices sent."""
    return round(bilan.fautees / max(bilan.requetes, 1), 3)


def figures(bilan: "Bilan") -> dict[str, Any]:
    """The last line of the proof."""
    return {
        "schedules": bilan.horaires,
        "operations": bilan.operations,
        "faulted_share": share(bilan),
        "lost": bilan.perdues,
        "duplicated": bilan.doublees,
        "stuck": bilan.coincees,
        "mutants": bilan.mutants,
        "seed": bilan.graine,
    }


def table(bilan: "Bilan") -> str:
    """The kill table, and what the schedules met."""
    lignes = [
        f"{bilan.horaires} horaires en {bilan.secondes:.0f} s, {bilan.operations} opérations,"
        f" {bilan.requetes} requêtes dont {100 * share(bilan):.0f} % avec une faute",
        f"perdues {bilan.perdues}, doublées {bilan.doublees}, coincées {bilan.coincees},"
        f" erreurs du serveur {bilan.serveur}, autres défauts {len(bilan.defauts)}",
        "figures : " + ", ".join(f"{nom} {n}" for nom, n in sorted(bilan.figures.items())),
        "fautes : " + ", ".join(f"{nom} {n}" for nom, n in sorted(bilan.fautes.items())),
        f"morts : {sum(bilan.morts.values())} ({bilan.points}) ; bases perdues par le navigateur :"
        f" {bilan.bases_perdues}, dont {bilan.morts['base perdue']} exprès ;"
        f" pages muettes : {bilan.morts['page muette']}",
        f"flux suivi pendant tout ce temps : {bilan.flux}",
    ]
    for nom, tue in bilan.mutants.items():
        lignes.append(f"  mutant {nom:28} {'tué par ' + tue if tue else 'SURVIT'}")
    lignes += [f"  {defaut}" for defaut in bilan.defauts[:20]]
    return "\n".join(lignes)


def commit() -> str:
    """The tree the figures were made on."""
    done = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.stdout.strip() or "inconnu"


def keep(bilan: "Bilan") -> None:
    """The last full run, with what is needed to make it again."""
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    trois = f"{bilan.perdues} / {bilan.doublees} / {bilan.coincees}"
    morts = ", ".join(f"{nom} {n}" for nom, n in bilan.morts.most_common(12))
    lignes = [
        "# La preuve hors ligne",
        "",
        f"`make preuve-hors-ligne N={bilan.horaires} SEED={bilan.graine}` — commit {commit()},"
        f" le {datetime.now(UTC):%d/%m/%Y à %H:%M} UTC.",
        "",
        "Chromium réel, construction de production du socle hors ligne, mandataire de fautes,"
        " système réel (Django, PostgreSQL). Le juge compare le journal de chaque appareil et ce"
        " qui a été annoncé « Enregistré » aux lignes de PostgreSQL.",
        "",
        "| | |",
        "|---|---|",
        f"| horaires | {bilan.horaires} en {bilan.secondes / 60:.0f} min |",
        f"| opérations | {bilan.operations} |",
        f"| requêtes avec une faute | {100 * share(bilan):.1f} % de {bilan.requetes} |",
        f"| perdues / doublées / coincées | {trois} |",
        f"| morts d'onglet ou de navigateur | {sum(bilan.morts.values())} ({bilan.points}) |",
        f"| bases vidées sous l'application | {bilan.bases_perdues}, dont"
        f" {bilan.morts['base perdue']} exprès : reprises de la seconde copie |",
        f"| pages muettes, fermées et rouvertes | {bilan.morts['page muette']} |",
        f"| erreurs 5xx du serveur lui-même | {bilan.serveur} |",
        f"| flux égal aux tables | {bilan.flux} |",
        "",
        "Fautes : " + ", ".join(f"{nom} {n}" for nom, n in sorted(bilan.fautes.items())) + ".",
        "",
        "Figures : " + ", ".join(f"{nom} {n}" for nom, n in sorted(bilan.figures.items())) + ".",
        "",
        f"Points de mort les plus touchés : {morts}.",
        "",
        "| mutant | tué par |",
        "|---|---|",
        *[f"| {nom} | {tue or 'SURVIT'} |" for nom, tue in bilan.mutants.items()],
        "",
    ]
    PAGE.write_text("\n".join(lignes))
