"""What an export brings before its device, and what a loss never counted: owed once, no more."""

from typing import Any

import pytest

from accounts.models import Appareil
from core.ids import uuid7
from core.tenancy import transverse
from tests.cast import NOW, Distribution
from tests.distribution.comptoir import Api, cash, count, refused
from tests.factories.argent import balance, make_arrived, open_till
from tests.factories.journal import Journal, bring

pytestmark = pytest.mark.django_db
APPLIQUER = {"decision": "appliquer", "motif": "vu avec le client"}
PERDU = {"motif": "téléphone tombé dans le fleuve"}


@pytest.fixture
def journal(cast: Distribution, api: Api) -> Journal:
    return Journal(cast.agent_mali).enrol(api)


def unsigned(op: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in op.items() if name != "signature"}


def apply_only(api: Api, cast: Distribution) -> None:
    [aside] = api(cast.admin_mali).get("/sync/quarantaine").json()["items"]
    settled = api(cast.admin_mali).post(f"/sync/quarantaine/{aside['id']}", APPLIQUER)
    assert settled.json()["statut"] == "applied", settled.content


def owed(cast: Distribution) -> int:
    return balance(cast.admin_mali, "creances_agent")


def test_cash_the_server_held_before_the_loss_pays_no_other_cash_back(
    cast: Distribution, api: Api, journal: Journal
) -> None:
    colis = make_arrived(cast, NOW)
    open_till(cast.agent_mali, NOW)
    held = unsigned(cash(journal, colis, 10_000))
    cash(journal, colis, 5_000)
    journal.push(api, held, declaration=journal.declaration(15_000))
    api(cast.admin_mali).post(f"/appareils/{journal.id}/perdu", PERDU)
    assert owed(cast) == 5_000
    apply_only(api, cast)
    assert owed(cast) == 5_000


def test_an_imported_export_leaves_nothing_to_charge_for_its_cash(
    cast: Distribution, api: Api, journal: Journal
) -> None:
    colis, session = make_arrived(cast, NOW), open_till(cast.agent_mali, NOW)
    first = cash(journal, colis, 10_000)
    cash(journal, colis, 5_000)
    journal.push(api, first, declaration=journal.declaration(15_000))
    assert bring(api, cast.admin_mali, journal.export())["appliquees"] == 1
    api(cast.admin_mali).post(f"/appareils/{journal.id}/perdu", PERDU)
    assert owed(cast) == 0
    assert count(api, cast, session, 65_000).json()["ecart"] == {"especes": 0}


def test_a_device_that_comes_back_halfway_after_an_import_counts_none_of_it_again(
    cast: Distribution, api: Api, journal: Journal
) -> None:
    colis = make_arrived(cast, NOW)
    open_till(cast.agent_mali, NOW)
    first = cash(journal, colis, 10_000)
    cash(journal, colis, 5_000)
    assert bring(api, cast.admin_mali, journal.export())["appliquees"] == 2
    journal.push(api, first, declaration=journal.declaration(15_000))
    api(cast.admin_mali).post(f"/appareils/{journal.id}/perdu", PERDU)
    assert owed(cast) == 0


def test_an_import_of_what_the_server_held_already_frees_nothing(
    cast: Distribution, api: Api, journal: Journal
) -> None:
    colis = make_arrived(cast, NOW)
    open_till(cast.agent_mali, NOW)
    waiting = cash(journal, colis, 10_000, depends_on=[str(uuid7())])
    cash(journal, colis, 5_000)
    journal.push(api, waiting, declaration=journal.declaration(15_000))
    bring(api, cast.admin_mali, journal.export(operations=[waiting]))
    with transverse():
        assert Appareil.objects.get().especes_en_attente == 5_000


def test_an_unsigned_import_once_applied_fills_its_gap_and_the_till_closes(
    cast: Distribution, api: Api, journal: Journal
) -> None:
    colis, session = make_arrived(cast, NOW), open_till(cast.agent_mali, NOW)
    first, second = cash(journal, colis, 10_000), cash(journal, colis, 5_000)
    journal.push(api, first, declaration=journal.declaration(15_000))
    bring(api, cast.agent_mali, journal.export(operations=[unsigned(second)]))
    assert refused(count(api, cast, session, 65_000))["manquantes"] == 1
    apply_only(api, cast)
    with transverse():
        appareil = Appareil.objects.get()
    assert (appareil.seq_contigue, appareil.especes_en_attente) == (2, 0)
    assert count(api, cast, session, 65_000).json()["ecart"] == {"especes": 0}
