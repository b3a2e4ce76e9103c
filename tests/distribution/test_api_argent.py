"""The money over HTTP: what clients, cashiers and admins get, refusal by refusal."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.clock import now
from core.ids import uuid7
from core.operations.registry import OPERATIONS
from core.tenancy import contexte
from distribution.models import Caisse
from tests.cast import Api, Distribution
from tests.core.lecteurs_pdf import read_text
from tests.factories.argent import collect, make_arrived, open_till
from tests.factories.colis import make_colis

pytestmark = pytest.mark.django_db


def body(colis: Any, montant: int, **over: Any) -> dict[str, Any]:
    return {
        "id": str(uuid7()),
        "client_id": str(colis.client_id),
        "lignes": [{"colis_id": str(colis.id), "montant": montant}],
        "moyen": "especes",
    } | over


def open_by_http(api: Api) -> dict[str, Any]:
    caisse = api.get("/caisses").json()["items"][0]
    response = api.post(
        "/caisses/sessions",
        {"id": str(uuid7()), "caisse_id": caisse["id"], "fonds": {"coupures": {"10000": 5}}},
    )
    assert response.status_code == 201, response.json()
    return dict(response.json())


def test_a_day_at_the_till_by_http(cast: Distribution, api: Callable[..., Api]) -> None:
    colis = make_arrived(cast, now())
    agent, admin = api(cast.agent_mali), api(cast.admin_mali)
    assert agent.get("/caisses/sessions/courante").status_code == 404
    session = open_by_http(agent)
    assert agent.get("/caisses/sessions/courante").json()["id"] == session["id"]

    paid = agent.post("/encaissements", body(colis, 20_000, jeton_cede=50))
    assert paid.status_code == 201, paid.json()
    shown = paid.json()
    assert shown["montant"] == {"montant": 20_000, "devise": "XOF"}
    assert shown["lignes"][0]["du"] == {"montant": 9_950, "devise": "XOF"}
    assert shown["client"]["nom"] == colis.client.nom

    compte = agent.get(f"/clients/{colis.client_id}/compte").json()
    assert (compte["du"]["montant"], compte["avoir"]["montant"]) == (9_950, 0)
    assert compte["historique"][0]["id"] == shown["id"]
    debts = agent.get("/creances").json()["items"]
    assert [debt["du"]["montant"] for debt in debts] == [9_950]

    counted = agent.post(
        f"/caisses/sessions/{session['id']}/comptage",
        {"coupures": {"10000": 6, "5000": 1, "500": 9}, "par_moyen": {}},
    ).json()
    assert (counted["statut"], counted["ecart"]) == ("comptee", {"especes": -500})
    again = agent.post(
        f"/caisses/sessions/{session['id']}/comptage", {"coupures": {}, "par_moyen": {}}
    )
    assert (again.status_code, again.json()["code"]) == (409, "session_deja_comptee")
    refused = admin.post(f"/caisses/sessions/{session['id']}/validation", {})
    assert (refused.status_code, refused.json()["code"]) == (422, "ecart_a_expliquer")
    signed = admin.post(f"/caisses/sessions/{session['id']}/validation", {"motif": "rendu monnaie"})
    assert (signed.json()["statut"], signed.json()["validee_par"]["nom"]) == (
        "validee",
        "Admin Mali",
    )


def test_the_same_body_again_is_a_replay(cast: Distribution, api: Callable[..., Api]) -> None:
    colis = make_arrived(cast, now())
    agent = api(cast.agent_mali)
    open_by_http(agent)
    asked = body(colis, 20_000)
    first, again = agent.post("/encaissements", asked), agent.post("/encaissements", asked)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.headers["Idempotency-Replayed"] == "true"
    assert again.json() == first.json()
    other = agent.post("/encaissements", asked | {"moyen": "carte"})
    assert (other.status_code, other.json()["code"]) == (409, "id_deja_utilise")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"id": None}, "id"),
        ({"moyen": "cheque"}, "moyen"),
        ({"jeton_cede": 30}, "jeton_cede"),
        ({"somme": 1_000}, "corps"),
        ({"lignes": []}, "corps"),
        ({"rabais": {"montant": 0, "motif": "abc"}}, "rabais.montant"),
        ({"moyen": "wave"}, "reference_operateur"),
        ({"survenu_le": "2026-01-01T10:00:00"}, "survenu_le"),
    ],
)
def test_a_malformed_payment_names_its_field(
    cast: Distribution, api: Callable[..., Api], change: dict[str, Any], field: str
) -> None:
    colis = make_arrived(cast, now())
    agent = api(cast.agent_mali)
    open_by_http(agent)
    refused = agent.post("/encaissements", body(colis, 1_000) | change)
    assert refused.status_code == 422, refused.json()
    assert field in refused.json()["errors"]


@pytest.mark.parametrize("montant", [-1, 1.5, "1000", True, 2**60])
def test_an_amount_is_a_plain_integer(
    cast: Distribution, api: Callable[..., Api], montant: Any
) -> None:
    colis = make_arrived(cast, now())
    agent = api(cast.agent_mali)
    open_by_http(agent)
    assert agent.post("/encaissements", body(colis, montant)).status_code == 422


def test_each_refusal_has_its_status(cast: Distribution, api: Callable[..., Api]) -> None:
    colis = make_arrived(cast, now())
    agent = api(cast.agent_mali)
    closed = agent.post("/encaissements", body(colis, 1_000))
    assert (closed.status_code, closed.json()["code"]) == (409, "session_fermee")
    open_by_http(agent)
    too_much = agent.post("/encaissements", body(colis, 30_001))
    assert (too_much.status_code, too_much.json()["code"]) == (409, "trop_percu")
    beyond = agent.post(
        "/encaissements", body(colis, 1_000, rabais={"montant": 2_001, "motif": "ami"})
    )
    assert (beyond.status_code, beyond.json()["code"]) == (403, "rabais_hors_limite")
    hidden = api(cast.agent_rci)
    open_by_http(hidden)
    assert hidden.post("/encaissements", body(colis, 1_000)).status_code == 404


def test_a_reversal_by_http(cast: Distribution, api: Callable[..., Api]) -> None:
    colis = make_arrived(cast, now())
    agent, admin = api(cast.agent_mali), api(cast.admin_mali)
    open_by_http(agent)
    paid = agent.post("/encaissements", body(colis, 20_000)).json()
    path = f"/encaissements/{paid['id']}/annulation"
    asked = {"id": str(uuid7()), "motif": "mauvais colis"}
    assert agent.post(path, asked).status_code == 403
    assert api(cast.admin_rci).post(path, asked).status_code == 404
    assert admin.post(path, asked).status_code == 201
    assert admin.post(path, asked).headers["Idempotency-Replayed"] == "true"
    twice = admin.post(path, {"id": str(uuid7()), "motif": "encore"})
    assert (twice.status_code, twice.json()["code"]) == (409, "encaissement_deja_annule")
    seen = agent.get(f"/encaissements/{paid['id']}").json()
    assert seen["annulation"]["motif"] == "mauvais colis"
    compte = agent.get(f"/clients/{colis.client_id}/compte").json()
    assert (compte["du"]["montant"], compte["avoir"]["montant"]) == (30_000, 20_000)


@pytest.mark.parametrize("format", ["a5", "80mm"])
def test_the_receipt_is_readable_at_once(
    cast: Distribution, api: Callable[..., Api], format: str
) -> None:
    colis = make_arrived(cast, now())
    agent = api(cast.agent_mali)
    open_by_http(agent)
    paid = agent.post("/encaissements", body(colis, 20_000)).json()
    pdf = agent.get(f"/encaissements/{paid['id']}/recu.pdf?format={format}")
    assert (pdf.status_code, pdf.headers["Content-Type"]) == (200, "application/pdf")
    text = read_text(pdf.content).replace("\u202f", " ").replace("\u00a0", " ")
    assert paid["recu_numero"] in text
    assert "20 000" in text and "10 000" in text
    assert agent.get(f"/encaissements/{paid['id']}/recu.pdf?format=a3").status_code == 422
    outsider = api(cast.agent_rci).get(f"/encaissements/{paid['id']}/recu.pdf")
    assert outsider.status_code == 404


def test_a_chinese_receipt_speaks_yuan(cast: Distribution, api: Callable[..., Api]) -> None:
    colis = make_colis(cast.agent_chine, now(), "ML", "recu")
    open_till(cast.agent_chine, now(), {"10000": 1})
    paid = collect(cast.agent_chine, now(), (colis, 20_000))
    pdf = api(cast.agent_chine).get(f"/encaissements/{paid.id}/recu.pdf").content
    assert "200,00" in read_text(pdf)


def test_the_list_of_payments_costs_the_same_for_one_or_many(
    cast: Distribution, api: Callable[..., Api]
) -> None:
    agent = api(cast.agent_mali)
    open_till(cast.agent_mali, now())

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert agent.get("/encaissements").status_code == 200
        return len(captured)

    collect(cast.agent_mali, now(), (make_arrived(cast, now()), 1_000))
    one = queries()
    for _ in range(5):
        collect(cast.agent_mali, now(), (make_arrived(cast, now()), 1_000))
    assert queries() == one


def test_payments_are_found_by_receipt_client_carton_and_day(
    cast: Distribution, api: Callable[..., Api]
) -> None:
    agent = api(cast.agent_mali)
    open_till(cast.agent_mali, now())
    colis = make_arrived(cast, now())
    mine = collect(cast.agent_mali, now(), (colis, 1_000))
    collect(cast.agent_mali, now(), (make_arrived(cast, now()), 1_000))
    today = now().date().isoformat()
    for query in (f"q={mine.recu_numero}", f"client={colis.client_id}", f"colis={colis.id}"):
        items = agent.get(f"/encaissements?{query}").json()["items"]
        assert [item["id"] for item in items] == [str(mine.id)]
    assert len(agent.get(f"/encaissements?debut={today}&fin={today}").json()["items"]) == 2
    assert agent.get("/encaissements?fin=2020-01-01").json()["items"] == []
    assert api(cast.agent_rci).get("/encaissements").json()["items"] == []


def test_an_offline_payment_beyond_the_due_is_applied_with_its_conflict(
    cast: Distribution,
) -> None:
    colis = make_arrived(cast, now())
    open_till(cast.agent_mali, now())
    known = OPERATIONS["encaissement.enregistrer"]
    payload = known.schema.model_validate(body(colis, 45_000))
    with contexte(cast.agent_mali):
        result = known.apply(cast.agent_mali, now(), payload)
    assert result["conflit"] == "trop_percu"
    assert result["avoir"] == {"montant": 15_000, "devise": "XOF"}


def test_an_offline_opening_then_payment_are_no_late_money(cast: Distribution) -> None:
    colis = make_arrived(cast, now())
    captured = now()
    with contexte(cast.agent_mali):
        caisse = Caisse.objects.filter(pays_id="ML").first()
        assert caisse is not None
        opening = OPERATIONS["caisse.ouvrir"]
        opening.apply(
            cast.agent_mali,
            now(),
            opening.schema.model_validate(
                {
                    "id": str(uuid7()),
                    "caisse_id": str(caisse.id),
                    "fonds": {"coupures": {"10000": 1}},
                }
            ),
        )
        payment = OPERATIONS["encaissement.enregistrer"]
        asked = body(colis, 1_000, survenu_le=captured.isoformat())
        result = payment.apply(cast.agent_mali, now(), payment.schema.model_validate(asked))
    assert (result["tardif"], result["conflit"]) == (False, None)


def test_the_till_balance_is_for_admins_only(cast: Distribution, api: Callable[..., Api]) -> None:
    session = open_till(cast.agent_mali, now())

    def by_id(who: Api) -> dict[UUID, Any]:
        return {UUID(row["id"]): row for row in who.get("/caisses").json()["items"]}

    assert by_id(api(cast.agent_mali))[session.caisse_id]["solde"] is None
    shown = by_id(api(cast.admin_mali))[session.caisse_id]
    assert shown["solde"] == {"montant": 50_000, "devise": "XOF"}
    assert shown["session"]["caissier_id"] == str(cast.agent_mali.id)
