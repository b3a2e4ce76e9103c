"""The page kept under docs/preuves: written by the proof itself, from what it has just measured."""

import os
import platform
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from tests.infra import ROOT

PAGE = ROOT / "docs" / "preuves" / "audit.md"

TEXTE = """# Le journal qui ne se réécrit pas

Écrit par `make preuve-audit` (`python -m tests.preuve_audit`) à chaque passage, jamais à la main
: une base à elle sur le serveur des essais, des lignes posées par SQL (toujours les mêmes pour
une graine), scellées et ancrées par le vrai code ; puis chaque attaque, avec les droits d'un
superutilisateur et sans qu'aucun déclencheur ne parte, dans une transaction défaite ensuite ;
enfin une grande base relue par `manage.py verifier_audit` dans son propre processus. Une attaque
n'est « trouvée » que si le premier défaut nommé est le bon : la ligne par son identifiant, le
sceau par son numéro, la garde par sa table. Ce qui ne se voit que contre l'ancre est vérifié
aussi sans elle : s'il s'y voyait, la preuve échouerait.

Paramètres : `LIGNES` (1 000 000), `ATTAQUES` (lignes sous attaque, 6 000),
`GRAINE` (1), `TOURS` et `ECRITURES` (coût par écriture).

## Passage du {jour}

`LIGNES={lignes} ATTAQUES={attaques} GRAINE={graine} TOURS={tours} ECRITURES={ecritures}` — commit
{commit}, Python {python}, {coeurs} cœurs, charge {charge} à la fin, {secondes} s en tout.

**{trouvees} attaques trouvées sur {mutations}. {scelles} lignes vérifiées contre leurs {sceaux}
sceaux et l'ancre en {verification} s, {memoire_mo} Mo au plus ; journal {intact}.**

| attaque | vue dans | trouvée | premier défaut nommé |
|---|---|---|---|
{table}

## Ce que coûte le journal

Le même acte (un événement de colis et sa ligne d'audit, une transaction) avec et sans journal, en
tours alternés ; médianes de ce passage, à lire avec la charge ci-dessus.

| mesure | valeur |
|---|---|
| débit avec / sans | {debit_avec_sur_sans} |
| débit avec / sans, scellement compris | {debit_scellement_compris} |
| une écriture avec journal | {ecriture_avec_us} µs |
| une écriture sans journal | {ecriture_sans_us} µs |
| sceller une ligne | {sceller_une_ligne_us} µs |
"""


@dataclass(frozen=True, kw_only=True)
class Attaque:
    """One attack as it was seen: by the base alone or against the anchor, and what was named."""

    nom: str
    ancre: bool
    trouvee: bool
    defaut: str


def table_of(attaques: Sequence[Attaque]) -> str:
    """One line per attack."""
    return "\n".join(
        f"| {une.nom} | {'l’ancre' if une.ancre else 'la base'} |"
        f" {'oui' if une.trouvee else '**NON**'} | {une.defaut} |"
        for une in attaques
    )


def commit() -> str:
    """The short hash of what was checked out, said to be modified when it is."""
    asked = ["git", "describe", "--always", "--dirty= et des modifications", "--exclude=*"]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip() or "inconnu"


def render(attaques: Sequence[Attaque], body: dict[str, Any], reglage: dict[str, int]) -> str:
    """The page's text."""
    return TEXTE.format(
        **{name: value for name, value in body.items() if name not in ("intact", "secondes")},
        **reglage,
        jour=datetime.now(UTC).date().isoformat(),
        commit=commit(),
        python=platform.python_version(),
        coeurs=os.cpu_count(),
        charge=round(os.getloadavg()[0], 1),
        trouvees=body["found"],
        secondes=body["seconds"],
        verification=body["secondes"],
        intact="intact" if body["intact"] else "ALTÉRÉ",
        table=table_of(attaques),
    )
