"""Partners: each event owed once, signed, tried again for a day, and never at a private address."""

import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from pytest_django import Settings
from standardwebhooks import Webhook
from standardwebhooks.webhooks import WebhookVerificationError

from colis.domain import Cause, ColisMoved, Mouvement
from colis.models import Colis
from core.errors import ActionInterdite, Introuvable
from core.ids import uuid7
from core.tenancy import Acteur, contexte, transverse
from notifications.adapters.partenaire import AdresseRefusee, check_url
from notifications.domain import AdressePartenaireRefusee
from notifications.handlers import on_colis_moved
from notifications.models import Abonnement, Livraison
from notifications.services import change_abonnement, deliver, subscribe
from tests.notifications.conftest import Monde

pytestmark = pytest.mark.django_db


@dataclass
class Partenaire:
    """A partner's own server: what it was told, and how it answers."""

    adresse: str = ""
    statuts: list[int] = field(default_factory=list)
    appels: list[tuple[dict[str, str], str]] = field(default_factory=list)


@pytest.fixture
def partenaire() -> Iterator[Partenaire]:
    partenaire = Partenaire()

    class Poignee(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            corps = self.rfile.read(int(self.headers["Content-Length"])).decode()
            entetes = {nom.lower(): valeur for nom, valeur in self.headers.items()}
            partenaire.appels.append((entetes, corps))
            statut = partenaire.statuts.pop(0) if partenaire.statuts else 200
            self.send_response(statut)
            if statut == 302:
                self.send_header("Location", partenaire.adresse + "/ailleurs")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_args: Any) -> None:
            """Silent."""

    serveur = ThreadingHTTPServer(("127.0.0.1", 0), Poignee)
    threading.Thread(target=serveur.serve_forever, args=(0.02,), daemon=True).start()
    partenaire.adresse = f"http://127.0.0.1:{serveur.server_address[1]}/crochet"
    yield partenaire
    serveur.shutdown()
    serveur.server_close()


@dataclass
class Inscrit:
    abonnement: Abonnement
    secret: str


@pytest.fixture
def inscrit(monde: Monde, partenaire: Partenaire, settings: Settings) -> Inscrit:
    settings.LOCAL = True
    return inscribe(monde, partenaire.adresse, monde.cast.admin_mali)


def inscribe(monde: Monde, url: str, acteur: Acteur, *evenements: str) -> Inscrit:
    with contexte(acteur):
        abonnement, secret = subscribe(
            acteur=acteur, now=monde.horloge(), id=uuid7(), pays=None, nom="Transit",
            url=url, evenements=evenements,
        )  # fmt: skip
    return Inscrit(abonnement, secret)


def move(monde: Monde, colis: Colis, vers: str = "expedie") -> None:
    with contexte(monde.cast.agent_chine):
        on_colis_moved(
            ColisMoved(
                now=monde.horloge(), cause=Cause.DEPART, groupe="",
                acteur_id=monde.cast.agent_chine.id, pays="CN",
                mouvements=(
                    Mouvement(evenement_id=uuid7(), colis_id=colis.id, de="groupe", vers=vers),
                ),
            )
        )  # fmt: skip


def livraison() -> Livraison:
    with transverse():
        return Livraison.objects.select_related("abonnement").get()


def abonnement() -> Abonnement:
    with transverse():
        return Abonnement.objects.get()


def test_a_move_is_told_signed_and_without_anybody_s_name(
    monde: Monde, inscrit: Inscrit, partenaire: Partenaire
) -> None:
    monde.horloge.now = datetime.now(UTC)
    colis = monde.colis(statut="expedie")
    move(monde, colis)
    assert deliver(horloge=monde.horloge) == 1
    ((entetes, corps),) = partenaire.appels
    recu = Webhook(inscrit.secret).verify(corps, entetes)
    assert (recu["type"], recu["data"]["code_suivi"]) == ("colis.expedie", colis.code_suivi)
    assert colis.destinataire_nom not in corps
    assert colis.destinataire_telephone not in corps
    assert livraison().statut == "livree"


def test_another_secret_does_not_verify(
    monde: Monde, inscrit: Inscrit, partenaire: Partenaire
) -> None:
    monde.horloge.now = datetime.now(UTC)
    move(monde, monde.colis(statut="expedie"))
    deliver(horloge=monde.horloge)
    ((entetes, corps),) = partenaire.appels
    with pytest.raises(WebhookVerificationError):
        Webhook("whsec_" + "A" * 43 + "=").verify(corps, entetes)


def test_a_partner_hears_nothing_of_a_carton_not_yet_visible_in_its_country(
    monde: Monde, inscrit: Inscrit
) -> None:
    move(monde, monde.colis(statut="recu"), "recu")
    with transverse():
        assert Livraison.objects.count() == 0


def test_a_partner_hears_nothing_of_another_country(monde: Monde, inscrit: Inscrit) -> None:
    move(monde, monde.colis(monde.client("CI"), statut="expedie"))
    with transverse():
        assert Livraison.objects.count() == 0


