"""The public page: no JavaScript needed, small, private, in the reader's language."""

import html
import re
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.test import Client as HttpClient

from colis.models import Colis, Photo
from core.tenancy import Acteur, contexte
from tests.cast import NOW, Distribution, new_id
from tests.factories.colis import make_client, make_colis
from tracking.pages import FICHIERS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    cache.clear()


@pytest.fixture
def colis(cast: Distribution) -> Colis:
    client = make_client(cast.agent_chine, NOW, telephone="+22376123456")
    return make_colis(cast.agent_chine, NOW, statut="disponible", client=client, rang=2, total=3)


def take_photo(colis: Colis, acteur: Acteur, contexte_photo: str, nom: str = "reduite") -> None:
    with contexte(acteur):
        Photo(
            id=new_id(), colis=colis, statut="prete", cle_recue="r", cle_originale="o",
            cle_reduite=f"photos/colis/{nom}.jpg", sha256="0" * 64, octets=1,
            contexte=contexte_photo, acteur_id=acteur.id, pays=acteur.pays_audit, survenu_le=NOW,
            enregistre_le=NOW,
        ).save(force_insert=True)  # fmt: skip


@pytest.fixture
def photographed(cast: Distribution, colis: Colis) -> Colis:
    take_photo(colis, cast.agent_chine, "enregistrement")
    return colis


def read(http: HttpClient, colis: Colis, query: str = "", **headers: str) -> Any:
    return http.get(f"/suivi/{colis.code_suivi}{query}", headers=headers)


def text(response: Any) -> str:
    return html.unescape(response.content.decode())


def test_the_page_says_where_the_carton_is_and_what_is_due(
    colis: Colis, client: HttpClient
) -> None:
    page = text(read(client, colis))
    assert "À retirer · Bamako" in page
    assert "Colis 2 sur 3" in page
    assert "30\xa0000\xa0F\xa0CFA" in page.replace("\u202f", "\xa0")
    assert "TS Bamako" in page
    assert "10 mars, 17:00" in page  # 09:00 UTC, at Guangzhou


@pytest.mark.parametrize(
    ("query", "accept", "word"),
    [
        ("", "en-GB,en;q=0.9", "Left to pay"),
        ("", "fr", "Reste à payer"),
        ("", "zh-CN,zh", "待付金额"),
        ("", "bm", "Reste à payer"),
        ("", "de", "Reste à payer"),
        ("?lang=en", "fr", "Left to pay"),
        ("?lang=xx", "en", "Left to pay"),
    ],
)
def test_the_page_speaks_the_readers_language(
    colis: Colis, client: HttpClient, query: str, accept: str, word: str
) -> None:
    assert word in text(read(client, colis, query, **{"Accept-Language": accept}))


