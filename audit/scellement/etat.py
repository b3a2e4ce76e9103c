"""How the sealing stands: chain by chain, the last seal, what waits, what went outside."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Max

from audit.models import Emission, Entree, Sceau
from audit.scellement.emission import anchors
from audit.scellement.lecture import unsealed
from audit.scellement.registre import sealed_tables
from audit.scellement.sceller import RETARD_ALERTE_S, sealed_until
from core.tenancy import transverse


@dataclass(frozen=True, kw_only=True)
class Chaine:
    """One chain: its last seal, the rows it counts, those no seal covers yet."""

    chaine: str
    numero: int
    empreinte: str
    scelle_le: datetime
    total: int
    non_scelles: int
    retard_s: int
    en_retard: bool
    ancre_numero: int | None
    ancre_le: datetime | None


def read_chains(now: datetime, pays: str | None) -> list[Chaine]:
    """The state of every chain, or of one country's; who may ask is checked above."""
    with transverse():
        fin = sealed_until()
        last = Sceau.objects.order_by("chaine", "-numero").distinct("chaine").defer("feuilles")
        sent = {
            row["chaine"]: row
            for row in Emission.objects.values("chaine").annotate(
                n=Max("numero"), le=Max("emis_le")
            )
        }
        return [
            _chain(sceau, fin, now, sent.get(sceau.chaine))
            for sceau in (last.filter(chaine=pays) if pays else last)
        ]


def _chain(sceau: Sceau, fin: int, now: datetime, sent: Mapping[str, Any] | None) -> Chaine:
    waiting = [unsealed(table, sceau.chaine, fin) for table in sealed_tables()]
    oldest = min((le for _, le in waiting if isinstance(le, datetime)), default=now)
    retard = max(int((now - oldest).total_seconds()), 0)
    return Chaine(
        chaine=sceau.chaine,
        numero=sceau.numero,
        empreinte=bytes(sceau.empreinte).hex(),
        scelle_le=sceau.scelle_le,
        total=sceau.total,
        non_scelles=sum(n for n, _ in waiting),
        retard_s=retard,
        en_retard=retard > RETARD_ALERTE_S,
        ancre_numero=sent["n"] if sent else None,
        ancre_le=sent["le"] if sent else None,
    )


def places() -> list[str]:
    """The names of the outside places configured."""
    return [ancre.nom for ancre in anchors()]


def anchor_file() -> str:
    """The anchor file this process can read back, if any."""
    return str(settings.ANCRE_FICHIER or "")


def seals_over(entrees: Iterable[Entree]) -> dict[UUID, tuple[int, str]]:
    """For each act under a seal: the seal's number and hash. One query a chain.

    Read with the caller's own rows: another country's chain is simply absent.
    """
    by_chain: dict[str, list[Entree]] = {}
    for entree in entrees:
        by_chain.setdefault(entree.pays, []).append(entree)
    found: dict[UUID, tuple[int, str]] = {}
    for chaine, rows in by_chain.items():
        bounds = (min(r.tx for r in rows), max(r.tx for r in rows))
        seals = list(
            Sceau.objects.filter(chaine=chaine, tx_fin__gt=bounds[0], tx_debut__lte=bounds[1])
            .order_by("tx_debut")
            .values_list("tx_debut", "tx_fin", "numero", "empreinte")
        )
        starts = [s[0] for s in seals]
        for row in rows:
            at = bisect_right(starts, row.tx) - 1
            if at >= 0 and row.tx < seals[at][1]:
                found[row.id] = (seals[at][2], bytes(seals[at][3]).hex())
    return found
