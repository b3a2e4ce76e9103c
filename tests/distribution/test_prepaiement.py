"""Money paid before the receivable exists: in China, or before arrival."""

from typing import Any

import pytest

from core.tenancy import contexte, transverse
from distribution.services.journal import post_arrival_reversal
from tests.cast import NOW, Distribution
from tests.factories.argent import (
    arrive,
    balance,
    collect,
    make_arrived,
    open_till,
    reread,
)
from tests.factories.colis import make_colis

pytestmark = pytest.mark.django_db


def test_a_prepayment_in_china_is_matched_at_arrival(cast: Distribution) -> None:
    colis = make_colis(cast.agent_chine, NOW, "ML", "recu")
    open_till(cast.agent_chine, NOW, {"10000": 1})
    paid = collect(cast.agent_chine, NOW, (colis, 20_000))
    assert (paid.devise, paid.recu_numero) == ("CNY", "CAN-2026-000001")
    seen = reread(cast.agent_chine, colis)
    assert (seen.regle, seen.regle_origine, seen.du) == (17_000, 17_000, 13_000)
    assert balance(cast.agent_chine, "liaison") == -20_000
    _fly(colis)
    arrive(cast, NOW, colis)
    assert balance(cast.agent_mali, "creances", colis_id=colis.id) == 13_000
    assert balance(cast.agent_mali, "liaison") == 17_000


def test_the_exact_price_in_yuan_settles_the_francs_entirely(cast: Distribution) -> None:
    colis = make_colis(cast.agent_chine, NOW, "ML", "recu", prix=31_000)
    open_till(cast.agent_chine, NOW, {"10000": 1})
    collect(cast.agent_chine, NOW, (colis, 36_471))
    assert reread(cast.agent_chine, colis).du == 0


def test_a_discount_in_china_is_booked_at_the_destination_on_arrival(cast: Distribution) -> None:
    colis = make_colis(cast.agent_chine, NOW, "ML", "recu")
    open_till(cast.agent_chine, NOW, {"10000": 1})
    collect(cast.agent_chine, NOW, (colis, 20_000), rabais=1_000, rabais_motif="fidèle")
    _fly(colis)
    arrive(cast, NOW, colis)
    assert reread(cast.agent_mali, colis).du == 30_000 - 17_000 - 850
    assert balance(cast.agent_mali, "rabais") == 850
    assert balance(cast.agent_mali, "creances") == 12_150


def test_money_paid_at_the_destination_before_arrival_waits_as_an_advance(
    cast: Distribution,
) -> None:
    colis = make_colis(cast.agent_chine, NOW, "ML", "expedie")
    open_till(cast.agent_mali, NOW)
    collect(cast.agent_mali, NOW, (colis, 10_000))
    assert balance(cast.agent_mali, "creances") == 0
    assert balance(cast.agent_mali, "avoirs_clients", colis_id=colis.id) == -10_000
    arrive(cast, NOW, colis)
    assert balance(cast.agent_mali, "avoirs_clients") == 0
    assert balance(cast.agent_mali, "creances") == reread(cast.agent_mali, colis).du == 20_000


def test_a_mistaken_arrival_takes_the_receivable_back(cast: Distribution) -> None:
    colis = make_arrived(cast, NOW)
    open_till(cast.agent_mali, NOW)
    collect(cast.agent_mali, NOW, (colis, 10_000))
    with contexte(cast.admin_mali):
        seen = reread(cast.admin_mali, colis)
        post_arrival_reversal(acteur=cast.admin_mali, now=NOW, colis_list=[seen])
    assert balance(cast.agent_mali, "creances") == balance(cast.agent_mali, "revenus") == 0
    assert balance(cast.agent_mali, "avoirs_clients", colis_id=colis.id) == -10_000
    assert reread(cast.agent_mali, colis).facture_le is None


def _fly(colis: Any) -> None:
    with transverse():
        type(colis).objects.filter(id=colis.id).update(statut="expedie", visible_destination=True)
