"""Lists and look-ups of cartons: filters, pages, whatever was scanned, and whose rows they are."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from colis.models import Colis, ReferenceExterne
from colis.selectors.colis import search_colis
from core.ids import format_code_suivi, uuid7
from core.tenancy import contexte
from tests.cast import NOW, Api, Distribution
from tests.colis.corps import corps_colis, statements
from tests.factories.colis import make_client, make_colis
from vols.models import Vol

pytestmark = pytest.mark.django_db
MakeApi = Callable[..., Api]


def ids(response: Any) -> list[str]:
    assert response.status_code == 200, response.json()
    return [item["id"] for item in response.json()["items"]]


def test_fifty_cartons_cost_at_most_four_queries_as_two_do(
    cast: Distribution, api: MakeApi
) -> None:
    client = make_client(cast.agent_chine, NOW)
    for _ in range(50):
        make_colis(cast.agent_chine, NOW, client=client)
    chine = api(cast.agent_chine)
    counts = []
    for limite in (2, 50):
        with CaptureQueriesContext(connection) as captured:
            assert len(ids(chine.get("/colis", data={"limite": limite}))) == limite
        counts.append(len(statements(captured)))
    assert counts[0] == counts[1] <= 4


def test_pages_follow_each_other_without_a_gap(cast: Distribution, api: MakeApi) -> None:
    client = make_client(cast.agent_chine, NOW)
    made = [
        str(make_colis(cast.agent_chine, NOW + timedelta(minutes=n % 3), client=client).id)
        for n in range(7)
    ]
    chine = api(cast.agent_chine)
    for tri in ("id", "-id", "enregistre_le", "-statut_le"):
        seen: list[str] = []
        curseur = None
        while True:
            query = {"limite": 2, "tri": tri} | ({"curseur": curseur} if curseur else {})
            response = chine.get("/colis", data=query)
            seen += ids(response)
            curseur = response.json()["suivant"]
            if curseur is None:
                break
        assert sorted(seen) == sorted(made), tri


@pytest.mark.parametrize(
    "query",
    [
        {"limite": 201},
        {"limite": 0},
        {"tri": "prix"},
        {"curseur": "!!"},
        {"curseur": "WyJ4IiwieSJd"},
        {"statut": "volé"},
        {"vol": "x"},
        {"depuis": "hier"},
        {"blocage": "peut-etre"},
        {"q": "a"},
        {"q": "\x00\x00\x00"},
        {"pays_destination": "Mali"},
    ],
)
def test_a_malformed_query_is_refused(
    cast: Distribution, api: MakeApi, query: dict[str, Any]
) -> None:
    assert api(cast.agent_chine).get("/colis", data=query).status_code == 422


def test_a_list_is_narrowed_by_every_filter(cast: Distribution, api: MakeApi) -> None:
    vol, client = uuid7(), make_client(cast.agent_chine, NOW, nom="Salif Keita")
    wanted = make_colis(
        cast.agent_chine, NOW, statut="groupe", vol_id=vol, client=client, blocage="dg",
        blocage_pays="CN",
    )  # fmt: skip
    make_colis(cast.agent_chine, NOW - timedelta(days=9), "CI")
    chine = api(cast.agent_chine)
    for query in (
        {"statut": "groupe"},
        {"statut": "groupe,expedie"},
        {"vol": str(vol)},
        {"client": str(client.id)},
        {"depuis": (NOW - timedelta(days=1)).isoformat()},
        {"pays_destination": "ML"},
        {"blocage": "true"},
        {"blocage": "dg"},
        {"q": wanted.code_suivi},
        {"q": wanted.code_suivi[-6:].lower()},
        {"q": "keita"},
        {"q": client.telephone[-8:]},
    ):
        assert ids(chine.get("/colis", data=query)) == [str(wanted.id)], query
    assert ids(chine.get("/colis", data={"statut": ["recu", "groupe"], "tri": "id"}))[0] == str(
        wanted.id
    )


def test_stock_is_listed_by_location_at_home_and_hidden_from_the_origin(
    cast: Distribution, api: MakeApi
) -> None:
    place = cast.emplacements["ML"]
    colis = make_colis(cast.agent_chine, NOW, statut="disponible", emplacement=place)
    home = api(cast.agent_mali).get("/colis", data={"emplacement": str(place.id)})
    assert home.json()["items"][0]["emplacement"]["code"] == place.code
    far = api(cast.agent_chine).get(f"/colis/{colis.id}")
    assert (far.status_code, far.json()["emplacement"]) == (200, None)


def test_a_hidden_carton_answers_like_an_unknown_one_everywhere(
    cast: Distribution, api: MakeApi
) -> None:
    for acteur, statut in ((cast.agent_mali, "recu"), (cast.agent_rci, "expedie")):
        colis = make_colis(cast.agent_chine, NOW, statut=statut)
        client = api(acteur)
        for path in (
            f"/colis/{colis.id}",
            f"/colis/par-code/{colis.code_suivi}",
            f"/colis/{colis.id}/evenements",
            f"/colis/{colis.id}/photos",
            f"/colis/{colis.id}/etiquette",
        ):
            hidden, unknown = (
                client.get(path),
                client.get(path.replace(str(colis.id), str(uuid7()))),
            )
            assert hidden.status_code == 404, path
            assert hidden.json()["code"] == unknown.json()["code"] == "introuvable"
        assert ids(client.get("/colis")) == []
        assert client.post(f"/colis/{colis.id}/blocage", {"motif": "essai"}).status_code == 404
        assert client.patch(f"/colis/{colis.id}", {"motif": "essai"}).status_code == 404


def test_direction_sees_every_country_s_cartons(cast: Distribution, api: MakeApi) -> None:
    made = {str(make_colis(cast.agent_chine, NOW, pays).id) for pays in ("ML", "CI")}
    assert set(ids(api(cast.direction).get("/colis"))) == made


def test_a_carton_is_found_by_whatever_was_scanned_or_typed(
    cast: Distribution, api: MakeApi
) -> None:
    colis = make_colis(cast.agent_chine, NOW)
    make_colis(cast.agent_chine, NOW)
    with contexte(cast.agent_chine):
        for valeur in ("SF1234567890123", "RR123456785CN", "AB12X"):
            ReferenceExterne.objects.create(colis=colis, valeur=valeur, enregistre_le=NOW)
    code = colis.code_suivi
    chine = api(cast.agent_chine)
    for saisie in (
        code,
        code.lower(),
        format_code_suivi(code),
        f"https://suivi.example/suivi/{code}",
        f"https://suivi.example/suivi/{code}?x=1",
        code[-5:],
        code[-8:].lower(),
        "sf1234567890123",
        "SF 1234 5678 90123",
        "RR 123 456 785 CN",
        "ab12x",
    ):
        response = chine.get(f"/colis/par-code/{quote(saisie, safe='')}")
        assert (response.status_code, response.json().get("id")) == (200, str(colis.id)), saisie


@pytest.mark.parametrize(
    "saisie", ["x", "abcd", "071-12345675", "https://x/y/", "0" * 13, "💥" * 9, "%00", "a" * 200]
)
def test_an_unknown_or_malformed_code_is_simply_not_found(
    cast: Distribution, api: MakeApi, saisie: str
) -> None:
    make_colis(cast.agent_chine, NOW)
    response = api(cast.agent_chine).get(f"/colis/par-code/{quote(saisie, safe='')}")
    assert (response.status_code, response.json()["code"]) == (404, "introuvable")


def test_an_air_waybill_means_the_cartons_flying_under_it(cast: Distribution, api: MakeApi) -> None:
    with contexte(cast.agent_chine):
        vol = Vol(
            pays_origine_id="CN", pays_destination_id="ML", mode="cargo", lta="071-12345675",
            cree_par=cast.agent_chine.id, cree_le=NOW,
        )  # fmt: skip
        vol.save(force_insert=True)
    first = make_colis(cast.agent_chine, NOW, statut="groupe", vol_id=vol.id)
    chine = api(cast.agent_chine)
    assert chine.get("/colis/par-code/071-12345675").json()["id"] == str(first.id)
    assert chine.get("/colis/par-code/07112345675").json()["id"] == str(first.id)
    make_colis(cast.agent_chine, NOW, statut="groupe", vol_id=vol.id)
    assert chine.get("/colis/par-code/071-12345675").json()["code"] == "code_ambigu"
    assert api(cast.agent_mali).get("/colis/par-code/071-12345675").status_code == 404


def test_what_fits_several_cartons_names_the_candidates(cast: Distribution, api: MakeApi) -> None:
    made = [make_colis(cast.agent_chine, NOW) for _ in range(2)]
    with contexte(cast.agent_chine):
        for colis in made:
            ReferenceExterne.objects.create(colis=colis, valeur="YT9876543210", enregistre_le=NOW)
    response = api(cast.agent_chine).get("/colis/par-code/YT9876543210")
    assert (response.status_code, response.json()["code"]) == (409, "code_ambigu")
    candidats = response.json()["details"]["candidats"]
    assert {c["id"] for c in candidats} == {str(colis.id) for colis in made}


def test_events_name_people_at_home_and_roles_abroad(cast: Distribution, api: MakeApi) -> None:
    registered = api(cast.agent_chine).post("/colis", corps_colis()).json()
    with contexte(cast.agent_chine):
        Colis.objects.filter(id=registered["id"]).update(visible_destination=True)
    home = api(cast.agent_chine).get(f"/colis/{registered['id']}/evenements").json()["items"][0]
    far = api(cast.agent_mali).get(f"/colis/{registered['id']}/evenements").json()["items"][0]
    assert home["acteur"]["nom"] == cast.agent_chine.nom
    assert home["details"] == {"client_cree": True}
    assert (far["acteur"]["nom"], far["details"]) == (None, {})
    assert (far["acteur"]["role"], far["acteur"]["pays"]) == ("agent_chine", "CN")
    assert (far["type"], far["de"], far["vers"]) == ("enregistrement", None, "recu")


def test_the_search_box_finds_by_code_phone_and_name_among_one_s_rows(
    cast: Distribution,
) -> None:
    colis = make_colis(cast.agent_chine, NOW, statut="expedie")
    for q in (colis.code_suivi, colis.code_suivi[-5:], "traoré", colis.destinataire_telephone):
        with contexte(cast.agent_mali):
            assert [c.id for c in search_colis(acteur=cast.agent_mali, q=q)] == [colis.id], q
        with contexte(cast.agent_rci):
            assert search_colis(acteur=cast.agent_rci, q=q) == []
    with contexte(cast.agent_mali):
        assert search_colis(acteur=cast.agent_mali, q="x") == []
