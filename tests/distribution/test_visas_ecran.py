"""The list of what waits, and the report of everything given up by actor."""

from collections.abc import Callable

import pytest

from accounts.domain.seconde import SUITES, Genre
from colis.models import Colis
from core.tenancy import contexte
from tests.cast import NOW, Api, Distribution
from tests.factories.argent import collect, make_arrived, open_till
from tests.factories.visas import (
    guaranteed,
    sign,
)

pytestmark = pytest.mark.django_db


def test_the_list_ages_and_says_who_may_not_sign(
    cast: Distribution, api: Callable[..., Api]
) -> None:
    visa = guaranteed(cast)
    mine = api(cast.admin_mali).get("/visas").json()["items"]
    assert [(one["id"], one["empechement"]) for one in mine] == [
        (str(visa.id), "seconde_personne_soi")
    ]
    assert mine[0]["en_retard"] is True  # the story is of March, the clock is today's
    assert mine[0]["concession"]["montant"] == {"montant": 60_000, "devise": "XOF"}
    assert api(cast.admin_rci).get("/visas").json()["items"] == []
    assert api(cast.agent_mali).get("/visas").status_code == 403
    assert api(cast.direction).get("/visas").json()["items"][0]["empechement"] is None
    path = f"/visas/{visa.id}"
    refused = api(cast.admin_mali).post(path, {"decision": "accorder"})
    assert (refused.status_code, refused.json()["code"]) == (409, "seconde_personne_soi")
    assert api(cast.direction).post(path, {"decision": "refuser"}).status_code == 422
    done = api(cast.direction).post(path, {"decision": "refuser", "motif": "pas d'accord"})
    assert (done.status_code, done.json()["statut"]) == (200, "refuse")
    assert api(cast.admin_mali).get("/visas").json()["items"] == []
    settled = api(cast.admin_mali).get("/visas?statut=refuse").json()["items"]
    assert settled[0]["decide_par"] == "Direction"


def test_one_report_sums_everything_given_up_by_actor(
    cast: Distribution, api: Callable[..., Api]
) -> None:
    guaranteed(cast)
    colis = make_arrived(cast, NOW)
    open_till(cast.agent_mali, NOW)
    collect(cast.agent_mali, NOW, (colis, 5_000), rabais=1_000, rabais_motif="=1+1", jeton_cede=50)
    days = "debut=2026-03-10&fin=2026-03-10"
    report = api(cast.admin_mali).get(f"/concessions/synthese?{days}").json()
    figures = {
        (line["acteur"]["nom"], line["genre"]): (line["montant"]["montant"], line["en_attente"])
        for line in report["lignes"]
    }
    assert figures == {
        ("Admin Mali", "garantie"): (60_000, 1),
        ("Agent Mali", "jeton_cede"): (50, 0),
        ("Agent Mali", "rabais"): (1_000, 0),
    }
    listed = api(cast.admin_mali).get(f"/concessions?{days}&genre=rabais").json()["items"]
    assert [one["auteur"]["nom"] for one in listed] == ["Agent Mali"]
    csv = api(cast.admin_mali).get(f"/concessions/export.csv?{days}").content.decode()
    assert csv.count("\n") == 4
    assert "'=1+1" in csv
    assert api(cast.admin_rci).get(f"/concessions/synthese?{days}").json()["lignes"] == []
    nothing = api(cast.admin_mali).get("/concessions/synthese?debut=2026-03-11&fin=2026-03-11")
    assert nothing.json()["lignes"] == []


def test_a_refused_act_stands_says_what_undoes_it_and_its_author_is_told(
    cast: Distribution, api: Callable[..., Api]
) -> None:
    visa = guaranteed(cast)
    assert api(cast.direction).get("/visas").json()["items"][0]["suite"] is None
    answer = api(cast.direction).post(
        f"/visas/{visa.id}", {"decision": "refuser", "motif": "pas d'accord"}
    )
    assert answer.json()["suite"] == "recouvrer"
    with contexte(cast.admin_mali):
        assert Colis.objects.filter(statut="remis", du__gt=0).exists()
    (told,) = api(cast.admin_mali).get("/auth/avis").json()["items"]
    assert told["genre"] == "visa_refuse"
    assert told["details"] == {
        "genre": "garantie", "libelle": visa.concession.libelle, "par": "Direction",
    }  # fmt: skip
    assert api(cast.agent_mali).get("/auth/avis").json()["items"] == []


def test_a_signed_act_tells_its_author_nothing(cast: Distribution, api: Callable[..., Api]) -> None:
    sign(cast.direction, guaranteed(cast))
    assert api(cast.admin_mali).get("/auth/avis").json()["items"] == []


def test_whatever_can_wait_for_a_visa_says_what_undoes_it() -> None:
    signed_beforehand = {Genre.ANNULATION, Genre.ECART, Genre.FRAIS}
    assert set(SUITES) == set(Genre) - signed_beforehand
