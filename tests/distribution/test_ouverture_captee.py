"""A till opened from a device's log: the first opening stands."""

from collections.abc import Callable
from typing import Any

import pytest

from core.clock import now
from core.ids import uuid7
from core.tenancy import Acteur, contexte
from distribution.models import Caisse, SessionCaisse
from tests.cast import Distribution

pytestmark = pytest.mark.django_db


def tills(acteur: Acteur) -> list[Caisse]:
    with contexte(acteur):
        return list(Caisse.objects.filter(pays_id=acteur.pays, actif=True).order_by("id"))


@pytest.fixture
def opening(api: Callable[..., Any]) -> Callable[..., dict[str, Any]]:
    seqs = iter(range(1, 100))
    device = str(uuid7())

    def push(acteur: Acteur, caisse: Caisse, coupures: dict[str, int]) -> dict[str, Any]:
        id = str(uuid7())
        envelope = {
            "op_id": str(uuid7()), "device_id": device, "seq": next(seqs),
            "actor_id": str(acteur.id), "type": "caisse.ouvrir", "entity_id": id,
            "payload": {"id": id, "caisse_id": str(caisse.id), "fonds": {"coupures": coupures}},
        }  # fmt: skip
        body = api(acteur).post("/sync/operations", {"operations": [envelope]}).json()
        result: dict[str, Any] = body["results"][0]
        return result

    return push


def test_opening_the_same_till_twice_changes_nothing_and_is_no_refusal(
    cast: Distribution, opening: Callable[..., dict[str, Any]]
) -> None:
    caisse = tills(cast.agent_mali)[0]
    first = opening(cast.agent_mali, caisse, {"10000": 1})
    second = opening(cast.agent_mali, caisse, {"10000": 1})
    assert (first["status"], second["status"]) == ("applied", "applied")
    assert second["resultat"]["session_id"] == first["resultat"]["session_id"]
    assert second["resultat"]["resultat"] == "deja_ouverte"
    with contexte(cast.agent_mali):
        assert SessionCaisse.objects.filter(caissier_id=cast.agent_mali.id).count() == 1


def test_a_second_float_counted_for_the_same_till_is_told(
    cast: Distribution, opening: Callable[..., dict[str, Any]]
) -> None:
    caisse = tills(cast.agent_mali)[0]
    opening(cast.agent_mali, caisse, {"10000": 1})
    second = opening(cast.agent_mali, caisse, {"10000": 2})
    assert second["status"] == "applied_with_conflict"
    assert second["resultat"]["conflit"] == "session_deja_ouverte"
    with contexte(cast.agent_mali):
        session = SessionCaisse.objects.get(caissier_id=cast.agent_mali.id)
    assert session.fonds == 10_000
    assert session.ouverte_le <= now()


def test_somebody_elses_open_till_is_refused(
    cast: Distribution, opening: Callable[..., dict[str, Any]], api: Callable[..., Any]
) -> None:
    caisse = tills(cast.agent_mali)[0]
    body = {
        "id": str(uuid7()), "caisse_id": str(caisse.id), "fonds": {"coupures": {"5000": 1}},
    }  # fmt: skip
    assert api(cast.admin_mali).post("/caisses/sessions", body).status_code == 201
    refused = opening(cast.agent_mali, caisse, {"10000": 1})
    assert (refused["status"], refused["problem"]["code"]) == ("rejected", "caisse_occupee")