def test_only_the_chosen_events_are_told(
    monde: Monde, partenaire: Partenaire, settings: Settings
) -> None:
    settings.LOCAL = True
    inscribe(monde, partenaire.adresse, monde.cast.admin_mali, "colis.remis")
    colis = monde.colis(statut="expedie")
    move(monde, colis)
    move(monde, colis, "remis")
    assert livraison().type == "colis.remis"


def test_a_failed_call_is_tried_again_with_the_same_id(
    monde: Monde, inscrit: Inscrit, partenaire: Partenaire
) -> None:
    partenaire.statuts = [500, 302, 200]
    move(monde, monde.colis(statut="expedie"))
    deliver(horloge=monde.horloge)
    assert deliver(horloge=monde.horloge) == 0
    monde.horloge.advance(seconds=5)
    deliver(horloge=monde.horloge)
    assert deliver(horloge=monde.horloge) == 0
    monde.horloge.advance(minutes=5)
    deliver(horloge=monde.horloge)
    assert len({entetes["webhook-id"] for entetes, _ in partenaire.appels}) == 1
    assert [livraison().statut, livraison().essais] == ["livree", 3]
    assert len(partenaire.appels) == 3


def test_an_event_is_given_up_after_about_a_day(
    monde: Monde, inscrit: Inscrit, partenaire: Partenaire
) -> None:
    partenaire.statuts = [500] * 20
    move(monde, monde.colis(statut="expedie"))
    debut = monde.horloge()
    while livraison().statut == "en_attente":
        monde.horloge.now = max(monde.horloge(), livraison().prochain_le)
        assert deliver(horloge=monde.horloge) == 1
    assert timedelta(hours=27) < monde.horloge() - debut < timedelta(hours=28)
    assert (livraison().statut, len(partenaire.appels)) == ("abandonnee", 8)
    assert abonnement().actif


def test_an_address_silent_for_five_days_is_switched_off(
    monde: Monde, inscrit: Inscrit, partenaire: Partenaire
) -> None:
    partenaire.statuts = [500] * 50
    for _ in range(6):
        move(monde, monde.colis(statut="expedie"))
        deliver(horloge=monde.horloge)
        monde.horloge.advance(days=1)
    assert not abonnement().actif
    assert abonnement().desactive_le is not None
    assert deliver(horloge=monde.horloge) == 0


def test_an_address_that_says_it_is_gone_is_switched_off_at_once(
    monde: Monde, inscrit: Inscrit, partenaire: Partenaire
) -> None:
    partenaire.statuts = [410]
    move(monde, monde.colis(statut="expedie"))
    deliver(horloge=monde.horloge)
    assert not abonnement().actif


def test_switching_on_again_delivers_what_waited(
    monde: Monde, inscrit: Inscrit, partenaire: Partenaire
) -> None:
    partenaire.statuts = [410]
    move(monde, monde.colis(statut="expedie"))
    deliver(horloge=monde.horloge)
    admin = monde.cast.admin_mali
    with contexte(admin):
        change_abonnement(
            acteur=admin, now=monde.horloge(), id=inscrit.abonnement.id, changements={"actif": True}
        )
    monde.horloge.advance(minutes=1)
    assert deliver(horloge=monde.horloge) == 1
    assert livraison().statut == "livree"


@pytest.mark.parametrize(
    "url",
    [
        "http://exemple.org/x", "https://127.0.0.1/x", "https://10.0.0.4/", "https://[::1]/",
        "https://169.254.169.254/latest", "https://localhost/", "ftp://exemple.org/",
        "https://[::ffff:10.0.0.1]/", "https://moi:secret@exemple.org/", "https://", "pas une url",
    ],
)  # fmt: skip
def test_an_address_of_our_own_network_is_refused(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    vraie = socket.getaddrinfo

    def resolve(hote: str, port: int, **plus: Any) -> Any:
        return vraie("93.184.215.14" if hote == "exemple.org" else hote, port, **plus)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with pytest.raises(AdresseRefusee):
        check_url(url, prive=False)


def test_a_name_that_becomes_private_later_is_not_called(
    monde: Monde, inscrit: Inscrit, partenaire: Partenaire, settings: Settings
) -> None:
    move(monde, monde.colis(statut="expedie"))
    settings.LOCAL = False
    deliver(horloge=monde.horloge)
    assert partenaire.appels == []
    assert livraison().erreur == "AdresseRefusee"


def test_a_bad_address_cannot_be_registered(monde: Monde, settings: Settings) -> None:
    settings.LOCAL = False
    with pytest.raises(AdressePartenaireRefusee):
        inscribe(monde, "https://127.0.0.1/", monde.cast.admin_mali)


def test_an_agent_registers_no_partner(monde: Monde, partenaire: Partenaire) -> None:
    with pytest.raises(ActionInterdite):
        inscribe(monde, partenaire.adresse, monde.cast.agent_mali)


def test_a_partner_of_another_country_does_not_exist(monde: Monde, inscrit: Inscrit) -> None:
    admin = monde.cast.admin_rci
    with contexte(admin), pytest.raises(Introuvable):
        change_abonnement(
            acteur=admin, now=monde.horloge(), id=inscrit.abonnement.id, changements={"nom": "X"}
        )
