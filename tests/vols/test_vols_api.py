"""Flights by HTTP: opening, completing, listing, costs; bad input changes nothing."""

from collections.abc import Callable
from typing import Any

import pytest

from audit.models import Entree
from core.ids import uuid7
from core.tenancy import contexte
from tests.cast import NOW, Distribution
from tests.factories.vols import make_closed, make_departed, make_loaded, make_vol
from vols.models import Vol

pytestmark = pytest.mark.django_db
OUVERT = {"pays_destination": "ML", "mode": "cargo"}


def test_destination_and_mode_are_enough_to_open(
    cast: Distribution, api: Callable[..., Any]
) -> None:
    response = api(cast.agent_chine).post("/vols", OUVERT)
    assert response.status_code == 201, response.content
    shown = response.json()
    assert (shown["statut"], shown["pays_origine"]) == ("ouvert", "CN")
    assert shown["champs_manquants"] == [
        "numero", "lta", "compagnie", "aeroport_depart", "aeroport_arrivee", "depart_prevu",
        "arrivee_prevue",
    ]  # fmt: skip
    with contexte(cast.admin_chine):
        assert Entree.objects.filter(action="vol.ouvrir", sujet_id=shown["id"]).count() == 1


def test_the_same_id_again_replays_and_other_content_is_refused(
    cast: Distribution, api: Callable[..., Any]
) -> None:
    body = OUVERT | {"id": str(uuid7()), "numero": "ET1", "capacite_kg": 1250.5}
    agent = api(cast.agent_chine)
    first = agent.post("/vols", body)
    again = agent.post("/vols", body)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again["Idempotency-Replayed"] == "true"
    assert again.json()["id"] == first.json()["id"]
    other = agent.post("/vols", body | {"mode": "express"})
    assert (other.status_code, other.json()["code"]) == (409, "id_deja_utilise")
    stranger = api(cast.admin_chine).post("/vols", body)
    assert (stranger.status_code, stranger.json()["code"]) == (409, "id_deja_utilise")


def test_capacities_are_decimal_outside_and_integers_inside(
    cast: Distribution, api: Callable[..., Any]
) -> None:
    body = OUVERT | {"capacite_kg": 1250.5, "capacite_m3": 7.25}
    shown = api(cast.agent_chine).post("/vols", body).json()
    assert (shown["capacite_kg"], shown["capacite_m3"]) == (1250.5, 7.25)
    with contexte(cast.agent_chine):
        vol = Vol.objects.get(id=shown["id"])
        assert (vol.capacite_g, vol.capacite_cm3) == (1_250_500, 7_250_000)


def test_a_foreign_waybill_prefix_only_warns(cast: Distribution, api: Callable[..., Any]) -> None:
    agent = api(cast.agent_chine)
    own = agent.post("/vols", OUVERT | {"compagnie": "ET", "lta": "07112345675"}).json()
    assert (own["lta"], own["avertissements"]) == ("071-12345675", [])
    other = agent.post("/vols", OUVERT | {"compagnie": "ET", "lta": "123-12345675"}).json()
    assert other["avertissements"] == ["lta_prefixe_different"]


@pytest.mark.parametrize(
    ("over", "champ"),
    [
        ({"pays_destination": "CN"}, "pays_destination"),
        ({"pays_destination": "FR"}, "pays_destination"),
        ({"mode": "bateau"}, "mode"),
        ({"lta": "071-12345678"}, "lta"),
        ({"compagnie": "ZZ"}, "compagnie"),
        ({"aeroport_depart": "XXX"}, "aeroport_depart"),
        ({"aeroport_arrivee": "XXX"}, "aeroport_arrivee"),
        ({"capacite_kg": 0}, "capacite_kg"),
        ({"capacite_kg": -5}, "capacite_kg"),
        ({"capacite_m3": "beaucoup"}, "capacite_m3"),
        ({"depart_prevu": "2026-03-10T09:00:00"}, "depart_prevu"),
        (
            {"depart_prevu": "2026-03-10T09:00:00Z", "arrivee_prevue": "2026-03-09T09:00:00Z"},
            "arrivee_prevue",
        ),
    ],
)
def test_bad_particulars_are_named_and_nothing_is_opened(
    cast: Distribution, api: Callable[..., Any], over: dict[str, Any], champ: str
) -> None:
    response = api(cast.agent_chine).post("/vols", OUVERT | over)
    assert response.status_code == 422, response.content
    assert any(name.startswith(champ) for name in response.json()["errors"])
    with contexte(cast.direction):
        assert Vol.objects.count() == 0


@pytest.mark.parametrize("role", ["agent_mali", "admin_mali", "direction"])
def test_only_the_origin_opens_flights(
    cast: Distribution, api: Callable[..., Any], role: str
) -> None:
    assert api(cast.role(role)).post("/vols", OUVERT).status_code == 403


