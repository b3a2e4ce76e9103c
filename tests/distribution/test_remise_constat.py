"""A hand-over that already happened, and hand-overs by HTTP."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from core.ids import uuid7
from core.operations.registry import OPERATIONS
from core.tenancy import contexte
from distribution.domain.remise import (
    Preuve,
)
from distribution.models import Encaissement, RemiseColis
from tests.cast import NOW, Distribution
from tests.factories.argent import open_till, paiement
from tests.factories.depot import ask, fresh, give, make_available, make_paid, png
from tests.factories.vols import make_departed

pytestmark = pytest.mark.django_db


def test_a_hand_over_that_happened_with_a_balance_is_a_conflict(cast: Distribution) -> None:
    _, colis_list = make_available(cast, NOW)
    remise, _ = give(cast.agent_mali, ask(colis_list), constat=True)
    assert (remise.conflit, remise.solde_garanti) == ("solde_du", 60_000)
    assert {c.statut for c in fresh(cast.agent_mali, colis_list)} == {"remis"}


def test_the_second_of_two_hand_overs_keeps_its_evidence(cast: Distribution) -> None:
    colis_list = make_paid(cast, nombre=1)
    give(cast.agent_mali, ask(colis_list), constat=True)
    second, created = give(cast.agent_mali_2, ask(colis_list, signature_png=png()), constat=True)
    assert (created, second.conflit) == (True, "deja_remis")
    assert second.signature_cle
    with contexte(cast.agent_mali):
        lines = RemiseColis.objects.filter(colis_id=colis_list[0].id).order_by("id")
        assert [line.annulee_le for line in lines] == [None, NOW]


def test_a_carton_handed_over_at_the_hangar_unscanned_has_arrived_all_the_same(
    cast: Distribution,
) -> None:
    _, colis_list = make_departed(cast, NOW, nombre=1)
    remise, _ = give(cast.agent_mali, ask(colis_list), constat=True)
    [colis] = fresh(cast.agent_mali, colis_list)
    assert (colis.statut, colis.facture_le, remise.conflit) == ("remis", NOW, "solde_du")


@pytest.mark.parametrize(
    ("preuve", "conflit"),
    [
        (Preuve(type="derogation", motif="le chef a dit oui"), "derogation_sans_droit"),
        (Preuve(type="code", code="123456"), "preuve_non_verifiee"),
    ],
)
def test_a_weak_proof_offline_is_a_conflict_in_the_agent_s_name(
    cast: Distribution, preuve: Preuve, conflit: str
) -> None:
    colis_list = make_paid(cast, nombre=1)
    remise, _ = give(cast.agent_mali, ask(colis_list, preuve), constat=True)
    assert (remise.conflit, remise.acteur_id) == (conflit, cast.agent_mali.id)


def test_the_offline_operation_says_its_conflict(cast: Distribution) -> None:
    _, colis_list = make_available(cast, NOW, nombre=1)
    known = OPERATIONS["remise.effectuer"]
    payload = known.schema.model_validate(
        {
            "id": str(uuid7()),
            "colis_ids": [str(colis_list[0].id)],
            "preuve": {"type": "piece", "nature": "CNI", "numero": "X1"},
        }
    )
    with contexte(cast.agent_mali):
        assert known.apply(cast.agent_mali, NOW, payload)["conflit"] == "solde_du"


@pytest.mark.parametrize("moyen", ["especes", "wave", "carte"])
def test_a_captured_payment_of_a_hand_over_that_cannot_go_where_it_was_meant_is_credit(
    cast: Distribution, moyen: str
) -> None:
    """The payer it names is nobody one sees: it is the client whose cartons left."""
    _, colis_list = make_available(cast, NOW, nombre=1)
    open_till(cast.agent_mali, NOW)
    paye = paiement(
        (colis_list[0], 40_000), moyen=moyen, reference_operateur="W1", client_id=uuid7()
    )
    paye = replace(paye, lignes=(), somme=40_000)
    remise, _ = give(cast.agent_mali, ask(colis_list, encaissement=paye), constat=True)
    assert remise.conflit == "encaissement_en_avoir"
    with contexte(cast.agent_mali):
        kept = Encaissement.objects.get(id=paye.id)
    assert (kept.moyen, kept.montant, kept.avoir) == (moyen, 40_000, 10_000)
    assert fresh(cast.agent_mali, colis_list)[0].du == 0


def test_a_credit_spent_offline_that_is_not_there_is_told_as_impossible(
    cast: Distribution,
) -> None:
    _, colis_list = make_available(cast, NOW, nombre=1)
    open_till(cast.agent_mali, NOW)
    paye = paiement((colis_list[0], 30_000), moyen="avoir")
    remise, _ = give(cast.agent_mali, ask(colis_list, encaissement=paye), constat=True)
    assert remise.conflit == "encaissement_impossible"


def test_a_hand_over_paid_with_a_reference_used_before_says_so(cast: Distribution) -> None:
    _, colis_list = make_available(cast, NOW, nombre=2)
    open_till(cast.agent_mali, NOW)
    for colis, conflit in zip(colis_list, ("", "reference_deja_utilisee"), strict=True):
        paye = paiement((colis, 30_000), moyen="wave", reference_operateur="W1")
        remise, _ = give(cast.agent_mali, ask([colis], encaissement=paye), constat=True)
        assert remise.conflit == conflit


def test_hand_overs_are_listed_to_their_country_alone(
    cast: Distribution, api: Callable[..., Any]
) -> None:
    colis_list = make_paid(cast)
    remise, _ = give(cast.agent_mali, ask(colis_list, signature_png=png()))
    shown = api(cast.admin_mali).get(f"/remises/{remise.id}").json()
    assert {c["colis_id"] for c in shown["colis"]} == {str(c.id) for c in colis_list}
    assert shown["signature_url"]
    assert "numero" not in str(shown)
    assert [r["id"] for r in api(cast.admin_mali).get("/remises").json()["items"]] == [
        str(remise.id)
    ]
    assert api(cast.admin_rci).get(f"/remises/{remise.id}").status_code == 404
    assert api(cast.admin_rci).get("/remises").json()["items"] == []


def test_the_api_refuses_an_unpaid_carton_with_what_is_due(
    cast: Distribution, api: Callable[..., Any]
) -> None:
    _, colis_list = make_available(cast, NOW, nombre=1)
    body = {
        "id": str(uuid7()),
        "colis_ids": [str(colis_list[0].id)],
        "preuve": {"type": "piece", "nature": "CNI", "numero": "X1"},
    }
    response = api(cast.agent_mali).post("/remises", body)
    assert (response.status_code, response.json()["code"]) == (409, "solde_du")
    assert response.json()["details"]["du"] == {"montant": 30_000, "devise": "XOF"}
    body["preuve"] = {"type": "inconnue"}
    assert api(cast.agent_mali).post("/remises", body).status_code == 422
