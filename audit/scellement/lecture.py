"""Sealed rows read back in (tx, id) order, as ids and hashes, for sealer and verifier alike."""

from collections.abc import Iterator
from uuid import UUID

from django.db import connection

from audit.scellement.forme import Ligne, canonical_sql, row_hash
from audit.scellement.registre import Scellee

LOT = 5_000


def read_rows(
    scellee: Scellee, version: int, *, chaine: str, tx_debut: int, tx_fin: int
) -> Iterator[Ligne]:
    """The rows of one chain between two transactions, hashed; a few thousand in memory at most.

    The table's name and columns come from the registry, never from a request.
    """
    query = (
        f"SELECT tx, id, {canonical_sql(scellee, version)} FROM {scellee.table}"  # noqa: S608
        " WHERE pays = %s AND tx >= %s AND tx < %s ORDER BY tx, id"
    )
    with connection.cursor() as cursor:
        cursor.execute(query, [chaine, tx_debut, tx_fin])
        while rows := cursor.fetchmany(LOT):
            for tx, id_, canonical in rows:
                yield Ligne(tx, UUID(str(id_)), row_hash(canonical))


def chains_between(scellee: Scellee, tx_debut: int, tx_fin: int) -> list[str]:
    """The countries (and SIEGE) with rows of this table between two transactions."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT pays FROM {scellee.table} WHERE tx >= %s AND tx < %s",  # noqa: S608
            [tx_debut, tx_fin],
        )
        return [str(pays) for (pays,) in cursor.fetchall()]


def boundary(scellee: Scellee, tx_debut: int, tx_fin: int, lignes: int) -> int:
    """A transaction that leaves at most ``lignes`` rows before it, or one whole transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT min(tx) FROM {scellee.table} WHERE tx >= %s AND tx < %s",  # noqa: S608
            [tx_debut, tx_fin],
        )
        first = cursor.fetchone()[0]
        if first is None:
            return tx_fin
        cursor.execute(
            f"SELECT tx FROM {scellee.table} WHERE tx >= %s AND tx < %s"  # noqa: S608
            " ORDER BY tx OFFSET %s LIMIT 1",
            [tx_debut, tx_fin, lignes],
        )
        found = cursor.fetchone()
    return tx_fin if found is None else max(int(found[0]), int(first) + 1)


def unsealed(scellee: Scellee, chaine: str, depuis_tx: int) -> tuple[int, object]:
    """How many rows of a chain no seal covers yet, and when the oldest was recorded."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*), min(enregistre_le) FROM {scellee.table}"  # noqa: S608
            " WHERE pays = %s AND tx >= %s",
            [chaine, depuis_tx],
        )
        count, oldest = cursor.fetchone()
    return int(count), oldest


def is_elsewhere(scellee: Scellee, ligne_id: UUID) -> bool:
    """Whether a row missing from its place still exists: then it was moved, not removed."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT 1 FROM {scellee.table} WHERE id = %s",  # noqa: S608
            [ligne_id],
        )
        return cursor.fetchone() is not None
