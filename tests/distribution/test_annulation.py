"""Reversals: by another person, once; the due returns and the payer has a credit."""

import pytest

from core.errors import ActionInterdite, Introuvable
from core.ids import uuid7
from core.tenancy import Acteur, contexte, transverse
from distribution.domain.caisse import EncaissementDejaAnnule, PrepaiementRapproche, PropreActe
from distribution.models import Annulation, Encaissement
from distribution.selectors.journal import client_credit
from distribution.services.annulation import reverse_encaissement
from tests.cast import NOW, Distribution
from tests.factories.argent import arrive, balance, collect, make_arrived, open_till, reread
from tests.factories.colis import make_colis

pytestmark = pytest.mark.django_db


def reverse(acteur: Acteur, encaissement: Encaissement, motif: str = "erreur") -> Annulation:
    with contexte(acteur):
        annulation, _ = reverse_encaissement(
            acteur=acteur, now=NOW, id=uuid7(), encaissement_id=encaissement.id, motif=motif
        )
    return annulation


def test_a_reversal_restores_the_due_and_credits_the_payer(cast: Distribution) -> None:
    colis = make_arrived(cast, NOW)
    session = open_till(cast.agent_mali, NOW)
    paid = collect(
        cast.agent_mali, NOW, (colis, 20_000), rabais=1_000, rabais_motif="fidèle", jeton_cede=50
    )
    reverse(cast.admin_mali, paid)
    seen = reread(cast.agent_mali, colis)
    assert (seen.du, seen.regle, seen.rabais, seen.jeton_cede) == (30_000, 0, 0, 0)
    assert balance(cast.agent_mali, "creances") == 30_000
    assert balance(cast.agent_mali, "rabais") == balance(cast.agent_mali, "jetons_cedes") == 0
    with contexte(cast.agent_mali):
        assert client_credit(colis.client_id, "ML") == 20_000
    assert balance(cast.agent_mali, "caisse", compte__caisse=session.caisse_id) == 70_000


def test_a_payment_is_reversed_once(cast: Distribution) -> None:
    colis = make_arrived(cast, NOW)
    open_till(cast.agent_mali, NOW)
    paid = collect(cast.agent_mali, NOW, (colis, 20_000))
    reverse(cast.admin_mali, paid)
    with pytest.raises(EncaissementDejaAnnule):
        reverse(cast.direction, paid)


def test_the_same_reversal_twice_is_one(cast: Distribution) -> None:
    colis = make_arrived(cast, NOW)
    open_till(cast.agent_mali, NOW)
    paid = collect(cast.agent_mali, NOW, (colis, 20_000))
    id = uuid7()
    with contexte(cast.admin_mali):
        for expected in (True, False):
            _, created = reverse_encaissement(
                acteur=cast.admin_mali, now=NOW, id=id, encaissement_id=paid.id, motif="erreur"
            )
            assert created is expected
    assert reread(cast.agent_mali, colis).du == 30_000


def test_nobody_reverses_their_own_collection(cast: Distribution) -> None:
    colis = make_arrived(cast, NOW)
    open_till(cast.admin_mali, NOW)
    paid = collect(cast.admin_mali, NOW, (colis, 20_000))
    with pytest.raises(PropreActe):
        reverse(cast.admin_mali, paid)
    assert reread(cast.admin_mali, colis).du == 10_000


def test_an_agent_reverses_nothing(cast: Distribution) -> None:
    colis = make_arrived(cast, NOW)
    open_till(cast.agent_mali, NOW)
    paid = collect(cast.agent_mali, NOW, (colis, 20_000))
    with pytest.raises(ActionInterdite):
        reverse(cast.agent_mali_2, paid)


def test_another_countrys_collection_does_not_exist(cast: Distribution) -> None:
    colis = make_arrived(cast, NOW)
    open_till(cast.agent_mali, NOW)
    paid = collect(cast.agent_mali, NOW, (colis, 20_000))
    with pytest.raises(Introuvable):
        reverse(cast.admin_rci, paid)


def test_a_matched_prepayment_is_reversed_by_direction_in_both_books(cast: Distribution) -> None:
    colis = make_colis(cast.agent_chine, NOW, "ML", "recu")
    open_till(cast.agent_chine, NOW, {"10000": 1})
    paid = collect(cast.agent_chine, NOW, (colis, 20_000))
    with transverse():
        type(colis).objects.filter(id=colis.id).update(statut="expedie", visible_destination=True)
    arrive(cast, NOW, colis)
    with pytest.raises(PrepaiementRapproche):
        reverse(cast.admin_chine, paid)
    reverse(cast.direction, paid)
    seen = reread(cast.agent_mali, colis)
    assert (seen.du, seen.regle_origine) == (30_000, 0)
    assert balance(cast.agent_mali, "creances") == 30_000
    assert balance(cast.agent_mali, "liaison") == balance(cast.agent_chine, "liaison") == 0
    with contexte(cast.agent_chine):
        assert client_credit(colis.client_id, "CN") == 20_000


def test_an_advance_is_reversed_before_arrival_too(cast: Distribution) -> None:
    colis = make_colis(cast.agent_chine, NOW, "ML", "expedie")
    open_till(cast.agent_mali, NOW)
    paid = collect(cast.agent_mali, NOW, (colis, 10_000))
    reverse(cast.admin_mali, paid)
    arrive(cast, NOW, colis)
    assert balance(cast.agent_mali, "creances") == 30_000
    with contexte(cast.agent_mali):
        assert client_credit(colis.client_id, "ML") == 10_000
