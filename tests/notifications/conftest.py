"""A simulated provider over real HTTP, lines in two countries, a clock in the test's hand."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import requests
from pytest_django import Settings

from colis.domain import Cause, Mouvement
from colis.models import Client, Colis
from core.chiffrement import encrypt
from core.ids import uuid7
from core.tenancy import contexte, transverse
from notifications.models import Ligne, Notification
from notifications.services import drain_line, probe_lines, record_mouvements, sweep
from notifications.simulateur.etat import Etat
from notifications.simulateur.recus import Boite as Adresses
from notifications.simulateur.serveur import Serveur
from tests.cast import NOW, Distribution
from tests.factories.colis import make_client, make_colis

SECRET_CLOUD = "secret-application-cloud"


@dataclass
class Horloge:
    """The time of a test: it moves only when told, or when a sender sleeps."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **duree: float) -> datetime:
        self.now += timedelta(**duree)
        return self.now

    def sleep(self, secondes: float) -> None:
        self.advance(seconds=secondes)


class Bruyant:
    """In place of the sweep's logger: a part that breaks must break the test."""

    def exception(self, *_args: Any, partie: str) -> None:
        raise AssertionError(f"{partie} a échoué")


@pytest.fixture(autouse=True)
def sans_erreur_cachee(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("notifications.services.balayage.log", Bruyant())


@pytest.fixture
def horloge() -> Horloge:
    return Horloge()


@dataclass
class Boite:
    """Receives the simulator's webhooks, keeps their raw bodies."""

    corps: list[bytes] = field(default_factory=list)
    arrivee: threading.Event = field(default_factory=threading.Event)
    adresse: str = ""

    def wait(self, nombre: int) -> list[bytes]:
        """The first `nombre` bodies, or fail after five seconds."""
        for _ in range(100):
            if len(self.corps) >= nombre:
                return self.corps[:nombre]
            self.arrivee.wait(0.05)
            self.arrivee.clear()
        raise AssertionError(f"{len(self.corps)} accusés reçus sur {nombre}")


@pytest.fixture
def boite() -> Iterator[Boite]:
    boite = Boite()

    class Poignee(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            boite.corps.append(self.rfile.read(int(self.headers["Content-Length"])))
            boite.arrivee.set()
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_args: Any) -> None:
            """Silent."""

    serveur = ThreadingHTTPServer(("127.0.0.1", 0), Poignee)
    threading.Thread(target=serveur.serve_forever, args=(0.02,), daemon=True).start()
    boite.adresse = f"http://127.0.0.1:{serveur.server_address[1]}/accuses"
    yield boite
    serveur.shutdown()
    serveur.server_close()


@dataclass
class Simulateur:
    """The oracle: what phones saw, and the faults to come."""

    serveur: Serveur
    adresse: str

    def pannes(self, **corps: Any) -> None:
        reponse = requests.post(f"{self.adresse}/_pannes", json=corps, timeout=5)
        assert reponse.status_code == 200, reponse.text

    def faute(self, quand: str, faute: str, **plus: Any) -> None:
        self.pannes(regles=[{"quand": quand, "faute": faute, "fois": 1} | plus])

    def entrant(self, **corps: str) -> None:
        """A phone's owner writes back."""
        reponse = requests.post(f"{self.adresse}/_entrant", json=corps, timeout=5)
        assert reponse.status_code == 200, reponse.text

    def recus_par(self, telephone: str = "") -> list[dict[str, Any]]:
        """Messages seen on a phone (on all of them by default)."""
        livre = requests.get(
            f"{self.adresse}/_grand_livre", params={"tel": telephone}, timeout=5
        ).json()
        return [message for message in livre["messages"] if message["sens"] == "sortant"]

    def tentatives(self) -> list[dict[str, Any]]:
        livre = requests.get(f"{self.adresse}/_grand_livre", timeout=5).json()
        tentatives: list[dict[str, Any]] = livre["tentatives"]
        return tentatives


@pytest.fixture
def simulateur(boite: Boite, settings: Settings) -> Iterator[Simulateur]:
    envois = Adresses(boite.adresse, boite.adresse, SECRET_CLOUD)
    serveur = Serveur(0, Etat([]), envois)
    serveur.etat.pannes.recus.mode = "aucun"
    fil = threading.Thread(target=serveur.start, daemon=True)
    fil.start()
    adresse = f"http://127.0.0.1:{serveur.server_address[1]}"
    settings.WACHAP_URL = f"{adresse}/v1"
    settings.WHATSAPP_CLOUD_URL = f"{adresse}/cloud/v23.0"
    settings.ORANGE_SMS_URL = f"{adresse}/orange"
    settings.WHATSAPP_CLOUD_APP_SECRET = SECRET_CLOUD
    yield Simulateur(serveur, adresse)
    serveur.stop()
    fil.join(5)


def make_ligne(pays: str, compte: str, **plus: Any) -> Ligne:
    """A fast line of a country."""
    with transverse():
        ligne = Ligne(
            pays_id=pays,
            nom=compte,
            compte=compte,
            secret_chiffre=encrypt("sk_essai"),
            intervalle_min_ms=10,
            intervalle_max_ms=20,
            etat_le=NOW,
            sonde_le=NOW + timedelta(days=1),
            **plus,
        )
        ligne.save(force_insert=True)
    return ligne


@pytest.fixture
def ligne(cast: Distribution, simulateur: Simulateur) -> Ligne:
    """Mali's only line, known to the provider."""
    simulateur.serveur.etat.line_refusal("ml-1")
    return make_ligne("ML", "ml-1")


@dataclass
class Monde:
    """Cartons that move, and the sweep that follows."""

    cast: Distribution
    horloge: Horloge

    def client(self, pays: str = "ML", **plus: Any) -> Client:
        return make_client(self.cast.agent_chine, self.horloge(), pays, **plus)

    def colis(self, client: Client | None = None, statut: str = "recu", **plus: Any) -> Colis:
        client = client or self.client()
        return make_colis(
            self.cast.agent_chine, self.horloge(), client.pays_id, statut, client=client, **plus
        )

    def moved(self, cause: Cause, *colis_list: Colis, groupe: str = "") -> None:
        """The fact, as the lower floor publishes it."""
        with contexte(self.cast.agent_chine):
            record_mouvements(
                now=self.horloge(),
                cause=cause,
                mouvements=[
                    Mouvement(evenement_id=uuid7(), colis_id=colis.id, de="", vers=colis.statut)
                    for colis in colis_list
                ],
                groupe=groupe,
            )

    def sweep(self, **attente: float) -> None:
        """Let time pass, then the probes due, one sweep and its senders."""
        if attente:
            self.horloge.advance(**attente)
        if self._probes():
            probe_lines(now=self.horloge())
        for ligne_id in sweep(now=self.horloge()):
            drain_line(ligne_id=ligne_id, horloge=self.horloge, dormir=self.horloge.sleep)

    def _probes(self) -> bool:
        """Lines made by `make_ligne` are not asked before they fall."""
        with transverse():
            return Ligne.objects.filter(sonde_le__lte=self.horloge(), actif=True).exists() or (
                Ligne.objects.filter(sonde_le=None, actif=True).exists()
            )

    def owed(self, cause: Cause = Cause.DEPART, **plus: Any) -> Notification:
        """One carton's news, sent or tried once."""
        colis = self.colis(statut="expedie", **plus)
        self.moved(cause, colis)
        self.sweep()
        return self.only(colis.client.telephone)

    def only(self, telephone: str) -> Notification:
        with transverse():
            return Notification.objects.select_related("ligne").get(telephone=telephone)

    def all(self, **criteres: Any) -> list[Notification]:
        with transverse():
            return list(Notification.objects.filter(**criteres).order_by("id"))


@pytest.fixture
def monde(cast: Distribution, horloge: Horloge) -> Monde:
    return Monde(cast, horloge)


@pytest.fixture
def en_ligne(ligne: Ligne) -> Callable[[], Ligne]:
    """The line as it is now."""

    def read() -> Ligne:
        with transverse():
            return Ligne.objects.get(id=ligne.id)

    return read
