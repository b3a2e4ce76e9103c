"""Shapes of dashboards and search."""

from datetime import date
from typing import Any

from ninja import Schema

from core.schemas import Instant


class TableauOut(Schema):
    """One country's day; ``argent`` only for those who may see the country's money."""

    pays: str
    devise: str
    jour: date
    maj_le: Instant
    colis: dict[str, Any]
    faits: dict[str, int]
    vols: dict[str, int]
    notifications: dict[str, int]
    moi: dict[str, int]
    argent: dict[str, Any] | None = None


class TableauxOut(Schema):
    """One or, for direction, every country."""

    tableaux: list[TableauOut]


class RechercheOut(Schema):
    """Grouped results of the one search box."""

    colis: list[dict[str, Any]]
    clients: list[dict[str, Any]]
    vols: list[dict[str, Any]]
    recus: list[dict[str, Any]]
