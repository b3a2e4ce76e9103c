"""The edges of dashboards, search and reports; config/routeurs.py mounts them."""

from ninja import Router

from rapports.api import audit, rapports, tableau

ROUTERS: list[tuple[str, Router]] = [
    ("", tableau.router),
    ("", rapports.router),
    ("", audit.router),
]
