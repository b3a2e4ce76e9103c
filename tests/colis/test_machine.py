"""A carton's life: what the table allows, and every refusal."""

import pytest

from colis.domain import Etat
from colis.models import Colis
from core.tenancy import contexte
from tests.cast import NOW, Distribution
from tests.factories.colis import VISIBLES, make_colis

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("etat", list(Etat))
def test_the_factory_makes_a_carton_in_every_state(cast: Distribution, etat: Etat) -> None:
    colis = make_colis(cast.agent_chine, NOW, statut=etat)
    with contexte(cast.agent_mali):
        assert Colis.objects.filter(id=colis.id).exists() is (etat in VISIBLES)
