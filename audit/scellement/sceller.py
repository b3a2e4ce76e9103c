"""The task that seals: every row of a finished transaction, exactly once, chain by chain.

A row belongs to the transaction that wrote it (`tx`); below `pg_snapshot_xmin` every transaction
is over, so the rows below it are final: nothing can appear there later without being a forgery.
"""

from collections.abc import Iterator
from datetime import datetime

import structlog
from django.db import connection

from audit.models import Epoque, Sceau
from audit.scellement.forme import FEUILLE_OCTETS, GENESE, Entete, seal_hash
from audit.scellement.lecture import boundary, chains_between, read_rows, unsealed
from audit.scellement.registre import sealed_tables
from core.ids import uuid7
from core.tenancy import transverse

log = structlog.get_logger(__name__)

LIGNES_PAR_SCEAU = 10_000
RETARD_ALERTE_S = 300
VERROU = 0x7453_6365_6C6C  # "tscell", one sealer at a time


class EpoqueDepassee(RuntimeError):
    """Transactions went back: the base was restored and no epoch was opened."""


def seal_everything(*, now: datetime, lignes: int = LIGNES_PAR_SCEAU) -> list[Sceau]:
    """Seal all that is final; one transaction a batch. Returns the new seals, oldest first.

    Does nothing while another sealer holds the lock. Raises ``EpoqueDepassee``.
    """
    made: list[Sceau] = []
    for seals in _batches(now, lignes):
        made.extend(seals)
        for sceau in seals:
            log.info("sceau", chaine=sceau.chaine, numero=sceau.numero, lignes=sceau.lignes,
                     empreinte=bytes(sceau.empreinte).hex())  # fmt: skip
    retard = oldest_unsealed_s(now)
    if retard > RETARD_ALERTE_S:
        log.error("sceaux_en_retard", secondes=int(retard))
    return made


def _batches(now: datetime, lignes: int) -> Iterator[list[Sceau]]:
    fin = 0
    while True:
        with transverse(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [VERROU])
            if not cursor.fetchone()[0]:
                return
            debut = sealed_until()
            fin = fin or fence()
            if fin < debut:
                raise EpoqueDepassee(
                    f"transaction {fin} sous le dernier sceau ({debut}) : base restaurée ?"
                    " ouvrez une époque (manage.py ouvrir_epoque)"
                )
            limite = min([fin, *(boundary(t, debut, fin, lignes) for t in sealed_tables())])
            seals = _seal(now, debut, limite)
        yield seals
        if limite >= fin:
            return


def _seal(now: datetime, debut: int, fin: int) -> list[Sceau]:
    """One seal for each chain that has rows between two transactions."""
    tables = sealed_tables()
    chaines = sorted({c for table in tables for c in chains_between(table, debut, fin)})
    return [_seal_chain(now, chaine, debut, fin) for chaine in chaines]


def _seal_chain(now: datetime, chaine: str, debut: int, fin: int) -> Sceau:
    last = Sceau.objects.filter(chaine=chaine).order_by("-numero").defer("feuilles").first()
    feuilles, tables = bytearray(), []
    for table in sealed_tables():
        before = len(feuilles)
        for row in read_rows(table, table.forme, chaine=chaine, tx_debut=debut, tx_fin=fin):
            feuilles += row.feuille
        if len(feuilles) > before:
            tables.append((table.table, (len(feuilles) - before) // FEUILLE_OCTETS, table.forme))
    entete = Entete(
        chaine=chaine,
        numero=last.numero + 1 if last else 1,
        precedent=bytes(last.empreinte) if last else GENESE,
        tx_debut=debut,
        tx_fin=fin,
        tables=tuple(tables),
        total=(last.total if last else 0) + sum(n for _, n, _ in tables),
        scelle_le=now,
    )
    sceau = Sceau(
        id=uuid7(),
        chaine=chaine,
        numero=entete.numero,
        precedent=entete.precedent,
        tx_debut=debut,
        tx_fin=fin,
        tables=[list(one) for one in entete.tables],
        lignes=entete.lignes,
        total=entete.total,
        feuilles=bytes(feuilles),
        empreinte=seal_hash(entete, bytes(feuilles)),
        scelle_le=now,
    )
    sceau.save(force_insert=True)
    return sceau


def fence() -> int:
    """The first transaction that may still be running, in this database's own numbering."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        xmin = int(cursor.fetchone()[0])
    return xmin + _shift()


def _shift() -> int:
    return Epoque.objects.order_by("-id").values_list("decalage", flat=True).first() or 0


def sealed_until() -> int:
    """The transaction every chain is sealed up to (each run seals them all alike)."""
    last = Sceau.objects.order_by("-tx_fin").values_list("tx_fin", flat=True).first()
    return last or 0


def oldest_unsealed_s(now: datetime) -> float:
    """Age in seconds of the oldest row no seal covers; 0 when there is none."""
    with transverse():
        fin = sealed_until()
        chaines = {c for t in sealed_tables() for c in chains_between(t, fin, 2**62)}
        ages = [
            (now - oldest).total_seconds()
            for table in sealed_tables()
            for chaine in chaines
            if isinstance(oldest := unsealed(table, chaine, fin)[1], datetime)
        ]
    return max(ages, default=0.0)
