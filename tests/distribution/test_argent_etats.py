"""Any sequence of collections, discounts, jetons, reversals and counts keeps the books true."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from colis.models import Colis
from core.errors import BusinessError
from core.ids import uuid7
from core.tenancy import contexte, transverse
from distribution.models import Encaissement
from distribution.selectors.journal import till_balance
from distribution.selectors.verification import check_journal
from distribution.services.annulation import reverse_encaissement
from tests.cast import NOW, Distribution
from tests.factories.argent import arrive, collect, make_arrived, open_till
from tests.factories.colis import make_client, make_colis

pytestmark = [pytest.mark.django_db, pytest.mark.lent]
FONDS = 50_000


class Comptoir(RuleBasedStateMachine):
    """One cashier, one admin, three arrived cartons and one in the air."""

    cast: Distribution

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.stack.enter_context(transaction.atomic())
        self.cash = FONDS
        self.alive: list[Encaissement] = []

    @initialize()
    def settle_in(self) -> None:
        client = make_client(self.cast.agent_chine, NOW)
        self.cartons = [make_arrived(self.cast, NOW, client=client) for _ in range(3)]
        self.flying = make_colis(self.cast.agent_chine, NOW, "ML", "expedie", client=client)
        self.client_id = client.id
        self.session = open_till(self.cast.agent_mali, NOW)

    def _collect(self, *lignes: tuple[Colis, int], **over: object) -> None:
        try:
            with transaction.atomic():
                paid = collect(self.cast.agent_mali, NOW, *lignes, client_id=self.client_id, **over)  # type: ignore[arg-type]
        except BusinessError:
            return
        self.alive.append(paid)
        if paid.moyen == "especes":
            self.cash += paid.montant

    @rule(
        which=st.integers(0, 3),
        montant=st.integers(0, 35_000),
        rabais=st.integers(0, 3_000),
        jeton=st.sampled_from([0, 25, 50, 100, 250]),
        constat=st.booleans(),
    )
    def pay(self, which: int, montant: int, rabais: int, jeton: int, constat: bool) -> None:
        carton = [*self.cartons, self.flying][which]
        self._collect(
            (carton, montant), rabais=rabais, rabais_motif="fidèle", jeton_cede=jeton,
            constat=constat,
        )  # fmt: skip

    @rule(somme=st.integers(1, 100_000), constat=st.booleans())
    def pay_a_sum(self, somme: int, constat: bool) -> None:
        self._collect(somme=somme, constat=constat)

    @rule(which=st.integers(0, 2), montant=st.integers(1, 35_000))
    def pay_by_phone(self, which: int, montant: int) -> None:
        self._collect(
            (self.cartons[which], montant), moyen="wave", reference_operateur=str(uuid7())
        )

    @rule(which=st.integers(0, 2), montant=st.integers(1, 35_000))
    def pay_with_the_credit(self, which: int, montant: int) -> None:
        self._collect((self.cartons[which], montant), moyen="avoir")

    @precondition(lambda self: self.alive)
    @rule(data=st.data())
    def reverse(self, data: st.DataObject) -> None:
        paid = data.draw(st.sampled_from(self.alive))
        self.alive.remove(paid)
        with contexte(self.cast.admin_mali):
            reverse_encaissement(
                acteur=self.cast.admin_mali, now=NOW, id=uuid7(), encaissement_id=paid.id,
                motif="erreur de saisie",
            )  # fmt: skip

    @precondition(lambda self: self.flying.facture_le is None)
    @rule()
    def land(self) -> None:
        arrive(self.cast, NOW, self.flying)
        self.flying.facture_le = NOW

    @invariant()
    def the_books_hold(self) -> None:
        with transverse():
            assert [r for r in check_journal() if r.defauts] == []
            if hasattr(self, "session"):
                assert till_balance(self.session.caisse_id) == self.cash

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.stack.close()


@pytest.fixture
def comptoir(cast: Distribution) -> Iterator[type[Comptoir]]:
    Comptoir.cast = cast
    yield Comptoir


def test_any_sequence_of_acts_keeps_journal_dues_and_till_true(
    comptoir: type[Comptoir],
) -> None:
    run_state_machine_as_test(
        comptoir,
        settings=settings(
            max_examples=15,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
