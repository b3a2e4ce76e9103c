"""Reading everything again: rows against leaves, leaves against seals, seals against the chain.

Memory is bounded by one group of seals (a few thousand rows), whatever the journal holds.
"""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import datetime

from django.db import connection
from django.db.models import QuerySet

from audit.models import Sceau
from audit.scellement.compare import Paire, differences
from audit.scellement.constat import Bilan, Defaut, Nature
from audit.scellement.forme import GENESE, Entete, as_tables, seal_hash, split_leaves
from audit.scellement.lecture import read_rows, unsealed
from audit.scellement.registre import Scellee, sealed_table, sealed_tables
from audit.scellement.sceller import sealed_until

LIGNES_PAR_GROUPE = 10_000
SCEAUX_PAR_GROUPE = 200


def verify_rows(
    bilan: Bilan, *, pays: str | None = None, depuis: datetime | None = None, maximum: int = 0
) -> None:
    """Check every chain (or one) against the database itself; defects go to ``bilan``.

    ``depuis`` starts at the seals made since then, ``maximum`` stops after so many rows: both
    leave ``complet`` false when something was left out. The caller sees every country's rows.
    """
    chaines = Sceau.objects.order_by("chaine").values_list("chaine", flat=True).distinct()
    fin = sealed_until()
    for chaine in chaines.filter(chaine=pays) if pays else chaines:
        _Chaine(bilan, chaine, fin).verify(depuis, maximum)
        if bilan.plein:
            return
    if pays is None:
        bilan.blame(*_strangers(list(chaines), fin))
    for table in sealed_tables():
        for chaine in [pays] if pays else _present_chains():
            bilan.non_scelles += unsealed(table, chaine, fin)[0]


def entete_of(sceau: Sceau) -> Entete:
    """A stored seal's header."""
    return Entete(
        chaine=sceau.chaine,
        numero=sceau.numero,
        precedent=bytes(sceau.precedent),
        tx_debut=sceau.tx_debut,
        tx_fin=sceau.tx_fin,
        tables=as_tables(sceau.tables),
        total=sceau.total,
        scelle_le=sceau.scelle_le,
    )


