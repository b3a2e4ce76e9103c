"""Clock jumps, forward and backward: leases, gaps, quiet hours, groups and probes hold."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from pytest_django import Settings

from accounts.models import Reglage
from colis.domain import Cause
from core.tenancy import transverse
from notifications.domain import Motif, Statut
from notifications.models import Ligne, Notification
from notifications.services import claim_next, group_dus, probes_due, send_claimed
from tests.cast import NOW
from tests.notifications.conftest import Monde, Simulateur
from tests.notifications.test_envoi import queue_departures

pytestmark = pytest.mark.django_db
JOUR = timedelta(days=1)


@pytest.fixture
def silence(monde: Monde) -> None:
    """Quiet hours from nine to seven, in a country that lives on UTC."""
    with transverse():
        Reglage(
            pays_id="ML", cle="notifications_silence", auteur_id=monde.cast.admin_mali.id,
            valeur={"debut": "21:00", "fin": "07:00"}, effet_le=NOW - 10 * JOUR,
        ).save(force_insert=True)  # fmt: skip


def pace(ligne: Ligne, secondes: int) -> None:
    with transverse():
        Ligne.objects.filter(id=ligne.id).update(
            intervalle_min_ms=secondes * 1000, intervalle_max_ms=secondes * 1000
        )


def test_forward_a_lease_that_seems_over_doubles_nothing(
    monde: Monde, ligne: Ligne, simulateur: Simulateur
) -> None:
    """A sender is in its call while the clock jumps: its row is taken for uncertain, not resent."""
    (notification,) = queue_departures(monde, 1)
    reservation = claim_next(ligne_id=ligne.id, now=monde.horloge())
    assert reservation is not None
    monde.sweep(hours=2)
    assert monde.only(notification.telephone).statut == Statut.INCERTAIN
    send_claimed(reservation=reservation, horloge=monde.horloge)
    monde.sweep(hours=2)
    assert monde.only(notification.telephone).statut == Statut.ENVOYE
    assert len(simulateur.recus_par()) == 1


def test_backward_a_dead_sender_s_row_is_recovered_without_waiting_for_its_lease(
    monde: Monde, ligne: Ligne, simulateur: Simulateur
) -> None:
    (notification,) = queue_departures(monde, 1)
    monde.horloge.now += JOUR
    assert claim_next(ligne_id=ligne.id, now=monde.horloge()) is not None
    monde.horloge.now -= JOUR
    monde.sweep()
    assert monde.only(notification.telephone).statut == Statut.INCERTAIN


def test_forward_the_gap_between_two_sends_still_holds(
    monde: Monde, ligne: Ligne, simulateur: Simulateur
) -> None:
    pace(ligne, 8)
    queue_departures(monde, 2)
    monde.sweep(hours=3)
    monde.sweep(seconds=7)
    assert len(simulateur.recus_par()) == 1
    monde.sweep(seconds=2)
    assert len(simulateur.recus_par()) == 2


def test_backward_a_line_does_not_wait_for_the_day_that_will_not_come(
    monde: Monde, ligne: Ligne, simulateur: Simulateur
) -> None:
    pace(ligne, 8)
    queue_departures(monde, 2)
    monde.horloge.now += JOUR
    monde.sweep()
    monde.horloge.now -= JOUR
    monde.sweep()
    assert len(simulateur.recus_par()) == 2


def test_backward_by_seconds_the_gap_is_kept(
    monde: Monde, ligne: Ligne, simulateur: Simulateur
) -> None:
    pace(ligne, 8)
    queue_departures(monde, 2)
    monde.sweep()
    monde.sweep(seconds=-30)
    assert len(simulateur.recus_par()) == 1


def test_backward_a_fact_written_since_is_grouped_and_told(
    monde: Monde, ligne: Ligne, simulateur: Simulateur, settings: Settings
) -> None:
    monde.horloge.now += JOUR
    group_dus(now=monde.horloge())
    monde.horloge.now -= JOUR
    assert monde.owed().statut == Statut.ENVOYE


def test_backward_a_retry_keeps_its_delay_and_not_its_day(
    monde: Monde, ligne: Ligne, simulateur: Simulateur
) -> None:
    monde.horloge.now += JOUR
    simulateur.faute("avant", "503")
    notification = monde.owed()
    assert notification.statut == Statut.ECHEC
    delai = notification.prochaine_tentative_le - monde.horloge()
    monde.horloge.now -= JOUR
    monde.sweep()
    lue = monde.only(notification.telephone)
    assert abs(lue.prochaine_tentative_le - monde.horloge() - delai) < timedelta(seconds=1)
    monde.sweep(minutes=31)
    assert monde.only(notification.telephone).statut == Statut.ENVOYE


def test_backward_a_message_ready_before_is_ready_still(
    monde: Monde, ligne: Ligne, simulateur: Simulateur
) -> None:
    monde.horloge.now += JOUR
    queue_departures(monde, 1)
    monde.horloge.now -= JOUR
    monde.sweep()
    assert len(simulateur.recus_par()) == 1


def at(heure: int, jours: int = 0) -> datetime:
    return NOW.replace(hour=heure, minute=0) + jours * JOUR


def test_forward_into_the_night_nothing_leaves_before_the_morning(
    monde: Monde, ligne: Ligne, simulateur: Simulateur, silence: None
) -> None:
    (notification,) = queue_departures(monde, 1)
    monde.horloge.now = at(23)
    monde.sweep()
    apres = monde.only(notification.telephone)
    assert (apres.statut, apres.code_motif) == (Statut.SUSPENDU, Motif.SILENCE)
    assert simulateur.recus_par() == []
    monde.horloge.now = at(7, 1)
    monde.sweep()
    monde.sweep(seconds=1)
    assert len(simulateur.recus_par()) == 1


def test_backward_into_the_night_nothing_leaves_until_the_morning_comes_again(
    monde: Monde, ligne: Ligne, simulateur: Simulateur, silence: None
) -> None:
    queue_departures(monde, 1)
    monde.horloge.now = at(5)
    monde.sweep()
    monde.sweep(seconds=1)
    assert simulateur.recus_par() == []
    monde.horloge.now = at(7)
    monde.sweep()
    monde.sweep(seconds=1)
    assert len(simulateur.recus_par()) == 1


def test_backward_out_of_the_night_a_row_kept_for_a_far_morning_is_not_forgotten(
    monde: Monde, ligne: Ligne, simulateur: Simulateur, silence: None
) -> None:
    (notification,) = queue_departures(monde, 1)
    monde.horloge.now = at(23, 4)
    with transverse():
        Notification.objects.update(echeance_le=at(23, 9))
    monde.sweep()
    assert monde.only(notification.telephone).code_motif == Motif.SILENCE
    monde.horloge.now = at(10)
    monde.sweep()
    monde.sweep(seconds=1)
    assert len(simulateur.recus_par()) == 1


def test_backward_a_line_is_asked_how_it_is_without_waiting(
    monde: Monde, ligne: Ligne, en_ligne: Callable[[], Ligne]
) -> None:
    with transverse():
        Ligne.objects.filter(id=ligne.id).update(sonde_le=NOW + timedelta(seconds=29))
    assert not probes_due(now=NOW)
    assert probes_due(now=NOW - JOUR)


def test_backward_a_group_left_open_is_told_now_and_once(
    monde: Monde, ligne: Ligne, simulateur: Simulateur
) -> None:
    carton = monde.colis(statut="recu")
    monde.moved(Cause.ENREGISTREMENT, carton)
    for heures in (-1, 1, 1):
        monde.sweep(hours=heures)
        monde.sweep(seconds=1)
        assert len(simulateur.recus_par(carton.client.telephone)) == 1
