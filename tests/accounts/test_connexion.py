"""Log-in, lockout, refresh families, log-out."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.jetons import read_access
from accounts.models import Session, User
from accounts.policies import ALLOWED, CASH_ROLES, Action, Role
from audit.models import Entree
from core.tenancy import transverse
from tests.cast import MOT_DE_PASSE, Api, Distribution

pytestmark = pytest.mark.django_db
COOKIE = "ts_refresh"


def log_in(api: Callable[..., Api], identifiant: str = "agent_mali", **extra: Any) -> Any:
    """A fresh device that signed in: (its client, the response)."""
    device = api(None)
    body = {"identifiant": identifiant, "mot_de_passe": MOT_DE_PASSE, **extra}
    response = device.post("/auth/connexion", body)
    return device, response


def bearer(response: Any) -> dict[str, str]:
    return {"Authorization": f"Bearer {response.json()['access_token']}"}


def test_a_right_password_opens_a_session(cast: Distribution, api: Callable[..., Api]) -> None:
    device, response = log_in(api)
    assert response.status_code == 200, response.content
    body = response.json()
    assert body["expires_in"] == 900
    assert body["utilisateur"]["role"] == "agent_mali"
    assert body["utilisateur"]["agence"]["code"] == "BKO"
    acteur, claims = read_access(body["access_token"])
    assert acteur.id == cast.agent_mali.id
    assert {"sub", "role", "pays", "exp", "iat", "jti", "typ"} <= set(claims)
    cookie = device.http.cookies[COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/api/v1/auth")
    assert cookie["max-age"] == 7 * 86_400
    with transverse():
        row = Entree.objects.get(action="session.ouvrir", acteur_id=cast.agent_mali.id)
    assert row.pays == "ML"


def test_a_remembered_device_keeps_its_session_thirty_days(
    cast: Distribution, api: Callable[..., Api]
) -> None:
    device, _ = log_in(api, "direction", se_souvenir=True)
    assert device.http.cookies[COOKIE]["max-age"] == 30 * 86_400


def test_who_comes_to_hold_a_till_is_no_longer_remembered(
    cast: Distribution, api: Callable[..., Api]
) -> None:
    device, _ = log_in(api, "agent_mali")
    with transverse():
        Session.objects.update(memorisee=True)
    assert device.post("/auth/rafraichissement", {}).status_code == 200
    assert device.http.cookies[COOKIE]["max-age"] == 7 * 86_400
    with transverse():
        assert not Session.objects.get(user__identifiant="agent_mali").memorisee


def test_cash_roles_are_those_the_policy_table_lets_hold_a_till() -> None:
    assert {role for role in Role if role in ALLOWED[Action.OPEN_SESSION]} == CASH_ROLES
    assert Role.AGENT_ORIGINE in CASH_ROLES
    assert Role.DIRECTION not in CASH_ROLES


@pytest.mark.parametrize("identifiant", ["agent_mali", "admin_rci", "agent_chine", "admin_chine"])
def test_a_counter_that_takes_cash_has_no_remembered_device(
    cast: Distribution, api: Callable[..., Api], identifiant: str
) -> None:
    device, _ = log_in(api, identifiant, se_souvenir=True)
    assert device.http.cookies[COOKIE]["max-age"] == 7 * 86_400
    with transverse():
        assert not Session.objects.get(user__identifiant=identifiant).memorisee


def test_case_and_spaces_of_the_login_name_do_not_count(
    cast: Distribution, api: Callable[..., Api]
) -> None:
    _, response = log_in(api, "  Agent_MALI ")
    assert response.status_code == 200


@pytest.mark.parametrize("identifiant", ["agent_mali", "personne"])
def test_five_failures_lock_the_name_whether_it_exists_or_not(
    cast: Distribution, api: Callable[..., Api], identifiant: str
) -> None:
    device = api(None)
    wrong = {"identifiant": identifiant, "mot_de_passe": "faux"}
    for _ in range(5):
        response = device.post("/auth/connexion", wrong)
        assert (response.status_code, response.json()["code"]) == (401, "identifiants_invalides")
    right = {"identifiant": identifiant, "mot_de_passe": MOT_DE_PASSE}
    locked = api(None).post("/auth/connexion", right)
    assert (locked.status_code, locked.json()["code"]) == (429, "compte_verrouille")
    assert 0 < int(locked["Retry-After"]) <= 900
    assert locked["Content-Type"] == "application/problem+json"


def test_a_locked_name_opens_again_after_fifteen_minutes(
    cast: Distribution, api: Callable[..., Api]
) -> None:
    from axes.models import AccessAttempt  # noqa: PLC0415

    for _ in range(5):
        api(None).post("/auth/connexion", {"identifiant": "agent_mali", "mot_de_passe": "faux"})
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert log_in(api)[1].status_code == 200


def test_a_success_forgets_earlier_failures(cast: Distribution, api: Callable[..., Api]) -> None:
    for _ in range(2):
        for _ in range(4):
            api(None).post("/auth/connexion", {"identifiant": "agent_mali", "mot_de_passe": "non"})
        assert log_in(api)[1].status_code == 200


def test_a_closed_account_answers_like_a_wrong_password(
    cast: Distribution, api: Callable[..., Api]
) -> None:
    with transverse():
        User.objects.filter(id=cast.agent_mali.id).update(actif=False)
    _, response = log_in(api)
    assert (response.status_code, response.json()["code"]) == (401, "identifiants_invalides")


def test_unknown_and_wrong_answers_are_the_same(
    cast: Distribution, api: Callable[..., Api]
) -> None:
    bodies = [
        api(None).post("/auth/connexion", {"identifiant": name, "mot_de_passe": "faux"}).json()
        for name in ("agent_mali", "inconnu")
    ]
    assert bodies[0] == bodies[1]


def test_refresh_rotates_and_the_page_stays_signed_in(
    cast: Distribution, api: Callable[..., Api]
) -> None:
    device, _ = log_in(api)
    before = device.http.cookies[COOKIE].value
    response = device.post("/auth/rafraichissement")
    assert response.status_code == 200
    assert device.http.cookies[COOKIE].value != before
    assert response.json()["utilisateur"]["id"] == str(cast.agent_mali.id)


def test_two_tabs_refreshing_together_get_the_same_successor(
    cast: Distribution, api: Callable[..., Api]
) -> None:
    device, _ = log_in(api)
    old = device.http.cookies[COOKIE].value
    device.post("/auth/rafraichissement")
    successor = device.http.cookies[COOKIE].value
    device.http.cookies[COOKIE] = old
    assert device.post("/auth/rafraichissement").status_code == 200
    assert device.http.cookies[COOKIE].value == successor


def test_an_old_token_after_the_grace_ends_the_whole_family(
    cast: Distribution, api: Callable[..., Api]
) -> None:
    device, _ = log_in(api)
    old = device.http.cookies[COOKIE].value
    device.post("/auth/rafraichissement")
    successor = device.http.cookies[COOKIE].value
    with transverse():
        Session.objects.update(tournee_le=timezone.now() - timedelta(seconds=31))
    device.http.cookies[COOKIE] = old
    reused = device.post("/auth/rafraichissement")
    assert (reused.status_code, reused.json()["code"]) == (401, "jeton_reutilise")
    device.http.cookies[COOKIE] = successor
    assert device.post("/auth/rafraichissement").status_code == 401
    with transverse():
        assert Session.objects.get().motif == "jeton_reutilise"


def test_a_token_older_than_the_previous_one_is_reuse_even_within_the_grace(
    cast: Distribution, api: Callable[..., Api]
) -> None:
    device, _ = log_in(api)
    oldest = device.http.cookies[COOKIE].value
    device.post("/auth/rafraichissement")
    device.post("/auth/rafraichissement")
    device.http.cookies[COOKIE] = oldest
    assert device.post("/auth/rafraichissement").json()["code"] == "jeton_reutilise"


def test_an_access_token_does_not_refresh(cast: Distribution, api: Callable[..., Api]) -> None:
    device, response = log_in(api)
    device.http.cookies[COOKIE] = response.json()["access_token"]
    assert device.post("/auth/rafraichissement").status_code == 401


def test_another_site_may_not_use_the_cookie(cast: Distribution, api: Callable[..., Api]) -> None:
    device, _ = log_in(api)
    evil = device.post("/auth/rafraichissement", headers={"Origin": "https://exemple.net"})
    assert (evil.status_code, evil.json()["code"]) == (403, "origine_refusee")
    own = device.post("/auth/rafraichissement", headers={"Origin": "http://testserver"})
    assert own.status_code == 200


def test_log_out_ends_the_session_of_the_cookie(
    cast: Distribution, api: Callable[..., Api]
) -> None:
    device, _ = log_in(api)
    token = device.http.cookies[COOKIE].value
    assert device.post("/auth/deconnexion").status_code == 204
    assert device.http.cookies[COOKIE].value == ""
    device.http.cookies[COOKIE] = token
    assert device.post("/auth/rafraichissement").status_code == 401


def test_log_out_without_any_proof_is_refused(cast: Distribution, api: Callable[..., Api]) -> None:
    assert api(None).post("/auth/deconnexion").status_code == 401


def test_log_out_everywhere_ends_every_device(cast: Distribution, api: Callable[..., Api]) -> None:
    first, _ = log_in(api)
    second, response = log_in(api)
    ended = second.post("/auth/deconnexion-partout", headers=bearer(response))
    assert ended.json() == {"sessions": 2}
    assert first.post("/auth/rafraichissement").status_code == 401


def test_people_see_and_end_their_own_sessions_only(
    cast: Distribution, api: Callable[..., Api]
) -> None:
    device, response = log_in(api)
    _, other = log_in(api, "agent_mali_2")
    listed = device.get("/auth/sessions", headers=bearer(response)).json()["items"]
    assert [item["courante"] for item in listed] == [True]
    path = f"/auth/sessions/{listed[0]['id']}"
    assert device.delete(path, headers=bearer(other)).status_code == 404
    assert device.delete(path, headers=bearer(response)).status_code == 204
    assert device.post("/auth/rafraichissement").status_code == 401


def test_a_deactivated_person_cannot_refresh(cast: Distribution, api: Callable[..., Api]) -> None:
    device, _ = log_in(api)
    with transverse():
        User.objects.filter(id=cast.agent_mali.id).update(actif=False)
    assert device.post("/auth/rafraichissement").status_code == 401


@pytest.mark.parametrize("role", ["agent_chine", "admin_mali", "direction"])
def test_moi_lists_the_actions_of_the_policy_table(
    cast: Distribution, api: Callable[..., Api], role: str
) -> None:
    moi = api(cast.role(role)).get("/auth/moi").json()
    assert moi["role"] == role
    assert ("colis.enregistrer" in moi["actions"]) is (role == "agent_chine")
    assert ("audit.exporter" in moi["actions"]) is (role != "agent_chine")


def test_a_new_password_replaces_the_old_one_and_ends_other_sessions(
    cast: Distribution, api: Callable[..., Api]
) -> None:
    other, _ = log_in(api)
    device, response = log_in(api)
    body = {"ancien": MOT_DE_PASSE, "nouveau": "pirogue-bleue-77"}
    changed = device.post("/auth/mot-de-passe", body, headers=bearer(response))
    assert changed.status_code == 204, changed.content
    assert log_in(api)[1].status_code == 401
    assert other.post("/auth/rafraichissement").status_code == 401
    assert device.post("/auth/rafraichissement").status_code == 200


def test_a_wrong_present_password_counts_as_a_failed_log_in(
    cast: Distribution, api: Callable[..., Api]
) -> None:
    person = api(cast.direction)
    for _ in range(5):
        refused = person.post("/auth/mot-de-passe", {"ancien": "x", "nouveau": "pirogue-bleue-77"})
        assert (refused.status_code, refused.json()["code"]) == (422, "mot_de_passe_incorrect")
    right = {"ancien": MOT_DE_PASSE, "nouveau": "pirogue-bleue-77"}
    assert person.post("/auth/mot-de-passe", right).status_code == 429
    assert log_in(api, "direction")[1].status_code == 429
