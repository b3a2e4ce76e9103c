"""Public tracking: what anybody holding the code may know, and nothing else."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache

from colis.domain import Cause
from colis.models import Colis
from colis.services.mouvement import lock_colis, move_colis
from core.tenancy import contexte
from tests.cast import NOW, Api, Distribution
from tests.factories.colis import make_client, make_colis
from tracking.schemas import SuiviOut
from vols.models import Aeroport, Compagnie, Vol

pytestmark = pytest.mark.django_db
INCONNU = "YAKMVS9EDD1R3"


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    cache.clear()


@pytest.fixture
def colis(cast: Distribution) -> Colis:
    client = make_client(cast.agent_chine, NOW, nom="Fatoumata Diallo", telephone="+22376123456")
    return make_colis(cast.agent_chine, NOW, client=client)


def on_a_vol(cast: Distribution, colis: Colis) -> Vol:
    with contexte(cast.agent_chine):
        vol = Vol(
            pays_origine_id="CN", pays_destination_id="ML", mode="cargo", numero="ET609",
            compagnie=Compagnie.objects.get(code="ET"),
            aeroport_depart=Aeroport.objects.get(code="CAN"),
            aeroport_arrivee=Aeroport.objects.get(code="BKO"),
            depart_prevu_le=NOW, arrivee_prevue_le=NOW + timedelta(hours=20),
            cree_par=cast.agent_chine.id, cree_le=NOW,
        )  # fmt: skip
        vol.save(force_insert=True)
        Colis.objects.filter(id=colis.id).update(vol_id=vol.id)
    return vol


def test_the_code_alone_shows_the_carton_without_signing_in(
    colis: Colis, api: Callable[..., Api]
) -> None:
    response = api(None).get(f"/suivi/{colis.code_suivi}")
    assert response.status_code == 200, response.content
    body = response.json()
    assert SuiviOut.model_validate(body)
    assert body["statut"] == "recu"
    assert body["du"] == {"montant": 30_000, "devise": "XOF"}
    assert body["agence"]["ville"] == "Bamako"
    assert [e["etape"] for e in body["etapes"]] == [
        "recu", "groupe", "expedie", "arrive", "disponible", "remis",
    ]  # fmt: skip
    assert body["etapes"][0]["fuseau"] == "Asia/Shanghai"
    assert body["etapes"][0]["ville"] == "Guangzhou"


@pytest.mark.parametrize("as_typed", ["minuscules", "tirets"])
def test_reading_a_code_is_forgiving(colis: Colis, api: Callable[..., Api], as_typed: str) -> None:
    code = colis.code_suivi
    saisie = code.lower() if as_typed == "minuscules" else f"{code[:4]}-{code[4:8]}-{code[8:]}"
    assert api(None).get(f"/suivi/{saisie}").json()["code"] == code


def test_names_phones_and_contents_never_leave(
    colis: Colis, api: Callable[..., Api], client: Any
) -> None:
    for path in ("/api/v1/suivi/", "/suivi/"):
        text = client.get(path + colis.code_suivi).content.decode()
        for secret in ("Fatoumata", "Diallo", "76123456", "76 12 34 56", "Vêtements"):
            assert secret not in text
        assert str(colis.id) not in text
    assert api(None).get(f"/suivi/{colis.code_suivi}").json()["destinataire"] == "F•••"


@pytest.mark.parametrize("malformed", ["x", "YAKMVS9EDD1R4", "%00", "a" * 500, "123"])
def test_unknown_and_malformed_codes_answer_alike(
    cast: Distribution, api: Callable[..., Api], malformed: str
) -> None:
    unknown = api(None).get(f"/suivi/{INCONNU}")
    other = api(None).get(f"/suivi/{malformed}")
    assert (unknown.status_code, other.status_code) == (404, 404)
    same = {"title", "detail", "code", "status", "type"}
    assert {k: unknown.json()[k] for k in same} == {k: other.json()[k] for k in same}
    assert unknown["Cache-Control"] == other["Cache-Control"] == "no-store"


def test_thirty_misses_a_minute_then_the_address_waits_but_hits_still_pass(
    colis: Colis, api: Callable[..., Api]
) -> None:
    person = api(None)
    statuses = [person.get(f"/suivi/{INCONNU}").status_code for _ in range(31)]
    assert statuses == [404] * 30 + [429]
    assert person.get(f"/suivi/{INCONNU}")["Retry-After"]
    assert person.get(f"/suivi/{colis.code_suivi}").status_code == 200


def test_a_code_is_served_often_but_not_without_end(colis: Colis, api: Callable[..., Api]) -> None:
    person = api(None)
    statuses = [person.get(f"/suivi/{colis.code_suivi}").status_code for _ in range(121)]
    assert statuses == [200] * 120 + [429]


def test_an_unchanged_page_costs_no_bytes(
    colis: Colis, api: Callable[..., Api], client: Any
) -> None:
    first = api(None).get(f"/suivi/{colis.code_suivi}")
    headers = {"If-None-Match": first["ETag"]}
    again = api(None).get(f"/suivi/{colis.code_suivi}", headers=headers)
    assert (again.status_code, again.content) == (304, b"")
    page = client.get(f"/suivi/{colis.code_suivi}")
    repeat = client.get(f"/suivi/{colis.code_suivi}", headers={"If-None-Match": page["ETag"]})
    assert repeat.status_code == 304


def test_a_move_shows_at_once_when_it_is_committed(
    cast: Distribution,
    colis: Colis,
    api: Callable[..., Api],
    django_capture_on_commit_callbacks: Any,
) -> None:
    person = api(None)
    before = person.get(f"/suivi/{colis.code_suivi}")
    with django_capture_on_commit_callbacks(execute=True), contexte(cast.agent_chine):
        move_colis(
            acteur=cast.agent_chine,
            now=NOW + timedelta(hours=1),
            colis_list=lock_colis([colis.id]),
            cause=Cause.CHARGEMENT,
        )
    after = person.get(f"/suivi/{colis.code_suivi}")
    assert (before.json()["statut"], after.json()["statut"]) == ("recu", "groupe")
    assert before["ETag"] != after["ETag"]


def test_a_cached_page_asks_the_database_nothing(
    colis: Colis, api: Callable[..., Api], django_assert_num_queries: Any
) -> None:
    person = api(None)
    person.get(f"/suivi/{colis.code_suivi}")
    with django_assert_num_queries(0):
        person.http.get(f"/api/v1/suivi/{colis.code_suivi}")


def test_tracking_works_without_a_cache(
    colis: Colis, api: Callable[..., Api], settings: Any
) -> None:
    settings.CACHES = {
        "default": settings.CACHES["default"] | {"LOCATION": "unix:///nulle/part.sock?db=1"}
    }
    assert api(None).get(f"/suivi/{colis.code_suivi}").status_code == 200


def test_the_expected_arrival_is_told_in_the_airports_zone_until_it_lands(
    cast: Distribution, api: Callable[..., Api]
) -> None:
    flying = make_colis(cast.agent_chine, NOW, statut="expedie")
    on_a_vol(cast, flying)
    prevue = api(None).get(f"/suivi/{flying.code_suivi}").json()["arrivee_prevue"]
    assert prevue == {"le": "2026-03-11T05:00:00Z", "fuseau": "Africa/Bamako", "ville": "Bamako"}
    landed = make_colis(cast.agent_chine, NOW, statut="arrive")
    on_a_vol(cast, landed)
    assert api(None).get(f"/suivi/{landed.code_suivi}").json()["arrivee_prevue"] is None


def test_a_paid_carton_owes_nothing(cast: Distribution, api: Callable[..., Api]) -> None:
    paid = make_colis(cast.agent_chine, NOW, statut="disponible", regle=30_000)
    assert api(None).get(f"/suivi/{paid.code_suivi}").json()["du"]["montant"] == 0
