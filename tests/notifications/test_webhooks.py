"""Where the providers' calls may come from: an allow-list, judged as our own proxy saw them."""

from ipaddress import ip_network

import pytest
from django.test import Client as Http
from pytest_django import Settings

from config.environment import Environment
from core.tenancy import transverse
from notifications.models import Recu
from tests.notifications.test_cloud import sign

pytestmark = pytest.mark.django_db
LISTE = [ip_network("203.0.113.0/24"), ip_network("2001:db8::7/128")]


def post(settings: Settings, adresse: str, *, fournisseur: str = "wachap", vue: str = "") -> int:
    chemin = "/api/v1/webhooks/cloud"
    if fournisseur == "wachap":
        chemin = f"/api/v1/webhooks/wachap/{settings.WACHAP_WEBHOOK_SECRET}"
    entetes = {"X-Hub-Signature-256": sign(b"{}", settings.WHATSAPP_CLOUD_APP_SECRET)}
    if vue:
        entetes["X-Forwarded-For"] = vue
    reponse = Http(REMOTE_ADDR=adresse).post(
        chemin, b"{}", content_type="application/json", headers=entetes
    )
    with transverse():
        assert Recu.objects.exists() == (reponse.status_code == 200)
    return reponse.status_code


@pytest.fixture(autouse=True)
def secret(settings: Settings) -> None:
    settings.WHATSAPP_CLOUD_APP_SECRET = "secret-essai"
    settings.WEBHOOK_ADRESSES = {"wachap": LISTE, "cloud": []}


@pytest.mark.parametrize("adresse", ["203.0.113.9", "::ffff:203.0.113.9", "2001:db8::7"])
def test_a_receipt_from_a_listed_address_is_kept(settings: Settings, adresse: str) -> None:
    assert post(settings, adresse) == 200


@pytest.mark.parametrize("adresse", ["203.0.114.9", "2001:db8::8", "", "nulle-part"])
def test_a_receipt_from_elsewhere_finds_nobody_though_its_secret_is_right(
    settings: Settings, adresse: str
) -> None:
    assert post(settings, adresse) == 404


def test_an_empty_list_takes_receipts_from_anywhere(settings: Settings) -> None:
    settings.WEBHOOK_ADRESSES = {"wachap": [], "cloud": []}
    assert post(settings, "198.51.100.4") == 200


def test_behind_our_proxy_the_address_is_the_one_it_saw(settings: Settings) -> None:
    settings.NOMBRE_PROXYS = 1
    assert post(settings, "10.0.0.2", vue="198.51.100.4") == 404
    assert post(settings, "10.0.0.2", vue="203.0.113.9, 198.51.100.4") == 404
    assert post(settings, "10.0.0.2", vue="198.51.100.4, 203.0.113.9") == 200


def test_without_a_proxy_a_claimed_address_is_worth_nothing(settings: Settings) -> None:
    settings.NOMBRE_PROXYS = 0
    assert post(settings, "198.51.100.4", vue="203.0.113.9") == 404


def test_each_provider_has_its_own_list(settings: Settings) -> None:
    assert post(settings, "198.51.100.4", fournisseur="cloud") == 200


def test_a_list_is_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WACHAP_WEBHOOK_ADRESSES", '["203.0.113.7", "198.51.100.0/24"]')
    lues = Environment().wachap_adresses
    assert [str(reseau) for reseau in lues] == ["203.0.113.7/32", "198.51.100.0/24"]
