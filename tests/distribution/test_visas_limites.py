"""What nobody has signed yet adds up, and stops."""

from datetime import timedelta

import pytest

from accounts.domain.seconde import (
    ConcessionHorsLimite,
    Genre,
)
from accounts.services.reglages import set_reglages
from colis.domain import NegocieSaisi
from colis.models import Colis
from colis.services.correction import update_colis
from core.tenancy import Acteur, contexte
from tests.cast import NOW, Distribution
from tests.factories.argent import collect, make_arrived, open_till
from tests.factories.colis import make_colis
from tests.factories.depot import ask, give, make_available
from tests.factories.visas import give_at, guaranteed, last, sign

pytestmark = pytest.mark.django_db


def test_a_discount_beyond_the_agent_s_limit_waits_and_one_within_does_not(
    cast: Distribution,
) -> None:
    colis = make_arrived(cast, NOW)
    open_till(cast.admin_mali, NOW)
    collect(cast.admin_mali, NOW, (colis, 5_000), rabais=2_000, rabais_motif="fidèle")
    within = last(Genre.RABAIS, cast.admin_mali)
    assert (within.montant, hasattr(within, "visa")) == (2_000, False)
    other = make_arrived(cast, NOW)
    collect(cast.admin_mali, NOW, (other, 5_000), rabais=9_000, rabais_motif="avarie")
    beyond = last(Genre.RABAIS, cast.admin_mali)
    assert (beyond.montant, beyond.visa.statut) == (9_000, "en_attente")
    assert beyond.colis_ids == [str(other.id)]


def test_unsigned_concessions_add_up_until_somebody_signs(cast: Distribution) -> None:
    with contexte(cast.admin_mali):
        set_reglages(
            acteur=cast.admin_mali, now=NOW, pays=None, valeurs={"visa_jour_limite": 70_000}
        )
    demain = NOW + timedelta(days=1)
    first, second = (make_available(cast, NOW)[1] for _ in range(2))
    give_at(cast.admin_mali, first, demain)
    with pytest.raises(ConcessionHorsLimite) as refused:
        give_at(cast.admin_mali, second, demain)
    assert refused.value.details == {"plafond": 70_000, "devise": "XOF", "portee": "par jour"}
    with contexte(cast.admin_mali):
        assert not Colis.objects.filter(id=second[0].id, statut="remis").exists()
    sign(cast.direction, last(Genre.GARANTIE, cast.admin_mali).visa)
    give_at(cast.admin_mali, second, demain)


def test_a_new_bound_takes_effect_the_next_day_only(cast: Distribution) -> None:
    with contexte(cast.admin_mali):
        set_reglages(acteur=cast.admin_mali, now=NOW, pays=None, valeurs={"visa_colis_limite": 1})
    assert guaranteed(cast).statut == "en_attente"
    _, more = make_available(cast, NOW)
    with pytest.raises(ConcessionHorsLimite):
        give_at(cast.admin_mali, more, NOW + timedelta(days=1))


def test_what_already_left_with_a_balance_is_recorded_whatever_the_bounds(
    cast: Distribution,
) -> None:
    with contexte(cast.admin_mali):
        set_reglages(
            acteur=cast.admin_mali, now=NOW - timedelta(days=2), pays=None,
            valeurs={"visa_jour_limite": 1},
        )  # fmt: skip
    _, colis_list = make_available(cast, NOW)
    give(cast.agent_mali, ask(colis_list), constat=True)
    due = last(Genre.REMISE_DUE, cast.admin_mali)
    assert (due.montant, due.visa.statut) == (60_000, "en_attente")
    assert due.acteur_id == cast.agent_mali.id


def test_a_price_given_up_in_francs_counts_against_the_yuan_limits_of_who_gave_it(
    cast: Distribution,
) -> None:
    with contexte(cast.admin_chine):
        set_reglages(
            acteur=cast.admin_chine, now=NOW - timedelta(days=2), pays=None,
            valeurs={"visa_jour_limite": 20_000},
        )  # fmt: skip
    first, second = (make_colis(cast.agent_chine, NOW) for _ in range(2))
    halve(cast.admin_chine, first)
    given = last(Genre.PRIX_NEGOCIE, cast.admin_chine)
    assert (given.montant, given.devise) == (15_000, "XOF")
    assert given.borne == 17_648  # 15 000 F at 85 F for 100 fen, rounded up
    with pytest.raises(ConcessionHorsLimite) as refused:
        halve(cast.admin_chine, second)
    assert refused.value.details == {"plafond": 20_000, "devise": "CNY", "portee": "par jour"}
    sign(cast.direction, given.visa)
    halve(cast.admin_chine, second)


def halve(acteur: Acteur, colis: Colis) -> None:
    """Half the tariff's price per kilogram, agreed by an admin."""
    fige = colis.tarif_fige
    negocie = NegocieSaisi(
        montant=int(fige["prix"]) // 2, unite=str(fige["unite"]), motif="gros client"
    )
    with contexte(acteur):
        update_colis(
            acteur=acteur, now=NOW, colis_id=colis.id, champs={"negocie": negocie}, motif="accord"
        )
