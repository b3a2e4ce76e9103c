"""The capacity page's figures: made by the command, and the page holds what the command says."""

from io import StringIO

import pytest
from django.core.management import call_command

from colis.domain import Cause
from core.tenancy import transverse
from notifications.management.commands.capacite_messages import capacity_table, savings_table
from notifications.selectors.capacite import grouping_savings
from tests.infra import ROOT
from tests.notifications.conftest import Monde

PAGE = (ROOT / "docs" / "capacite-messages.md").read_text()


def test_the_page_shows_the_table_the_command_prints() -> None:
    assert "\n".join(capacity_table()) in PAGE


def test_without_the_base_only_the_capacity_is_said() -> None:
    sortie = StringIO()
    call_command("capacite_messages", "--sans-base", stdout=sortie)
    assert sortie.getvalue().splitlines() == list(capacity_table())


@pytest.mark.django_db
def test_cartons_of_one_client_in_one_act_count_as_one_message(monde: Monde) -> None:
    awa = monde.client()
    cartons = [monde.colis(awa, "remis") for _ in range(3)]
    monde.moved(Cause.REMISE, *cartons, groupe="remise:1")
    monde.moved(Cause.REMISE, monde.colis(awa, "remis"), groupe="remise:2")
    monde.moved(Cause.REMISE, monde.colis(statut="remis"), groupe="remise:1")
    with transverse():
        (une,) = grouping_savings()
    assert (une.etape, une.dus, une.messages) == ("remis", 5, 3)
    lignes = list(savings_table([une]))
    assert lignes[2] == "| remis | 5 | 3 | 40 % |"
    assert "3 lignes sans regroupement, 2 lignes avec (12\u202f000 messages)" in lignes[-1]


@pytest.mark.django_db
def test_an_empty_base_promises_nothing(monde: Monde) -> None:
    assert list(savings_table([]))[-1] == "| **toutes** | 0 | 0 | 0 % |"
