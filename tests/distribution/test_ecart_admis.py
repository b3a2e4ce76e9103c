"""A device and the server that count differently for good: a second person answers, once."""

from typing import Any

import pytest

from accounts.models import Appareil
from audit.models import Entree
from core.models import Operation
from core.tenancy import transverse
from tests.cast import NOW, Distribution
from tests.distribution.comptoir import Api, cash, count
from tests.factories.argent import balance, make_arrived, open_till
from tests.factories.journal import Journal, verdicts

pytestmark = pytest.mark.django_db
MOTIF = "navigateur restauré d'une sauvegarde"


@pytest.fixture
def journal(cast: Distribution, api: Api) -> Journal:
    return Journal(cast.agent_mali).enrol(api)


def differ(api: Api, cast: Distribution, journal: Journal, total: tuple[int, int]) -> Any:
    """One payment of 10,000 came; the device says ``total``. The session to count."""
    colis, session = make_arrived(cast, NOW), open_till(cast.agent_mali, NOW)
    payment = cash(journal, colis, 10_000)
    bilan = journal.totals(encaissement__enregistrer=total)
    journal.push(api, payment, declaration=journal.declaration() | {"bilan": bilan})
    assert count(api, cast, session, 60_000).json()["code"] == "bilan_different"
    return session


def admit(api: Api, acteur: Any, journal: Journal, especes: int = 0) -> Any:
    body = {"motif": MOTIF, "especes": especes}
    return api(acteur).post(f"/appareils/{journal.id}/ecart", body)


def test_an_admitted_difference_is_owed_by_the_cashier_and_the_till_closes(
    cast: Distribution, api: Api, journal: Journal
) -> None:
    session = differ(api, cast, journal, (2, 15_000))
    too_much = admit(api, cast.admin_mali, journal, 5_001)
    assert (too_much.status_code, too_much.json()["code"]) == (422, "saisie_invalide")
    admitted = admit(api, cast.admin_mali, journal, 5_000)
    assert (admitted.status_code, admitted.json()["ecarts"]) == (200, [])
    assert balance(cast.admin_mali, "creances_agent", compte__agent_id=cast.agent_mali.id) == 5_000
    assert count(api, cast, session, 60_000).status_code == 200
    with transverse():
        entree = Entree.objects.filter(action="appareil.gerer", sujet_id=journal.id).latest("id")
    assert entree.acteur_id == cast.admin_mali.id
    again = admit(api, cast.admin_mali, journal)
    assert (again.status_code, again.json()["code"]) == (409, "aucun_ecart")


def test_a_difference_that_grows_after_it_was_admitted_is_told_again(
    cast: Distribution, api: Api, journal: Journal
) -> None:
    session = differ(api, cast, journal, (2, 15_000))
    admit(api, cast.admin_mali, journal)
    more = cash(journal, make_arrived(cast, NOW), 1_000)
    bilan = journal.totals(encaissement__enregistrer=(4, 17_000))
    journal.push(api, more, declaration=journal.declaration() | {"bilan": bilan})
    told = count(api, cast, session, 61_000).json()
    assert told["code"] == "bilan_different"
    [ecart] = told["details"]["ecarts"]
    assert (ecart["declare"], ecart["recu"]) == (4, 3)
    assert ecart["especes_recues"]["montant"] == 16_000


def test_only_another_person_of_the_country_who_manages_devices_admits_it(
    cast: Distribution, api: Api, journal: Journal
) -> None:
    differ(api, cast, journal, (2, 15_000))
    assert admit(api, cast.agent_mali, journal).status_code == 403
    assert admit(api, cast.admin_rci, journal).status_code == 404
    own = Journal(cast.admin_mali).enrol(api)
    assert admit(api, cast.admin_mali, own).json()["code"] == "seconde_personne_soi"


