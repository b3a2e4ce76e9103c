"""Payments captured offline: money is never refused, what the cashier could not give up is."""

from collections.abc import Callable
from typing import Any

import pytest

from core.ids import uuid7
from distribution.domain.caisse import RabaisHorsLimite
from tests.cast import NOW, Distribution
from tests.factories.argent import collect, make_arrived, open_till, reread
from tests.factories.colis import make_colis

pytestmark = pytest.mark.django_db


def test_a_captured_discount_beyond_the_limit_falls_and_stays_due(cast: Distribution) -> None:
    colis = make_arrived(cast, NOW)
    open_till(cast.agent_mali, NOW)
    paid = collect(
        cast.agent_mali, NOW, (colis, 1_000), constat=True, rabais=29_000, rabais_motif="ami"
    )
    assert (paid.montant, paid.rabais) == (1_000, 0)
    assert reread(cast.agent_mali, colis).du == 29_000


def test_a_captured_discount_within_the_limit_is_given(cast: Distribution) -> None:
    colis = make_arrived(cast, NOW)
    open_till(cast.agent_mali, NOW)
    collect(
        cast.agent_mali, NOW, (colis, 28_500), constat=True, rabais=1_500, rabais_motif="fidèle"
    )
    assert reread(cast.agent_mali, colis).du == 0


def test_a_captured_discount_beyond_the_limit_without_money_is_refused(cast: Distribution) -> None:
    colis = make_arrived(cast, NOW)
    open_till(cast.agent_mali, NOW)
    with pytest.raises(RabaisHorsLimite):
        collect(cast.agent_mali, NOW, (colis, 0), constat=True, rabais=30_000, rabais_motif="ami")
    assert reread(cast.agent_mali, colis).du == 30_000


def test_a_captured_jeton_cede_at_the_origin_falls(cast: Distribution) -> None:
    colis = make_colis(cast.agent_chine, NOW)
    open_till(cast.agent_chine, NOW, {"100": 1})
    paid = collect(cast.agent_chine, NOW, (colis, 10_000), constat=True, jeton_cede=200)
    assert paid.jeton_cede == 0
    assert reread(cast.agent_chine, colis).jeton_cede == 0


def test_a_device_is_told_that_its_discount_fell(
    cast: Distribution, api: Callable[..., Any]
) -> None:
    colis = make_arrived(cast, NOW)
    open_till(cast.agent_mali, NOW)
    payload = {
        "id": str(uuid7()),
        "client_id": str(colis.client_id),
        "lignes": [{"colis_id": str(colis.id), "montant": 1_000}],
        "moyen": "especes",
        "rabais": {"montant": 29_000, "motif": "ami"},
    }
    envelope = {
        "op_id": str(uuid7()), "device_id": str(uuid7()), "seq": 1,
        "actor_id": str(cast.agent_mali.id), "type": "encaissement.enregistrer",
        "payload": payload,
    }  # fmt: skip
    body = api(cast.agent_mali).post("/sync/operations", {"operations": [envelope]}).json()
    [result] = body["results"]
    assert result["status"] == "applied_with_conflict"
    assert result["resultat"]["conflit"] == "concession_refusee"
