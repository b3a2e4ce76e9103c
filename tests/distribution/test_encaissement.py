"""Collections: what is due, what is refused, what stays for ever."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from core.errors import ActionInterdite, IdDejaUtilise, Introuvable, SaisieInvalide
from core.tenancy import contexte
from distribution.domain.caisse import (
    AvoirInsuffisant,
    ColisNonPayable,
    ReferenceDejaUtilisee,
    SessionFermee,
    TropPercu,
)
from distribution.models import Ecriture, Encaissement
from distribution.selectors.journal import client_credit
from distribution.services.caisse import count_session
from distribution.services.encaissement import record_encaissement
from distribution.services.journal import post_arrival
from tests.cast import NOW, Distribution
from tests.factories.argent import (
    arrive,
    balance,
    collect,
    make_arrived,
    open_till,
    paiement,
    reread,
)
from tests.factories.colis import make_client, make_colis

pytestmark = pytest.mark.django_db


def test_arriving_makes_the_price_due_and_the_journal_says_so(cast: Distribution) -> None:
    colis = make_arrived(cast, NOW)
    assert reread(cast.agent_mali, colis).facture_le == NOW
    assert balance(cast.agent_mali, "creances", colis_id=colis.id) == 30_000
    assert balance(cast.agent_mali, "revenus", colis_id=colis.id) == -30_000


def test_arriving_twice_makes_it_due_once(cast: Distribution) -> None:
    colis = make_arrived(cast, NOW)
    again = reread(cast.agent_mali, colis)
    with contexte(cast.agent_mali):
        post_arrival(acteur=cast.agent_mali, now=NOW, colis_list=[again])
    assert balance(cast.agent_mali, "creances") == 30_000


def test_a_whole_flight_is_invoiced_in_a_bounded_number_of_queries(
    cast: Distribution, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    client = make_client(cast.agent_chine, NOW)
    colis_list = [
        make_colis(cast.agent_chine, NOW, "ML", "expedie", client=client) for _ in range(40)
    ]
    with django_assert_max_num_queries(24):
        arrive(cast, NOW, *colis_list)
    assert balance(cast.agent_mali, "creances") == 40 * 30_000


def test_a_payment_lowers_the_due_and_fills_the_till(cast: Distribution) -> None:
    colis = make_arrived(cast, NOW)
    session = open_till(cast.agent_mali, NOW)
    encaissement = collect(cast.agent_mali, NOW, (colis, 20_000))
    paid = reread(cast.agent_mali, colis)
    assert (paid.regle, paid.du) == (20_000, 10_000)
    assert balance(cast.agent_mali, "caisse", compte__caisse=session.caisse_id) == 70_000
    assert balance(cast.agent_mali, "creances", colis_id=colis.id) == 10_000
    assert encaissement.recu_numero == "BKO-2026-000001"


def test_the_same_payment_twice_is_one_payment(cast: Distribution) -> None:
    colis = make_arrived(cast, NOW)
    open_till(cast.agent_mali, NOW)
    asked = paiement((colis, 20_000))
    with contexte(cast.agent_mali):
        first, created = record_encaissement(acteur=cast.agent_mali, now=NOW, paiement=asked)
        again, replay = record_encaissement(acteur=cast.agent_mali, now=NOW, paiement=asked)
    assert (created, replay, first.id) == (True, False, again.id)
    assert reread(cast.agent_mali, colis).du == 10_000


def test_the_same_id_with_another_amount_is_refused(cast: Distribution) -> None:
    colis = make_arrived(cast, NOW)
    open_till(cast.agent_mali, NOW)
    first = collect(cast.agent_mali, NOW, (colis, 20_000))
    with pytest.raises(IdDejaUtilise):
        collect(cast.agent_mali, NOW, (colis, 10_000), id=first.id)


def test_without_an_open_session_nothing_is_collected(cast: Distribution) -> None:
    colis = make_arrived(cast, NOW)
    open_till(cast.agent_mali_2, NOW)
    with pytest.raises(SessionFermee):
        collect(cast.agent_mali, NOW, (colis, 20_000))
    assert reread(cast.agent_mali, colis).du == 30_000


def test_online_more_than_the_due_is_refused_and_leaves_no_trace(cast: Distribution) -> None:
    colis = make_arrived(cast, NOW)
    open_till(cast.agent_mali, NOW)
    with pytest.raises(TropPercu) as refusal:
        collect(cast.agent_mali, NOW, (colis, 30_001))
    assert refusal.value.details["excedent"] == 1
    with contexte(cast.agent_mali):
        assert not Encaissement.objects.exists()


def test_a_captured_excess_becomes_the_payers_credit(cast: Distribution) -> None:
    colis = make_arrived(cast, NOW)
    session = open_till(cast.agent_mali, NOW)
    encaissement = collect(cast.agent_mali, NOW, (colis, 45_000), constat=True)
    assert (encaissement.montant, encaissement.avoir) == (45_000, 15_000)
    assert reread(cast.agent_mali, colis).du == 0
    with contexte(cast.agent_mali):
        assert client_credit(colis.client_id, "ML") == 15_000
    assert balance(cast.agent_mali, "caisse", compte__caisse=session.caisse_id) == 95_000


def test_a_credit_pays_and_never_more_than_it_holds(cast: Distribution) -> None:
    colis = make_arrived(cast, NOW)
    other = make_arrived(cast, NOW, client=colis.client)
    open_till(cast.agent_mali, NOW)
    collect(cast.agent_mali, NOW, (colis, 45_000), constat=True)
    with pytest.raises(AvoirInsuffisant):
        collect(cast.agent_mali, NOW, (other, 15_001), moyen="avoir")
    collect(cast.agent_mali, NOW, (other, 15_000), moyen="avoir")
    assert reread(cast.agent_mali, other).du == 15_000
    with contexte(cast.agent_mali):
        assert client_credit(colis.client_id, "ML") == 0


def test_money_captured_after_the_count_waits_for_the_next_session_marked_late(
    cast: Distribution,
) -> None:
    colis = make_arrived(cast, NOW)
    first = open_till(cast.agent_mali, NOW)
    with contexte(cast.agent_mali):
        count_session(
            acteur=cast.agent_mali, now=NOW + timedelta(hours=8), id=first.id,
            coupures={"10000": 5}, par_moyen={},
        )  # fmt: skip
    late = collect(
        cast.agent_mali, NOW + timedelta(hours=9), (colis, 30_000), constat=True,
        survenu_le=NOW + timedelta(hours=7),
    )  # fmt: skip
    assert (late.session_id, late.tardif) == (None, True)
    assert reread(cast.agent_mali, colis).du == 0
    second = open_till(cast.agent_mali, NOW + timedelta(hours=10), {"10000": 5})
    with contexte(cast.agent_mali):
        assert Encaissement.objects.get(id=late.id).session_id == second.id
    assert balance(cast.agent_mali, "caisse", compte__caisse=second.caisse_id) == 80_000
    assert balance(cast.agent_mali, "transit") == 0


def test_a_sum_fills_the_oldest_carton_first_and_adds_up(cast: Distribution) -> None:
    client = make_client(cast.agent_chine, NOW)
    old = make_arrived(cast, NOW - timedelta(days=2), client=client, prix=7_333)
    new = make_arrived(cast, NOW, client=client, prix=12_001)
    open_till(cast.agent_mali, NOW)
    encaissement = collect(cast.agent_mali, NOW, client_id=client.id, somme=10_000)
    assert reread(cast.agent_mali, old).du == 0
    assert reread(cast.agent_mali, new).du == 12_001 - (10_000 - 7_333)
    with contexte(cast.agent_mali):
        assert sum(ligne.montant for ligne in encaissement.lignes.all()) == 10_000


def test_cartons_of_several_clients_are_settled_at_once(cast: Distribution) -> None:
    mine, hers = make_arrived(cast, NOW), make_arrived(cast, NOW)
    open_till(cast.agent_mali, NOW)
    collect(cast.agent_mali, NOW, (mine, 30_000), (hers, 30_000))
    assert reread(cast.agent_mali, mine).du == reread(cast.agent_mali, hers).du == 0


def test_mobile_money_needs_its_reference_and_stands_to_be_matched(cast: Distribution) -> None:
    colis = make_arrived(cast, NOW)
    open_till(cast.agent_mali, NOW)
    with pytest.raises(SaisieInvalide) as refusal:
        collect(cast.agent_mali, NOW, (colis, 10_000), moyen="orange_money")
    assert "reference_operateur" in (refusal.value.errors or {})
    paid = collect(
        cast.agent_mali, NOW, (colis, 10_000), moyen="orange_money", reference_operateur="OM1"
    )
    assert paid.rapprochement == "a_rapprocher"
    assert balance(cast.agent_mali, "a_rapprocher", compte__moyen="orange_money") == 10_000
    assert reread(cast.agent_mali, colis).du == 20_000


def test_one_operators_reference_pays_once_per_method(cast: Distribution) -> None:
    colis = make_arrived(cast, NOW)
    open_till(cast.agent_mali, NOW)
    collect(cast.agent_mali, NOW, (colis, 1_000), moyen="wave", reference_operateur="R1")
    with pytest.raises(ReferenceDejaUtilisee):
        collect(cast.agent_mali, NOW, (colis, 1_000), moyen="wave", reference_operateur="R1")
    collect(cast.agent_mali, NOW, (colis, 1_000), moyen="moov", reference_operateur="R1")
    assert reread(cast.agent_mali, colis).du == 28_000


def test_nothing_is_collected_on_a_cancelled_carton(cast: Distribution) -> None:
    colis = make_colis(cast.agent_chine, NOW, "ML", "annule")
    open_till(cast.agent_chine, NOW, {"10000": 1})
    with pytest.raises(ColisNonPayable):
        collect(cast.agent_chine, NOW, (colis, 1_000))


def test_another_countrys_cartons_cannot_be_paid_nor_its_payments_seen(cast: Distribution) -> None:
    colis = make_arrived(cast, NOW)
    open_till(cast.agent_mali, NOW)
    open_till(cast.agent_rci, NOW)
    collect(cast.agent_mali, NOW, (colis, 1_000))
    with pytest.raises(Introuvable):
        collect(cast.agent_rci, NOW, (colis, 1_000))
    with contexte(cast.agent_rci):
        assert not Encaissement.objects.exists()
        assert not Ecriture.objects.exclude(session__isnull=False).exists()
    with contexte(cast.agent_chine):
        assert not Encaissement.objects.exists()


def test_direction_collects_nothing(cast: Distribution) -> None:
    colis = make_arrived(cast, NOW)
    with pytest.raises(ActionInterdite):
        collect(cast.direction, NOW, (colis, 1_000))
