"""Staff accounts: who runs whom."""

from collections.abc import Callable
from typing import Any

import pytest

from accounts.models import Session, User
from audit.models import Entree
from core.tenancy import transverse
from tests.cast import MOT_DE_PASSE, Api, Distribution, new_id

pytestmark = pytest.mark.django_db


def body(**extra: Any) -> dict[str, Any]:
    return {
        "id": str(new_id()),
        "identifiant": "Awa.Traore",
        "nom": "Awa Traoré",
        "fonction": "agent",
        "mot_de_passe": MOT_DE_PASSE,
        **extra,
    }


def test_an_admin_opens_an_agent_account_that_can_sign_in(
    cast: Distribution, api: Callable[..., Api]
) -> None:
    created = api(cast.admin_mali).post(
        "/utilisateurs", body(telephone="76123456", agence_id=str(cast.agences["ML"].id))
    )
    assert created.status_code == 201, created.content
    assert created.json()["role"] == "agent_mali"
    assert created.json()["telephone"] == "+22376123456"
    opened = api(None).post(
        "/auth/connexion", {"identifiant": "awa.traore", "mot_de_passe": MOT_DE_PASSE}
    )
    assert opened.status_code == 200
    with transverse():
        trace = Entree.objects.get(action="utilisateur.modifier")
    assert trace.pays == "ML"
    assert MOT_DE_PASSE not in str(trace.apres)


def test_the_same_creation_again_answers_as_the_first_did(
    cast: Distribution, api: Callable[..., Api]
) -> None:
    payload = body()
    first = api(cast.admin_mali).post("/utilisateurs", payload)
    again = api(cast.admin_mali).post("/utilisateurs", payload)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again["Idempotency-Replayed"] == "true"
    assert again.json() == first.json()
    other = api(cast.admin_mali).post("/utilisateurs", payload | {"nom": "Autre"})
    assert (other.status_code, other.json()["code"]) == (409, "id_deja_utilise")


def test_a_taken_login_name_is_refused(cast: Distribution, api: Callable[..., Api]) -> None:
    refused = api(cast.admin_mali).post("/utilisateurs", body(identifiant="Agent_Mali"))
    assert (refused.status_code, refused.json()["code"]) == (409, "identifiant_pris")


@pytest.mark.parametrize(
    "identifiant",
    ["client:+22376123456", "ｃｌｉｅｎｔ：+22376123456", "awa\u200btraore", "a/b", "<awa>", "a:b"],
)
def test_a_name_of_the_houses_own_is_refused_before_anybody_looks_it_up(
    cast: Distribution, api: Callable[..., Api], identifiant: str
) -> None:
    """A client's account bears its phone: neither squatted nor guessed by trying to take it."""
    with transverse():
        User.objects.filter(id=cast.client.id).update(identifiant="client:+22376123456")
    refused = api(cast.admin_mali, "zh").post("/utilisateurs", body(identifiant=identifiant))
    assert (refused.status_code, refused.json()["code"]) == (422, "identifiant_refuse")
    assert "只能" in refused.json()["errors"]["identifiant"][0]


@pytest.mark.parametrize("identifiant", ["awa.t-2_b@ml", "李伟", "Aïssata"])
def test_letters_digits_and_four_signs_make_a_name(
    cast: Distribution, api: Callable[..., Api], identifiant: str
) -> None:
    created = api(cast.admin_mali).post("/utilisateurs", body(identifiant=identifiant))
    assert created.status_code == 201, created.content


def test_only_direction_opens_an_admin_account(cast: Distribution, api: Callable[..., Api]) -> None:
    payload = body(fonction="admin", pays="ML")
    assert api(cast.admin_mali).post("/utilisateurs", payload).status_code == 403
    assert api(cast.direction).post("/utilisateurs", payload).status_code == 201


def test_an_admin_opens_no_account_in_another_country(
    cast: Distribution, api: Callable[..., Api]
) -> None:
    assert api(cast.admin_mali).post("/utilisateurs", body(pays="CI")).status_code == 404


@pytest.mark.parametrize("role", ["agent_mali", "agent_chine"])
def test_agents_do_not_manage_people(
    cast: Distribution, api: Callable[..., Api], role: str
) -> None:
    person = api(cast.role(role))
    assert person.get("/utilisateurs").status_code == 403
    assert person.post("/utilisateurs", body()).status_code == 403


