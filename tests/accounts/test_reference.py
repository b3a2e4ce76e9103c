"""Countries, agencies, locations, settings, configuration."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from accounts.models import Pays
from accounts.selectors.reglages import get_reglages
from accounts.services.reglages import next_day, set_reglages
from core.tenancy import contexte
from tests.cast import NOW, Api, Distribution, new_id

pytestmark = pytest.mark.django_db


def test_configuration_is_public(db: None, api: Callable[..., Api]) -> None:
    body = api(None).get("/configuration").json()
    assert body["langues"] == ["fr", "en", "zh"]
    assert [p["code"] for p in body["pays"]] == ["CN", "ML", "CI"]
    assert body["ws_url"].startswith("ws")


def test_settings_have_defaults(cast: Distribution) -> None:
    with contexte(cast.agent_mali):
        reglages = get_reglages("ML", NOW)
    assert (reglages.vol_cloture_agents, reglages.rabais_limite) == (False, 2_000)
    assert reglages.actifs == frozenset()


def test_a_control_setting_waits_for_the_next_local_day(cast: Distribution) -> None:
    midnight_in_china = datetime(2026, 3, 10, 16, 0, tzinfo=UTC)
    with contexte(cast.admin_chine):
        set_reglages(
            acteur=cast.admin_chine, now=NOW, pays=None, valeurs={"vol_cloture_agents": True}
        )
        assert next_day(Pays.objects.get(code="CN"), NOW) == midnight_in_china
        assert get_reglages("CN", NOW).vol_cloture_agents is False
        assert get_reglages("CN", midnight_in_china).actifs == {"vol_cloture_agents"}


def test_other_settings_take_effect_at_once(cast: Distribution, api: Callable[..., Api]) -> None:
    done = api(cast.admin_mali).patch(
        "/reglages", {"disponible_au_pointage": True, "rabais_limite": 5_000}
    )
    assert done.status_code == 200, done.content
    body = done.json()
    assert body["valeurs"]["disponible_au_pointage"] is True
    assert body["valeurs"]["rabais_limite"] == 2_000
    assert [(r["cle"], r["valeur"]) for r in body["a_venir"]] == [("rabais_limite", 5_000)]
    assert api(cast.agent_mali).get("/reglages").json() == body


def test_settings_of_another_country_are_out_of_reach(
    cast: Distribution, api: Callable[..., Api]
) -> None:
    change = {"disponible_au_pointage": True}
    assert api(cast.admin_mali).patch("/reglages?pays=CI", change).status_code == 404
    assert api(cast.agent_mali).patch("/reglages", change).status_code == 403
    assert api(cast.direction).patch("/reglages", change).status_code == 422
    assert api(cast.direction).patch("/reglages?pays=CI", change).status_code == 200
    assert api(cast.agent_rci).get("/reglages").json()["valeurs"]["disponible_au_pointage"]


@pytest.mark.parametrize(
    "change", [{}, {"inconnu": 1}, {"arrondi_caisse": 7}, {"rabais_limite": -1}]
)
def test_a_senseless_setting_is_refused(
    cast: Distribution, api: Callable[..., Api], change: dict[str, object]
) -> None:
    assert api(cast.admin_mali).patch("/reglages", change).status_code == 422


def test_staff_read_countries_and_every_agency(cast: Distribution, api: Callable[..., Api]) -> None:
    person = api(cast.agent_mali)
    assert [p["code"] for p in person.get("/pays").json()["items"]] == ["CN", "ML", "CI"]
    codes = [a["code"] for a in person.get("/agences").json()["items"]]
    assert codes == sorted(codes) == ["ABJ", "BKO", "CAN"]
    assert len(person.get("/agences?pays=ML").json()["items"]) == 1
    assert api(None).get("/agences").status_code == 401


def test_an_admin_opens_and_changes_agencies_of_their_country(
    cast: Distribution, api: Callable[..., Api]
) -> None:
    payload = {
        "id": str(new_id()), "code": "KAY", "nom": "TS Kayes", "ville": "Kayes",
        "adresse": "Rue 2", "telephone": "+22321000000", "ferme_a": "18:00",
    }  # fmt: skip
    admin = api(cast.admin_mali)
    created = admin.post("/agences", payload)
    assert created.status_code == 201, created.content
    assert admin.post("/agences", payload).status_code == 200
    taken = admin.post("/agences", payload | {"id": str(new_id())})
    assert (taken.status_code, taken.json()["code"]) == (409, "code_lieu_pris")
    path = f"/agences/{payload['id']}"
    assert admin.patch(path, {"horaires": "8h-20h"}).json()["horaires"] == "8h-20h"
    assert api(cast.admin_rci).patch(path, {"nom": "Autre"}).status_code == 404
    assert api(cast.agent_mali).patch(path, {"nom": "Autre"}).status_code == 403


def test_locations_belong_to_an_agency_of_ones_country(
    cast: Distribution, api: Callable[..., Api]
) -> None:
    admin = api(cast.admin_mali)
    payload = {"agence_id": str(cast.agences["ML"].id), "code": "B-02-1"}
    created = admin.post("/emplacements", payload)
    assert created.status_code == 201, created.content
    assert admin.post("/emplacements", payload).status_code == 409
    foreign = {"agence_id": str(cast.agences["CI"].id), "code": "B-02-1"}
    assert admin.post("/emplacements", foreign).status_code == 404
    listed = api(cast.agent_mali).get(f"/emplacements?agence={cast.agences['ML'].id}").json()
    assert [i["code"] for i in listed["items"]] == ["A-01-1", "B-02-1"]
    path = f"/emplacements/{created.json()['id']}"
    assert admin.patch(path, {"actif": False}).json()["actif"] is False
    assert api(cast.admin_rci).patch(path, {"actif": True}).status_code == 404
    assert len(api(cast.agent_mali).get("/emplacements?actif=true").json()["items"]) == 1


def test_a_page_over_two_hundred_is_refused(cast: Distribution, api: Callable[..., Api]) -> None:
    assert api(cast.agent_mali).get("/agences?limite=201").status_code == 422
