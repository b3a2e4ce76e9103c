"""Clients: found by phone, named at home, corrected with a version, brought as a table."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.models import Entree
from colis.domain import ClientChanged, ClientSaisi, fold_nom, phone_digits
from colis.models import Client
from colis.selectors import clients as selectors
from colis.selectors.clients import search_clients
from colis.services import clients as services
from colis.services.clients import find_or_create_client
from core import events
from core.ids import uuid7
from core.tenancy import contexte
from tests.cast import NOW, Api, Distribution
from tests.colis.corps import statements
from tests.factories.colis import make_client, make_telephone

pytestmark = pytest.mark.django_db
MakeApi = Callable[..., Api]


def corps(**over: Any) -> dict[str, Any]:
    pays = over.get("pays", "ML")
    return {
        "nom": "Awa Traoré",
        "telephone": make_telephone(pays),
        "pays": pays,
        "consentement_whatsapp": True,
    } | over


def test_a_client_is_created_with_its_number_in_one_form(cast: Distribution, api: MakeApi) -> None:
    response = api(cast.agent_chine).post("/clients", corps(telephone="76 12 34 56"))
    body = response.json()
    assert response.status_code == 201, body
    assert (body["telephone"], body["consentement_whatsapp"]) == ("+22376123456", True)
    assert (body["langue"], body["version"]) == ("fr", 1)
    with contexte(cast.admin_chine):
        entree = Entree.objects.get(sujet_id=body["id"])
        assert entree.apres == {"pays": "ML", "telephone": "…3456"}
        assert Client.objects.get(id=body["id"]).nom_recherche == "AWA TRAORE"


def test_the_same_id_replays_and_a_known_phone_is_told_with_its_id(
    cast: Distribution, api: MakeApi
) -> None:
    body = corps(id=str(uuid7()))
    first = api(cast.agent_mali).post("/clients", body)
    again = api(cast.agent_mali).post("/clients", body)
    taken = api(cast.agent_chine).post("/clients", body | {"id": str(uuid7())})
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.headers["Idempotency-Replayed"] == "true"
    assert (taken.status_code, taken.json()["code"]) == (409, "client_existe")
    assert taken.json()["details"]["id"] == body["id"]


def test_one_person_may_be_a_client_of_two_countries(cast: Distribution, api: MakeApi) -> None:
    telephone = make_telephone("ML")
    statuses = [
        api(acteur).post("/clients", corps(telephone=telephone, pays=pays)).status_code
        for acteur, pays in ((cast.agent_mali, "ML"), (cast.agent_rci, "CI"))
    ]
    assert statuses == [201, 201]


@pytest.mark.parametrize(
    ("role", "over", "champ"),
    [
        ("agent_mali", {"telephone": "12"}, "telephone"),
        ("agent_mali", {"telephone": ""}, "telephone"),
        ("agent_mali", {"telephone": "+22376123456\x00"}, "telephone"),
        ("agent_mali", {"nom": "   "}, "nom"),
        ("agent_mali", {"nom": "x" * 121}, "nom"),
        ("agent_mali", {"pays": "CI"}, "pays"),
        ("agent_chine", {"pays": "FR"}, "pays"),
        ("agent_mali", {"langue": "de"}, "langue"),
        ("agent_mali", {"id": "not-an-id"}, "id"),
    ],
)
def test_a_bad_client_is_refused_under_its_field(
    cast: Distribution, api: MakeApi, role: str, over: dict[str, Any], champ: str
) -> None:
    body = corps() | over
    response = api(cast.role(role)).post("/clients", body)
    assert response.status_code == 422, response.json()
    assert champ in response.json()["errors"]


@pytest.mark.parametrize("typed", ["76123456", "76 12 34 56", "+223 76 12 34 56", "0022376123456"])
@pytest.mark.parametrize("role", ["agent_chine", "agent_mali", "direction"])
def test_a_client_is_found_by_eight_digits_however_typed(
    cast: Distribution, api: MakeApi, role: str, typed: str
) -> None:
    client = make_client(cast.agent_mali, NOW, telephone="+22376123456")
    found = api(cast.role(role)).get("/clients", data={"q": typed}).json()["items"]
    assert [item["id"] for item in found] == [str(client.id)]


def test_another_destination_finds_neither_the_phone_nor_the_name(
    cast: Distribution, api: MakeApi
) -> None:
    client = make_client(cast.agent_mali, NOW, nom="Moussa Keita")
    rci = api(cast.agent_rci)
    for q in (client.telephone, "Moussa", "keita"):
        response = rci.get("/clients", data={"q": q})
        assert (response.status_code, response.json()["items"]) == (200, [])
    assert rci.get(f"/clients/{client.id}").status_code == 404
    assert rci.patch(f"/clients/{client.id}", {"nom": "Pris"}).status_code == 404


@pytest.mark.parametrize("q", ["", " ", "7612345", "a", "+", "é", "-- --"])
def test_too_vague_a_search_is_refused(cast: Distribution, api: MakeApi, q: str) -> None:
    response = api(cast.agent_mali).get("/clients", data={"q": q})
    assert response.status_code == 422
    assert "q" in response.json()["errors"]


def test_a_name_is_found_at_home_by_any_of_its_words_without_accents(
    cast: Distribution, api: MakeApi
) -> None:
    client = make_client(cast.agent_mali, NOW, nom="Awa Traoré")
    make_client(cast.agent_mali, NOW, nom="Moussa Keita")
    for q in ("traore", "AWA", "awa tra", "Traoré awa"):
        items = api(cast.agent_mali).get("/clients", data={"q": q}).json()["items"]
        assert [item["id"] for item in items] == [str(client.id)], q
    assert api(cast.agent_chine).get("/clients", data={"q": "traore"}).json()["items"] == []


def test_the_origin_s_look_up_answers_five_and_is_counted(
    cast: Distribution, api: MakeApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    for prefix in ("+22376", "+22366", "+22367", "+22368", "+22369", "+22370"):
        make_client(cast.agent_mali, NOW, telephone=f"{prefix}123456")
    monkeypatch.setattr(selectors, "CHIFFRES_MIN", 6)
    items = selectors._contacts("12345600"[:8], "", 50)
    assert items == []
    monkeypatch.setattr(selectors, "RECHERCHES_PAR_MINUTE", 2)
    client = api(cast.agent_chine)
    statuses = [client.get("/clients", data={"q": "76123456"}).status_code for _ in range(3)]
    assert statuses == [200, 200, 429]


def test_a_list_without_search_is_one_s_own_country_only(cast: Distribution, api: MakeApi) -> None:
    own = make_client(cast.agent_mali, NOW)
    make_client(cast.agent_rci, NOW, "CI")
    items = api(cast.agent_mali).get("/clients").json()["items"]
    assert [item["id"] for item in items] == [str(own.id)]


def test_a_correction_needs_the_version_it_was_read_at(
    cast: Distribution, api: MakeApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[ClientChanged] = []
    monkeypatch.setitem(events._handlers, ClientChanged, [heard.append])
    client = make_client(cast.agent_mali, NOW)
    mali = api(cast.agent_mali)
    body = {"nom": "Awa Koné", "telephone": "76 00 00 99", "version": 1}
    changed = mali.patch(f"/clients/{client.id}", body)
    stale = mali.patch(f"/clients/{client.id}", body)
    assert (changed.json()["nom"], changed.json()["version"]) == ("Awa Koné", 2)
    assert (stale.status_code, stale.json()["code"]) == (409, "conflit_version")
    assert heard[0].telephone_avant == client.telephone
    found = mali.get("/clients", data={"q": "kone"}).json()["items"]
    assert [item["telephone"] for item in found] == ["+22376000099"]


def test_a_correction_to_a_taken_phone_is_refused(cast: Distribution, api: MakeApi) -> None:
    client, other = (make_client(cast.agent_mali, NOW) for _ in range(2))
    mali = api(cast.agent_mali)
    taken = mali.patch(f"/clients/{client.id}", {"telephone": other.telephone})
    bad = mali.patch(f"/clients/{client.id}", {"telephone": "1"})
    assert (taken.status_code, taken.json()["code"]) == (409, "client_existe")
    assert (bad.status_code, list(bad.json()["errors"])) == (422, ["telephone"])


def test_consent_is_dated_and_can_be_forgotten(cast: Distribution, api: MakeApi) -> None:
    client = make_client(cast.agent_mali, NOW)
    mali = api(cast.agent_mali)
    mali.patch(f"/clients/{client.id}", {"consentement_whatsapp": False})
    with contexte(cast.agent_mali):
        stored = Client.objects.get(id=client.id)
        assert stored.consentement_whatsapp is False
        assert stored.consentement_le is not None
        assert stored.consentement_source == "agent:agent_mali"
    out = mali.patch(f"/clients/{client.id}", {"consentement_whatsapp": None}).json()
    assert out["consentement_whatsapp"] is None


def test_a_lost_race_finds_the_winner_s_client(
    cast: Distribution, monkeypatch: pytest.MonkeyPatch
) -> None:
    winner = make_client(cast.agent_mali, NOW)
    answers = iter([None, selectors.find_contact])
    monkeypatch.setattr(
        services,
        "find_contact",
        lambda pays, tel: next(answers, None) and selectors.find_contact(pays, tel),
    )
    saisi = ClientSaisi(nom="X", telephone=winner.telephone, pays="ML")
    with contexte(cast.agent_chine):
        contact, created = find_or_create_client(acteur=cast.agent_chine, now=NOW, saisi=saisi)
    assert (contact.id, created) == (winner.id, False)


def test_the_search_box_answers_nothing_rather_than_refusing(cast: Distribution) -> None:
    client = make_client(cast.agent_mali, NOW, nom="Awa Traoré")
    with contexte(cast.agent_mali):
        found = search_clients(acteur=cast.agent_mali, q="traor")
        vague = search_clients(acteur=cast.agent_mali, q="1")
    assert ([c.id for c in found], vague) == ([client.id], [])


def test_names_and_phones_are_folded_alike() -> None:
    assert fold_nom("  Kouamé  N'Guessan ") == "KOUAME N'GUESSAN"
    assert phone_digits("00 223 76.12.34.56") == "22376123456"
    assert phone_digits("Awa 76") is None
    assert len(fold_nom("ß" * 120)) == 120


def test_a_list_of_clients_costs_a_constant_number_of_queries(
    cast: Distribution, api: MakeApi
) -> None:
    for _ in range(12):
        make_client(cast.agent_mali, NOW)
    client = api(cast.agent_mali)
    with CaptureQueriesContext(connection) as captured:
        assert len(client.get("/clients").json()["items"]) == 12
    assert len(statements(captured)) <= 2