def test_an_agency_of_another_country_is_refused(
    cast: Distribution, api: Callable[..., Api]
) -> None:
    refused = api(cast.admin_mali).post("/utilisateurs", body(agence_id=str(cast.agences["CI"].id)))
    assert refused.status_code == 422
    assert "agence_id" in refused.json()["errors"]


def test_an_admin_sees_the_people_of_their_country_only(
    cast: Distribution, api: Callable[..., Api]
) -> None:
    items = api(cast.admin_mali).get("/utilisateurs").json()["items"]
    assert {i["identifiant"] for i in items} == {"agent_mali", "agent_mali_2", "admin_mali"}
    path = f"/utilisateurs/{cast.agent_rci.id}"
    assert api(cast.admin_mali).get(path).status_code == 404
    assert api(cast.direction).get(path).status_code == 200
    assert len(api(cast.direction).get("/utilisateurs?fonction=admin").json()["items"]) == 3


def test_a_deactivated_agent_is_out_at_once(cast: Distribution, api: Callable[..., Api]) -> None:
    device = api(None)
    opened = device.post(
        "/auth/connexion", {"identifiant": "agent_mali", "mot_de_passe": MOT_DE_PASSE}
    )
    path = f"/utilisateurs/{cast.agent_mali.id}/desactivation"
    done = api(cast.admin_mali).post(path, {"motif": "parti"})
    assert done.json()["actif"] is False
    assert device.post("/auth/rafraichissement").status_code == 401
    bearer = {"Authorization": f"Bearer {opened.json()['access_token']}"}
    assert device.patch("/auth/moi", {"langue": "en"}, headers=bearer).status_code == 401
    again = api(cast.admin_mali).patch(f"/utilisateurs/{cast.agent_mali.id}", {"actif": True})
    assert again.json()["actif"] is True


def test_an_admin_has_no_charge_of_another_admin(
    cast: Distribution, api: Callable[..., Api]
) -> None:
    with transverse():
        User.objects.filter(id=cast.agent_mali_2.id).update(fonction="admin")
    path = f"/utilisateurs/{cast.agent_mali_2.id}"
    assert api(cast.admin_mali).post(f"{path}/desactivation").status_code == 403
    assert api(cast.admin_mali).patch(path, {"nom": "Autre"}).status_code == 403
    assert api(cast.direction).post(f"{path}/desactivation").status_code == 200


@pytest.mark.parametrize("role", ["admin_mali", "direction"])
@pytest.mark.parametrize("act", ["desactivation", "deconnexion"])
def test_nobody_puts_themselves_out(
    cast: Distribution, api: Callable[..., Api], role: str, act: str
) -> None:
    path = f"/utilisateurs/{cast.role(role).id}/{act}"
    refused = api(cast.role(role)).post(path)
    assert (refused.status_code, refused.json()["code"]) == (409, "soi_meme")


def test_a_forced_sign_out_ends_every_session(cast: Distribution, api: Callable[..., Api]) -> None:
    device = api(None)
    device.post("/auth/connexion", {"identifiant": "agent_mali", "mot_de_passe": MOT_DE_PASSE})
    done = api(cast.admin_mali).post(f"/utilisateurs/{cast.agent_mali.id}/deconnexion")
    assert done.json() == {"sessions": 1}
    with transverse():
        assert Session.objects.get().motif == "deconnexion_forcee"


def test_only_direction_makes_an_agent_an_admin(
    cast: Distribution, api: Callable[..., Api]
) -> None:
    path = f"/utilisateurs/{cast.agent_mali.id}"
    assert api(cast.admin_mali).patch(path, {"fonction": "admin"}).status_code == 403
    assert api(cast.direction).patch(path, {"fonction": "admin"}).json()["role"] == "admin_mali"


def test_a_device_is_enrolled_to_one_person(cast: Distribution, api: Callable[..., Api]) -> None:
    payload = {"id": str(new_id()), "nom": "Poste 1"}
    assert api(cast.agent_mali).post("/appareils", payload).status_code == 201
    assert api(cast.agent_mali).post("/appareils", payload).status_code == 200
    assert api(cast.agent_mali_2).post("/appareils", payload).status_code == 409
    assert api(cast.agent_rci).post("/appareils", payload).status_code == 409
    listed = api(cast.admin_mali).get("/appareils").json()["items"]
    assert [i["user"]["nom"] for i in listed] == ["Agent Mali"]
    assert api(cast.agent_mali_2).get("/appareils").json()["items"] == []
    assert api(cast.admin_rci).get("/appareils").json()["items"] == []
