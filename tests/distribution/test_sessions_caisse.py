"""Till sessions: float, blind count, sign-off."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from core.errors import Introuvable, SaisieInvalide
from core.ids import uuid7
from core.tenancy import Acteur, contexte
from distribution.domain.caisse import (
    CaisseOccupee,
    EcartAExpliquer,
    PropreActe,
    SessionDejaComptee,
    SessionDejaOuverte,
    SessionDejaValidee,
    SessionNonComptee,
)
from distribution.models import Caisse, SessionCaisse
from distribution.presentation import show_session
from distribution.selectors.caisse import current_session, readable_balances
from distribution.services.caisse import count_session, open_session, sign_session
from tests.cast import NOW, Distribution
from tests.factories.argent import balance, collect, make_arrived, open_till

pytestmark = pytest.mark.django_db
SOIR = NOW + timedelta(hours=8)


def count(
    acteur: Acteur, session: SessionCaisse, coupures: dict[str, int], **par_moyen: int
) -> SessionCaisse:
    with contexte(acteur):
        return count_session(
            acteur=acteur, now=SOIR, id=session.id, coupures=coupures, par_moyen=par_moyen
        )


def sign(acteur: Acteur, session: SessionCaisse, motif: str = "") -> SessionCaisse:
    with contexte(acteur):
        return sign_session(acteur=acteur, now=SOIR, id=session.id, motif=motif)


def test_the_float_enters_the_till_before_anyone_confirms_it(cast: Distribution) -> None:
    session = open_till(cast.agent_mali, NOW, {"10000": 2, "500": 4})
    assert session.fonds == 22_000
    assert balance(cast.agent_mali, "caisse", compte__caisse=session.caisse_id) == 22_000
    assert balance(cast.agent_mali, "fonds") == -22_000


def test_what_was_left_in_the_till_is_not_booked_twice(cast: Distribution) -> None:
    first = open_till(cast.agent_mali, NOW, {"10000": 2})
    count(cast.agent_mali, first, {"10000": 2})
    sign(cast.admin_mali, first)
    open_till(cast.agent_mali_2, SOIR, {"10000": 3})
    assert balance(cast.agent_mali, "caisse") == 30_000
    assert balance(cast.agent_mali, "fonds") == -30_000


def test_opening_twice_with_the_same_id_is_one_session(cast: Distribution) -> None:
    with contexte(cast.agent_mali):
        caisse = Caisse.objects.filter(pays_id="ML").first()
        assert caisse is not None
        asked: dict[str, Any] = {"id": uuid7(), "caisse_id": caisse.id, "coupures": {"500": 1}}
        first, created = open_session(acteur=cast.agent_mali, now=NOW, **asked)
        again, replay = open_session(acteur=cast.agent_mali, now=NOW, **asked)
    assert (created, replay, first.id) == (True, False, again.id)


def test_one_cashier_has_one_open_session(cast: Distribution) -> None:
    open_till(cast.agent_mali, NOW)
    with pytest.raises(SessionDejaOuverte):
        open_till(cast.agent_mali, NOW, rang=1)


def test_one_till_has_one_open_session(cast: Distribution) -> None:
    open_till(cast.agent_mali, NOW)
    with pytest.raises(CaisseOccupee):
        open_till(cast.agent_mali_2, NOW)


def test_a_till_of_another_country_does_not_exist(cast: Distribution) -> None:
    with contexte(cast.agent_mali):
        caisse = Caisse.objects.filter(pays_id="ML").first()
        assert caisse is not None
    with contexte(cast.agent_rci), pytest.raises(Introuvable):
        open_session(acteur=cast.agent_rci, now=NOW, id=uuid7(), caisse_id=caisse.id, coupures={})


def test_a_note_that_does_not_exist_is_refused(cast: Distribution) -> None:
    with pytest.raises(SaisieInvalide):
        open_till(cast.agent_mali, NOW, {"3000": 1})


def test_the_expected_figure_is_not_served_before_the_count(cast: Distribution) -> None:
    session = open_till(cast.agent_mali, NOW)
    collect(cast.agent_mali, NOW, (make_arrived(cast, NOW), 30_000))
    with contexte(cast.agent_mali):
        shown = show_session(current_session(acteur=cast.agent_mali))
        assert readable_balances(cast.agent_mali, [session.caisse_id]) == {}
    assert (shown["attendu"], shown["ecart"]) == (None, None)
    assert "80000" not in str(shown)


def test_an_admin_who_cashes_does_not_read_their_own_till_either(cast: Distribution) -> None:
    session = open_till(cast.admin_mali, NOW)
    with contexte(cast.admin_mali):
        assert readable_balances(cast.admin_mali, [session.caisse_id]) == {}
    with contexte(cast.direction):
        assert readable_balances(cast.direction, [session.caisse_id]) == {session.caisse_id: 50_000}


def test_the_count_gives_the_difference_by_method(cast: Distribution) -> None:
    session = open_till(cast.agent_mali, NOW)
    colis = make_arrived(cast, NOW)
    collect(cast.agent_mali, NOW, (colis, 20_000))
    collect(cast.agent_mali, NOW, (colis, 5_000), moyen="wave", reference_operateur="W1")
    counted = count(cast.agent_mali, session, {"10000": 6, "5000": 1, "500": 9}, wave=6_000)
    assert counted.compte == {"especes": 69_500, "wave": 6_000}
    assert counted.attendu == {"especes": 70_000, "wave": 5_000}
    assert counted.ecart == {"especes": -500, "wave": 1_000}


def test_a_method_not_counted_counts_as_zero(cast: Distribution) -> None:
    session = open_till(cast.agent_mali, NOW)
    colis = make_arrived(cast, NOW)
    collect(cast.agent_mali, NOW, (colis, 5_000), moyen="wave", reference_operateur="W1")
    assert count(cast.agent_mali, session, {"10000": 5}).ecart == {"especes": 0, "wave": -5_000}


def test_a_session_is_counted_once(cast: Distribution) -> None:
    session = open_till(cast.agent_mali, NOW)
    count(cast.agent_mali, session, {"10000": 5})
    with pytest.raises(SessionDejaComptee):
        count(cast.agent_mali, session, {"10000": 5})


def test_nobody_counts_the_till_of_someone_else(cast: Distribution) -> None:
    session = open_till(cast.agent_mali, NOW)
    with pytest.raises(Introuvable):
        count(cast.agent_mali_2, session, {"10000": 5})


def test_nobody_signs_off_their_own_count(cast: Distribution) -> None:
    session = open_till(cast.admin_mali, NOW)
    count(cast.admin_mali, session, {"10000": 5})
    with pytest.raises(PropreActe):
        sign(cast.admin_mali, session)


def test_a_session_is_signed_off_after_its_count_and_once(cast: Distribution) -> None:
    session = open_till(cast.agent_mali, NOW)
    with pytest.raises(SessionNonComptee):
        sign(cast.admin_mali, session)
    count(cast.agent_mali, session, {"10000": 5})
    sign(cast.admin_mali, session)
    with pytest.raises(SessionDejaValidee):
        sign(cast.direction, session)


def test_a_difference_is_signed_off_with_its_reason_and_booked(cast: Distribution) -> None:
    session = open_till(cast.agent_mali, NOW)
    count(cast.agent_mali, session, {"10000": 4, "5000": 1, "500": 9})
    with pytest.raises(EcartAExpliquer):
        sign(cast.admin_mali, session)
    signed = sign(cast.admin_mali, session, "billet manquant au comptage")
    assert (signed.statut, signed.validee_par) == ("validee", cast.admin_mali.id)
    assert balance(cast.agent_mali, "ecarts") == 500
    assert balance(cast.agent_mali, "caisse") == 49_500


def test_a_difference_already_in_the_next_float_is_not_booked_twice(cast: Distribution) -> None:
    session = open_till(cast.agent_mali, NOW)
    count(cast.agent_mali, session, {"10000": 4, "5000": 1, "500": 9})
    open_till(cast.agent_mali_2, SOIR, {"10000": 4, "5000": 1, "500": 9})
    sign(cast.admin_mali, session, "billet manquant au comptage")
    assert balance(cast.agent_mali, "caisse") == 49_500
    assert balance(cast.agent_mali, "ecarts") == 500
    assert balance(cast.agent_mali, "fonds") == -50_000


def test_a_signed_session_never_changes(cast: Distribution) -> None:
    session = open_till(cast.agent_mali, NOW)
    count(cast.agent_mali, session, {"10000": 5})
    sign(cast.admin_mali, session)
    with (
        pytest.raises(IntegrityError, match="figée"),
        transaction.atomic(),
        contexte(cast.admin_mali),
    ):
        SessionCaisse.objects.filter(id=session.id).update(validation_motif="autre")


def test_another_countrys_sessions_are_invisible(cast: Distribution) -> None:
    open_till(cast.agent_mali, NOW)
    with contexte(cast.admin_rci):
        assert not SessionCaisse.objects.exists()
