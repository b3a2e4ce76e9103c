"""A till closes only on what its cashier's devices captured and the server applied."""

from typing import Any

import pytest

from accounts.models import Appareil
from core.ids import uuid7
from core.tenancy import contexte, transverse
from rapports.selectors.synchronisation import unsynchronised
from tests.cast import NOW, Distribution
from tests.distribution.comptoir import Api, cash, count, refused
from tests.factories.argent import balance, make_arrived, open_till, reread
from tests.factories.journal import Journal, bring, verdicts

pytestmark = pytest.mark.django_db


@pytest.fixture
def journal(cast: Distribution, api: Api) -> Journal:
    return Journal(cast.agent_mali).enrol(api)


def test_a_till_does_not_close_while_a_device_holds_captures(
    cast: Distribution, api: Api, journal: Journal
) -> None:
    colis, session = make_arrived(cast, NOW), open_till(cast.agent_mali, NOW)
    first, second = cash(journal, colis, 10_000), cash(journal, colis, 5_000)
    journal.push(api, first, declaration=journal.declaration(15_000))
    details = refused(count(api, cast, session, 60_000))
    assert details["appareils"] == [
        {"id": str(journal.id), "nom": "Comptoir 1", "seq_contigue": 1, "seq_declaree": 2,
         "trous": [[2, 2]]}
    ]  # fmt: skip
    journal.push(api, second, declaration=journal.declaration(5_000))
    counted = count(api, cast, session, 65_000)
    assert (counted.status_code, counted.json()["ecart"]) == (200, {"especes": 0})


def test_what_the_counting_device_says_in_its_header_counts_and_is_remembered(
    cast: Distribution, api: Api, journal: Journal
) -> None:
    session = open_till(cast.agent_mali, NOW)
    headers = {"X-Appareil": str(journal.id), "X-Appareil-Seq": "1"}
    assert refused(count(api, cast, session, headers=headers))["manquantes"] == 1
    assert refused(count(api, cast, session))["manquantes"] == 1
    with transverse():
        assert Appareil.objects.get().seq_declaree == 1


def test_another_cashiers_device_holds_nobody_elses_till_back(
    cast: Distribution, api: Api, journal: Journal
) -> None:
    other = Journal(cast.agent_mali_2).enrol(api)
    other.seq = 4
    other.push(api, other.capture("test.inconnu", {}), declaration=other.declaration())
    assert count(api, cast, open_till(cast.agent_mali, NOW)).status_code == 200


@pytest.mark.parametrize("case", ["differee", "quarantaine", "rejetee"])
def test_cash_that_is_not_settled_holds_the_till_back(
    cast: Distribution, api: Api, journal: Journal, case: str
) -> None:
    colis, session = make_arrived(cast, NOW), open_till(cast.agent_mali, NOW)
    over: dict[str, Any] = {}
    if case == "differee":
        over = {"depends_on": [str(uuid7())]}
    elif case == "rejetee":
        over = {"payload": {"client_id": str(uuid7()), "lignes": None, "somme": 10_000}}
    op = cash(journal, colis, 10_000, **over)
    if case == "quarantaine":
        del op["signature"]
    [verdict] = verdicts(journal.push(api, op))
    assert verdict[0] == ("rejected" if case == "rejetee" else "deferred")
    details = refused(count(api, cast, session))
    assert (details["argent"], details["especes"], details["manquantes"]) == (1, 10_000, 0)
    assert details["par_type"] == {"encaissement.enregistrer": {"nombre": 1, "especes": 10_000}}


def test_a_rejected_act_that_is_no_money_does_not_hold_the_till_back(
    cast: Distribution, api: Api, journal: Journal
) -> None:
    op = journal.capture("colis.inventer", {"poids": 3})
    assert verdicts(journal.push(api, op)) == [("rejected", "operation_inconnue")]
    assert count(api, cast, open_till(cast.agent_mali, NOW)).status_code == 200


def test_rejected_cash_filed_by_another_person_lets_the_till_close(
    cast: Distribution, api: Api, journal: Journal
) -> None:
    colis, session = make_arrived(cast, NOW), open_till(cast.agent_mali, NOW)
    op = cash(journal, colis, 0, payload={"client_id": str(uuid7()), "lignes": None, "somme": 9})
    journal.push(api, op)
    refused(count(api, cast, session))
    api(cast.admin_mali).post(
        f"/sync/operations/{op['op_id']}/classement", {"motif": "client inexistant"}
    )
    assert count(api, cast, session).status_code == 200


