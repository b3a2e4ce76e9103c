"""Discounts and small change given up: bounded, explained, each in its own account."""

import pytest

from core.errors import SaisieInvalide
from distribution.domain.caisse import (
    JetonHorsLimite,
    RabaisHorsLimite,
    TropPercu,
)
from tests.cast import NOW, Distribution
from tests.factories.argent import (
    balance,
    collect,
    make_arrived,
    open_till,
    reread,
)

pytestmark = pytest.mark.django_db


def test_a_discount_counts_in_what_is_too_much(cast: Distribution) -> None:
    colis = make_arrived(cast, NOW)
    open_till(cast.agent_mali, NOW)
    with pytest.raises(TropPercu):
        collect(cast.agent_mali, NOW, (colis, 29_500), rabais=501, rabais_motif="habituée")


def test_an_agents_discount_stops_at_the_limit_and_an_admins_does_not(cast: Distribution) -> None:
    colis = make_arrived(cast, NOW)
    open_till(cast.agent_mali, NOW)
    open_till(cast.admin_mali, NOW, rang=1)
    collect(cast.agent_mali, NOW, (colis, 1_000), rabais=1_500, rabais_motif="habituée")
    with pytest.raises(RabaisHorsLimite):
        collect(cast.agent_mali, NOW, (colis, 1_000), rabais=501, rabais_motif="habituée")
    collect(cast.admin_mali, NOW, (colis, 1_000), rabais=9_000, rabais_motif="casse")
    assert reread(cast.agent_mali, colis).rabais == 10_500
    assert balance(cast.agent_mali, "rabais") == 10_500


def test_a_discount_needs_its_reason(cast: Distribution) -> None:
    colis = make_arrived(cast, NOW)
    open_till(cast.agent_mali, NOW)
    with pytest.raises(SaisieInvalide):
        collect(cast.agent_mali, NOW, (colis, 1_000), rabais=100)


def test_a_jeton_cede_is_its_own_account(cast: Distribution) -> None:
    colis = make_arrived(cast, NOW, prix=30_050)
    open_till(cast.agent_mali, NOW)
    collect(cast.agent_mali, NOW, (colis, 30_000), jeton_cede=50)
    assert reread(cast.agent_mali, colis).du == 0
    assert balance(cast.agent_mali, "jetons_cedes") == 50


def test_jetons_cedes_of_a_carton_are_bounded_whatever_the_payments(cast: Distribution) -> None:
    open_till(cast.agent_mali, NOW)
    colis = make_arrived(cast, NOW)
    collect(cast.agent_mali, NOW, (colis, 100), jeton_cede=200)
    with pytest.raises(JetonHorsLimite) as refused:
        collect(cast.agent_mali, NOW, (colis, 100), jeton_cede=100)
    assert refused.value.details["portee"] == "par colis"
    collect(cast.agent_mali, NOW, (colis, 100), jeton_cede=50)


def test_jetons_cedes_to_a_client_are_bounded_over_thirty_days(cast: Distribution) -> None:
    open_till(cast.agent_mali, NOW)
    first = make_arrived(cast, NOW)
    of_one = [first, *(make_arrived(cast, NOW, client_id=first.client_id) for _ in range(5))]
    for colis in of_one[:5]:
        collect(cast.agent_mali, NOW, (colis, 100), jeton_cede=250)
    with pytest.raises(JetonHorsLimite) as refused:
        collect(cast.agent_mali, NOW, (of_one[5], 100), jeton_cede=25)
    assert refused.value.details["portee"] == "par client sur 30 jours"


def test_jetons_cedes_of_a_day_are_bounded(cast: Distribution) -> None:
    open_till(cast.agent_mali, NOW)
    for _ in range(20):
        collect(cast.agent_mali, NOW, (make_arrived(cast, NOW), 100), jeton_cede=250)
    with pytest.raises(JetonHorsLimite) as refused:
        collect(cast.agent_mali, NOW, (make_arrived(cast, NOW), 100), jeton_cede=25)
    assert refused.value.details["portee"] == "par jour"