def test_an_open_flight_is_completed_bit_by_bit(
    cast: Distribution, api: Callable[..., Any]
) -> None:
    agent = api(cast.agent_chine)
    vol = agent.post("/vols", OUVERT).json()
    agent.patch(f"/vols/{vol['id']}", {"numero": "et 635"})
    shown = agent.patch(f"/vols/{vol['id']}", {"compagnie": "ET"}).json()
    assert (shown["numero"], shown["compagnie"], shown["version"]) == ("ET635", "ET", 3)


def test_a_closed_flight_changes_its_times_and_nothing_else(
    cast: Distribution, api: Callable[..., Any]
) -> None:
    vol, _ = make_closed(cast, NOW)
    agent = api(cast.agent_chine)
    refused = agent.patch(f"/vols/{vol.id}", {"capacite_kg": 10})
    assert (refused.status_code, refused.json()["code"]) == (409, "vol_fige")
    times = {"arrivee_prevue": "2026-03-20T09:00:00Z"}
    assert agent.patch(f"/vols/{vol.id}", times).status_code == 200


def test_a_flight_in_the_air_only_changes_its_arrival(
    cast: Distribution, api: Callable[..., Any]
) -> None:
    vol, _ = make_departed(cast, NOW)
    agent = api(cast.agent_chine)
    assert agent.patch(f"/vols/{vol.id}", {"depart_prevu": None}).status_code == 409
    times = {"arrivee_prevue": "2026-03-20T09:00:00Z"}
    assert agent.patch(f"/vols/{vol.id}", times).status_code == 200


def test_costs_are_an_admin_s_and_hidden_from_agents(
    cast: Distribution, api: Callable[..., Any]
) -> None:
    vol, _ = make_departed(cast, NOW)
    fret = {"montant": 1_250_000, "devise": "CNY"}
    assert api(cast.agent_chine).put(f"/vols/{vol.id}/frais", {"fret": fret}).status_code == 403
    assert api(cast.admin_chine).put(f"/vols/{vol.id}/frais", {"fret": fret}).status_code == 200
    douane = {"montant": 900_000, "devise": "XOF"}
    shown = api(cast.admin_mali).put(f"/vols/{vol.id}/frais", {"douane": douane}).json()
    assert shown["frais"] == {"fret": fret, "douane": douane}
    assert api(cast.agent_mali).get(f"/vols/{vol.id}").json()["frais"] is None


def test_the_list_filters_and_shows_the_fill(cast: Distribution, api: Callable[..., Any]) -> None:
    loaded, _ = make_loaded(cast, NOW, capacite_kg=12)
    abidjan = make_vol(cast, NOW, pays="CI", numero="HF77")
    agent = api(cast.agent_chine)

    def ids(query: str) -> list[str]:
        return [vol["id"] for vol in agent.get(f"/vols?{query}").json()["items"]]

    assert ids("pays=CI") == ids("q=hf77") == [str(abidjan.id)]
    assert ids(f"q={loaded.lta.replace('-', '')}") == [str(loaded.id)]
    assert ids("statut=parti") == []
    assert set(ids("statut=ouvert,cloture")) == {str(loaded.id), str(abidjan.id)}
    fill = agent.get(f"/vols/{loaded.id}").json()["remplissage"]
    assert (fill["colis"], fill["poids_g"], fill["poids_pourcent"]) == (2, 6000, 50)


def test_a_list_of_flights_costs_a_constant_number_of_queries(
    cast: Distribution, api: Callable[..., Any], django_assert_max_num_queries: Any
) -> None:
    for _ in range(12):
        make_loaded(cast, NOW, nombre=1)
    agent = api(cast.agent_chine)
    with django_assert_max_num_queries(6):
        assert len(agent.get("/vols").json()["items"]) == 12


def test_pages_follow_each_other_without_loss(cast: Distribution, api: Callable[..., Any]) -> None:
    made = {str(make_vol(cast, NOW).id) for _ in range(5)}
    agent, seen = api(cast.agent_chine), []
    suivant: str | None = ""
    while suivant is not None:
        page = agent.get(f"/vols?limite=2{suivant}").json()
        seen += [vol["id"] for vol in page["items"]]
        suivant = f"&curseur={page['suivant']}" if page["suivant"] else None
    assert (len(seen), set(seen)) == (5, made)
    assert agent.get("/vols?limite=201").status_code == 422


def test_airlines_and_airports_are_listed_by_iata_code(
    cast: Distribution, api: Callable[..., Any]
) -> None:
    agent = api(cast.agent_mali)
    assert [c["code"] for c in agent.get("/compagnies").json()] == ["ET"]
    assert {a["code"]: a["fuseau"] for a in agent.get("/aeroports").json()}["BKO"] == (
        "Africa/Bamako"
    )
    assert api(None).get("/compagnies").status_code == 401


def test_each_act_leaves_one_audit_row(cast: Distribution) -> None:
    vol, _ = make_departed(cast, NOW)
    with contexte(cast.admin_chine):
        rows = Entree.objects.filter(sujet_type="vol", sujet_id=str(vol.id)).order_by("id")
        assert list(rows.values_list("action", flat=True)) == [
            "vol.ouvrir", "vol.charger", "vol.cloturer", "vol.faire_partir",
        ]  # fmt: skip
