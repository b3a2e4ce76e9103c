"""Every row of the classification table, against the simulator over real HTTP."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from pytest_django import Settings

from colis.domain import Cause
from core.tenancy import transverse
from notifications.adapters.wachap import WaChap
from notifications.domain import EtatLigne, Motif, Statut
from notifications.models import Ligne, Tentative
from notifications.services import lignes as services_lignes
from tests.notifications.conftest import Monde, Simulateur

pytestmark = pytest.mark.django_db


def last_try() -> Tentative:
    with transverse():
        return Tentative.objects.latest("id")


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch, ligne: Ligne, settings: Settings) -> None:
    """Half a second to answer, so that a hanging provider does not hang the tests."""
    del ligne
    monkeypatch.setattr(services_lignes, "port_of", lambda _: WaChap(settings.WACHAP_URL, 1, 0.5))
    monkeypatch.setattr(
        "notifications.services.envoi.port_of", lambda nom: services_lignes.port_of(nom)
    )


@pytest.mark.parametrize(
    "adresse", ["http://127.0.0.1:9/v1", "http://nulle-part.invalid/v1", "https://{simulateur}/v1"]
)
def test_a_call_that_never_left_is_tried_again(
    monde: Monde, simulateur: Simulateur, settings: Settings, adresse: str
) -> None:
    settings.WACHAP_URL = adresse.format(simulateur=simulateur.adresse.removeprefix("http://"))
    notification = monde.owed()
    assert (notification.statut, notification.tentatives) == (Statut.ECHEC, 1)
    assert last_try().issue == "temporaire"
    settings.WACHAP_URL = f"{simulateur.adresse}/v1"
    monde.sweep(minutes=31)
    assert monde.only(notification.telephone).statut == Statut.ENVOYE
    assert len(simulateur.recus_par(notification.telephone)) == 1


@pytest.mark.parametrize("faute", ["coupe", "tronque", "malforme", "bloque", "502", "504"])
def test_an_answer_lost_after_acceptance_is_uncertain_and_never_sent_again_by_itself(
    monde: Monde, simulateur: Simulateur, faute: str
) -> None:
    simulateur.faute("apres", faute)
    notification = monde.owed()
    assert notification.statut == Statut.INCERTAIN
    assert notification.code_motif == Motif.SANS_REPONSE
    monde.sweep(minutes=16)
    monde.sweep(hours=5)
    apres = monde.only(notification.telephone)
    assert (apres.statut, apres.code_motif) == (Statut.INCERTAIN, Motif.A_DECIDER)
    assert len(simulateur.recus_par(notification.telephone)) == 1


@pytest.mark.parametrize("faute", ["500", "503"])
def test_a_server_error_is_tried_again_within_its_jitter(
    monde: Monde, simulateur: Simulateur, faute: str
) -> None:
    simulateur.faute("avant", faute)
    notification = monde.owed()
    assert notification.statut == Statut.ECHEC
    assert monde.horloge() < notification.prochaine_tentative_le
    assert notification.prochaine_tentative_le <= monde.horloge() + timedelta(minutes=30)
    monde.sweep(minutes=31)
    assert len(simulateur.recus_par(notification.telephone)) == 1


def test_too_many_requests_pauses_the_line_and_costs_no_try(
    monde: Monde, simulateur: Simulateur, en_ligne: Callable[[], Ligne]
) -> None:
    simulateur.faute("avant", "429", retry_after_s=45)
    notification = monde.owed()
    assert (notification.statut, notification.tentatives) == (Statut.EN_ATTENTE, 0)
    assert en_ligne().etat == EtatLigne.EN_PAUSE
    pause = en_ligne().pause_jusqu_le
    assert pause is not None
    assert pause - monde.horloge() > timedelta(seconds=44.5)
    monde.sweep(seconds=44)
    assert simulateur.recus_par() == []
    monde.sweep(seconds=2)
    assert len(simulateur.recus_par()) == 1
    assert en_ligne().etat == EtatLigne.CONNECTEE


@pytest.mark.parametrize("faute", ["401", "402", "403", "404"])
def test_a_line_that_may_not_send_is_down_and_its_rows_wait_whole(
    monde: Monde, simulateur: Simulateur, en_ligne: Callable[[], Ligne], faute: str
) -> None:
    simulateur.faute("avant", faute)
    notification = monde.owed()
    assert (notification.statut, notification.tentatives) == (Statut.EN_ATTENTE, 0)
    assert en_ligne().etat == EtatLigne.EN_PANNE
    monde.sweep(seconds=1)
    parquee = monde.only(notification.telephone)
    assert (parquee.statut, parquee.code_motif) == (Statut.SUSPENDU, Motif.LIGNE_BASSE)
    monde.sweep(seconds=11)
    monde.sweep(seconds=1)
    assert monde.only(notification.telephone).statut == Statut.ENVOYE
    assert len(simulateur.recus_par()) == 1


@pytest.mark.parametrize("action", ["deconnecter", "expirer", "bannir"])
def test_a_line_disconnected_lapsed_or_banned_drains_when_it_is_back(
    monde: Monde, simulateur: Simulateur, en_ligne: Callable[[], Ligne], action: str
) -> None:
    simulateur.pannes(lignes=[{"compte": "ml-1", "action": action}])
    notifications = [monde.owed() for _ in range(3)]
    assert en_ligne().etat == EtatLigne.EN_PANNE
    monde.sweep(seconds=30)
    assert {n.statut for n in monde.all()} == {Statut.SUSPENDU}
    simulateur.pannes(lignes=[{"compte": "ml-1", "action": "reconnecter"}])
    monde.sweep(seconds=11)
    monde.sweep(seconds=1)
    assert {n.statut for n in monde.all()} == {Statut.ENVOYE}
    assert {n.tentatives for n in monde.all()} == {1}
    assert len(simulateur.recus_par()) == len(notifications)


@pytest.mark.parametrize(
    ("code", "motif"),
    [
        ("INVALID_PHONE", Motif.NUMERO_INVALIDE),
        ("RECIPIENT_NOT_FOUND", Motif.NON_INSCRIT),
    ],
)
def test_a_recipient_that_does_not_exist_stops_the_message_for_good(
    monde: Monde, simulateur: Simulateur, code: str, motif: Motif
) -> None:
    simulateur.faute("avant", "400", code=code)
    notification = monde.owed()
    assert (notification.statut, notification.code_motif) == (Statut.ECHEC_PERMANENT, motif)
    monde.sweep(hours=5)
    assert len(simulateur.tentatives()) == 1


def test_a_number_off_whatsapp_is_never_written_to(monde: Monde, simulateur: Simulateur) -> None:
    simulateur.pannes(absents=["+223"])
    notification = monde.owed()
    assert notification.statut == Statut.ECHEC_PERMANENT
    assert notification.motif == "Numéro non inscrit sur WhatsApp"
    assert simulateur.tentatives() == []


def test_any_other_400_stops_the_message_for_good(monde: Monde, simulateur: Simulateur) -> None:
    simulateur.faute("avant", "400", code="BAD_REQUEST")
    notification = monde.owed()
    assert (notification.statut, notification.code_motif) == (Statut.ECHEC_PERMANENT, Motif.REFUSE)


def test_success_false_with_a_word_we_know_means_that_word(
    monde: Monde, simulateur: Simulateur
) -> None:
    simulateur.faute("avant", "success_false", code="RECIPIENT_NOT_FOUND")
    assert monde.owed().code_motif == Motif.NON_INSCRIT


def test_success_false_with_an_unknown_word_is_tried_three_times_then_stopped(
    monde: Monde, simulateur: Simulateur
) -> None:
    simulateur.faute("avant", "success_false", code="MYSTERE", fois=None)
    notification = monde.owed()
    assert notification.statut == Statut.ECHEC
    monde.sweep(minutes=31)
    assert monde.only(notification.telephone).statut == Statut.ECHEC
    monde.sweep(minutes=61)
    arretee = monde.only(notification.telephone)
    assert (arretee.statut, arretee.code_motif) == (Statut.ECHEC_PERMANENT, Motif.TROP_D_ESSAIS)
    assert len(simulateur.tentatives()) == 3


def test_a_slow_answer_within_the_limit_is_an_answer(monde: Monde, simulateur: Simulateur) -> None:
    simulateur.faute("avant", "lent", duree_s=0.3)
    assert monde.owed().statut == Statut.ENVOYE


def test_five_failures_in_a_row_open_the_circuit_instead_of_burning_tries(
    monde: Monde, simulateur: Simulateur, en_ligne: Callable[[], Ligne]
) -> None:
    simulateur.faute("avant", "503", fois=None)
    for _ in range(8):
        monde.moved(Cause.DEPART, monde.colis(statut="expedie"))
    monde.sweep()
    assert len(simulateur.tentatives()) == 5
    assert en_ligne().etat == EtatLigne.EN_PANNE
    simulateur.pannes(regles=[])
    monde.sweep(seconds=11)
    monde.sweep(seconds=1)
    assert len(simulateur.recus_par()) == 3
