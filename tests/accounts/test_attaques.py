"""Forged tokens, replays, fixation, another site's cookie: what opens nothing."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest
from django.conf import settings as conf

from accounts.jetons import access_token, read_access
from accounts.models import Avis, Session, User
from core.errors import NonAuthentifie
from core.ids import uuid7
from core.tenancy import transverse
from notifications.models import MessageDu
from tests.cast import MOT_DE_PASSE, Api, Distribution

pytestmark = pytest.mark.django_db


COOKIE = "ts_refresh"


def claims(**over: Any) -> dict[str, Any]:
    now = int(datetime.now(UTC).timestamp())
    return {
        "sub": str(uuid7()), "role": "direction", "fonction": "direction", "cote": "",
        "pays": None, "sid": str(uuid7()), "iat": now, "exp": now + 900, "jti": str(uuid7()),
        "typ": "access", "aud": conf.JWT_AUDIENCE,
    } | over  # fmt: skip


def key() -> str:
    return str(conf.JWT_KEYS[conf.JWT_KID])


def signed(body: dict[str, Any], *, kid: str | None = None, secret: str = "") -> str:
    headers = {"kid": kid or conf.JWT_KID}
    return jwt.encode(body, secret or key(), algorithm="HS256", headers=headers)


FORGED: dict[str, Callable[[], str]] = {
    "alg none": lambda: jwt.encode(claims(), "", algorithm="none", headers={"kid": conf.JWT_KID}),
    "unknown kid": lambda: signed(claims(), kid="ailleurs"),
    "no kid": lambda: jwt.encode(claims(), key(), algorithm="HS256"),
    "another key": lambda: signed(claims(), secret="x" * 40),
    "another algorithm": lambda: jwt.encode(
        claims(), key() * 3, algorithm="HS512", headers={"kid": conf.JWT_KID}
    ),
    "expired": lambda: signed(claims(exp=int(datetime.now(UTC).timestamp()) - 1)),
    "another audience": lambda: signed(claims(aud="une-autre-maison")),
    "no audience": lambda: signed({k: v for k, v in claims().items() if k != "aud"}),
    "a refresh token": lambda: signed(claims(typ="refresh")),
    "not a token": lambda: "a.b.c",
}


def test_the_honest_twin_of_the_forged_tokens_is_read() -> None:
    assert read_access(signed(claims()))[0].fonction == "direction"


@pytest.mark.parametrize("name", FORGED)
def test_a_forged_token_opens_nothing(name: str, api: Callable[..., Api]) -> None:
    token = FORGED[name]()
    with pytest.raises(NonAuthentifie):
        read_access(token)
    person = api(None)
    person.headers["Authorization"] = f"Bearer {token}"
    assert person.get("/utilisateurs").status_code == 401


def test_a_rotated_key_signs_and_the_old_one_is_read_until_it_leaves(
    cast: Distribution, settings: Any
) -> None:
    old = access_token(cast.agent_mali, session_id=uuid7(), jti=uuid7(), now=datetime.now(UTC))
    settings.JWT_KEYS = {"2026-11": "n" * 48, **settings.JWT_KEYS}
    settings.JWT_KID = "2026-11"
    new = access_token(cast.agent_mali, session_id=uuid7(), jti=uuid7(), now=datetime.now(UTC))
    assert jwt.get_unverified_header(new)["kid"] == "2026-11"
    assert read_access(old)[0].id == read_access(new)[0].id == cast.agent_mali.id
    settings.JWT_KEYS = {"2026-11": "n" * 48}
    with pytest.raises(NonAuthentifie):
        read_access(old)


def opened(api: Callable[..., Api], identifiant: str = "agent_mali") -> tuple[Api, str]:
    device = api(None)
    body = {"identifiant": identifiant, "mot_de_passe": MOT_DE_PASSE}
    response = device.post("/auth/connexion", body)
    assert response.status_code == 200, response.content
    return device, response.json()["access_token"]


def test_a_replayed_refresh_ends_the_family_and_its_owner_and_admin_are_told(
    cast: Distribution, api: Callable[..., Api]
) -> None:
    with transverse():
        User.objects.filter(id=cast.admin_mali.id).update(telephone="+22376000042")
    thief, _ = opened(api)
    stolen = thief.http.cookies[COOKIE].value
    thief.post("/auth/rafraichissement")
    with transverse():
        Session.objects.update(tournee_le=datetime.now(UTC) - timedelta(seconds=31))
    thief.http.cookies[COOKIE] = stolen
    assert thief.post("/auth/rafraichissement").json()["code"] == "jeton_reutilise"
    for acteur, nom in ((cast.agent_mali, "Agent Mali"), (cast.admin_mali, "Agent Mali")):
        items = api(acteur).get("/auth/avis").json()["items"]
        assert [(one["genre"], one["sujet_nom"]) for one in items] == [("session_volee", nom)]
    assert api(cast.admin_rci).get("/auth/avis").json()["items"] == []
    with transverse():
        assert Avis.objects.count() == 2
        told = MessageDu.objects.get(telephone="+22376000042", etape="alerte")
    assert "Agent Mali" in told.variables["texte"]


def test_a_stolen_direction_session_is_told_to_the_rest_of_direction(
    cast: Distribution, api: Callable[..., Api]
) -> None:
    device, _ = opened(api, "direction")
    old = device.http.cookies[COOKIE].value
    device.post("/auth/rafraichissement")
    device.post("/auth/rafraichissement")
    device.http.cookies[COOKIE] = old
    assert device.post("/auth/rafraichissement").json()["code"] == "jeton_reutilise"
    with transverse():
        assert [row.user_id for row in Avis.objects.all()] == [cast.direction.id]


def test_a_session_is_never_fixed_before_log_in(
    cast: Distribution, api: Callable[..., Api]
) -> None:
    attacker, _ = opened(api, "agent_rci")
    planted = attacker.http.cookies[COOKIE].value
    victim = api(None)
    victim.http.cookies[COOKIE] = planted
    body = {"identifiant": "agent_mali", "mot_de_passe": MOT_DE_PASSE}
    victim.post("/auth/connexion", body)
    assert victim.http.cookies[COOKIE].value != planted
    whose = victim.post("/auth/rafraichissement").json()["utilisateur"]["identifiant"]
    assert whose == "agent_mali"


@pytest.mark.parametrize("path", ["/auth/rafraichissement", "/auth/deconnexion", "/auth/connexion"])
def test_another_site_uses_no_cookie(
    cast: Distribution, api: Callable[..., Api], path: str
) -> None:
    device, _ = opened(api)
    body = {"identifiant": "agent_mali", "mot_de_passe": MOT_DE_PASSE}
    for headers in ({"Origin": "https://exemple.net"}, {"Sec-Fetch-Site": "cross-site"}):
        refused = device.post(path, body, headers=headers)
        assert (refused.status_code, refused.json()["code"]) == (403, "origine_refusee")


def test_a_signed_out_token_writes_nothing_and_soon_reads_nothing(
    cast: Distribution, api: Callable[..., Api], api_commit: Callable[..., Api]
) -> None:
    device, token = opened(api)
    bearer = {"Authorization": f"Bearer {token}"}
    assert device.get("/auth/moi", headers=bearer).status_code == 200
    api_commit(cast.admin_mali).post(f"/utilisateurs/{cast.agent_mali.id}/deconnexion")
    assert device.patch("/auth/moi", {"langue": "en"}, headers=bearer).status_code == 401
    assert device.get("/colis", headers=bearer).status_code == 401
