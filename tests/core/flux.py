"""A device's copy of a scope, kept up by the feed alone."""

import time
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from core.tenancy import transverse

ATTENTE_S = 60


def wait_for_fence() -> None:
    """Until every change made here is below the fence.

    Transactions of other databases of the same server (tests running beside) hold it back too.
    """
    until = time.monotonic() + ATTENTE_S
    while time.monotonic() < until:
        with transverse(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT coalesce(max(xid) < pg_snapshot_xmin(pg_current_snapshot()), true)"
                " FROM core_changement"
            )
            if cursor.fetchone()[0]:
                return
        time.sleep(0.02)
    raise AssertionError("une transaction d'un autre essai retient la barrière")


@dataclass
class Copie:
    """What one person's device holds of ``portee``, page after page."""

    api: Any
    portee: str
    curseur: str | None = None
    lignes: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    recus: list[dict[str, Any]] = field(default_factory=list)

    def pull(self, limite: int = 200) -> "Copie":
        """Read to the end, as the device does."""
        wait_for_fence()
        for _page in range(500):
            if self.step(limite):
                return self
        raise AssertionError("le flux ne finit pas")

    def step(self, limite: int = 200) -> bool:
        """One page; True when complete."""
        query = f"/sync/flux?portee={self.portee}&limite={limite}"
        if self.curseur:
            query += f"&curseur={self.curseur}"
        response = self.api.get(query)
        assert response.status_code == 200, response.content
        body = response.json()
        assert len(body["items"]) <= limite
        for item in body["items"]:
            self.recus.append(item)
            key = (item["genre"], item["id"])
            assert item["supprime"] == (item["donnees"] is None)
            if item["supprime"]:
                self.lignes.pop(key, None)
            else:
                self.lignes[key] = item["donnees"]
        self.curseur = body["curseur"]
        complet: bool = body["complet"]
        return complet

    def of(self, genre: str) -> dict[str, dict[str, Any]]:
        return {id: body for (kind, id), body in self.lignes.items() if kind == genre}


def everything(api: Any, path: str) -> dict[str, dict[str, Any]]:
    """A whole list of the API by id, page after page."""
    found: dict[str, dict[str, Any]] = {}
    suite = ""
    sep = "&" if "?" in path else "?"
    while True:
        response = api.get(f"{path}{sep}limite=200{suite}")
        assert response.status_code == 200, response.content
        body = response.json()
        found |= {item["id"]: item for item in body["items"]}
        if not body["suivant"]:
            return found
        suite = f"&curseur={body['suivant']}"
