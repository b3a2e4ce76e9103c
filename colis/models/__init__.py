"""Clients, tariffs, cartons and everything that happened to them."""

from colis.models.client import Client
from colis.models.colis import Colis
from colis.models.prefixe import Debut
from colis.models.suite import EvenementColis, Pesee, Photo, ReferenceExterne
from colis.models.tarif import Tarif, TauxChange

__all__ = [
    "Client",
    "Colis",
    "Debut",
    "EvenementColis",
    "Pesee",
    "Photo",
    "ReferenceExterne",
    "Tarif",
    "TauxChange",
]
