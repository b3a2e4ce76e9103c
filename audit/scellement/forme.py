"""What exactly is hashed: an explicit canonical form of a row and of a seal.

A row is `table/version/tx/` then each column as `<bytes>:<text>` (or `~` when null), joined by
commas; moments are microseconds since 1970 UTC, jsonb is PostgreSQL's own text of it (keys
ordered), everything else its text. Never `row::text`, which follows column order and settings.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from audit.scellement.registre import Scellee

GENESE = bytes(32)
ID_OCTETS = 16
FEUILLE_OCTETS = ID_OCTETS + 32
_EPOQUE = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Ligne:
    """One row as it is read back: its transaction, its id and its hash."""

    tx: int
    id: UUID
    empreinte: bytes

    @property
    def feuille(self) -> bytes:
        """The leaf a seal keeps: the id, then the hash."""
        return self.id.bytes + self.empreinte


@dataclass(frozen=True, kw_only=True)
class Entete:
    """What a seal says, besides its leaves; ``tables`` is (name, rows, version of the form)."""

    chaine: str
    numero: int
    precedent: bytes
    tx_debut: int
    tx_fin: int
    tables: tuple[tuple[str, int, int], ...]
    total: int
    scelle_le: datetime

    @property
    def lignes(self) -> int:
        """Rows under this seal."""
        return sum(n for _, n, _ in self.tables)


def _column(name: str) -> str:
    """One column's canonical text in SQL."""
    value = f"(extract(epoch from {name}) * 1000000)::bigint::text"
    value = value if name.endswith("_le") else f"{name}::text"
    return f"coalesce(octet_length({value}) || ':' || ({value}), '~')"


def canonical_sql(scellee: Scellee, version: int) -> str:
    """The SQL expression of a row's canonical text."""
    columns = ", ".join(_column(name) for name in scellee.formes[version])
    return f"'{scellee.table}/{version}/' || tx || '/' || concat_ws(',', {columns})"


def row_hash(canonical: str) -> bytes:
    """SHA-256 of a row's canonical text."""
    return hashlib.sha256(canonical.encode()).digest()


def micros(moment: datetime) -> int:
    """Microseconds since 1970, exactly."""
    delta = moment - _EPOQUE
    return (delta.days * 86_400 + delta.seconds) * 1_000_000 + delta.microseconds


def seal_hash(entete: Entete, feuilles: bytes | memoryview) -> bytes:
    """SHA-256 of a seal: its header line by line, then the hash of its leaves."""
    tables = ";".join(f"{name}={n}/{version}" for name, n, version in entete.tables)
    text = "\n".join(
        (
            "ts-sceau-1",
            entete.chaine,
            str(entete.numero),
            entete.precedent.hex(),
            f"{entete.tx_debut}-{entete.tx_fin}",
            tables,
            str(entete.total),
            str(micros(entete.scelle_le)),
            hashlib.sha256(feuilles).hexdigest(),
        )
    )
    return hashlib.sha256(text.encode()).digest()


def split_leaves(feuilles: bytes | memoryview) -> list[tuple[bytes, bytes]]:
    """The leaves as (id, hash) pairs, in order."""
    raw = bytes(feuilles)
    return [
        (raw[at : at + ID_OCTETS], raw[at + ID_OCTETS : at + FEUILLE_OCTETS])
        for at in range(0, len(raw), FEUILLE_OCTETS)
    ]


def as_tables(stored: Sequence[Sequence[object]]) -> tuple[tuple[str, int, int], ...]:
    """The stored JSON of a seal's tables, typed."""
    return tuple((str(name), int(str(n)), int(str(version))) for name, n, version in stored)
