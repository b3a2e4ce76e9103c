"""Bounds and decisions hold when everybody acts at once: real threads, real transactions."""

from datetime import timedelta
from uuid import UUID

import pytest

from accounts.domain.seconde import ConcessionHorsLimite, Genre, VisaDejaDecide
from accounts.models import Concession, Visa
from accounts.services.reglages import set_reglages
from accounts.services.visas import Acte, decide_visa, record_concession
from core.ids import uuid7
from core.tenancy import Acteur, contexte
from tests.cast import NOW, Distribution
from tests.distribution.test_courses import race

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.lent]


def concede(acteur: Acteur, montant: int) -> Visa | None:
    with contexte(acteur):
        return record_concession(
            acteur=acteur,
            now=NOW,
            acte=Acte(
                genre=Genre.GARANTIE,
                pays="ML",
                sujet_type="remise",
                sujet_id=uuid7(),
                client_id=uuid7(),
                montant=montant,
                devise="XOF",
            ),
            visa=True,
        )


def decide(acteur: Acteur, visa_id: UUID, accorder: bool) -> str:
    with contexte(acteur):
        return decide_visa(acteur=acteur, now=NOW, id=visa_id, accorder=accorder, motif="vu").statut


def test_racing_concessions_never_pass_the_day_s_bound_together(cast: Distribution) -> None:
    with contexte(cast.admin_mali):
        set_reglages(
            acteur=cast.admin_mali,
            now=NOW - timedelta(days=2),
            pays=None,
            valeurs={"visa_jour_limite": 100_000},
        )
    results = race(*(lambda: concede(cast.admin_mali, 60_000) for _ in range(4)))
    assert sum(isinstance(result, Visa) for result in results) == 1
    assert sum(isinstance(result, ConcessionHorsLimite) for result in results) == 3
    with contexte(cast.admin_mali):
        assert Concession.objects.count() == 1


def test_two_second_persons_deciding_at_once_decide_once(cast: Distribution) -> None:
    visa = concede(cast.agent_mali, 60_000)
    assert visa is not None
    results = race(
        lambda: decide(cast.admin_mali, visa.id, True),
        lambda: decide(cast.direction, visa.id, False),
    )
    assert sum(isinstance(result, VisaDejaDecide) for result in results) == 1
    with contexte(cast.direction):
        assert Visa.objects.get(id=visa.id).statut in results
