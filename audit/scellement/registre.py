"""Which tables are sealed. Each app declares its own in its `scelles.py`: audit knows none."""

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Scellee:
    """A sealed table: an `id` uuid, a `pays` that chooses the chain, and a `tx` set by trigger.

    ``formes`` gives the columns of each version of the canonical form, in order; a new column
    is a new version, so that old seals are still read as they were made. Moments end in `_le`.
    """

    table: str
    formes: dict[int, tuple[str, ...]] = field(hash=False)
    partitionnee: bool = False

    @property
    def forme(self) -> int:
        """The version new seals are made with."""
        return max(self.formes)


_TABLES: dict[str, Scellee] = {}


def declare(scellee: Scellee) -> None:
    """Add a table; twice the same declaration is one."""
    _TABLES[scellee.table] = scellee


def sealed_tables() -> list[Scellee]:
    """Every declared table, in the order seals list them (by name)."""
    return [_TABLES[name] for name in sorted(_TABLES)]


def sealed_table(name: str) -> Scellee | None:
    """One declared table, or None: a seal may name a table the code no longer knows."""
    return _TABLES.get(name)
