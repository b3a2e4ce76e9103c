"""A till closes only on what its cashier's devices captured and the server applied."""

from collections.abc import Callable
from typing import Any

import pytest

from accounts.models import Appareil
from core.chiffrement import decrypt
from core.ids import uuid7
from core.models import Operation
from core.tenancy import contexte, transverse
from distribution.models import Encaissement, Remise
from rapports.selectors.synchronisation import unsynchronised
from tests.cast import NOW, Distribution
from tests.factories.argent import balance, make_arrived, open_till, reread
from tests.factories.journal import Journal, bring, verdicts

pytestmark = pytest.mark.django_db

Api = Callable[..., Any]
COMPTE = {"coupures": {"10000": 5}, "par_moyen": {}}


@pytest.fixture
def journal(cast: Distribution, api: Api) -> Journal:
    return Journal(cast.agent_mali).enrol(api)


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