def test_a_number_used_twice_counts_once(cast: Distribution, api: Api, journal: Journal) -> None:
    colis, session = make_arrived(cast, NOW), open_till(cast.agent_mali, NOW)
    copy = Journal(cast.agent_mali, id=journal.id, cle=journal.cle)
    journal.push(api, cash(journal, colis, 10_000), declaration=journal.declaration())
    twin = cash(copy, colis, 10_000)
    assert verdicts(copy.push(api, twin)) == [("deferred", "numero_repris")]
    [aside] = api(cast.admin_mali).get("/sync/quarantaine").json()["items"]
    drop = {"decision": "ecarter", "motif": "journal restauré"}
    api(cast.admin_mali).post(f"/sync/quarantaine/{aside['id']}", drop)
    second = cash(journal, colis, 5_000)
    journal.push(api, second, declaration=journal.declaration() | {"bilan": journal.totals()})
    assert api(cast.admin_mali).get("/appareils").json()["items"][0]["ecarts"] == []
    assert count(api, cast, session, 65_000).status_code == 200


def test_a_twin_that_waits_is_settled_before_any_difference_is_admitted(
    cast: Distribution, api: Api, journal: Journal
) -> None:
    colis, session = make_arrived(cast, NOW), open_till(cast.agent_mali, NOW)
    journal.push(api, cash(journal, colis, 5_000), declaration=journal.declaration())
    restored = Journal(cast.agent_mali, id=journal.id, cle=journal.cle)
    twin = cash(restored, colis, 9_000)
    said = restored.declaration() | {"bilan": restored.totals()}
    assert verdicts(restored.push(api, twin, declaration=said)) == [("deferred", "numero_repris")]
    refused = admit(api, cast.admin_mali, journal, 4_000)
    assert (refused.status_code, refused.json()["code"]) == (409, "argent_a_regler")
    [aside] = api(cast.admin_mali).get("/sync/quarantaine").json()["items"]
    real = {"decision": "appliquer", "motif": "le client a bien payé"}
    api(cast.admin_mali).post(f"/sync/quarantaine/{aside['id']}", real)
    assert admit(api, cast.admin_mali, journal).status_code == 200
    assert count(api, cast, session, 64_000).json()["ecart"] == {"especes": 0}
    assert balance(cast.admin_mali, "creances_agent") == 0


def test_cash_found_on_a_lost_device_pays_no_admitted_difference_back(
    cast: Distribution, api: Api, journal: Journal
) -> None:
    differ(api, cast, journal, (2, 15_000))
    admit(api, cast.admin_mali, journal, 5_000)
    lost = {"motif": "téléphone perdu", "especes": 0}
    assert api(cast.admin_mali).post(f"/appareils/{journal.id}/perdu", lost).status_code == 200
    assert admit(api, cast.admin_mali, journal).json()["code"] == "appareil_deja_perdu"
    journal.post(api, cash(journal, make_arrived(cast, NOW), 5_000))
    [aside] = api(cast.admin_mali).get("/sync/quarantaine").json()["items"]
    real = {"decision": "appliquer", "motif": "téléphone retrouvé"}
    settled = api(cast.admin_mali).post(f"/sync/quarantaine/{aside['id']}", real)
    assert settled.json()["statut"] == "applied", settled.content
    assert balance(cast.admin_mali, "creances_agent") == 5_000


def test_what_both_agreed_on_is_not_read_again(
    cast: Distribution, api: Api, journal: Journal
) -> None:
    colis = make_arrived(cast, NOW)
    open_till(cast.agent_mali, NOW)
    first = cash(journal, colis, 10_000)
    journal.push(api, first, declaration=journal.declaration() | {"bilan": journal.totals()})
    with transverse():
        agreed = Appareil.objects.get().bilan_admis
        Operation.objects.all().update(especes=7)
    assert agreed == {"seq": 1, "types": {"encaissement.enregistrer": [1, 10_000]}}
    second = cash(journal, colis, 5_000)
    journal.push(api, second, declaration=journal.declaration() | {"bilan": journal.totals()})
    with transverse():
        agreed = Appareil.objects.get().bilan_admis
    assert agreed == {"seq": 2, "types": {"encaissement.enregistrer": [2, 15_000]}}
