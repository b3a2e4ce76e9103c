"""What is in the depot, where, and since when."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from accounts.policies import Action, require
from colis.domain import Etat
from colis.models import Colis
from colis.selectors.colis import FiltreColis, list_colis
from core.tenancy import Acteur

EN_STOCK = (Etat.ARRIVE.value, Etat.DISPONIBLE.value)
TRIS = ("arrive_le", "du")


@dataclass(frozen=True, kw_only=True)
class FiltreStock:
    """What the stock is narrowed by; ``emplacement`` is an id or a code."""

    emplacement: str | None = None
    age_min_j: int | None = None
    q: str | None = None
    pays: str | None = None


def list_stock(*, acteur: Acteur, now: datetime, filtre: FiltreStock) -> QuerySet[Colis]:
    """Cartons arrived and not handed over yet."""
    require(acteur, Action.READ_STOCK)
    stock = list_colis(
        acteur=acteur,
        filtre=FiltreColis(statut=EN_STOCK, q=filtre.q, pays_destination=filtre.pays),
    ).filter(arrive_le__isnull=False)
    if filtre.emplacement:
        stock = _at(stock, filtre.emplacement)
    if filtre.age_min_j is not None:
        stock = stock.filter(arrive_le__lte=now - timedelta(days=filtre.age_min_j))
    return stock


def age_days(colis: Colis, now: datetime) -> int:
    """Whole days since arrival."""
    return max((now - colis.arrive_le).days, 0) if colis.arrive_le else 0


def _at(stock: QuerySet[Colis], emplacement: str) -> QuerySet[Colis]:
    try:
        return stock.filter(emplacement_id=UUID(emplacement))
    except ValueError:
        return stock.filter(emplacement__code__iexact=emplacement.strip())
