"""The database against what was taken outside: seals missing or rewritten, guards changed.

An anchored seal that differs is read against the rows themselves with the anchor's own leaves,
so that the altered row is named even when everything was sealed again.
"""

import base64
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from audit.models import Sceau
from audit.scellement.compare import Paire, differences
from audit.scellement.constat import Bilan, Defaut, Nature
from audit.scellement.emission import COURT_OCTETS, read_anchor
from audit.scellement.forme import ID_OCTETS, as_tables
from audit.scellement.garde import Garde, compare_guards
from audit.scellement.lecture import read_rows
from audit.scellement.registre import sealed_table

LIGNES = 200


def verify_anchor(
    bilan: Bilan, chemin: Path, *, pays: str | None = None, depuis: datetime | None = None
) -> None:
    """Check the database against an anchor file, a few hundred lines in memory at a time."""
    guards: dict[str, Any] | None = None
    seals = _seals_of(chemin, pays, depuis)
    while batch := list(islice(seals, LIGNES)):
        guards = next((x for x in reversed(batch) if x["type"] == "garde"), guards)
        anchored = [x for x in batch if x["type"] == "sceau"]
        stored = _stored(anchored)
        for line in anchored:
            bilan.ancres += 1
            present = stored.get((line["chaine"], line["numero"]))
            if present is None or present.hex() != line["empreinte"]:
                bilan.blame(*_explain(line, present))
        if bilan.plein:
            return
    if guards is not None and pays is None:
        bilan.blame(*compare_guards(guards["elements"], Garde()))


def _seals_of(chemin: Path, pays: str | None, depuis: datetime | None) -> Iterator[dict[str, Any]]:
    for line in read_anchor(chemin):
        if line["type"] == "sceau":
            old = depuis is not None and datetime.fromisoformat(line["scelle_le"]) < depuis
            if old or (pays and line["chaine"] != pays):
                continue
        yield line


def _stored(lines: list[dict[str, Any]]) -> dict[tuple[str, int], bytes]:
    found: dict[tuple[str, int], bytes] = {}
    for chaine in {line["chaine"] for line in lines}:
        numeros = [line["numero"] for line in lines if line["chaine"] == chaine]
        rows = Sceau.objects.filter(chaine=chaine, numero__in=numeros)
        for numero, empreinte in rows.values_list("numero", "empreinte"):
            found[chaine, numero] = bytes(empreinte)
    return found


def _explain(line: dict[str, Any], present: bytes | None) -> list[Defaut]:
    """The rows that differ from the anchor's leaves, first; then the seal itself."""
    gone = present is None
    seal = Defaut(
        nature=Nature.SCEAU_MANQUANT if gone else Nature.SCEAU_REECRIT,
        chaine=line["chaine"],
        numero=line["numero"],
        detail="ancré dehors, absent de la base" if gone else "ne correspond plus à l'ancre",
    )
    return [*_rows(line), seal]


def _rows(line: dict[str, Any]) -> Iterator[Defaut]:
    for name, expected in _leaves(line):
        table = sealed_table(name)
        version = next(v for n, _, v in as_tables(line["tables"]) if n == name)
        if table is None or version not in table.formes:
            continue
        rows = read_rows(
            table, version, chaine=line["chaine"],
            tx_debut=line["tx_debut"], tx_fin=line["tx_fin"],
        )  # fmt: skip
        found = [(row.id.bytes, row.empreinte) for row in rows]
        for nature, id_ in differences(table, expected, found):
            yield Defaut(nature=nature, chaine=line["chaine"], numero=line["numero"],
                         table=name, ligne_id=str(id_), detail="contre l'ancre")  # fmt: skip


def _leaves(line: dict[str, Any]) -> Iterator[tuple[str, list[Paire]]]:
    """An anchored seal's short leaves, table by table; none when only the head was kept."""
    raw, at = base64.b64decode(line.get("feuilles", "")), 0
    if not raw:
        return
    for name, n, _ in as_tables(line["tables"]):
        part = raw[at : at + n * COURT_OCTETS]
        at += len(part)
        yield (
            name,
            [
                (part[i : i + ID_OCTETS], part[i + ID_OCTETS : i + COURT_OCTETS])
                for i in range(0, len(part), COURT_OCTETS)
            ],
        )
