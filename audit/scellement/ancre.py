"""The database against what was taken outside: seals missing or rewritten, guards changed.

An anchored seal that differs is read against the rows themselves with the anchor's own leaves,
so that the altered row is named even when everything was sealed again.
"""

import base64
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from django.db.models import Max

from audit.models import Emission, Sceau
from audit.scellement.compare import Paire, differences
from audit.scellement.constat import Bilan, Defaut, Nature
from audit.scellement.emission import COURT_OCTETS, read_anchor
from audit.scellement.forme import ID_OCTETS, as_tables
from audit.scellement.garde import Garde, compare_guards
from audit.scellement.lecture import read_rows
from audit.scellement.registre import sealed_table

LIGNES = 200
RETARD_PERMIS = timedelta(minutes=5)


def verify_anchor(
    bilan: Bilan,
    chemin: Path,
    *,
    pays: str | None = None,
    depuis: datetime | None = None,
    journaliere: bool = False,
) -> None:
    """Check the database against an anchor file, a few hundred lines in memory at a time.

    An anchor that is not ``journaliere`` (the last seal of each day only) holds every seal: one
    missing in between, or a chain behind the others, was kept from leaving.
    """
    guards: dict[str, Any] | None = None
    seals = _seals_of(chemin, pays, depuis)
    suite = _Suite()
    while batch := list(islice(seals, LIGNES)):
        guards = next((x for x in reversed(batch) if x["type"] == "garde"), guards)
        anchored = [x for x in batch if x["type"] == "sceau"]
        stored = _stored(anchored)
        bilan.blame(*suite.follow(anchored, journaliere=journaliere))
        for line in anchored:
            bilan.ancres += 1
            present = stored.get((line["chaine"], line["numero"]))
            if present is None or present.hex() != line["empreinte"]:
                bilan.blame(*_explain(line, present))
        if bilan.plein:
            return
    bilan.blame(*suite.late(pays, timedelta(days=1) if journaliere else RETARD_PERMIS))
    bilan.blame(*_ahead(pays))
    if guards is not None and pays is None:
        bilan.blame(*compare_guards(guards["elements"], Garde()))


class _Suite:
    """How far each chain has left, in the anchor's own words."""

    def __init__(self) -> None:
        self.dernier: dict[str, int] = {}
        self.le: datetime | None = None

    def follow(self, lines: list[dict[str, Any]], *, journaliere: bool) -> Iterator[Defaut]:
        """Numbers follow each other, but from day to day; a line written twice is nothing."""
        for line in lines:
            chaine, numero = line["chaine"], line["numero"]
            avant = self.dernier.get(chaine)
            if not journaliere and avant is not None and numero > avant + 1:
                yield Defaut(nature=Nature.ANCRE_TROUEE, chaine=chaine, numero=avant + 1,
                             detail=f"jamais sorti, le nº {numero} l'est")  # fmt: skip
            self._note(line)

    def _note(self, line: dict[str, Any]) -> None:
        chaine = line["chaine"]
        self.dernier[chaine] = max(line["numero"], self.dernier.get(chaine, 0))
        le = datetime.fromisoformat(line["scelle_le"])
        self.le = le if self.le is None else max(self.le, le)

    def late(self, pays: str | None, permis: timedelta) -> Iterator[Defaut]:
        """Chains with seals older than the anchor's newest line that never reached it."""
        if self.le is None:
            return
        vieux = Sceau.objects.filter(scelle_le__lt=self.le - permis)
        if pays is not None:
            vieux = vieux.filter(chaine=pays)
        for chaine, tete in vieux.values_list("chaine").annotate(Max("numero")):
            if tete > self.dernier.get(chaine, 0):
                yield Defaut(nature=Nature.ANCRE_EN_RETARD, chaine=chaine, numero=tete,
                             detail="scellé, et jamais sorti")  # fmt: skip


def _ahead(pays: str | None) -> Iterator[Defaut]:
    """What the database says has left and never was sealed: it would keep the next seals in."""
    sorties = Emission.objects.all() if pays is None else Emission.objects.filter(chaine=pays)
    tetes = dict(Sceau.objects.values_list("chaine").annotate(Max("numero")))
    for chaine, numero in sorties.values_list("chaine").annotate(Max("numero")):
        if numero > tetes.get(chaine, 0):
            yield Defaut(nature=Nature.ANCRE_EN_RETARD, chaine=chaine, numero=numero,
                         detail="dit sorti, jamais scellé")  # fmt: skip


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
