"""Who counts as a second person, and that a decision is taken once."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.domain.seconde import (
    CompteRecent,
    CompteTenu,
    Genre,
    MemePoste,
    ProprePersonne,
    SecondePersonne,
    VisaDejaDecide,
)
from accounts.models import Visa
from core.errors import ActionInterdite, Introuvable
from core.ids import uuid7
from core.tenancy import contexte, transverse
from distribution.services.annulation import reverse_encaissement
from distribution.services.caisse import count_session, sign_session
from tests.cast import NOW, Distribution
from tests.factories.argent import collect, make_arrived, open_till
from tests.factories.depot import ask, give, make_available
from tests.factories.visas import GARANTIE, at_post, colleague, enrolled, guaranteed, last, sign

pytestmark = pytest.mark.django_db


def test_a_guarantee_takes_effect_and_waits_for_another_person(cast: Distribution) -> None:
    visa = guaranteed(cast)
    assert (visa.statut, visa.auteur_id) == ("en_attente", cast.admin_mali.id)
    assert visa.echeance_le == NOW + timedelta(hours=48)
    assert (visa.concession.montant, visa.concession.devise) == (60_000, "XOF")
    with pytest.raises(ProprePersonne):
        sign(cast.admin_mali, visa)
    signed = sign(colleague(cast), visa)
    assert (signed.statut, signed.decide_nom) == ("accorde", "Autre Admin")
    with pytest.raises(VisaDejaDecide):
        sign(cast.direction, visa, accorder=False)


def test_direction_counts_as_the_second_person(cast: Distribution) -> None:
    assert sign(cast.direction, guaranteed(cast), accorder=False).statut == "refuse"


def test_an_account_held_in_hand_or_too_young_does_not_count(cast: Distribution) -> None:
    visa = guaranteed(cast)
    with pytest.raises(CompteTenu):
        sign(colleague(cast, mains=[str(cast.admin_mali.id)]), visa)
    with pytest.raises(CompteRecent):
        sign(colleague(cast, cree_le=NOW - timedelta(days=6)), visa)


def test_agents_and_other_countries_sign_nothing(cast: Distribution) -> None:
    visa = guaranteed(cast)
    with pytest.raises(ActionInterdite):
        sign(cast.agent_mali, visa)
    with pytest.raises(Introuvable):
        sign(cast.admin_rci, visa)


def test_whoever_shares_the_act_s_post_does_not_count(cast: Distribution, settings: Any) -> None:
    settings.POSTE_PARTAGE = False
    poste, autre = uuid7(), colleague(cast)
    device = enrolled(cast.admin_mali, poste)
    _, colis_list = make_available(cast, NOW)
    author = at_post(cast.admin_mali, device)
    give(author, ask(colis_list, garantie=GARANTIE))
    visa = last(Genre.GARANTIE, author).visa
    with pytest.raises(MemePoste):
        sign(at_post(autre, enrolled(autre, poste)), visa)
    with pytest.raises(MemePoste):
        sign(autre, visa)  # the header left out: the account was seen there today
    other = colleague(cast)
    assert sign(at_post(other, enrolled(other, uuid7())), visa).statut == "accorde"


def test_an_act_that_names_no_device_is_not_signed_where_its_author_was_seen(
    cast: Distribution, settings: Any
) -> None:
    settings.POSTE_PARTAGE = False
    poste, puppet, other = uuid7(), colleague(cast), colleague(cast)
    enrolled(cast.admin_mali, poste)
    _, colis_list = make_available(cast, NOW)
    give(cast.admin_mali, ask(colis_list, garantie=GARANTIE))
    visa = last(Genre.GARANTIE, cast.admin_mali).visa
    with pytest.raises(MemePoste):
        sign(at_post(puppet, enrolled(puppet, poste)), visa)
    assert sign(at_post(other, enrolled(other, uuid7())), visa).statut == "accorde"


def test_a_till_is_not_signed_off_from_its_own_post(cast: Distribution, settings: Any) -> None:
    settings.POSTE_PARTAGE = False
    poste = uuid7()
    cashier = at_post(cast.agent_mali, enrolled(cast.agent_mali, poste))
    session = open_till(cashier, NOW)
    with contexte(cashier):
        count_session(acteur=cashier, now=NOW, id=session.id, coupures={"10000": 5}, par_moyen={})
    same_post = at_post(cast.admin_mali, enrolled(cast.admin_mali, poste))
    with contexte(same_post), pytest.raises(MemePoste):
        sign_session(acteur=same_post, now=NOW, id=session.id)
    with contexte(cast.direction):
        sign_session(acteur=cast.direction, now=NOW, id=session.id)


def test_a_reversal_is_refused_to_an_account_its_cashier_holds(cast: Distribution) -> None:
    colis = make_arrived(cast, NOW)
    open_till(cast.admin_mali, NOW)
    paid = collect(cast.admin_mali, NOW, (colis, 5_000))
    puppet = colleague(cast, mains=[str(cast.admin_mali.id)])
    with contexte(puppet), pytest.raises(SecondePersonne):
        reverse_encaissement(
            acteur=puppet, now=NOW, id=uuid7(), encaissement_id=paid.id, motif="erreur"
        )
    with contexte(cast.direction):
        reverse_encaissement(
            acteur=cast.direction, now=NOW, id=uuid7(), encaissement_id=paid.id, motif="erreur"
        )
    assert last(Genre.ANNULATION, cast.direction).montant == 5_000


def test_the_database_itself_refuses_self_signing_and_second_thoughts(cast: Distribution) -> None:
    visa = guaranteed(cast)
    with transverse():
        own = {"statut": "accorde", "decide_par": cast.admin_mali.id, "decide_le": NOW}
        with pytest.raises(IntegrityError), transaction.atomic():
            Visa.objects.filter(id=visa.id).update(**own)
        Visa.objects.filter(id=visa.id).update(**own | {"decide_par": cast.direction.id})
        with pytest.raises(IntegrityError), transaction.atomic():
            Visa.objects.filter(id=visa.id).update(statut="refuse")
        for table in ("accounts_concession", "accounts_visa"):
            with connection.cursor() as cursor:
                cursor.execute("SELECT has_table_privilege('ts_app', %s, 'DELETE')", [table])
                assert cursor.fetchone() == (False,)
