"""Probes: a line nobody answers for is seen without any traffic, and delays nobody."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from pytest_django import Settings

from core.tenancy import transverse
from notifications import tasks
from notifications.adapters.wachap import WaChap
from notifications.domain import EtatLigne
from notifications.models import Ligne
from notifications.port import SanteLigne
from notifications.services import probe_lines, probes_due, sondes, sweep
from tests.cast import NOW
from tests.notifications.conftest import Monde, Simulateur, make_ligne

pytestmark = pytest.mark.django_db
INJOIGNABLES = ["http://127.0.0.1:9/v1", "http://nulle-part.invalid/v1"]


def ask_again(*lignes: Ligne) -> None:
    with transverse():
        Ligne.objects.filter(id__in=[ligne.id for ligne in lignes]).update(sonde_le=None)


def read(ligne: Ligne) -> Ligne:
    with transverse():
        return Ligne.objects.get(id=ligne.id)


@pytest.mark.parametrize("adresse", INJOIGNABLES)
def test_a_provider_nobody_reaches_is_seen_within_a_minute_without_any_traffic(
    monde: Monde, ligne: Ligne, settings: Settings, adresse: str
) -> None:
    ask_again(ligne)
    monde.sweep()
    assert read(ligne).etat == EtatLigne.CONNECTEE
    settings.WACHAP_URL = adresse
    coupure = monde.horloge.advance(seconds=1)
    while read(ligne).etat == EtatLigne.CONNECTEE:
        monde.sweep(seconds=2)
        assert monde.horloge() - coupure <= timedelta(seconds=40)
    assert read(ligne).etat == EtatLigne.EN_PANNE


def test_one_lost_question_takes_no_line_down(
    monde: Monde, ligne: Ligne, simulateur: Simulateur, settings: Settings
) -> None:
    ask_again(ligne)
    settings.WACHAP_URL = INJOIGNABLES[0]
    monde.sweep()
    assert read(ligne).injoignable_le is not None
    settings.WACHAP_URL = f"{simulateur.adresse}/v1"
    monde.sweep(seconds=6)
    lue = read(ligne)
    assert (lue.etat, lue.injoignable_le) == (EtatLigne.CONNECTEE, None)


def test_a_line_nobody_answered_for_drains_when_its_provider_is_back(
    monde: Monde, ligne: Ligne, simulateur: Simulateur, settings: Settings
) -> None:
    ask_again(ligne)
    settings.WACHAP_URL = INJOIGNABLES[0]
    monde.sweep()
    monde.sweep(seconds=6)
    notification = monde.owed()
    assert notification.code_motif == "ligne_basse"
    settings.WACHAP_URL = f"{simulateur.adresse}/v1"
    monde.sweep(seconds=11)
    assert monde.only(notification.telephone).statut == "envoye"


@pytest.fixture
def muet() -> Iterator[str]:
    """A provider that takes the call and never says a word."""
    with socket.create_server(("127.0.0.1", 0), backlog=64) as serveur:
        yield f"http://127.0.0.1:{serveur.getsockname()[1]}/v1"


def test_one_silent_provider_does_not_delay_the_others_question(
    monde: Monde, ligne: Ligne, simulateur: Simulateur, muet: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    muettes = [make_ligne("CI", f"ci-{rang}", fournisseur="orange") for rang in range(4)]
    simulateur.pannes(lignes=[{"compte": "ml-1", "action": "bannir"}])
    lent: Callable[[str], Any] = lambda nom: (  # noqa: E731
        WaChap(muet, 0.5, 0.5) if nom == "orange" else WaChap(f"{simulateur.adresse}/v1", 1, 1)
    )
    monkeypatch.setattr(sondes, "port_of", lent)
    ask_again(ligne, *muettes)
    depart = time.monotonic()
    assert probe_lines(now=NOW) == 5
    assert time.monotonic() - depart < 2.0
    assert read(ligne).etat == EtatLigne.EN_PANNE
    assert {read(muette).injoignable_le for muette in muettes} == {NOW}


def test_a_question_that_hangs_beyond_all_limits_is_cut(
    ligne: Ligne, monkeypatch: pytest.MonkeyPatch
) -> None:
    fini = threading.Event()

    class Sourd(WaChap):
        def line_health(self, ligne: Any) -> Any:
            del ligne
            fini.wait(20)

    monkeypatch.setattr(sondes, "TOUR_MAX_S", 0.3)
    monkeypatch.setattr(sondes, "port_of", lambda _: Sourd("http://127.0.0.1:9"))
    ask_again(ligne)
    depart = time.monotonic()
    probe_lines(now=NOW)
    fini.set()
    assert time.monotonic() - depart < 5
    assert read(ligne).injoignable_le == NOW


def test_the_sweep_itself_never_calls_a_provider(
    monde: Monde, ligne: Ligne, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(*_args: object, **_kwargs: object) -> None:
        raise AssertionError("le balayage attend un fournisseur")

    for module in ("wachap", "cloud", "orange"):
        monkeypatch.setattr(f"notifications.adapters.{module}.call", forbidden)
    ask_again(ligne)
    sweep(now=NOW)
    assert probes_due(now=NOW)


def test_the_sweep_wakes_the_probe_only_when_a_line_is_due(
    ligne: Ligne, monkeypatch: pytest.MonkeyPatch
) -> None:
    reveils: list[dict[str, Any]] = []
    monkeypatch.setattr(tasks.probe, "apply_async", lambda **options: reveils.append(options))
    monkeypatch.setattr(tasks, "now", lambda: NOW)
    with transverse():
        Ligne.objects.filter(id=ligne.id).update(sonde_le=NOW + timedelta(seconds=9))
    tasks.sweep_notifications()
    assert reveils == []
    ask_again(ligne)
    tasks.sweep_notifications()
    assert reveils == [{"expires": 10}]


def test_two_probes_at_once_ask_once(ligne: Ligne, simulateur: Simulateur) -> None:
    ask_again(ligne)
    assert probe_lines(now=NOW) == 1
    assert probe_lines(now=NOW) == 0


def test_a_provider_that_answers_without_saying_is_not_a_line_down(
    ligne: Ligne, simulateur: Simulateur, monkeypatch: pytest.MonkeyPatch
) -> None:
    absent = WaChap(f"{simulateur.adresse}/v1", 1, 1)
    compte = type("Compte", (), {"compte": "", "secret": "sk", "url": ""})()
    assert absent.line_health(compte).sante is SanteLigne.INCONNUE
