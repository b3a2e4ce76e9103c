"""Check-in of a whole flight: what it costs, who may, what the API shows."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from colis.domain import Etat
from core.ids import uuid7
from core.tenancy import contexte, transverse
from distribution.domain.pointage import Resultat, judge_scan
from distribution.models import Pointage
from distribution.selectors.pointage import read_pointage
from distribution.services.cloture_pointage import close_pointage
from tests.cast import NOW, Distribution
from tests.factories.colis import make_client
from tests.factories.depot import make_available, scan
from tests.factories.vols import (
    make_arrived,
    make_departed,
)

pytestmark = pytest.mark.django_db


@pytest.mark.lent
def test_a_400_carton_flight_leaves_and_is_checked_in_with_a_constant_number_of_queries(
    cast: Distribution,
) -> None:
    counts: dict[int, tuple[int, int, int]] = {}
    for nombre in (20, 400):
        vol, colis_list = make_departed(cast, NOW, nombre=nombre)
        codes = [colis.code_suivi for colis in colis_list]
        with CaptureQueriesContext(connection) as scanned:
            results = scan(cast.agent_mali, NOW, vol, codes)
        assert {r.pointage.resultat for r in results} == {"arrive"}
        with CaptureQueriesContext(connection) as read, contexte(cast.agent_mali):
            assert read_pointage(cast.agent_mali, vol.id).pointes == nombre
        with CaptureQueriesContext(connection) as closed, contexte(cast.agent_mali):
            close_pointage(acteur=cast.agent_mali, now=NOW, vol_id=vol.id)
        counts[nombre] = (len(scanned), len(read), len(closed))
    assert all(big <= small for big, small in zip(counts[400], counts[20], strict=True))
    assert max(counts[400]) <= 40


def test_the_api_answers_per_scan_and_shows_integers(
    cast: Distribution, api: Callable[..., Any]
) -> None:
    vol, colis_list = make_arrived(cast, NOW)
    agent = api(cast.agent_mali)
    body = {
        "pointages": [
            {"id": str(uuid7()), "code": colis_list[0].code_suivi, "etat": "conforme"},
            {"id": str(uuid7()), "code": "INCONNU", "etat": "endommage", "note": "trempé"},
        ]
    }
    response = agent.post(f"/vols/{vol.id}/pointages", body)
    assert response.status_code == 200, response.content
    assert [r["resultat"] for r in response.json()["resultats"]] == ["arrive", "inconnu"]
    shown = agent.get(f"/vols/{vol.id}/pointage").json()
    assert {k: v for k, v in shown.items() if k not in ("liste", "statut")} == {
        "attendus": 2,
        "pointes": 1,
        "manquants": 1,
        "surplus": 0,
        "endommages": 0,
    }
    assert {x["resultat"] for x in shown["liste"]} == {"arrive", "attendu"}
    assert agent.get(f"/vols/{vol.id}/irregularites.pdf").status_code == 404
    assert agent.post(f"/vols/{vol.id}/pointage/cloture").status_code == 200
    pdf = agent.get(f"/vols/{vol.id}/irregularites.pdf")
    assert (pdf.status_code, pdf.content[:5]) == (200, b"%PDF-")


@pytest.mark.parametrize("role", ["agent_chine", "admin_chine", "direction"])
def test_only_the_destination_checks_in(
    cast: Distribution, api: Callable[..., Any], role: str
) -> None:
    vol, colis_list = make_arrived(cast, NOW)
    body = {"pointages": [{"id": str(uuid7()), "code": colis_list[0].code_suivi}]}
    assert api(cast.role(role)).post(f"/vols/{vol.id}/pointages", body).status_code == 403
    assert api(cast.agent_rci).post(f"/vols/{vol.id}/pointages", body).status_code == 404


def test_the_origin_reads_progress_but_never_the_scans(cast: Distribution) -> None:
    vol, _ = make_available(cast, NOW)
    with contexte(cast.agent_chine):
        etat = read_pointage(cast.agent_chine, vol.id)
        assert Pointage.objects.count() == 0
    assert (etat.attendus, etat.pointes) == (2, 2)


def test_no_scan_is_visible_to_a_third_country(cast: Distribution) -> None:
    make_available(cast, NOW)
    with contexte(cast.agent_rci):
        assert Pointage.objects.count() == 0
    with transverse():
        assert Pointage.objects.count() == 2


def test_every_result_is_one_of_the_contract_s_words() -> None:
    words = {"arrive", "endommage", "surplus", "deja_pointe", "inconnu"}
    assert {str(r) for r in Resultat} == words
    for etat in Etat:
        for damaged in (True, False):
            assert str(judge_scan(etat, du_vol=True, endommage=damaged).resultat) in words


def test_a_client_s_cartons_are_scanned_by_courier_number_too(cast: Distribution) -> None:
    client = make_client(cast.agent_chine, NOW)
    vol, colis_list = make_arrived(cast, NOW, nombre=1)
    assert client.pays_id == "ML"
    with contexte(cast.agent_chine):
        colis_list[0].references.create(valeur="SF1234567890123", enregistre_le=NOW)
    [result] = scan(cast.agent_mali, NOW, vol, ["SF1234567890123"])
    assert result.pointage.resultat == "arrive"
