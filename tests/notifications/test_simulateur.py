"""The oracle itself: it speaks the provider's API, keeps its ledger, and shows it."""

from pathlib import Path

import pytest
import requests

from notifications.adapters.lecture import retry_after_seconds
from notifications.adapters.wachap import WaChap
from notifications.port import Accepted, CompteLigne, Contenu, SanteLigne
from notifications.simulateur.etat import Etat
from tests.cast import NOW
from tests.notifications.conftest import Boite, Simulateur

LIGNE = CompteLigne(compte="ml-1", secret="sk_x")


def adapter(simulateur: Simulateur) -> WaChap:
    return WaChap(f"{simulateur.adresse}/v1", 1, 1)


def test_texts_pictures_and_documents_reach_the_phone(simulateur: Simulateur) -> None:
    wachap = adapter(simulateur)
    for contenu in (
        Contenu(texte="Bonjour"),
        Contenu(texte="Photo", image_url="http://127.0.0.1/p.jpg"),
        Contenu(texte="Reçu", document_url="http://127.0.0.1/r.pdf", nom_fichier="r.pdf"),
    ):
        assert isinstance(wachap.send(LIGNE, "+22376123456", contenu, "r"), Accepted)
    types = [m["type"] for m in simulateur.recus_par("+22376123456")]
    assert types == ["text", "image", "document"]
    assert simulateur.recus_par("+22599999999") == []


def test_without_a_secret_nothing_is_said(simulateur: Simulateur) -> None:
    for methode, chemin in (("GET", "accounts"), ("POST", "messages/send")):
        reponse = requests.request(
            methode, f"{simulateur.adresse}/v1/whatsapp/{chemin}", json={}, timeout=5
        )
        assert reponse.status_code == 401
        assert reponse.json()["error"]["code"] == "INVALID_SECRET_KEY"


def test_a_line_is_seen_as_it_is(simulateur: Simulateur) -> None:
    wachap = adapter(simulateur)
    assert wachap.line_health(LIGNE).sante is SanteLigne.CONNECTEE
    simulateur.pannes(lignes=[{"compte": "ml-1", "action": "bannir"}])
    assert wachap.line_health(LIGNE).sante is SanteLigne.BASSE
    absent = WaChap("http://127.0.0.1:9/v1", 1, 1)
    assert absent.line_health(LIGNE).sante is SanteLigne.INJOIGNABLE


def test_a_ban_may_come_after_some_messages(simulateur: Simulateur) -> None:
    simulateur.pannes(lignes=[{"compte": "ml-1", "action": "bannir", "apres": 2}])
    resultats = [
        adapter(simulateur).send(LIGNE, "+22376123456", Contenu(texte="x"), "r") for _ in range(3)
    ]
    assert [isinstance(resultat, Accepted) for resultat in resultats] == [True, True, False]


def test_numbers_are_checked(simulateur: Simulateur) -> None:
    simulateur.pannes(absents=["+22377"])
    connus = adapter(simulateur).check_numbers(LIGNE, ["+22376123456", "+22377123456"])
    assert connus == {"+22376123456": True, "+22377123456": False}


def test_the_same_seed_draws_the_same_faults(simulateur: Simulateur) -> None:
    suites = []
    for _ in range(2):
        simulateur.pannes(graine=5, regles=[{"quand": "avant", "faute": "500", "probabilite": 0.5}])
        suites.append(
            [
                isinstance(
                    adapter(simulateur).send(LIGNE, "+22376123456", Contenu(texte="x"), "r"),
                    Accepted,
                )
                for _ in range(12)
            ]
        )
    assert suites[0] == suites[1]
    assert len(set(suites[0])) == 2


@pytest.mark.parametrize(
    "corps",
    [
        {"regles": [{"quand": "pendant", "faute": "500"}]},
        {"regles": [{"quand": "apres", "faute": "401"}]},
        {"regles": [{"quand": "avant", "faute": "500", "inconnu": 1}]},
        {"recus": {"mode": "jamais"}},
        {"lignes": [{"compte": "a", "action": "vendre"}]},
        {"lignes": [{}]},
    ],
)
def test_an_unknown_fault_is_refused(simulateur: Simulateur, corps: dict[str, object]) -> None:
    reponse = requests.post(f"{simulateur.adresse}/_pannes", json=corps, timeout=5)
    assert (reponse.status_code, reponse.json()["error"]["code"]) == (400, "PANNE_INVALIDE")


def test_the_clock_runs_faster_when_told(simulateur: Simulateur, boite: Boite) -> None:
    simulateur.pannes(recus={"mode": "tardif", "tardif_s": 200, "lu_s": 1}, horloge=4000)
    adapter(simulateur).send(LIGNE, "+22376123456", Contenu(texte="x"), "r")
    assert b"delivered" in boite.wait(1)[0]


def test_a_client_may_answer(simulateur: Simulateur, boite: Boite) -> None:
    corps = {"telephone": "+22376123456", "texte": "STOP"}
    requests.post(f"{simulateur.adresse}/_entrant", json=corps, timeout=5)
    assert b"STOP" in boite.wait(1)[0]
    assert simulateur.recus_par("+22376123456") == []


def test_the_page_of_phones_needs_nothing_from_outside(simulateur: Simulateur) -> None:
    page = requests.get(f"{simulateur.adresse}/?tel=+22376123456", timeout=5)
    assert page.status_code == 200
    for fichier in ("/page.css", "/page.js"):
        assert fichier in page.text
        assert requests.get(simulateur.adresse + fichier, timeout=5).status_code == 200
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert "https://" not in page.text


def test_the_ledger_survives_a_restart(tmp_path: Path) -> None:
    journal = tmp_path / "livre.jsonl"
    avant = Etat([], journal=journal)
    message = avant.accept("ml-1", {"to": "+22376123456", "content": "Bonjour"})
    avant.note_receipt(message.id, "read")
    with journal.open("a") as fichier:
        fichier.write('{"coupe')
    apres = Etat([], journal=journal)
    assert apres.ledger()["messages"][0]["contenu"] == "Bonjour"
    assert apres.messages[message.id].statut == "read"


def test_retry_after_is_read_as_seconds_or_as_a_date() -> None:
    assert retry_after_seconds("45", NOW) == 45
    assert retry_after_seconds("Tue, 10 Mar 2026 09:01:00 GMT", NOW) == 60
    assert retry_after_seconds("Tue, 10 Mar 2026 08:00:00 GMT", NOW) == 0
    assert retry_after_seconds("bientôt", NOW) is None
