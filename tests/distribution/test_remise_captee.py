"""A hand-over captured with its payment: nothing is lost, nothing secret is kept."""

from typing import Any

import pytest

from core.chiffrement import decrypt
from core.ids import uuid7
from core.models import Operation
from core.tenancy import contexte, transverse
from distribution.models import Encaissement, Remise
from tests.cast import NOW, Distribution
from tests.distribution.comptoir import Api
from tests.factories.argent import balance, make_arrived, open_till, reread
from tests.factories.journal import Journal, verdicts

pytestmark = pytest.mark.django_db


@pytest.fixture
def journal(cast: Distribution, api: Api) -> Journal:
    return Journal(cast.agent_mali).enrol(api)


def hand(journal: Journal, colis: Any, encaissement: dict[str, Any]) -> dict[str, Any]:
    return journal.capture(
        "remise.effectuer",
        {
            "id": str(uuid7()),
            "colis_ids": [str(colis.id)],
            "preuve": {"type": "piece", "nature": "CNI", "numero": "ML-1234"},
            "encaissement": {"id": str(uuid7()), "client_id": str(colis.client_id), **encaissement},
        },
    )


def test_a_hand_over_whose_payment_cannot_be_put_where_it_was_meant_keeps_both(
    cast: Distribution, api: Api, journal: Journal
) -> None:
    colis = make_arrived(cast, NOW)
    open_till(cast.agent_mali, NOW)
    lignes = [{"colis_id": str(uuid7()), "montant": 30_000}]
    op = hand(journal, colis, {"lignes": lignes, "moyen": "especes"})
    [result] = journal.push(api, op)["results"]
    assert (result["status"], result["resultat"]["conflit"]) == (
        "applied_with_conflict", "encaissement_en_avoir"
    )  # fmt: skip
    found = reread(cast.agent_mali, colis)
    assert (found.statut, found.du) == ("remis", 0)
    assert balance(cast.agent_mali, "caisse") == 80_000


def test_a_hand_over_whose_payment_is_impossible_is_kept_with_its_balance(
    cast: Distribution, api: Api, journal: Journal
) -> None:
    colis = make_arrived(cast, NOW)
    open_till(cast.agent_mali, NOW)
    op = hand(journal, colis, {"somme": 30_000, "moyen": "avoir"})
    [result] = journal.push(api, op)["results"]
    assert (result["status"], result["resultat"]["conflit"]) == (
        "applied_with_conflict", "encaissement_impossible"
    )  # fmt: skip
    with contexte(cast.agent_mali):
        assert Remise.objects.count() == 1
        assert not Encaissement.objects.exists()
    assert reread(cast.agent_mali, colis).du == 30_000


def test_an_identity_document_is_unreadable_in_the_operation_and_whole_in_its_hand_over(
    cast: Distribution, api: Api, journal: Journal
) -> None:
    colis = make_arrived(cast, NOW)
    open_till(cast.agent_mali, NOW)
    op = hand(journal, colis, {"somme": 30_000, "moyen": "especes"})
    op["payload"]["retirant"] = {"nom": "Issa", "piece": "PASSEPORT-77"}
    assert verdicts(journal.push(api, op)) == [("deferred", "signature_invalide")]
    with transverse():
        stored = Operation.objects.get()
    for secret in ("ML-1234", "PASSEPORT-77"):
        assert secret not in str(stored.enveloppe)
    decision = {"decision": "appliquer", "motif": "vu avec le client"}
    settled = api(cast.admin_mali).post(f"/sync/quarantaine/{stored.id}", decision)
    assert settled.json()["statut"] == "applied", settled.content
    with contexte(cast.agent_mali):
        kept = Remise.objects.get()
    assert decrypt(kept.piece_numero_chiffre or b"") == "ML-1234"


def test_a_one_time_code_is_not_kept_in_its_operation(
    cast: Distribution, api: Api, journal: Journal
) -> None:
    colis = make_arrived(cast, NOW)
    payload = {
        "id": str(uuid7()),
        "colis_ids": [str(colis.id)],
        "preuve": {"type": "code", "code": "482913"},
    }
    journal.push(api, journal.capture("remise.effectuer", payload))
    with transverse():
        assert "482913" not in str(Operation.objects.get().enveloppe)
