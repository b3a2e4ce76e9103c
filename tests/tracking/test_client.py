"""The client's account: a phone we know, a code, and one's own parcels only."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache

from accounts import palier
from accounts.models import CodeUnique, User
from accounts.services.codes import read_code_text
from colis.models import Client
from core import clock
from core.tenancy import contexte, systeme, transverse
from tests.cast import NOW, Api, Distribution
from tests.factories.colis import make_client, make_colis

pytestmark = pytest.mark.django_db
PHONE = "+22376123456"


@pytest.fixture(autouse=True)
def _empty_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    monkeypatch.setattr(palier, "PALIER_S", 0.0)  # tests/accounts/test_durees.py holds it


@pytest.fixture
def fatou(cast: Distribution) -> Client:
    return make_client(cast.agent_chine, NOW, nom="Fatou Keïta", telephone=PHONE, langue="en")


def last_code() -> str:
    with transverse():
        row = CodeUnique.objects.latest("cree_le")
    with contexte(systeme(row.pays)):
        text = read_code_text(code_id=row.id, now=clock.now())
    assert text is not None
    return text


def log_in(api: Callable[..., Api]) -> tuple[Api, Any]:
    device = api(None)
    assert device.post("/auth/otp", {"telephone": PHONE}).status_code == 202
    opened = device.post("/auth/otp/verification", {"telephone": PHONE, "code": last_code()})
    assert opened.status_code == 200, opened.content
    device.headers["Authorization"] = f"Bearer {opened.json()['access_token']}"
    return device, opened


@pytest.mark.parametrize("telephone", ["+22370000000", "n'importe quoi", "", "+1"])
def test_asking_for_a_code_answers_the_same_for_every_phone(
    fatou: Client, api: Callable[..., Api], telephone: str
) -> None:
    known = api(None).post("/auth/otp", {"telephone": PHONE})
    other = api(None).post("/auth/otp", {"telephone": telephone})
    assert (known.status_code, known.json()) == (other.status_code, other.json())
    assert known.status_code == 202
    with transverse():
        assert CodeUnique.objects.count() == 1


def test_asking_too_often_still_answers_202(fatou: Client, api: Callable[..., Api]) -> None:
    statuses = [api(None).post("/auth/otp", {"telephone": PHONE}).status_code for _ in range(7)]
    assert statuses == [202] * 7
    with transverse():
        assert CodeUnique.objects.count() == 5


def test_the_first_code_makes_the_account_and_the_next_ones_find_it(
    fatou: Client, api: Callable[..., Api]
) -> None:
    _, first = log_in(api)
    assert first.json()["utilisateur"]["role"] == "client"
    assert first.json()["utilisateur"]["nom"] == "Fatou Keïta"
    assert first.json()["utilisateur"]["pays"] is None
    assert first.json()["utilisateur"]["langue"] == "en"
    _, second = log_in(api)
    assert second.json()["utilisateur"]["id"] == first.json()["utilisateur"]["id"]
    with transverse():
        assert User.objects.filter(fonction="client", telephone=PHONE).count() == 1


def test_a_wrong_code_is_refused_and_counted(fatou: Client, api: Callable[..., Api]) -> None:
    device = api(None)
    device.post("/auth/otp", {"telephone": PHONE})
    right = last_code()
    wrong = {"telephone": PHONE, "code": f"{(int(right) + 1) % 1_000_000:06d}"}
    answers = [device.post("/auth/otp/verification", wrong) for _ in range(5)]
    assert [a.status_code for a in answers] == [401] * 5
    assert {a.json()["code"] for a in answers} == {"code_connexion_invalide"}
    dead = device.post("/auth/otp/verification", {"telephone": PHONE, "code": right})
    assert dead.status_code == 401
    unknown = device.post("/auth/otp/verification", wrong | {"telephone": "+22370000000"})
    assert unknown.json() == answers[0].json()


def test_a_closed_client_account_stays_closed(fatou: Client, api: Callable[..., Api]) -> None:
    log_in(api)
    with transverse():
        User.objects.filter(fonction="client").update(actif=False)
    device = api(None)
    device.post("/auth/otp", {"telephone": PHONE})
    body = {"telephone": PHONE, "code": last_code()}
    assert device.post("/auth/otp/verification", body).status_code == 401


def test_the_session_refreshes_and_closes_like_any_other(
    fatou: Client, api: Callable[..., Api]
) -> None:
    device, _ = log_in(api)
    assert device.post("/auth/rafraichissement").status_code == 200
    assert device.get("/auth/moi").json()["actions"] == [
        "moi.lire", "session.fermer", "session.ouvrir",
    ]  # fmt: skip
    assert len(device.get("/auth/sessions").json()["items"]) == 1
    assert device.post("/auth/deconnexion-partout").json() == {"sessions": 1}
    assert device.post("/auth/rafraichissement").status_code == 401


def test_a_client_sees_their_own_parcels_in_every_country_and_nobody_elses(
    cast: Distribution, fatou: Client, api: Callable[..., Api]
) -> None:
    abroad = make_client(cast.agent_chine, NOW, pays="CI", telephone=PHONE)
    own = {
        make_colis(cast.agent_chine, NOW, client=fatou).code_suivi,
        make_colis(cast.agent_chine, NOW, pays_destination="CI", client=abroad).code_suivi,
    }
    make_colis(cast.agent_chine, NOW)
    device, _ = log_in(api)
    items = device.get("/moi/colis").json()["items"]
    assert {item["code_suivi"] for item in items} == own
    assert items[0]["du"] == {"montant": 30_000, "devise": "XOF"}
    assert items[0]["url"].startswith("http")
    assert len(device.get("/moi/colis?limite=1").json()["items"]) == 1
    assert device.get("/moi/recus").json() == {"items": [], "suivant": None}


@pytest.mark.parametrize(
    "path",
    ["/colis", "/clients?q=76123456", "/vols", "/utilisateurs", "/agences", "/reglages", "/audit"],
)
def test_a_client_reaches_none_of_the_staffs_pages(
    fatou: Client, api: Callable[..., Api], path: str
) -> None:
    device, _ = log_in(api)
    assert device.get(path).status_code == 403


@pytest.mark.parametrize("path", ["/moi/colis", "/moi/recus", "/moi/preferences"])
def test_staff_have_no_client_pages(cast: Distribution, api: Callable[..., Api], path: str) -> None:
    assert api(cast.agent_mali).get(path).status_code == 403
    assert api(None).get(path).status_code == 401


def test_preferences_reach_the_client_record_of_every_country(
    cast: Distribution, fatou: Client, api: Callable[..., Api]
) -> None:
    make_client(cast.agent_chine, NOW, pays="CI", telephone=PHONE)
    device, _ = log_in(api)
    assert device.get("/moi/preferences").json()["consentement_whatsapp"] is None
    changed = device.patch("/moi/preferences", {"langue": "fr", "consentement_whatsapp": True})
    assert changed.status_code == 200, changed.content
    assert changed.json() == {
        "langue": "fr", "consentement_whatsapp": True, "pays": ["ML", "CI"],
    }  # fmt: skip
    with transverse():
        rows = Client.objects.filter(telephone=PHONE)
        assert [(c.langue, c.consentement_whatsapp) for c in rows] == [("fr", True)] * 2
    assert device.get("/auth/moi").json()["langue"] == "fr"
    assert device.patch("/moi/preferences", {}).status_code == 422
