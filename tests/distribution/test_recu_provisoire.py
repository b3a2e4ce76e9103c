"""The number a device printed offline stays printed and searchable."""

import pytest

from core.tenancy import contexte
from distribution.models import Encaissement
from tests.cast import NOW, Distribution
from tests.distribution.comptoir import Api, cash
from tests.factories.argent import make_arrived, open_till
from tests.factories.journal import Journal

pytestmark = pytest.mark.django_db


@pytest.fixture
def journal(cast: Distribution, api: Api) -> Journal:
    return Journal(cast.agent_mali).enrol(api)


def test_a_provisional_number_stays_on_the_receipt_and_finds_it(
    cast: Distribution, api: Api, journal: Journal
) -> None:
    colis = make_arrived(cast, NOW)
    open_till(cast.agent_mali, NOW)
    op = cash(journal, colis, 10_000, payload={"numero_provisoire": "P7K2-000001"})
    [result] = journal.push(api, op)["results"]
    assert result["resultat"]["numero_provisoire"] == "P7K2-000001"
    person = api(cast.agent_mali)
    [found] = person.get("/recherche?q=p7k2-0000").json()["recus"]
    assert (found["numero_provisoire"], found["recu"]) == (
        "P7K2-000001", result["resultat"]["recu_numero"]
    )  # fmt: skip
    [listed] = person.get("/encaissements?q=p7k2-000001").json()["items"]
    assert listed["numero_provisoire"] == "P7K2-000001"


def test_a_provisional_number_printed_twice_keeps_both_payments_and_says_so(
    cast: Distribution, api: Api, journal: Journal
) -> None:
    colis = make_arrived(cast, NOW)
    open_till(cast.agent_mali, NOW)
    number = {"payload": {"numero_provisoire": "P7K2-000001"}}
    ops = [cash(journal, colis, montant, **number) for montant in (1_000, 2_000)]
    results = journal.push(api, *ops)["results"]
    assert [r["status"] for r in results] == ["applied", "applied_with_conflict"]
    assert results[1]["resultat"]["conflit"] == "numero_provisoire_repris"
    with contexte(cast.agent_mali):
        numbers = list(
            Encaissement.objects.order_by("id").values_list("recu_provisoire", flat=True)
        )
    assert numbers[0] == "P7K2-000001"
    assert numbers[1].startswith("P7K2-000001-")


def test_a_payment_whose_answer_was_lost_takes_its_printed_number_with_the_replay(
    cast: Distribution, api: Api, journal: Journal
) -> None:
    colis = make_arrived(cast, NOW)
    open_till(cast.agent_mali, NOW)
    first = cash(journal, colis, 1_000)["payload"]
    person = api(cast.agent_mali)
    assert person.post("/encaissements", first).status_code == 201
    replays = [
        cash(journal, colis, 0, payload={**first, "numero_provisoire": number})
        for number in ("P7K2-000001", "P7K2-000002")
    ]
    answers = journal.push(api, *replays)["results"]
    assert [r["status"] for r in answers] == ["applied", "applied_with_conflict"]
    assert person.get("/encaissements?q=p7k2-000001").json()["items"][0]["id"] == first["id"]
    assert person.get("/encaissements?q=p7k2-000002").json()["items"] == []
