"""One meaning per figure, by posting date, over the country's own days."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from accounts.models import Pays
from core.ids import uuid7
from core.tenancy import contexte
from distribution.selectors.figures import Figures, Perimetre, money_figures, tills_balance
from distribution.services.annulation import reverse_encaissement
from distribution.services.caisse import count_session, sign_session
from tests.cast import NOW, Distribution
from tests.factories.argent import arrive, collect, make_arrived, open_till
from tests.factories.colis import make_colis

pytestmark = pytest.mark.django_db
JOUR = NOW.date()
DEMAIN = NOW + timedelta(days=1)


def figures(cast: Distribution, pays: str = "ML", jour: date = JOUR, **over: object) -> Figures:
    with contexte(cast.direction):
        perimetre = Perimetre(
            pays=Pays.objects.get(code=pays),
            debut=jour,
            fin=jour,
            **over,  # type: ignore[arg-type]
        )
        return money_figures(perimetre)


def test_a_day_of_cash_mobile_money_discount_and_jeton(cast: Distribution) -> None:
    colis = [make_arrived(cast, NOW) for _ in range(3)]
    open_till(cast.agent_mali, NOW)
    collect(cast.agent_mali, NOW, (colis[0], 29_000), rabais=950, rabais_motif="x", jeton_cede=50)
    collect(cast.agent_mali, NOW, (colis[1], 10_000), moyen="orange_money", reference_operateur="A")
    found = figures(cast)
    assert found.facture == 90_000
    assert found.par_moyen == {"especes": 29_000, "orange_money": 10_000}
    assert found.nombre_par_moyen == {"especes": 1, "orange_money": 1}
    assert (found.encaisse, found.rabais, found.jetons_cedes) == (39_000, 950, 50)
    assert found.reste_a_payer == 90_000 - 39_000 - 950 - 50
    assert (found.report_veille, found.especes, found.solde_caisse) == (50_000, 29_000, 79_000)


def test_a_reversal_counts_on_the_day_it_is_posted_and_leaves_the_till(cast: Distribution) -> None:
    colis = make_arrived(cast, NOW)
    open_till(cast.agent_mali, NOW)
    paid = collect(cast.agent_mali, NOW, (colis, 20_000))
    with contexte(cast.admin_mali):
        reverse_encaissement(
            acteur=cast.admin_mali, now=DEMAIN, id=uuid7(), encaissement_id=paid.id, motif="erreur"
        )
    today, tomorrow = figures(cast), figures(cast, jour=DEMAIN.date())
    assert (today.encaisse, tomorrow.encaisse) == (20_000, -20_000)
    assert tomorrow.par_moyen == {"avoir": -20_000}
    assert (tomorrow.report_veille, tomorrow.solde_caisse) == (70_000, 70_000)
    assert tomorrow.reste_a_payer == 30_000


def test_the_remaining_due_is_the_sum_of_its_parts_whatever_happened(cast: Distribution) -> None:
    prepaid = make_colis(cast.agent_chine, NOW, "ML", "recu")
    open_till(cast.agent_chine, NOW, {"10000": 1})
    collect(cast.agent_chine, NOW, (prepaid, 20_000))
    early = make_colis(cast.agent_chine, NOW, "ML", "expedie")
    colis = make_arrived(cast, NOW)
    open_till(cast.agent_mali, NOW)
    collect(cast.agent_mali, NOW, (early, 5_000))
    collect(cast.agent_mali, NOW, (colis, 45_000), constat=True)
    found = figures(cast)
    assert found.avances == 5_000
    parts = found.paye_en_chine + found.encaisse + found.rabais + found.jetons_cedes
    assert found.reste_a_payer == found.facture - parts + found.avances == 0
    assert found.especes == 50_000


def test_a_prepayment_is_chinas_money_and_the_destinations_line(cast: Distribution) -> None:
    prepaid = make_colis(cast.agent_chine, NOW, "ML", "expedie")
    open_till(cast.agent_chine, NOW, {"10000": 1})
    collect(cast.agent_chine, NOW, (prepaid, 20_000))
    arrive(cast, DEMAIN, prepaid)
    china, mali = figures(cast, "CN"), figures(cast, jour=DEMAIN.date())
    assert (china.devise, china.encaisse, china.par_moyen) == ("CNY", 20_000, {"especes": 20_000})
    assert (mali.encaisse, mali.paye_en_chine, mali.reste_a_payer) == (0, 17_000, 13_000)


def test_a_day_is_the_countrys_own(cast: Distribution) -> None:
    late_evening_utc = NOW.replace(hour=17)
    open_till(cast.agent_chine, late_evening_utc, {"10000": 1})
    colis = make_colis(cast.agent_chine, NOW, "ML", "recu")
    collect(cast.agent_chine, late_evening_utc, (colis, 10_000))
    assert figures(cast, "CN").encaisse == 0
    assert figures(cast, "CN", JOUR + timedelta(days=1)).encaisse == 10_000


def test_two_agents_days_add_up_to_the_countrys(cast: Distribution) -> None:
    colis = make_arrived(cast, NOW)
    open_till(cast.agent_mali, NOW, {"10000": 1})
    open_till(cast.agent_mali_2, NOW, {"5000": 1}, rang=1)
    collect(cast.agent_mali, NOW, (colis, 10_000))
    collect(cast.agent_mali_2, NOW, (colis, 7_000))
    one = figures(cast, caissier_id=cast.agent_mali.id)
    two = figures(cast, caissier_id=cast.agent_mali_2.id)
    both = figures(cast)
    assert (one.solde_caisse, two.solde_caisse) == (20_000, 12_000)
    assert one.encaisse + two.encaisse == both.encaisse == 17_000
    assert one.solde_caisse + two.solde_caisse == both.solde_caisse


def test_an_agents_second_session_does_not_count_its_cash_twice(cast: Distribution) -> None:
    colis = make_arrived(cast, NOW)
    first = open_till(cast.agent_mali, NOW, {"10000": 1})
    collect(cast.agent_mali, NOW, (colis, 10_000))
    _close(cast, first.id, {"10000": 2})
    open_till(cast.agent_mali, NOW + timedelta(hours=4), {"10000": 2})
    collect(cast.agent_mali, NOW + timedelta(hours=5), (colis, 5_000))
    found = figures(cast, caissier_id=cast.agent_mali.id)
    assert (found.report_veille, found.especes, found.solde_caisse) == (10_000, 15_000, 25_000)


def test_a_difference_is_beside_the_balance_and_in_the_next_days_report(
    cast: Distribution,
) -> None:
    colis = make_arrived(cast, NOW)
    session = open_till(cast.agent_mali, NOW, {"10000": 1})
    collect(cast.agent_mali, NOW, (colis, 10_000))
    _close(cast, session.id, {"10000": 1, "5000": 1, "500": 9})
    today, tomorrow = figures(cast), figures(cast, jour=DEMAIN.date())
    assert (today.solde_caisse, today.ecarts) == (20_000, -500)
    assert (tomorrow.report_veille, tomorrow.solde_caisse) == (19_500, 19_500)


def test_the_balance_is_the_journals_own(cast: Distribution) -> None:
    colis = make_arrived(cast, NOW)
    session = open_till(cast.agent_mali, NOW, {"10000": 1})
    collect(cast.agent_mali, NOW, (colis, 10_000))
    _close(cast, session.id, {"10000": 1, "5000": 1, "500": 9})
    with contexte(cast.admin_mali):
        pays = Pays.objects.get(code="ML")
        for caissier_id in (None, cast.agent_mali.id):
            perimetre = Perimetre(pays=pays, debut=JOUR, fin=JOUR, caissier_id=caissier_id)
            assert tills_balance(perimetre) == money_figures(perimetre).solde_caisse == 20_000


def test_another_country_has_none_of_it(cast: Distribution) -> None:
    make_arrived(cast, NOW)
    assert figures(cast, "CI").facture == 0


def _close(cast: Distribution, session_id: UUID, coupures: dict[str, int]) -> None:
    moment = NOW + timedelta(hours=3)
    with contexte(cast.agent_mali):
        count_session(
            acteur=cast.agent_mali, now=moment, id=session_id, coupures=coupures, par_moyen={}
        )
    with contexte(cast.admin_mali):
        sign_session(acteur=cast.admin_mali, now=moment, id=session_id, motif="monnaie")
