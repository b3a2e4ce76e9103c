"""The day's closing compares, per type, what each device says it took with what came."""

from typing import Any

import pytest

from core.tenancy import contexte
from rapports.selectors.synchronisation import unsynchronised
from tests.cast import NOW, Distribution
from tests.distribution.comptoir import Api, cash, count
from tests.factories.argent import make_arrived, open_till
from tests.factories.journal import Journal

pytestmark = pytest.mark.django_db


@pytest.fixture
def journal(cast: Distribution, api: Api) -> Journal:
    return Journal(cast.agent_mali).enrol(api)


def declared(journal: Journal, **over: tuple[int, int]) -> dict[str, Any]:
    return journal.declaration() | {"bilan": journal.totals(**over)}


def devices(api: Api, cast: Distribution) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = api(cast.admin_mali).get("/appareils").json()["items"]
    return rows


def test_a_till_closes_when_counts_and_sums_agree(
    cast: Distribution, api: Api, journal: Journal
) -> None:
    colis, session = make_arrived(cast, NOW), open_till(cast.agent_mali, NOW)
    payment = cash(journal, colis, 10_000)
    journal.push(api, payment, declaration=declared(journal))
    assert count(api, cast, session, 60_000).status_code == 200
    assert devices(api, cast)[0]["ecarts"] == []


@pytest.mark.parametrize("total", [(1, 15_000), (2, 10_000)])
def test_a_till_does_not_close_on_other_money_than_the_device_says_it_took(
    cast: Distribution, api: Api, journal: Journal, total: tuple[int, int]
) -> None:
    colis, session = make_arrived(cast, NOW), open_till(cast.agent_mali, NOW)
    payment = cash(journal, colis, 10_000)
    lie = declared(journal, encaissement__enregistrer=total)
    journal.push(api, payment, declaration=lie)
    refused = count(api, cast, session, 60_000)
    assert (refused.status_code, refused.json()["code"]) == (409, "bilan_different")
    ecart = {
        "type": "encaissement.enregistrer", "declare": total[0], "recu": 1,
        "especes_declarees": {"montant": total[1], "devise": "XOF"},
        "especes_recues": {"montant": 10_000, "devise": "XOF"},
    }  # fmt: skip
    assert refused.json()["details"]["ecarts"] == [
        {"appareil": str(journal.id), "nom": "Comptoir 1"} | ecart
    ]
    assert devices(api, cast)[0]["ecarts"] == [ecart]
    with contexte(cast.admin_mali):
        lines = unsynchronised(pays="ML", devise="XOF", agent_id=cast.agent_mali.id)
    assert len(lines) == 1
    assert "appareil Comptoir 1, Encaissement :" in lines[0]
    assert "encaissement.enregistrer" not in lines[0]


def test_other_acts_that_differ_are_shown_and_hold_no_till_back(
    cast: Distribution, api: Api, journal: Journal
) -> None:
    colis, session = make_arrived(cast, NOW), open_till(cast.agent_mali, NOW)
    payment = cash(journal, colis, 10_000)
    lie = declared(journal, pointage__scanner=(3, 0))
    journal.push(api, payment, declaration=lie)
    assert count(api, cast, session, 60_000).status_code == 200
    [ecart] = devices(api, cast)[0]["ecarts"]
    assert (ecart["type"], ecart["declare"], ecart["recu"]) == ("pointage.scanner", 3, 0)


def test_what_has_not_come_yet_is_a_gap_and_not_a_difference(
    cast: Distribution, api: Api, journal: Journal
) -> None:
    colis, session = make_arrived(cast, NOW), open_till(cast.agent_mali, NOW)
    first, second = cash(journal, colis, 10_000), cash(journal, colis, 5_000)
    journal.push(api, first, declaration=declared(journal))
    assert devices(api, cast)[0]["ecarts"] == []
    refused = count(api, cast, session, 60_000)
    assert refused.json()["code"] == "synchronisation_incomplete"
    journal.push(api, second, declaration=declared(journal))
    assert count(api, cast, session, 65_000).status_code == 200


def test_a_device_of_before_that_says_no_totals_still_closes_its_till(
    cast: Distribution, api: Api, journal: Journal
) -> None:
    colis, session = make_arrived(cast, NOW), open_till(cast.agent_mali, NOW)
    journal.push(api, cash(journal, colis, 10_000), declaration=journal.declaration())
    assert count(api, cast, session, 60_000).status_code == 200
