"""Crashes, lost answers and deadlines: every row ends somewhere visible."""

from datetime import datetime
from typing import Any

import pytest

from colis.domain import Cause
from core.tenancy import transverse
from notifications.domain import Motif, Statut
from notifications.models import Ligne, Notification, Tentative
from notifications.services import claim_next, group_dus
from notifications.services import envoi as services_envoi
from notifications.services.contenu import compose
from tests.notifications.conftest import Monde, Simulateur
from tests.notifications.test_envoi import queue_departures, send_code

pytestmark = pytest.mark.django_db


def test_a_sender_that_dies_leaves_an_uncertain_row_not_a_lost_one(
    monde: Monde, ligne: Ligne
) -> None:
    monde.moved(Cause.DEPART, monde.colis(statut="expedie"))
    group_dus(now=monde.horloge())
    assert claim_next(ligne_id=ligne.id, now=monde.horloge()) is not None
    monde.sweep(seconds=60)
    assert monde.all()[0].statut == Statut.EN_COURS
    monde.sweep(seconds=31)
    assert monde.all()[0].statut == Statut.INCERTAIN
    with transverse():
        assert Tentative.objects.get().issue == "incertain"


def test_an_available_carton_is_told_again_once_after_a_quarter_of_an_hour(
    monde: Monde, ligne: Ligne, simulateur: Simulateur
) -> None:
    simulateur.faute("apres", "coupe", fois=None)
    carton = monde.colis(statut="disponible")
    monde.moved(Cause.MISE_A_DISPOSITION, carton)
    monde.sweep(minutes=5)
    monde.sweep(minutes=14)
    assert len(simulateur.recus_par()) == 1
    monde.sweep(minutes=2)
    monde.sweep()
    assert len(simulateur.recus_par()) == 2
    monde.sweep(minutes=16)
    monde.sweep(hours=3)
    assert len(simulateur.recus_par()) == 2
    finale = monde.only(carton.client.telephone)
    assert (finale.statut, finale.code_motif) == (Statut.INCERTAIN, Motif.A_DECIDER)


def test_a_code_is_told_again_once_after_a_minute(
    monde: Monde, ligne: Ligne, simulateur: Simulateur
) -> None:
    simulateur.faute("apres", "tronque")
    send_code(monde, "+22376999999")
    monde.sweep()
    monde.sweep(seconds=61)
    monde.sweep()
    textes = [m["contenu"] for m in simulateur.recus_par("+22376999999")]
    assert len(textes) == 2
    assert textes[0] == textes[1]


def test_a_code_climbs_its_steps_then_gives_up_after_ten_minutes(
    monde: Monde, ligne: Ligne, simulateur: Simulateur
) -> None:
    simulateur.faute("avant", "500", fois=4)
    send_code(monde, "+22376999999")
    for attente in (0, 5, 15, 45):
        monde.sweep(seconds=attente + 1)
    assert len(simulateur.tentatives()) == 4
    monde.sweep(minutes=11)
    finale = monde.only("+22376999999")
    assert (finale.statut, finale.code_motif) == (Statut.ECHEC_PERMANENT, Motif.ECHEANCE)


def test_a_step_too_late_is_parked_in_sight(
    monde: Monde, ligne: Ligne, simulateur: Simulateur
) -> None:
    simulateur.pannes(lignes=[{"compte": "ml-1", "action": "deconnecter"}])
    notification = monde.owed()
    monde.sweep(seconds=1)
    monde.sweep(hours=73)
    finale = monde.only(notification.telephone)
    assert (finale.statut, finale.code_motif) == (Statut.ECHEC_PERMANENT, Motif.ECHEANCE)
    assert simulateur.recus_par() == []


def test_a_provider_down_for_an_hour_loses_and_doubles_nothing(
    monde: Monde, ligne: Ligne, simulateur: Simulateur
) -> None:
    simulateur.faute("avant", "503", fois=None)
    for _ in range(12):
        monde.moved(Cause.DEPART, monde.colis(statut="expedie"))
    for _ in range(30):
        monde.sweep(minutes=2)
    assert simulateur.recus_par() == []
    simulateur.pannes(regles=[])
    for _ in range(300):
        monde.sweep(minutes=1)
    assert {n.statut for n in monde.all()} == {Statut.ENVOYE}
    assert len(simulateur.recus_par()) == 12


def test_a_message_that_cannot_be_composed_is_set_aside_and_the_line_goes_on(
    monde: Monde, ligne: Ligne, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = queue_departures(monde, 2)

    def broken(notification: Notification, now: datetime) -> Any:
        if notification.id == first.id:
            raise KeyError("prix_total")
        return compose(notification, now)

    monkeypatch.setattr(services_envoi, "compose", broken)
    monde.sweep()
    monde.sweep(seconds=20)
    apres = {un.id: un for un in monde.all()}
    assert apres[first.id].statut == Statut.ECHEC_PERMANENT
    assert (apres[first.id].code_motif, apres[first.id].tentatives) == (Motif.INCOMPOSABLE, 0)
    assert apres[second.id].statut == Statut.ENVOYE