def test_the_page_is_private_and_unindexed(colis: Colis, client: HttpClient) -> None:
    response = read(client, colis)
    assert response["Referrer-Policy"] == "no-referrer"
    assert "noindex" in response["X-Robots-Tag"]
    assert "script-src 'self'" in response["Content-Security-Policy"]
    assert "unsafe" not in response["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
    assert not re.search(r"<script(?![^>]*src=)|style=|<style|onclick", text(response))


def test_whatsapp_gets_a_preview_without_the_amount(colis: Colis, client: HttpClient) -> None:
    page = text(read(client, colis))
    tags = dict(re.findall(r'property="og:(\w+)" content="([^"]*)"', page))
    assert tags["title"] == "À retirer · Bamako"
    assert tags["url"].endswith(
        f"/suivi/{colis.code_suivi[:4]}-{colis.code_suivi[4:8]}-{colis.code_suivi[8:]}"
    )
    assert tags["image"].startswith("http")
    assert "CFA" not in tags["description"]


def test_without_javascript_the_page_reloads_itself(colis: Colis, client: HttpClient) -> None:
    assert '<noscript><meta http-equiv="refresh" content="30"></noscript>' in text(
        read(client, colis)
    )


def test_the_page_with_its_style_and_script_is_under_15_kb(
    photographed: Colis, client: HttpClient
) -> None:
    total = len(read(client, photographed).content)
    for name in FICHIERS[:3]:
        path = finders.find(f"tracking/{name}")
        assert isinstance(path, str)
        with open(path, "rb") as file:  # noqa: PTH123
            total += len(file.read())
    assert total < 15_000


@pytest.mark.parametrize("code", ["YAKMVS9EDD1R3", "nimporte", "<script>"])
def test_an_unknown_code_gets_a_page_that_says_what_to_do(
    cast: Distribution, client: HttpClient, code: str
) -> None:
    response = client.get(f"/suivi/{code}")
    assert response.status_code == 404
    assert response["Cache-Control"] == "no-store"
    assert "Vérifiez le lien reçu" in text(response)
    assert "<script>" not in response.content.decode()


def test_unknown_and_malformed_pages_are_the_same(cast: Distribution, client: HttpClient) -> None:
    pages = {client.get(f"/suivi/{code}").content for code in ("YAKMVS9EDD1R3", "nimporte")}
    assert len(pages) == 1


def test_a_carton_without_photo_asks_nothing(colis: Colis, client: HttpClient) -> None:
    assert "<form" not in text(read(client, colis))


def test_the_photo_waits_for_the_last_four_digits(photographed: Colis, client: HttpClient) -> None:
    assert "<img" not in text(read(client, photographed))
    wrong = client.post(f"/suivi/{photographed.code_suivi}", {"fin": "0000"})
    assert wrong.status_code == 422
    assert "ne correspondent pas" in text(wrong)
    right = client.post(f"/suivi/{photographed.code_suivi}", {"fin": "3456"})
    assert right.status_code == 303
    assert "3456" not in right["Location"]
    shown = client.get(right["Location"])
    assert "reduite.jpg?sig=" in text(shown)
    assert shown["Cache-Control"] == "private, no-store"


PRIVEES = ["remise", "pointage", "dommage", "enregistrement"]


@pytest.mark.parametrize("prise", PRIVEES)
def test_only_the_pictures_of_intake_are_public(
    cast: Distribution, photographed: Colis, client: HttpClient, prise: str
) -> None:
    """An identity document is photographed at hand-over; an old app calls it an intake."""
    take_photo(photographed, cast.agent_mali, prise, "piece")
    page = client.post(f"/suivi/{photographed.code_suivi}", {"fin": "3456"})["Location"]
    shown = text(client.get(page))
    assert "reduite.jpg?sig=" in shown
    assert "piece.jpg" not in shown


@pytest.mark.parametrize("prise", PRIVEES)
def test_a_carton_with_private_pictures_alone_asks_nothing(
    cast: Distribution, colis: Colis, client: HttpClient, prise: str
) -> None:
    take_photo(colis, cast.agent_mali, prise)
    assert "<form" not in text(read(client, colis))


def test_a_pass_opens_one_carton_only(
    cast: Distribution, photographed: Colis, client: HttpClient
) -> None:
    passe = client.post(f"/suivi/{photographed.code_suivi}", {"fin": "3456"})["Location"]
    other = make_colis(cast.agent_chine, NOW)
    query = passe.partition("?")[2].partition("#")[0]
    assert "<img" not in text(client.get(f"/suivi/{other.code_suivi}?{query}"))
    assert "<img" not in text(client.get(f"/suivi/{photographed.code_suivi}?photo=faux:x"))


def test_five_tries_an_hour_then_the_photo_waits(photographed: Colis, client: HttpClient) -> None:
    path = f"/suivi/{photographed.code_suivi}"
    statuses = [client.post(path, {"fin": "0000"}).status_code for _ in range(6)]
    assert statuses == [422] * 5 + [429]
    assert client.post(path, {"fin": "3456"}).status_code == 429
    assert client.get(path).status_code == 200


@pytest.mark.parametrize(
    "statut",
    ["recu", "groupe", "expedie", "arrive", "remis", "manquant", "perdu", "retourne", "annule"],
)
@pytest.mark.parametrize("langue", ["fr", "en", "zh"])
def test_every_state_has_its_page(
    cast: Distribution, client: HttpClient, statut: str, langue: str
) -> None:
    colis = make_colis(cast.agent_chine, NOW, statut=statut)
    response = read(client, colis, f"?lang={langue}")
    assert response.status_code == 200
    assert "{" not in re.sub(r"<[^>]+>", "", text(response))


def test_other_methods_are_refused(colis: Colis, client: HttpClient) -> None:
    assert client.delete(f"/suivi/{colis.code_suivi}").status_code == 405


def test_what_the_page_links_to_is_served(colis: Colis, client: HttpClient) -> None:
    page = text(read(client, colis))
    links = re.findall(r'"(?:https?://[^/"]+)?(/static/tracking/[^"]+)"', page)
    assert len(links) == 4
    for link in links:
        response = client.get(link)
        assert response.status_code == 200, link
        assert b"".join(response.streaming_content)  # type: ignore[attr-defined]
        response.close()
