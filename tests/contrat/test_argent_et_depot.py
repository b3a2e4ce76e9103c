"""The contract's promises about check-in, hand-over and the till, as outsiders try them."""

import hashlib
import io
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image

from colis.images import ImageRefusee, check_image
from core.ids import generate_code_suivi, uuid7
from tests.cast import NOW, Distribution
from tests.factories.argent import FONDS, make_arrived, open_till
from tests.factories.depot import make_available
from tests.factories.vols import make_arrived as make_landed
from tests.factories.vols import make_loaded
from tests.parcours.parcours import expect

pytestmark = pytest.mark.django_db
MakeApi = Callable[..., Any]


def scan(code: str, etat: str = "conforme") -> dict[str, str]:
    return {"id": str(uuid7()), "code": code, "etat": etat}


def test_a_check_in_answers_per_item_and_counts_in_integers(
    cast: Distribution, api: MakeApi
) -> None:
    vol, colis_list = make_landed(cast, NOW, nombre=3)
    _, ailleurs = make_loaded(cast, NOW, nombre=1, pays="CI")
    _, surplus = make_loaded(cast, NOW, nombre=1)
    agent = api(cast.agent_mali)
    scans = [
        scan(colis_list[0].code_suivi), scan(colis_list[0].code_suivi),
        scan(colis_list[1].code_suivi, "endommage"), scan(surplus[0].code_suivi),
        scan(ailleurs[0].code_suivi), scan(generate_code_suivi()), scan("n'importe quoi"),
    ]  # fmt: skip
    body = expect(agent.post(f"/vols/{vol.id}/pointages", {"pointages": scans}), 200)
    assert [r["resultat"] for r in body["resultats"]] == [
        "arrive", "deja_pointe", "endommage", "surplus", "inconnu", "inconnu", "inconnu",
    ]  # fmt: skip
    again = expect(agent.post(f"/vols/{vol.id}/pointages", {"pointages": scans}), 200)
    assert [r["resultat"] for r in again["resultats"]] == [r["resultat"] for r in body["resultats"]]
    bilan = expect(agent.get(f"/vols/{vol.id}/pointage"), 200)
    counts = {name: bilan[name] for name in ("attendus", "pointes", "manquants", "surplus")}
    assert counts == {"attendus": 3, "pointes": 2, "manquants": 1, "surplus": 1}
    assert all(type(count) is int for count in (*counts.values(), bilan["endommages"]))
    expect(agent.get(f"/vols/{vol.id}/irregularites.pdf"), 404)
    expect(agent.post(f"/vols/{vol.id}/pointage/cloture"), 200)
    file = agent.get(f"/vols/{vol.id}/irregularites.pdf")
    assert file["X-Content-SHA256"] == hashlib.sha256(file.content).hexdigest()


def test_the_till_of_the_contract(cast: Distribution, api: MakeApi) -> None:
    agent = api(cast.agent_mali)
    assert expect(agent.get("/caisses/sessions/courante"), 404)["code"] == "introuvable"
    caisse = expect(agent.get("/caisses"), 200)["items"][0]["id"]
    body = {"id": str(uuid7()), "caisse_id": caisse, "fonds": {"coupures": {"10000": 2}}}
    for wrong in ({"10000": "2"}, {"10000": 2.0}, {"10000": True}, {"x": 2}, {"10000": -1}, [2]):
        assert (
            agent.post("/caisses/sessions", body | {"fonds": {"coupures": wrong}}).status_code
            == 422
        )
    session = expect(agent.post("/caisses/sessions", body), 201)
    assert session["fonds"] == {"montant": 20_000, "devise": "XOF"}
    assert "attendu" not in session or session["attendu"] is None
    assert expect(agent.get("/caisses/sessions/courante"), 200)["id"] == body["id"]


