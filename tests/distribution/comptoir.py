"""What a cashier's device captures, and the count that waits for it."""

from collections.abc import Callable
from typing import Any

from core.ids import uuid7
from tests.cast import Distribution
from tests.factories.journal import Journal

Api = Callable[..., Any]


COMPTE = {"coupures": {"10000": 5}, "par_moyen": {}}


def cash(journal: Journal, colis: Any, montant: int, **over: Any) -> dict[str, Any]:
    payload = {
        "id": str(uuid7()),
        "client_id": str(colis.client_id),
        "lignes": [{"colis_id": str(colis.id), "montant": montant}],
        "moyen": "especes",
    } | over.pop("payload", {})
    return journal.capture("encaissement.enregistrer", payload, **over)


def count(api: Api, cast: Distribution, session: Any, montant: int = 50_000, **extra: Any) -> Any:
    body = {"coupures": {"10000": montant // 10_000, "1000": montant % 10_000 // 1000}}
    return api(cast.agent_mali).post(
        f"/caisses/sessions/{session.id}/comptage", {**body, "par_moyen": {}}, **extra
    )


def refused(response: Any) -> dict[str, Any]:
    body = response.json()
    assert (response.status_code, body["code"]) == (409, "synchronisation_incomplete"), body
    details: dict[str, Any] = body["details"]
    return details
