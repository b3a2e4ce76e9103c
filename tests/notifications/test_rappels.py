"""Reminders of cartons that wait: each rank once, one message a client, never twice in 20 h."""

from datetime import timedelta

import pytest

from colis.models import Client, Colis
from core.tenancy import transverse
from notifications.models import Ligne
from notifications.services import group_dus, remind
from tests.notifications.conftest import Monde, Simulateur

pytestmark = pytest.mark.django_db


def waiting(monde: Monde, jours: float, client: Client | None = None, **plus: object) -> Colis:
    carton = monde.colis(client, statut="disponible")
    with transverse():
        Colis.objects.filter(id=carton.id).update(
            statut_le=monde.horloge() - timedelta(days=jours), **plus
        )
    return carton


def test_a_carton_is_recalled_on_its_third_day_and_not_before(
    monde: Monde, ligne: Ligne, simulateur: Simulateur
) -> None:
    carton = waiting(monde, 2.9)
    assert remind(now=monde.horloge()) == 0
    assert remind(now=monde.horloge.advance(hours=3)) == 1
    monde.sweep()
    (vu,) = simulateur.recus_par(carton.client.telephone)
    assert "attend" in vu["contenu"]


def test_a_reminder_is_owed_once_whatever_runs_again(monde: Monde, ligne: Ligne) -> None:
    waiting(monde, 3)
    assert remind(now=monde.horloge()) == 1
    assert remind(now=monde.horloge.advance(hours=30)) == 0


def test_cartons_recalled_already_do_not_keep_the_newer_ones_waiting(
    monde: Monde, ligne: Ligne, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("notifications.services.rappels.LOT", 1)
    waiting(monde, 6)
    waiting(monde, 5)
    assert remind(now=monde.horloge()) == 1
    assert remind(now=monde.horloge.advance(hours=1)) == 1
    assert remind(now=monde.horloge.advance(hours=1)) == 0


def test_a_client_with_several_cartons_gets_one_message(monde: Monde, ligne: Ligne) -> None:
    client = monde.client()
    for _ in range(3):
        waiting(monde, 4, client)
    assert remind(now=monde.horloge()) == 3
    group_dus(now=monde.horloge())
    assert [n.etape for n in monde.all()] == ["rappel"]


def test_a_client_is_not_reminded_twice_in_twenty_hours(monde: Monde, ligne: Ligne) -> None:
    client = monde.client()
    waiting(monde, 3, client)
    assert remind(now=monde.horloge()) == 1
    waiting(monde, 3, client)
    assert remind(now=monde.horloge.advance(hours=19)) == 0
    assert remind(now=monde.horloge.advance(hours=2)) == 1


def test_a_carton_that_left_is_not_recalled(
    monde: Monde, ligne: Ligne, simulateur: Simulateur
) -> None:
    carton = waiting(monde, 3)
    with transverse():
        Colis.objects.filter(id=carton.id).update(statut="remis")
    assert remind(now=monde.horloge()) == 0


def test_a_held_carton_is_not_recalled(monde: Monde, ligne: Ligne) -> None:
    waiting(monde, 3, blocage="douane")
    assert remind(now=monde.horloge()) == 0


def test_the_second_reminder_comes_on_its_own_day(monde: Monde, ligne: Ligne) -> None:
    waiting(monde, 3)
    jours = []
    for jour in range(16):
        if remind(now=monde.horloge()):
            jours.append(3 + jour)
        monde.horloge.advance(days=1)
    assert jours == [3, 7, 14]
