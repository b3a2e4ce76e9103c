"""The bench's parameters, given by environment variables."""

from collections.abc import Mapping
from dataclasses import dataclass

THREADS = 4
"""Client threads, and connections of the SQL alone: as many as a worker's blocking threads."""

LOT = 50
"""Operations of one offline push, the most a request may hold."""

TOURS = 3
"""Rounds of every case; each figure is the median of its rounds."""

REQUETES_MAX = 4_000
"""Beyond, the codes looked at again and again would meet their own limit of views a minute."""


@dataclass(frozen=True)
class Reglages:
    """``n`` cartons laid, ``requetes`` per case and round, ``seed`` of every random choice."""

    n: int = 20_000
    requetes: int = 400
    seed: int = 1
    croissance: bool = False

    @property
    def echauffement(self) -> int:
        """Requests sent before the first measure of a case."""
        return max(THREADS * 8, self.requetes // 8)


def read_reglages(env: Mapping[str, str]) -> Reglages:
    """N, REQUETES, SEED and N_GROWTH (any value but 0). Raises ValueError for a bad number."""
    reglages = Reglages(
        n=int(env.get("N") or Reglages.n),
        requetes=int(env.get("REQUETES") or Reglages.requetes),
        seed=int(env.get("SEED") or Reglages.seed),
        croissance=env.get("N_GROWTH", "0") not in {"", "0"},
    )
    if reglages.n < 1_000 or not THREADS <= reglages.requetes <= REQUETES_MAX:
        raise ValueError(f"Il faut N ≥ 1000 et {THREADS} ≤ REQUETES ≤ {REQUETES_MAX}.")
    return reglages
