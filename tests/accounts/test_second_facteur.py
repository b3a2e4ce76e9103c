"""The second factor: enrolled by a code, each code once, failures counted, recovery once."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pyotp
import pytest

from accounts.models import User
from accounts.totp import step_of
from core.tenancy import transverse
from tests.cast import MOT_DE_PASSE, Api, Distribution

pytestmark = pytest.mark.django_db


def code_of(secret: str, decalage: int = 0) -> str:
    return pyotp.TOTP(secret).at(int(datetime.now(UTC).timestamp()) + 30 * decalage)


def enrol(person: Api) -> tuple[str, list[str]]:
    """(secret, recovery codes) of someone who turned a second factor on with an earlier code."""
    begun = person.post("/auth/totp", {"mot_de_passe": MOT_DE_PASSE})
    assert begun.status_code == 200, begun.content
    secret = begun.json()["secret"]
    done = person.post("/auth/totp/activation", {"code": code_of(secret, -1)})
    assert done.status_code == 200, done.content
    return secret, done.json()["codes_secours"]


def log_in(api: Callable[..., Api], identifiant: str, **extra: Any) -> Any:
    body = {"identifiant": identifiant, "mot_de_passe": MOT_DE_PASSE, **extra}
    return api(None).post("/auth/connexion", body)


def test_log_in_asks_for_the_code_once_it_is_on(
    cast: Distribution, api: Callable[..., Api]
) -> None:
    secret, _ = enrol(api(cast.admin_mali))
    asked = log_in(api, "admin_mali")
    assert (asked.status_code, asked.json()["code"]) == (401, "code_totp_requis")
    assert log_in(api, "admin_mali", code_totp=code_of(secret)).status_code == 200


def test_a_code_works_once(cast: Distribution, api: Callable[..., Api]) -> None:
    secret, _ = enrol(api(cast.admin_mali))
    code = code_of(secret)
    assert log_in(api, "admin_mali", code_totp=code).status_code == 200
    again = log_in(api, "admin_mali", code_totp=code)
    assert (again.status_code, again.json()["code"]) == (401, "code_totp_invalide")


def test_a_code_older_than_the_last_one_used_is_dead() -> None:
    secret = pyotp.random_base32()
    now = datetime.now(UTC)
    present = int(now.timestamp()) // 30
    assert step_of(secret, code_of(secret, -1), now, apres=0) == present - 1
    assert step_of(secret, code_of(secret, -1), now, apres=present) is None
    assert step_of(secret, code_of(secret, -3), now, apres=0) is None
    assert step_of(secret, "١٢٣٤٥٦", now, apres=0) is None


def test_wrong_codes_lock_the_account_like_wrong_passwords(
    cast: Distribution, api: Callable[..., Api]
) -> None:
    secret, _ = enrol(api(cast.admin_mali))
    for _ in range(5):
        assert log_in(api, "admin_mali", code_totp="000000").status_code == 401
    locked = log_in(api, "admin_mali", code_totp=code_of(secret))
    assert (locked.status_code, locked.json()["code"]) == (429, "compte_verrouille")


def test_asking_without_a_code_neither_counts_nor_forgives(
    cast: Distribution, api: Callable[..., Api]
) -> None:
    enrol(api(cast.admin_mali))
    for _ in range(4):
        log_in(api, "admin_mali", code_totp="000000")
    assert log_in(api, "admin_mali").json()["code"] == "code_totp_requis"
    log_in(api, "admin_mali", code_totp="000000")
    assert log_in(api, "admin_mali").json()["code"] == "compte_verrouille"


def test_a_recovery_code_opens_once_whatever_its_spelling(
    cast: Distribution, api: Callable[..., Api]
) -> None:
    _, codes = enrol(api(cast.admin_mali))
    assert len(set(codes)) == 10
    typed = f" {codes[3].upper()} ".replace("-", " ")
    assert log_in(api, "admin_mali", code_totp=typed).status_code == 200
    assert log_in(api, "admin_mali", code_totp=codes[3]).status_code == 401
    with transverse():
        stored = User.objects.get(identifiant="admin_mali").codes_secours
    assert len(stored) == 9
    assert not {c.replace("-", "") for c in codes} & set(stored)


def test_the_secret_is_not_readable_in_the_database(
    cast: Distribution, api: Callable[..., Api]
) -> None:
    secret, _ = enrol(api(cast.admin_mali))
    with transverse():
        user = User.objects.get(identifiant="admin_mali")
    assert user.totp_chiffre is not None
    assert secret.encode() not in bytes(user.totp_chiffre)


def test_moving_it_to_another_phone_needs_a_present_code(
    cast: Distribution, api: Callable[..., Api]
) -> None:
    person = api(cast.admin_mali)
    secret, _ = enrol(person)
    refused = person.post("/auth/totp", {"mot_de_passe": MOT_DE_PASSE})
    assert (refused.status_code, refused.json()["code"]) == (422, "totp_incorrect")
    moved = person.post("/auth/totp", {"mot_de_passe": MOT_DE_PASSE, "code": code_of(secret)})
    assert moved.status_code == 200
    assert moved.json()["secret"] != secret


def test_guessing_it_from_a_stolen_session_locks_the_account(
    cast: Distribution, api: Callable[..., Api]
) -> None:
    person = api(cast.admin_mali)
    enrol(person)
    for _ in range(5):
        body = {"mot_de_passe": MOT_DE_PASSE, "code": "000000"}
        assert person.post("/auth/totp/desactivation", body).status_code == 422
    assert log_in(api, "admin_mali").json()["code"] == "compte_verrouille"


@pytest.mark.parametrize("role", ["admin_mali", "direction"])
def test_outside_local_mode_an_admin_gets_only_the_enrolment(
    cast: Distribution, api: Callable[..., Api], settings: Any, role: str
) -> None:
    settings.TOTP_OBLIGATOIRE = True
    opened = log_in(api, role).json()
    assert opened["utilisateur"]["totp_requis"] is True
    assert "colis.lire" not in opened["utilisateur"]["actions"]
    person = api(None)
    person.headers["Authorization"] = f"Bearer {opened['access_token']}"
    for path in ("/colis", "/utilisateurs", "/audit"):
        refused = person.get(path)
        assert (refused.status_code, refused.json()["code"]) == (403, "totp_a_activer"), path
    assert person.get("/auth/moi").status_code == 200
    secret, _ = enrol(person)
    full = log_in(api, role, code_totp=code_of(secret))
    assert full.status_code == 200
    person.headers["Authorization"] = f"Bearer {full.json()['access_token']}"
    assert person.get("/utilisateurs").status_code == 200
    body = {"mot_de_passe": MOT_DE_PASSE, "code": code_of(secret, 1)}
    dropped = person.post("/auth/totp/desactivation", body)
    assert (dropped.status_code, dropped.json()["code"]) == (409, "totp_obligatoire")


def test_a_session_opened_before_the_enrolment_ends_with_it(
    cast: Distribution, api: Callable[..., Api], settings: Any
) -> None:
    """A thief with the password alone waits for its owner to enrol, then refreshes."""
    settings.TOTP_OBLIGATOIRE = True
    body = {"identifiant": "admin_mali", "mot_de_passe": MOT_DE_PASSE}
    thief, owner = api(None), api(None)
    assert thief.post("/auth/connexion", body).json()["utilisateur"]["totp_requis"] is True
    token = owner.post("/auth/connexion", body).json()["access_token"]
    owner.headers["Authorization"] = f"Bearer {token}"
    enrol(owner)
    refused = thief.post("/auth/rafraichissement")
    assert (refused.status_code, refused.json()["code"]) == (401, "non_authentifie")
    kept = owner.post("/auth/rafraichissement")
    assert kept.status_code == 200
    assert kept.json()["utilisateur"]["totp_requis"] is False


def test_agents_are_not_forced(cast: Distribution, api: Callable[..., Api], settings: Any) -> None:
    settings.TOTP_OBLIGATOIRE = True
    assert log_in(api, "agent_mali").json()["utilisateur"]["totp_requis"] is False


def test_where_the_role_allows_it_may_be_turned_off(
    cast: Distribution, api: Callable[..., Api]
) -> None:
    person = api(cast.agent_mali)
    secret, _ = enrol(person)
    body = {"mot_de_passe": MOT_DE_PASSE, "code": code_of(secret)}
    assert person.post("/auth/totp/desactivation", body).status_code == 204
    assert log_in(api, "agent_mali").status_code == 200
