"""Which router answers under which prefix. Only config imports other apps' edges."""

from ninja import Router

from accounts import api as accounts
from colis import api as colis
from config.synchronisation import router as synchronisation
from distribution import api as distribution
from notifications import api as notifications
from rapports import api as rapports
from tracking import api as tracking
from vols import api as vols

ROUTERS: list[tuple[str, Router]] = [
    ("/auth", accounts.auth),
    ("", accounts.reference),
    ("", accounts.utilisateurs),
    # Before /colis/{id}: distribution owns /colis/arrivees.
    ("", distribution.router),
    *colis.ROUTERS,
    ("", notifications.router),
    ("", vols.router),
    ("/auth", tracking.auth),
    ("/suivi", tracking.suivi),
    ("/moi", tracking.moi),
    *rapports.ROUTERS,
    ("/sync", synchronisation),
]
