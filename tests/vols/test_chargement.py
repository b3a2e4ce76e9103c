"""Loading: one answer per code, the reason when not, and a number of queries that does not grow."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from colis.models import Colis, EvenementColis
from core.errors import Introuvable
from core.ids import format_code_suivi, generate_code_suivi, uuid7
from core.operations.registry import OPERATIONS
from core.tenancy import contexte
from tests.cast import NOW, Distribution
from tests.factories.colis import make_client, make_colis
from tests.factories.vols import load, make_closed, make_loaded, make_vol, statuts
from vols.domain import DejaCharge, VolTransitionInterdite
from vols.models import LigneManifeste, Vol
from vols.selectors import compute_remplissages
from vols.services.chargement import Chargement, load_colis, load_registered, unload_colis
from vols.services.cloture import close_vol

pytestmark = pytest.mark.django_db


def charge(cast: Distribution, vol: Any, *codes: str) -> list[Chargement]:
    with contexte(cast.agent_chine):
        return load_colis(acteur=cast.agent_chine, now=NOW, vol_id=vol.id, codes=codes)


def refusal(result: Chargement) -> str:
    return result.refus.code if result.refus else "charge"


def test_each_code_has_its_answer(cast: Distribution) -> None:
    vol, aboard = make_loaded(cast, NOW, nombre=1)
    other, elsewhere = make_loaded(cast, NOW, nombre=1, numero="ET999")
    good = make_colis(cast.agent_chine, NOW)
    abidjan = make_colis(cast.agent_chine, NOW, "CI")
    held = make_colis(cast.agent_chine, NOW, blocage="dg", blocage_motif="batteries nues")
    gone = make_colis(cast.agent_chine, NOW, statut="annule")
    results = charge(
        cast, vol, good.code_suivi, aboard[0].code_suivi, elsewhere[0].code_suivi,
        abidjan.code_suivi, held.code_suivi, gone.code_suivi, generate_code_suivi(),
    )  # fmt: skip
    assert [refusal(result) for result in results] == [
        "charge", "deja_charge", "deja_charge", "pays_incompatible", "colis_bloque",
        "transition_interdite", "colis_inconnu",
    ]  # fmt: skip
    assert [result.deja_ici for result in results[:3]] == [False, True, False]
    assert other.numero in str(results[2].refus)
    assert "annule" in str(results[5].refus)
    assert statuts(cast.agent_chine, [good.id]) == {"groupe"}
    assert statuts(cast.agent_chine, [abidjan.id, held.id]) == {"recu"}


@pytest.mark.parametrize("forme", ["url", "affiche", "minuscules", "fin", "courrier"])
def test_whatever_the_scanner_gives_finds_the_carton(cast: Distribution, forme: str) -> None:
    vol = make_vol(cast, NOW)
    colis = make_colis(cast.agent_chine, NOW)
    with contexte(cast.agent_chine):
        colis.references.create(valeur="SF1234567890123", enregistre_le=NOW)
    texte = {
        "url": f"https://ts.example/suivi/{colis.code_suivi}",
        "affiche": format_code_suivi(colis.code_suivi),
        "minuscules": colis.code_suivi.lower(),
        "fin": colis.code_suivi[-7:],
        "courrier": "sf 1234 5678 90123",
    }[forme]
    assert refusal(charge(cast, vol, texte)[0]) == "charge"


def test_the_same_code_twice_in_a_batch_loads_once(cast: Distribution) -> None:
    vol = make_vol(cast, NOW)
    colis = make_colis(cast.agent_chine, NOW)
    results = charge(cast, vol, colis.code_suivi, format_code_suivi(colis.code_suivi))
    assert [refusal(result) for result in results] == ["charge", "deja_charge"]
    with contexte(cast.agent_chine):
        assert LigneManifeste.objects.filter(colis_id=colis.id).count() == 1


def test_a_courier_number_shared_by_two_cartons_asks_for_the_label(cast: Distribution) -> None:
    vol = make_vol(cast, NOW)
    for _ in range(2):
        colis = make_colis(cast.agent_chine, NOW)
        with contexte(cast.agent_chine):
            colis.references.create(valeur="SF1234567890123", enregistre_le=NOW)
    assert refusal(charge(cast, vol, "SF1234567890123")[0]) == "code_ambigu"


def test_a_carton_of_another_mode_loads_with_a_warning(cast: Distribution) -> None:
    vol = make_vol(cast, NOW)
    colis = make_colis(cast.agent_chine, NOW, mode="express")
    assert charge(cast, vol, colis.code_suivi)[0].avertissements == ("mode_different",)


def test_a_closed_flight_takes_nothing_and_gives_nothing(cast: Distribution) -> None:
    vol, aboard = make_closed(cast, NOW)
    colis = make_colis(cast.agent_chine, NOW)
    with pytest.raises(VolTransitionInterdite) as refused:
        charge(cast, vol, colis.code_suivi)
    assert refused.value.details["etat"] == "cloture"
    with contexte(cast.agent_chine), pytest.raises(VolTransitionInterdite):
        unload_colis(acteur=cast.agent_chine, now=NOW, vol_id=vol.id, colis_id=aboard[0].id)
    assert statuts(cast.agent_chine, [c.id for c in aboard]) == {"groupe"}


def test_an_unloaded_carton_may_fly_on_another_flight(cast: Distribution) -> None:
    vol, [colis] = make_loaded(cast, NOW, nombre=1)
    other = make_vol(cast, NOW)
    with contexte(cast.agent_chine):
        unload_colis(acteur=cast.agent_chine, now=NOW, vol_id=vol.id, colis_id=colis.id)
        with pytest.raises(Introuvable):
            unload_colis(acteur=cast.agent_chine, now=NOW, vol_id=vol.id, colis_id=colis.id)
    load(cast, NOW, other, [colis])
    with contexte(cast.agent_chine):
        kept = LigneManifeste.objects.filter(colis_id=colis.id).order_by("id")
        assert [line.retire_le for line in kept] == [NOW, None]
        assert Colis.objects.get(id=colis.id).vol_id == other.id


def test_loading_writes_one_event_per_carton(cast: Distribution) -> None:
    _, colis_list = make_loaded(cast, NOW)
    with contexte(cast.agent_chine):
        for colis in colis_list:
            events = EvenementColis.objects.filter(colis_id=colis.id, type="chargement")
            assert events.count() == 1


def test_a_batch_of_100_costs_as_many_queries_as_one_of_5(cast: Distribution) -> None:
    client = make_client(cast.agent_chine, NOW)
    counts = []
    for nombre in (5, 100):
        vol = make_vol(cast, NOW)
        codes = [make_colis(cast.agent_chine, NOW, client=client).code_suivi for _ in range(nombre)]
        with CaptureQueriesContext(connection) as captured:
            results = charge(cast, vol, *codes)
        assert {refusal(result) for result in results} == {"charge"}
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 20


def test_the_fill_counts_cartons_pieces_grams_and_volume(cast: Distribution) -> None:
    vol = make_vol(cast, NOW, capacite_kg=100)
    measured = make_colis(
        cast.agent_chine, NOW, longueur_mm=301, largeur_mm=201, hauteur_mm=105, nombre_pieces=4
    )
    typed = make_colis(cast.agent_chine, NOW, volume_cm3=1000)
    load(cast, NOW, vol, [measured, typed])
    with contexte(cast.agent_chine):
        fill = compute_remplissages([vol.id])[vol.id]
    assert (fill.colis, fill.pieces, fill.poids_g) == (2, 5, 6000)
    assert fill.volume_cm3 == 6353 + 1000


def test_intake_into_the_current_flight_loads_at_once(cast: Distribution) -> None:
    vol = make_vol(cast, NOW)
    colis = make_colis(cast.agent_chine, NOW)
    with contexte(cast.agent_chine):
        load_registered(acteur=cast.agent_chine, now=NOW, vol_id=vol.id, colis_id=colis.id)
    assert statuts(cast.agent_chine, [colis.id]) == {"groupe"}


@pytest.mark.parametrize("raison", ["bloque", "cloture"])
def test_intake_is_never_lost_for_a_flight_that_cannot_take_the_carton(
    cast: Distribution, raison: str
) -> None:
    vol = make_closed(cast, NOW)[0] if raison == "cloture" else make_vol(cast, NOW)
    colis = make_colis(cast.agent_chine, NOW, blocage="dg" if raison == "bloque" else "")
    with contexte(cast.agent_chine):
        result = load_registered(acteur=cast.agent_chine, now=NOW, vol_id=vol.id, colis_id=colis.id)
    assert result is None
    assert statuts(cast.agent_chine, [colis.id]) == {"recu"}


def test_offline_the_same_load_twice_is_no_refusal_but_another_flight_is(
    cast: Distribution,
) -> None:
    vol, [colis] = make_loaded(cast, NOW, nombre=1)
    other = make_vol(cast, NOW)
    known = OPERATIONS["vol.charger"]
    with contexte(cast.agent_chine):
        here = known.schema.model_validate({"vol_id": str(vol.id), "code": colis.code_suivi})
        assert known.apply(cast.agent_chine, NOW, here)["resultat"] == "deja_charge"
        there = known.schema.model_validate({"vol_id": str(other.id), "code": colis.code_suivi})
        with pytest.raises(DejaCharge):
            known.apply(cast.agent_chine, NOW, there)


def test_offline_unloading_takes_the_carton_off(cast: Distribution) -> None:
    vol, [colis] = make_loaded(cast, NOW, nombre=1)
    known = OPERATIONS["vol.decharger"]
    payload = known.schema.model_validate({"vol_id": str(vol.id), "colis_id": str(colis.id)})
    with contexte(cast.agent_chine):
        known.apply(cast.agent_chine, NOW, payload)
    assert statuts(cast.agent_chine, [colis.id]) == {"recu"}


def test_the_api_speaks_the_reason_in_the_agent_s_language(
    cast: Distribution, api: Callable[..., Any]
) -> None:
    vol = make_vol(cast, NOW)
    abidjan = make_colis(cast.agent_chine, NOW, "CI")
    body = {"codes": [abidjan.code_suivi]}
    for langue, word in (("fr", "Chargez-le"), ("en", "Load it"), ("zh", "目的地")):
        response = api(cast.agent_chine, langue).post(f"/vols/{vol.id}/chargements", body)
        [result] = response.json()["resultats"]
        assert (result["resultat"], result["charge"]) == ("pays_incompatible", False)
        assert word in result["detail"]


def test_the_destination_neither_loads_nor_unloads(
    cast: Distribution, api: Callable[..., Any]
) -> None:
    vol, [colis] = make_loaded(cast, NOW, nombre=1)
    for role in ("agent_mali", "admin_mali", "direction"):
        person = api(cast.role(role))
        body = {"codes": [colis.code_suivi]}
        assert person.post(f"/vols/{vol.id}/chargements", body).status_code == 403
        assert person.delete(f"/vols/{vol.id}/chargements/{colis.id}").status_code == 403


@pytest.mark.parametrize(
    "body", [{}, {"codes": []}, {"codes": [""]}, {"codes": "ABC"}, {"codes": [5]}]
)
def test_malformed_codes_are_refused_before_anything(
    cast: Distribution, api: Callable[..., Any], body: dict[str, Any]
) -> None:
    vol = make_vol(cast, NOW)
    assert api(cast.agent_chine).post(f"/vols/{vol.id}/chargements", body).status_code == 422


def test_a_flight_nobody_knows_is_not_found(cast: Distribution, api: Callable[..., Any]) -> None:
    body = {"codes": ["ABCDE"]}
    assert api(cast.agent_chine).post(f"/vols/{uuid7()}/chargements", body).status_code == 404


def unload(cast: Distribution, vol: Vol, colis: Colis) -> dict[str, Any]:
    known = OPERATIONS["vol.decharger"]
    payload = known.schema.model_validate({"vol_id": str(vol.id), "colis_id": str(colis.id)})
    with contexte(cast.agent_chine):
        return known.apply(cast.agent_chine, NOW, payload)


def test_an_offline_unloading_another_device_did_first_says_already(cast: Distribution) -> None:
    vol, [colis, reste] = make_loaded(cast, NOW)
    assert unload(cast, vol, colis)["resultat"] == "decharge"
    again = unload(cast, vol, colis)
    assert (again["resultat"], again["colis_id"]) == ("deja_decharge", colis.id)
    with contexte(cast.admin_chine):
        close_vol(acteur=cast.admin_chine, now=NOW, vol_id=vol.id)
    assert unload(cast, vol, colis)["resultat"] == "deja_decharge"
    with pytest.raises(VolTransitionInterdite):
        unload(cast, vol, reste)


def test_an_offline_unloading_of_what_was_never_aboard_is_refused(cast: Distribution) -> None:
    vol = make_vol(cast, NOW)
    with pytest.raises(Introuvable):
        unload(cast, vol, make_colis(cast.agent_chine, NOW))


def test_a_carton_loaded_again_is_unloaded_again(cast: Distribution) -> None:
    vol, [colis] = make_loaded(cast, NOW, nombre=1)
    unload(cast, vol, colis)
    load(cast, NOW, vol, [colis])
    assert unload(cast, vol, colis)["resultat"] == "decharge"
