"""What somebody would try at the doors: forged tokens, replays, guesses, going round the lock."""

import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import jwt
import pytest
from django.conf import settings as conf
from django.core.cache import caches

from accounts.backends import CompteBackend
from accounts.domain import CodeInvalide, UsageCode
from accounts.jetons import access_token, read_access
from accounts.models import Avis, CodeUnique, Session, User
from accounts.services.codes import issue_code, read_code_text, verify_code
from core.chiffrement import decrypt
from core.errors import NonAuthentifie
from core.ids import uuid7
from core.tenancy import contexte, transverse
from notifications.models import MessageDu
from tests.cast import MOT_DE_PASSE, NOW, Api, Distribution

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


def test_without_redis_a_signed_out_token_still_writes_nothing(
    cast: Distribution, api: Callable[..., Api], sans_redis: None
) -> None:
    device, token = opened(api)
    bearer = {"Authorization": f"Bearer {token}"}
    api(cast.admin_mali).post(f"/utilisateurs/{cast.agent_mali.id}/deconnexion")
    assert device.patch("/auth/moi", {"langue": "en"}, headers=bearer).status_code == 401


@pytest.fixture
def sans_redis(monkeypatch: pytest.MonkeyPatch) -> None:
    """Redis answers nothing: every cache call misses."""
    cache: Any = caches["default"]
    monkeypatch.setattr(cache, "_try", lambda _call, *, missed: missed)


def test_without_redis_people_log_in_and_the_lock_still_holds(
    cast: Distribution, api: Callable[..., Api], sans_redis: None
) -> None:
    opened(api)
    for _ in range(5):
        body = {"identifiant": "agent_rci", "mot_de_passe": "faux"}
        assert api(None).post("/auth/connexion", body).status_code == 401
    locked = {"identifiant": "agent_rci", "mot_de_passe": MOT_DE_PASSE}
    assert api(None).post("/auth/connexion", locked).json()["code"] == "compte_verrouille"


def test_without_redis_the_address_budget_is_twice_as_strict(
    cast: Distribution, api: Callable[..., Api], sans_redis: None
) -> None:
    statuses = [
        api(None).post("/auth/reinitialisation/demande", {"identifiant": "x"}).status_code
        for _ in range(20)
    ]
    assert statuses == [202] * 15 + [429] * 5


@pytest.mark.parametrize(
    "disguise", [" Agent_Mali", "AGENT_MALI", "agent _ mali", "ａｇｅｎｔ_mali"]
)
def test_the_lock_is_not_gone_round_by_spelling_or_address(
    cast: Distribution, api: Callable[..., Api], disguise: str
) -> None:
    for n in range(5):
        body = {"identifiant": disguise, "mot_de_passe": "faux"}
        api(None).post("/auth/connexion", body, REMOTE_ADDR=f"203.0.113.{n}")
    body = {"identifiant": "agent_mali", "mot_de_passe": MOT_DE_PASSE}
    other = api(None).post("/auth/connexion", body, REMOTE_ADDR="198.51.100.7")
    assert other.json()["code"] == "compte_verrouille"


def test_a_claimed_address_is_not_believed(cast: Distribution, api: Callable[..., Api]) -> None:
    statuses = {
        api(None)
        .post(
            "/auth/reinitialisation/demande",
            {"identifiant": "x"},
            headers={"X-Forwarded-For": f"198.51.100.{n}"},
            REMOTE_ADDR="203.0.113.200",
        )
        .status_code
        for n in range(31)
    }
    assert statuses == {202, 429}


@pytest.mark.parametrize("other", ["unknown", "closed"])
def test_an_unknown_or_closed_account_takes_as_long_as_a_wrong_password(
    cast: Distribution, other: str
) -> None:
    """Medians of many interleaved tries with the real Argon2 cost differ by less than noise."""
    if other == "closed":
        with transverse():
            User.objects.filter(id=cast.agent_rci.id).update(actif=False)
    name = "agent_rci" if other == "closed" else "personne"
    hasher = _real_cost()
    with hasher:
        with transverse():
            for user in User.objects.filter(fonction="agent"):
                user.set_password(MOT_DE_PASSE)
                user.save(update_fields=["password"])
        known, hidden = [], []
        for _ in range(25):
            known.append(_timed("agent_mali"))
            hidden.append(_timed(name))
    ratio = statistics.median(hidden) / statistics.median(known)
    assert 0.7 < ratio < 1.4, ratio


