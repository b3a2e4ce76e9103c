"""Medians, the table people read, and the line machines read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import median

import orjson

AIM_RATE = {"lot_50": 200.0}
"""Cartons a second aimed at, every rule applied and a transaction each (exploitation.md)."""

AIMS_MS = {"creation": 5.0, "liste_50": 3.0, "suivi_json": 1.5, "suivi_page": 1.5}
"""CPU per request aimed at (exploitation.md); the others have no figure of their own."""


@dataclass(frozen=True)
class Mesure:
    """One round of one case. CPU in milliseconds per request; ``sql_*``: the same SQL alone."""

    rps: float
    app_ms: float
    db_ms: float
    redis_ms: float
    sql_rps: float
    sql_cpu_ms: float


@dataclass(frozen=True)
class Resultat:
    """Medians of a case; ``cpu_ms`` is application and database, ``ratio`` over the SQL alone."""

    rps: float
    cpu_ms: float
    app_ms: float
    db_ms: float
    redis_ms: float
    sql_rps: float
    sql_cpu_ms: float
    ratio: float


def summarise(mesures: Sequence[Mesure]) -> Resultat:
    """The median of each figure over the rounds; the ratio is the median of the rounds' own."""
    return Resultat(
        rps=_median((m.rps for m in mesures), 1),
        cpu_ms=_median((m.app_ms + m.db_ms for m in mesures), 2),
        app_ms=_median((m.app_ms for m in mesures), 2),
        db_ms=_median((m.db_ms for m in mesures), 2),
        redis_ms=_median((m.redis_ms for m in mesures), 2),
        sql_rps=_median((m.sql_rps for m in mesures), 1),
        sql_cpu_ms=_median((m.sql_cpu_ms for m in mesures), 3),
        ratio=_median((_over(m.app_ms + m.db_ms, m.sql_cpu_ms) for m in mesures), 1),
    )


def growth(petit: Mapping[str, Resultat], grand: Mapping[str, Resultat]) -> dict[str, float]:
    """How much dearer (application and database) each case became with ten times the cartons."""
    return {
        name: round(_over(grand[name].cpu_ms, petit[name].cpu_ms), 2)
        for name in grand
        if name in petit
    }


def _median(values: Iterable[float], digits: int) -> float:
    return round(median(values), digits)


def _over(value: float, base: float) -> float:
    return value / base if base else 0.0


def table(resultats: Mapping[str, Resultat]) -> str:
    """One line a case, the aim beside the figure."""
    head = (
        f"{'cas':<22}{'req/s':>8}{'CPU ms':>8}{'= app':>8}{'+ base':>8}{'redis':>7}"
        f"{'SQL/s':>9}{'SQL ms':>8}{'ratio':>7}  visée"
    )
    return "\n".join([head, *(_line(name, r) for name, r in resultats.items())])


def _line(name: str, r: Resultat) -> str:
    aim, rate = AIMS_MS.get(name), AIM_RATE.get(name)
    verdict = "" if aim is None else f"≤ {aim:g} : {'tenue' if r.cpu_ms <= aim else 'manquée'}"
    if rate is not None:
        verdict = f"≥ {rate:g}/s : {'tenue' if r.rps >= rate else 'manquée'}"
    return (
        f"{name:<22}{r.rps:>8.0f}{r.cpu_ms:>8.2f}{r.app_ms:>8.2f}{r.db_ms:>8.2f}"
        f"{r.redis_ms:>7.2f}{r.sql_rps:>9.0f}{r.sql_cpu_ms:>8.3f}{r.ratio:>7.1f}  {verdict}"
    ).rstrip()


def json_line(
    *,
    n: int,
    seed: int,
    requetes: int,
    cases: Mapping[str, Resultat],
    croissance: Mapping[str, float] | None = None,
) -> str:
    """The last line of the output."""
    return orjson.dumps(
        {
            "n": n,
            "seed": seed,
            "requetes": requetes,
            "cases": {name: asdict(resultat) for name, resultat in cases.items()},
            "croissance": croissance,
        }
    ).decode()
