"""Holds, settlements and what higher floors set on a carton."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from colis.models import Colis, EvenementColis
from colis.services.blocage import check_not_blocked
from colis.services.mouvement import lock_colis
from colis.services.reglement import (
    ReglementImpossible,
    apply_reglement,
    reverse_reglement,
    set_emplacement,
    set_visibility,
    set_vol,
)
from core.ids import uuid7
from core.tenancy import contexte
from tests.cast import NOW, Api, Distribution
from tests.factories.colis import make_colis

pytestmark = pytest.mark.django_db
MakeApi = Callable[..., Api]


def test_a_hold_keeps_the_state_and_is_lifted_by_an_admin_of_the_country_that_set_it(
    cast: Distribution, api: MakeApi
) -> None:
    colis = make_colis(cast.agent_chine, NOW, statut="arrive")
    path, motif = f"/colis/{colis.id}/blocage", {"motif": "papiers manquants"}
    held = api(cast.agent_mali).post(path, motif | {"nature": "douane"})
    assert held.json()["statut"] == "arrive"
    assert held.json()["blocage"] == {
        "nature": "douane",
        "motif": "papiers manquants",
        "pays": "ML",
        "question_code": "",
    }
    twice = api(cast.admin_chine).post(path, motif)
    assert (twice.status_code, twice.json()["code"]) == (409, "colis_bloque")
    assert api(cast.agent_mali).delete(path, motif).status_code == 403
    assert api(cast.admin_chine).delete(path, motif).status_code == 403
    lifted = api(cast.admin_mali).delete(path, motif)
    assert (lifted.status_code, lifted.json()["blocage"]) == (200, None)
    again = api(cast.admin_mali).delete(path, motif)
    assert (again.status_code, again.json()["code"]) == (409, "colis_non_bloque")


def test_dangerous_goods_are_lifted_by_the_origin_whoever_saw_them(
    cast: Distribution, api: MakeApi
) -> None:
    colis = make_colis(cast.agent_chine, NOW, statut="arrive")
    path, motif = f"/colis/{colis.id}/blocage", {"motif": "batteries gonflées"}
    held = api(cast.agent_mali).post(path, motif | {"nature": "dg"})
    assert held.json()["blocage"]["pays"] == "CN"
    assert api(cast.admin_mali).delete(path, motif).status_code == 403
    assert api(cast.admin_chine).delete(path, motif).status_code == 200


@pytest.mark.parametrize("statut", ["remis", "perdu", "retourne", "annule"])
def test_a_carton_whose_life_is_over_is_not_held(
    cast: Distribution, api: MakeApi, statut: str
) -> None:
    colis = make_colis(cast.agent_chine, NOW, statut=statut)
    response = api(cast.admin_chine).post(f"/colis/{colis.id}/blocage", {"motif": "essai"})
    assert (response.status_code, response.json()["code"]) == (409, "transition_interdite")
    check_not_blocked(colis)


def test_a_settlement_lowers_what_is_due_and_its_reversal_restores_it(cast: Distribution) -> None:
    made = make_colis(cast.agent_chine, NOW, statut="arrive")
    acteur = cast.agent_mali
    with contexte(acteur):
        colis = lock_colis([made.id])[0]
        apply_reglement(
            acteur=acteur, now=NOW, colis=colis, regle=20_000, rabais=500, jeton_cede=50
        )
        assert Colis.objects.get(id=made.id).du == 9_450
        reverse_reglement(
            acteur=acteur, now=NOW, colis=colis, regle=20_000, rabais=500, jeton_cede=50
        )
        stored = Colis.objects.get(id=made.id)
        events = list(EvenementColis.objects.filter(colis=made, type="encaissement").order_by("id"))
    assert (stored.du, stored.regle, stored.version) == (30_000, 0, 3)
    assert [event.details["du"] for event in events] == [9_450, 30_000]


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    acts=st.lists(
        st.fixed_dictionaries(
            {
                "regle": st.integers(-30_000, 40_000),
                "regle_origine": st.integers(-5_000, 5_000),
                "rabais": st.integers(-500, 500),
                "jeton_cede": st.integers(-250, 250),
            }
        ),
        max_size=6,
    )
)
def test_no_settlement_leaves_a_figure_below_zero(
    cast: Distribution, acts: list[dict[str, Any]]
) -> None:
    made = make_colis(cast.agent_chine, NOW, statut="arrive")
    acteur = cast.agent_mali
    with contexte(acteur):
        for act in acts:
            colis = lock_colis([made.id])[0]
            before = (colis.du, colis.regle)
            try:
                apply_reglement(acteur=acteur, now=NOW, colis=colis, **act)
            except ReglementImpossible:
                stored = Colis.objects.get(id=made.id)
                assert (stored.du, stored.regle) == before
        stored = Colis.objects.get(id=made.id)
    assert stored.du == stored.prix - stored.regle - stored.rabais - stored.jeton_cede
    assert min(stored.du, stored.regle, stored.rabais, stored.jeton_cede) >= 0
    assert 0 <= stored.regle_origine <= stored.regle


def test_higher_floors_set_flight_sight_and_shelf(cast: Distribution) -> None:
    made = make_colis(cast.agent_chine, NOW, statut="groupe")
    vol = uuid7()
    with contexte(cast.agent_chine):
        assert set_vol(colis_ids=[made.id], vol_id=vol) == 1
        assert set_visibility(colis_ids=[made.id], visible=True) == 1
        assert set_visibility(colis_ids=[made.id], visible=True) == 0
    with contexte(cast.agent_mali):
        colis = lock_colis([made.id])[0]
        assert colis.vol_id == vol
        place = cast.emplacements["ML"].id
        for _ in range(2):
            set_emplacement(acteur=cast.agent_mali, now=NOW, colis=colis, emplacement_id=place)
        assert EvenementColis.objects.filter(colis=made, type="rangement").count() == 1
    with contexte(cast.agent_chine):
        set_visibility(colis_ids=[made.id], visible=False)
    with contexte(cast.agent_mali):
        assert lock_colis([made.id]) == []