def test_a_hand_over_waiting_with_its_payment_holds_the_till_back_and_one_without_does_not(
    cast: Distribution, api: Api, journal: Journal
) -> None:
    session = open_till(cast.agent_mali, NOW)
    bare = {"id": str(uuid7()), "colis_ids": [str(uuid7())],
            "preuve": {"type": "piece", "nature": "CNI", "numero": "12"}}  # fmt: skip
    waiting = journal.capture("remise.effectuer", bare, depends_on=[str(uuid7())])
    journal.push(api, waiting)
    assert count(api, cast, session).status_code == 200
    second = open_till(cast.agent_mali, NOW)
    paid = {**bare, "id": str(uuid7()), "encaissement": {"somme": 500, "moyen": "especes"}}
    journal.push(api, journal.capture("remise.effectuer", paid, depends_on=[str(uuid7())]))
    assert refused(count(api, cast, second))["especes"] == 500


def test_a_wiped_browser_with_cash_on_it_is_owed_by_its_cashier_once_signed_off(
    cast: Distribution, api: Api, journal: Journal
) -> None:
    colis, session = make_arrived(cast, NOW), open_till(cast.agent_mali, NOW)
    first = cash(journal, colis, 10_000)
    cash(journal, colis, 12_000)
    journal.push(api, first, declaration=journal.declaration(22_000))
    refused(count(api, cast, session, 60_000))
    path, body = f"/appareils/{journal.id}/perdu", {"motif": "navigateur vidé"}
    assert api(cast.agent_mali).post(path, body).status_code == 403
    assert api(cast.admin_rci).post(path, body).status_code == 404
    low = api(cast.admin_mali).post(path, {**body, "especes": 11_999})
    assert low.json()["code"] == "especes_inferieures"
    lost = api(cast.admin_mali).post(path, body).json()
    assert (lost["etat"], lost["especes_perdues"]["montant"]) == ("perdu", 12_000)
    assert balance(cast.admin_mali, "creances_agent") == 12_000
    assert balance(cast.admin_mali, "creances_agent", compte__agent_id=cast.agent_mali.id) == 12_000
    assert balance(cast.admin_mali, "pertes") == -12_000
    assert count(api, cast, session, 60_000).json()["ecart"] == {"especes": 0}
    again = api(cast.admin_mali).post(path, body)
    assert again.json()["code"] == "appareil_deja_perdu"


def test_nobody_signs_their_own_device_off_as_lost(cast: Distribution, api: Api) -> None:
    own = Journal(cast.admin_mali).enrol(api)
    refusal = api(cast.admin_mali).post(f"/appareils/{own.id}/perdu", {"motif": "oublié au taxi"})
    assert refusal.json()["code"] == "seconde_personne_soi"
    with transverse():
        assert Appareil.objects.get().perdu_le is None


def test_a_revoked_device_with_cash_on_it_still_holds_the_till_back(
    cast: Distribution, api: Api, journal: Journal
) -> None:
    colis, session = make_arrived(cast, NOW), open_till(cast.agent_mali, NOW)
    first = cash(journal, colis, 10_000)
    cash(journal, colis, 12_000)
    journal.push(api, first, declaration=journal.declaration(22_000))
    api(cast.admin_mali).post(f"/appareils/{journal.id}/revocation", {"motif": "volé"})
    refused(count(api, cast, session, 60_000))


def test_cash_found_again_after_the_loss_is_no_longer_owed(
    cast: Distribution, api: Api, journal: Journal
) -> None:
    colis = make_arrived(cast, NOW)
    open_till(cast.agent_mali, NOW)
    journal.push(api, cash(journal, colis, 10_000))
    found = cash(journal, colis, 12_000)
    body = {"motif": "téléphone perdu", "especes": 12_000}
    api(cast.admin_mali).post(f"/appareils/{journal.id}/perdu", body)
    bilan = bring(api, cast.agent_mali, journal.export(operations=[found]))
    assert bilan["en_quarantaine"] == 1
    [aside] = api(cast.admin_mali).get("/sync/quarantaine").json()["items"]
    assert aside["motif"] == "appareil_perdu"
    decision = {"decision": "appliquer", "motif": "téléphone retrouvé"}
    settled = api(cast.admin_mali).post(f"/sync/quarantaine/{aside['id']}", decision)
    assert settled.json()["statut"] == "applied", settled.content
    assert balance(cast.admin_mali, "creances_agent") == 0
    assert reread(cast.agent_mali, colis).du == 8_000


def test_the_days_report_says_what_is_not_in_it_yet(
    cast: Distribution, api: Api, journal: Journal
) -> None:
    colis = make_arrived(cast, NOW)
    op = cash(journal, colis, 7_000, depends_on=[str(uuid7())])
    cash(journal, colis, 5_000)
    journal.push(api, op, declaration=journal.declaration(12_000))
    with contexte(cast.admin_mali):
        lines = unsynchronised(pays="ML", devise="XOF", agent_id=cast.agent_mali.id)
        others = unsynchronised(pays="ML", devise="XOF", agent_id=cast.agent_mali_2.id)
    assert len(lines) == 2
    assert "1 saisie(s) de Agent Mali sur l'appareil Comptoir 1, 5\u202f000" in lines[0]
    assert "1 opération(s) d'argent à régler" in lines[1]
    assert others == ()