class _Chaine:
    """One chain being read, from its first seal (or the first asked for) to its last."""

    def __init__(self, bilan: Bilan, chaine: str, sealed_to: int) -> None:
        self.bilan, self.chaine, self.sealed_to = bilan, chaine, sealed_to
        self.numero, self.empreinte, self.total, self.fin = 0, GENESE, 0, 0

    def verify(self, depuis: datetime | None, maximum: int) -> None:
        seals = Sceau.objects.filter(chaine=self.chaine).order_by("numero")
        if depuis is not None:
            self._start_after(seals.filter(scelle_le__lt=depuis).last())
        for group in self._groups(seals.filter(numero__gt=self.numero)):
            self._check_seals(group)
            self._check_rows(group)
            self.bilan.sceaux += len(group)
            self.bilan.scelles += sum(s.lignes for s in group)
            if self.bilan.plein:
                return
            if maximum and self.bilan.scelles >= maximum:
                self.bilan.complet = False
                return
        self._check_tail()

    def _start_after(self, sceau: Sceau | None) -> None:
        if sceau is not None:
            self.numero, self.empreinte = sceau.numero, bytes(sceau.empreinte)
            self.total, self.fin = sceau.total, sceau.tx_fin
            self.bilan.complet = False

    def _groups(self, seals: QuerySet[Sceau]) -> Iterator[list[Sceau]]:
        """Consecutive seals, cut every few thousand rows or when a form's version changes."""
        group: list[Sceau] = []
        versions: dict[str, int] = {}
        for sceau in seals.iterator(chunk_size=20):
            mine = {name: version for name, _, version in as_tables(sceau.tables)}
            clash = any(versions.get(name, v) != v for name, v in mine.items())
            full = sum(s.lignes for s in group) + sceau.lignes > LIGNES_PAR_GROUPE
            if group and (clash or full or len(group) >= SCEAUX_PAR_GROUPE):
                yield group
                group, versions = [], {}
            group.append(sceau)
            versions |= mine
        if group:
            yield group

    def _blame(self, nature: Nature, sceau: Sceau | None, detail: str = "", **row: str) -> None:
        numero = sceau.numero if sceau else None
        self.bilan.blame(
            Defaut(nature=nature, chaine=self.chaine, numero=numero, detail=detail, **row)
        )

    def _check_seals(self, group: list[Sceau]) -> None:
        for sceau in group:
            if sceau.numero != self.numero + 1:
                self.bilan.blame(
                    Defaut(nature=Nature.SCEAU_MANQUANT, chaine=self.chaine, numero=self.numero + 1)
                )
                self.total = sceau.total - sceau.lignes
            elif bytes(sceau.precedent) != self.empreinte or sceau.tx_debut < self.fin:
                self._blame(Nature.SCEAU_REECRIT, sceau, "ne suit pas le précédent")
            entete = entete_of(sceau)
            counts = entete.lignes == sceau.lignes == len(sceau.feuilles) // 48
            if seal_hash(entete, sceau.feuilles) != bytes(sceau.empreinte) or not counts:
                self._blame(Nature.SCEAU_REECRIT, sceau, "son empreinte ne couvre plus son contenu")
            if sceau.total != self.total + sceau.lignes:
                self._blame(Nature.SCEAU_REECRIT, sceau, "le compte total ne suit pas")
            self.numero, self.empreinte = sceau.numero, bytes(sceau.empreinte)
            self.total = sceau.total

    def _check_rows(self, group: list[Sceau]) -> None:
        """Every table's rows of the group's span, seal by seal; a row under no seal is forged."""
        debut, self.fin = self.fin, group[-1].tx_fin
        starts = [s.tx_debut for s in group]
        versions = {name: v for s in group for name, _, v in as_tables(s.tables)}
        leaves = [_by_table(sceau) for sceau in group]
        for name in sorted(versions.keys() | {t.table for t in sealed_tables()}):
            table = sealed_table(name)
            version = versions.get(name)
            if table is None or (version is not None and version not in table.formes):
                self._blame(Nature.SCEAU_REECRIT, group[0], f"forme inconnue : {name} {version}")
                continue
            found: list[list[Paire]] = [[] for _ in group]
            rows = read_rows(
                table, version or table.forme, chaine=self.chaine, tx_debut=debut, tx_fin=self.fin
            )
            for row in rows:
                at = bisect_right(starts, row.tx) - 1
                if at < 0 or row.tx >= group[at].tx_fin:
                    self._blame(Nature.INSEREE, None, "hors de tout sceau", table=name,
                                ligne_id=str(row.id))  # fmt: skip
                else:
                    found[at].append((row.id.bytes, row.empreinte))
            for sceau, expected, present in zip(group, leaves, found, strict=True):
                self._compare(sceau, table, expected.get(name, []), present)

    def _compare(
        self, sceau: Sceau, table: Scellee, expected: list[Paire], found: list[Paire]
    ) -> None:
        if expected == found:
            return
        for nature, id_ in differences(table, expected, found):
            self._blame(nature, sceau, table=table.table, ligne_id=str(id_))
            if self.bilan.plein:
                return

    def _check_tail(self) -> None:
        """Between this chain's last seal and the last sealing of all, there can be nothing."""
        for table in sealed_tables():
            rows = read_rows(
                table, table.forme, chaine=self.chaine, tx_debut=self.fin, tx_fin=self.sealed_to
            )
            for row in rows:
                self._blame(Nature.INSEREE, None, "hors de tout sceau", table=table.table,
                            ligne_id=str(row.id))  # fmt: skip
                if self.bilan.plein:
                    return


def _by_table(sceau: Sceau) -> dict[str, list[Paire]]:
    """A seal's leaves, table by table."""
    leaves, at = split_leaves(sceau.feuilles), 0
    found: dict[str, list[Paire]] = {}
    for name, n, _ in as_tables(sceau.tables):
        found[name] = leaves[at : at + n]
        at += n
    return found


def _present_chains() -> list[str]:
    chaines: set[str] = set()
    with connection.cursor() as cursor:
        for table in sealed_tables():
            cursor.execute(
                f"SELECT DISTINCT pays FROM {table.table} WHERE tx >= %s",  # noqa: S608
                [sealed_until()],
            )
            chaines |= {str(pays) for (pays,) in cursor.fetchall()}
    return sorted(chaines)


def _strangers(chaines: list[str], sealed_to: int) -> list[Defaut]:
    """Rows below the last sealing that belong to no chain at all."""
    found = []
    with connection.cursor() as cursor:
        for table in sealed_tables():
            cursor.execute(
                f"SELECT id, pays FROM {table.table} WHERE (tx < %s AND pays <> ALL(%s))"  # noqa: S608
                " OR tx < 0 LIMIT 20",
                [sealed_to, chaines],
            )
            found += [
                Defaut(nature=Nature.INSEREE, chaine=pays, table=table.table, ligne_id=str(id_),
                       detail="hors de toute chaîne")
                for id_, pays in cursor.fetchall()
            ]  # fmt: skip
    return found
