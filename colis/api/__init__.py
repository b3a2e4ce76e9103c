"""The edges of clients, cartons, photos and prices; config/routeurs.py mounts them."""

from ninja import Router

from colis.api import clients, colis, suite, tarifs

ROUTERS: list[tuple[str, Router]] = [
    ("/clients", clients.router),
    ("/colis", colis.router),
    ("/colis", suite.router),
    ("/photos", suite.photos_router),
    ("/televersements", suite.televersements_router),
    ("/tarifs", tarifs.router),
    ("/taux", tarifs.taux_router),
]
