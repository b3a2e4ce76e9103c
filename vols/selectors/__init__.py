"""Reads of flights, what they carry and their documents."""

from vols.selectors.manifestes import get_manifeste, read_contenu
from vols.selectors.retires import find_withdrawn
from vols.selectors.saisies import find_by_saisies
from vols.selectors.vols import (
    FiltreVols,
    Remplissage,
    compute_remplissages,
    find_vol,
    get_vol,
    list_aeroports,
    list_compagnies,
    list_evenements,
    lta_warnings,
    search_vols,
)

__all__ = [
    "FiltreVols",
    "Remplissage",
    "compute_remplissages",
    "find_by_saisies",
    "find_vol",
    "find_withdrawn",
    "get_manifeste",
    "get_vol",
    "list_aeroports",
    "list_compagnies",
    "list_evenements",
    "lta_warnings",
    "read_contenu",
    "search_vols",
]