def test_what_is_owed_falls_with_mobile_money_before_it_is_matched(
    cast: Distribution, api: MakeApi
) -> None:
    colis = make_arrived(cast, NOW)
    open_till(cast.agent_mali, NOW, FONDS)
    agent = api(cast.agent_mali)
    body = {
        "id": str(uuid7()),
        "client_id": str(colis.client_id),
        "lignes": [{"colis_id": str(colis.id), "montant": 12_000}],
        "moyen": "orange_money",
        "reference_operateur": "OM-1",
    }
    for moyen in ("especes", "orange_money", "wave", "moov", "sarali", "carte"):
        wrong = body | {"moyen": moyen, "lignes": [{"colis_id": str(colis.id), "montant": 1.0}]}
        assert agent.post("/encaissements", wrong).status_code == 422
    recu = expect(agent.post("/encaissements", body), 201)
    assert recu["rapprochement"] == "a_rapprocher"
    assert expect(agent.get(f"/colis/{colis.id}"), 200)["du"] == {
        "montant": 18_000, "devise": "XOF",
    }  # fmt: skip
    pdf = agent.get(f"/encaissements/{recu['id']}/recu.pdf")
    assert (pdf.status_code, pdf.content[:4]) == (200, b"%PDF")
    twin = body | {"id": str(uuid7())}
    assert agent.post("/encaissements", twin).status_code == 409


def test_a_hand_over_takes_the_three_proofs_and_no_other(cast: Distribution, api: MakeApi) -> None:
    _, (colis,) = make_available(cast, NOW, nombre=1)
    admin = api(cast.admin_mali)
    body = {"id": str(uuid7()), "colis_ids": [str(colis.id)]}
    for preuve in (
        None, {}, {"type": "parole"}, {"type": "code"}, {"type": "code", "code": 123456},
        {"type": "piece", "nature": "CNI"}, {"type": "derogation"},
    ):  # fmt: skip
        assert expect(admin.post("/remises", body | {"preuve": preuve}), 422)["errors"]
    for preuve in (
        {"type": "piece", "nature": "CNI", "numero": "ML-1"},
        {"type": "derogation", "motif": "connu de la maison"},
    ):  # fmt: skip
        refused = expect(admin.post("/remises", body | {"preuve": preuve}), 409)
        assert refused["code"] == "solde_du"
        assert "30" in str(refused["details"])
    wrong_code = {"type": "code", "code": "000000"}
    assert expect(admin.post("/remises", body | {"preuve": wrong_code}), 409)["code"] in {
        "code_invalide", "solde_du",
    }  # fmt: skip


def test_costs_in_an_unknown_currency_or_below_zero_are_refused(
    cast: Distribution, api: MakeApi
) -> None:
    vol, _ = make_loaded(cast, NOW, nombre=1)
    admin = api(cast.admin_chine)
    for fret in ({"montant": 1, "devise": "EUR"}, {"montant": -1, "devise": "CNY"}, 5):
        assert admin.put(f"/vols/{vol.id}/frais", {"fret": fret}).status_code == 422, fret
    assert (
        admin.put(f"/vols/{vol.id}/frais", {"fret": {"montant": 1, "devise": "CNY"}}).status_code
        == 200
    )


def test_a_receipt_with_unstorable_characters_is_kept_raw(
    cast: Distribution, api: MakeApi, settings: Any
) -> None:
    settings.WACHAP_WEBHOOK_SECRET = "secret"
    anonyme = api(None)
    for body in (
        b'{"id":"a\\ud800","status":"sent"}', b'{"id":"a\\u0000","status":"sent"}', b"\xff\x00",
        b"[" * 100_000, b'{"id":' + b"9" * 5000 + b',"status":"sent"}', b"",
    ):  # fmt: skip
        answer = anonyme.http.post(
            "/api/v1/webhooks/wachap/secret", body, content_type="application/json"
        )
        assert answer.status_code == 200, (body[:40], answer.content)
    refused = anonyme.http.post(
        "/api/v1/webhooks/wachap/autre", b"{}", content_type="application/json"
    )
    assert refused.status_code in {401, 403, 404}


def test_a_picture_longer_than_a_jpeg_can_be_is_refused_at_once() -> None:
    for size in ((70_000, 10), (10, 70_000)):
        target = io.BytesIO()
        Image.new("L", size).save(target, "PNG")
        with pytest.raises(ImageRefusee):
            check_image(target.getvalue())
