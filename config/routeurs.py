"""Which router answers under which prefix. Only config imports other apps' edges."""

from ninja import Router

from accounts import api as accounts
from colis import api as colis
from config.flux import router as flux
from config.importation import router as importation
from config.synchronisation import router as synchronisation
from distribution import api as distribution
from notifications import api as notifications
from rapports import api as rapports
from tracking import api as tracking
from vols import api as vols

ROUTERS: list[tuple[str, Router]] = [
    ("/auth", accounts.auth),
    ("/auth", accounts.portes),
    ("", accounts.reference),
    ("", accounts.utilisateurs),
    ("", accounts.visas),
    ("", accounts.appareils),
    ("", accounts.quarantaine),
    # Before /colis/{id}: distribution owns /colis/arrivees.
    ("", distribution.router),
    *colis.ROUTERS,
    ("", notifications.messages),
    ("", notifications.lignes),
    ("", notifications.partenaires),
    ("", notifications.webhooks),
    ("", vols.router),
    ("/auth", tracking.auth),
    ("/suivi", tracking.suivi),
    ("/moi", tracking.moi),
    *rapports.ROUTERS,
    ("/sync", synchronisation),
    ("/sync", flux),
    ("/sync", importation),
]
