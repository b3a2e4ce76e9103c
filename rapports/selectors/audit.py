"""The journal as its readers see it: acts of one's own country, with the names one may know."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from accounts.models import User
from accounts.policies import Action, require
from audit.models import Entree
from audit.selectors import list_entrees
from core.clock import rfc3339
from core.errors import SaisieInvalide
from core.tenancy import SYSTEME, Acteur

EXPORT_MAX = 50_000
ENTETES = (
    "enregistre_le", "survenu_le", "pays", "acteur", "acteur_role", "acteur_id", "action",
    "sujet_type", "sujet_id", "avant", "apres", "motif", "requete_id", "appareil_id", "id",
)  # fmt: skip


def read_audit(acteur: Acteur, filtre: Mapping[str, Any]) -> QuerySet[Entree]:
    """Acts an admin (own country) or direction (all) may read."""
    require(acteur, Action.READ_AUDIT)
    return list_entrees(**filtre)


def names_of(ids: Iterable[UUID]) -> dict[UUID, str]:
    """Names of the people among ``ids`` that the caller's rows show. One query."""
    rows = User.objects.filter(id__in=set(ids)).values_list("id", "nom")
    return {SYSTEME: "Système", **dict(rows)}


def export_rows(acteur: Acteur, filtre: Mapping[str, Any]) -> list[list[str]]:
    """The journal as a table with its header, newest first.

    Raises ``SaisieInvalide`` beyond 50 000 rows: a shorter period is to be asked for.
    """
    rows = list(read_audit(acteur, filtre).order_by("-id")[: EXPORT_MAX + 1])
    if len(rows) > EXPORT_MAX:
        raise SaisieInvalide(errors={"depuis": [f"plus de {EXPORT_MAX} lignes : réduisez"]})
    names = names_of(row.acteur_id for row in rows)
    return [list(ENTETES), *([_cell(row, name, names) for name in ENTETES] for row in rows)]


def _cell(row: Entree, name: str, names: Mapping[UUID, str]) -> str:
    if name == "acteur":
        return names.get(row.acteur_id, "")
    value = getattr(row, name)
    if name.endswith("_le"):
        return rfc3339(value)
    if isinstance(value, dict):
        return "; ".join(f"{key}={item}" for key, item in sorted(value.items()))
    return "" if value is None else str(value)