def _timed(identifiant: str) -> float:
    start = time.perf_counter()
    assert CompteBackend().authenticate(None, identifiant=identifiant, password="faux") is None
    return time.perf_counter() - start


def _real_cost() -> Any:
    """A tenth of production's Argon2 cost: far above the queries', so that only it counts."""
    patch = pytest.MonkeyPatch()

    class Cost:
        def __enter__(self) -> None:
            from django.contrib.auth.hashers import Argon2PasswordHasher  # noqa: PLC0415

            patch.setattr(Argon2PasswordHasher, "memory_cost", 10_240)
            patch.setattr(Argon2PasswordHasher, "time_cost", 2)

        def __exit__(self, *_: object) -> None:
            patch.undo()

    return Cost()


def test_a_one_time_code_opens_nothing_it_was_not_made_for(cast: Distribution) -> None:
    now = datetime.now(UTC)
    phone, subject = "+22376000077", "x" * 16
    with contexte(cast.agent_mali):
        code = issue_code(
            acteur=cast.agent_mali, now=now, usage=UsageCode.REMISE, telephone=phone,
            sujet=subject, pays="ML",
        )  # fmt: skip
        text = read_code_text(code_id=code.id, now=now)
        assert text is not None
        for usage, telephone, sujet in (
            (UsageCode.CONNEXION, phone, subject),
            (UsageCode.CONTACT, phone, subject),
            (UsageCode.REMISE, "+22376000078", subject),
            (UsageCode.REMISE, phone, "y" * 16),
        ):
            with pytest.raises(CodeInvalide):
                verify_code(now=now, usage=usage, telephone=telephone, sujet=sujet, code=text)
        verify_code(now=now, usage=UsageCode.REMISE, telephone=phone, sujet=subject, code=text)


def test_no_admin_reads_a_code_anywhere(cast: Distribution, api: Callable[..., Api]) -> None:
    now = datetime.now(UTC)
    with contexte(cast.agent_mali):
        code = issue_code(
            acteur=cast.agent_mali, now=now, usage=UsageCode.CONNEXION,
            telephone="+22376000079", pays="ML",
        )  # fmt: skip
    with transverse():
        row = CodeUnique.objects.get(id=code.id)
        assert row.texte_chiffre is not None
        text = decrypt(row.texte_chiffre)
    assert text not in row.empreinte
    for path in ("/notifications", "/audit", "/utilisateurs", f"/recherche?q={text}"):
        body = api(cast.admin_mali).get(path).content.decode()
        assert f'"{text}"' not in body.replace(f'"q":"{text}"', "")
        assert f"*{text}*" not in body


def test_an_author_approves_through_no_second_account_of_theirs(
    cast: Distribution, api: Callable[..., Api]
) -> None:
    """Direction makes itself an admin, sells a guarantee, and signs with the other hat."""
    made = api(cast.direction).post(
        "/utilisateurs",
        {
            "id": str(uuid7()), "identifiant": "prete-nom", "nom": "Prête Nom",
            "fonction": "admin", "pays": "ML", "mot_de_passe": MOT_DE_PASSE,
        },
    )  # fmt: skip
    assert made.status_code == 201
    with transverse():
        puppet = User.objects.get(id=UUID(made.json()["id"]))
    assert puppet.mains == [str(cast.direction.id)]
    api(cast.direction).post(f"/utilisateurs/{puppet.id}/desactivation")
    api(cast.direction).patch(f"/utilisateurs/{puppet.id}", {"actif": True})
    with transverse():
        assert User.objects.get(id=puppet.id).mains == [str(cast.direction.id)]
    assert NOW - timedelta(days=7) < puppet.cree_le
