"""A carton nobody registered, added at arrival without a network."""

from collections.abc import Callable
from typing import Any

import pytest

from colis.models import Colis
from core.ids import generate_code_suivi, uuid7
from core.tenancy import Acteur, contexte
from tests.cast import NOW, Distribution
from tests.factories.colis import make_telephone
from tests.factories.vols import make_closed
from vols.services import cloture

pytestmark = pytest.mark.django_db
Make = Callable[..., Any]


def arrival(**over: Any) -> dict[str, Any]:
    return {
        "id": str(uuid7()),
        "code_suivi": generate_code_suivi(),
        "client": {"nom": "Awa", "telephone": make_telephone("ML"), "pays": "ML"},
        "mode": "cargo",
        "categorie": "standard",
        "contenu": "Vêtements",
        "poids_g": 3000,
        "motif": "sans étiquette au hangar",
    } | over


def send(api: Make, acteur: Acteur, payload: dict[str, Any], **over: Any) -> dict[str, Any]:
    operation = {
        "op_id": str(uuid7()), "device_id": str(uuid7()), "seq": 1, "actor_id": str(acteur.id),
        "type": "colis.ajouter_arrivee", "payload": payload,
    } | over  # fmt: skip
    body = api(acteur).post("/sync/operations", {"operations": [operation]}).json()
    result: dict[str, Any] = body["results"][0]
    return result


def test_a_carton_added_at_arrival_offline_is_due_once(cast: Distribution, api: Make) -> None:
    body = arrival()
    first = send(api, cast.admin_mali, body)
    assert first["status"] == "applied", first
    assert first["resultat"]["du"] == {"montant": 30_000, "devise": "XOF"}
    assert first["resultat"]["code_suivi"] == body["code_suivi"]
    again = send(api, cast.admin_mali, body)
    assert (again["status"], again["resultat"]["id"]) == ("applied", body["id"])
    with contexte(cast.admin_mali):
        colis = Colis.objects.get(id=body["id"])
    assert (colis.statut, colis.origine_inconnue, colis.facture_le is None) == (
        "arrive", True, False
    )  # fmt: skip


def test_the_carton_on_the_floor_is_kept_when_its_flight_was_withdrawn(
    cast: Distribution, api: Make
) -> None:
    vol, _ = make_closed(cast, NOW)
    with contexte(cast.admin_chine):
        cloture.reopen_vol(acteur=cast.admin_chine, now=NOW, vol_id=vol.id, motif="erreur")
    result = send(api, cast.admin_mali, arrival(vol_id=str(vol.id)))
    assert (result["status"], result["resultat"].get("conflit")) == (
        "applied_with_conflict", "vol_introuvable"
    )  # fmt: skip


def test_the_right_and_the_id_are_asked_offline_too(cast: Distribution, api: Make) -> None:
    assert send(api, cast.agent_mali, arrival())["problem"]["code"] == "action_interdite"
    without = arrival()
    del without["id"]
    assert "id" in send(api, cast.admin_mali, without)["problem"]["errors"]
