"""WhatsApp's own API behind the same port: its codes, its windows, its signatures."""

import hashlib
import hmac
import json
from datetime import timedelta

import pytest
from django.test import Client as Http
from pytest_django import Settings

from colis.domain import Cause
from core.tenancy import transverse
from notifications.adapters.cloud import Cloud
from notifications.domain import EtatLigne, Motif, Nature, Niveau, Statut
from notifications.models import Fenetre, Ligne, Recu
from notifications.port import CompteLigne, Contenu, Modele, Rejected, Unknown, Webhook
from notifications.services import process_incoming, process_receipts, store_receipt
from tests.cast import NOW
from tests.notifications.conftest import SECRET_CLOUD, Boite, Monde, Simulateur, make_ligne

pytestmark = pytest.mark.django_db

MODELES = {"parti": {"fr": {"nom": "colis_recu", "parametres": ["{client}", "{nombre}"]}}}
COMPTE = CompteLigne(compte="77001", secret="jeton")


@pytest.fixture
def cloud(simulateur: Simulateur) -> Cloud:
    return Cloud(f"{simulateur.adresse}/cloud/v23.0", 1, 0.5)


@pytest.fixture
def ligne(simulateur: Simulateur, monde: Monde) -> Ligne:
    del monde
    simulateur.serveur.etat.line_refusal("77001")
    return make_ligne("ML", "77001", fournisseur="cloud", modeles=MODELES)


TABLE = [
    ("190", 401, Niveau.LIGNE, Nature.BAS),
    ("10", 403, Niveau.LIGNE, Nature.BAS),
    ("200", 403, Niveau.LIGNE, Nature.BAS),
    ("368", 403, Niveau.LIGNE, Nature.BAS),
    ("131031", 403, Niveau.LIGNE, Nature.BAS),
    ("131042", 400, Niveau.LIGNE, Nature.BAS),
    ("133010", 400, Niveau.LIGNE, Nature.BAS),
    ("4", 400, Niveau.LIGNE, Nature.PAUSE),
    ("80007", 400, Niveau.LIGNE, Nature.PAUSE),
    ("130429", 400, Niveau.LIGNE, Nature.PAUSE),
    ("131048", 400, Niveau.LIGNE, Nature.PAUSE),
    ("2", 503, Niveau.MESSAGE, Nature.TEMPORAIRE),
    ("131000", 500, Niveau.MESSAGE, Nature.TEMPORAIRE),
    ("131016", 500, Niveau.MESSAGE, Nature.TEMPORAIRE),
    ("131056", 400, Niveau.MESSAGE, Nature.TEMPORAIRE),
    ("131026", 400, Niveau.DESTINATAIRE, Nature.PERMANENT),
    ("131030", 400, Niveau.DESTINATAIRE, Nature.PERMANENT),
    ("131050", 400, Niveau.DESTINATAIRE, Nature.PERMANENT),
    ("131047", 400, Niveau.MESSAGE, Nature.FENETRE),
    ("132001", 404, Niveau.MESSAGE, Nature.PERMANENT),
    ("100", 400, Niveau.MESSAGE, Nature.PERMANENT),
]


@pytest.mark.parametrize(("code", "statut", "niveau", "nature"), TABLE)
def test_each_error_number_says_whose_trouble_it_is(
    cloud: Cloud, simulateur: Simulateur, code: str, statut: int, niveau: Niveau, nature: Nature
) -> None:
    simulateur.faute("avant", str(statut), code=code)
    resultat = cloud.send(COMPTE, "+22376000001", Contenu(texte="x"), "ref")
    assert isinstance(resultat, Rejected)
    assert (resultat.niveau, resultat.nature) == (niveau, nature)
    assert resultat.statut_http == statut


@pytest.mark.parametrize("faute", ["coupe", "tronque", "malforme", "bloque", "502", "504"])
def test_an_answer_lost_after_acceptance_is_unknown(
    cloud: Cloud, simulateur: Simulateur, faute: str
) -> None:
    simulateur.serveur.etat.reply("+22376000001", "Bonjour", "77001")
    simulateur.faute("apres", faute)
    resultat = cloud.send(COMPTE, "+22376000001", Contenu(texte="x"), "ref")
    assert isinstance(resultat, Unknown)
    assert len(simulateur.recus_par("+22376000001")) == 1


def test_nothing_leaves_outside_the_window_without_an_approved_text(
    cloud: Cloud, simulateur: Simulateur
) -> None:
    resultat = cloud.send(COMPTE, "+22376000001", Contenu(texte="x", libre=False), "ref")
    assert isinstance(resultat, Rejected)
    assert resultat.code == "MODELE_ABSENT"
    assert simulateur.tentatives() == []


def test_an_approved_text_leaves_with_its_blanks_filled(
    cloud: Cloud, simulateur: Simulateur
) -> None:
    modele = Modele(nom="colis_recu", langue="fr", parametres=("Awa", "2 cartons"))
    cloud.send(COMPTE, "+22376000001", Contenu(texte="x", libre=False, modele=modele), "ref")
    (vu,) = simulateur.recus_par("+22376000001")
    assert vu["contenu"] == "[colis_recu] Awa · 2 cartons"


def test_a_step_leaves_by_its_template_until_the_client_writes(
    monde: Monde, ligne: Ligne, simulateur: Simulateur, boite: Boite
) -> None:
    client = monde.client()
    premiere = monde.owed(client=client)
    assert premiere.statut == Statut.ENVOYE
    (vu,) = simulateur.recus_par(premiere.telephone)
    assert vu["type"] == "template"
    simulateur.serveur.etat.reply(premiere.telephone, "Merci", ligne.compte)
    with transverse():
        Fenetre.objects.create(
            compte=ligne.compte, telephone=premiere.telephone, jusqu_le=NOW + timedelta(hours=9)
        )
    monde.moved(Cause.DEPART, monde.colis(client, statut="expedie"))
    monde.sweep()
    monde.sweep(seconds=1)
    assert [m["type"] for m in simulateur.recus_par(premiere.telephone)] == ["template", "text"]


def test_what_a_client_writes_opens_a_day_and_never_shortens_it(
    monde: Monde, ligne: Ligne, simulateur: Simulateur, boite: Boite
) -> None:
    for texte in ("Bonjour", "Merci"):
        reponse = {"telephone": "+22376000001", "texte": texte, "compte": ligne.compte}
        simulateur.entrant(**reponse)
    for corps in boite.wait(2):
        store_receipt(now=monde.horloge(), fournisseur="cloud", corps=corps)
    process_incoming(now=monde.horloge())
    with transverse():
        (fenetre,) = Fenetre.objects.all()
    assert fenetre.telephone == "+22376000001"
    assert fenetre.jusqu_le > NOW


def test_a_receipt_moves_the_message_forward(
    monde: Monde, ligne: Ligne, simulateur: Simulateur, boite: Boite
) -> None:
    simulateur.pannes(recus={"mode": "normal", "livre_s": 0, "lu_s": 0})
    notification = monde.owed()
    for corps in boite.wait(2):
        store_receipt(now=monde.horloge(), fournisseur="cloud", corps=corps)
    process_receipts(now=monde.horloge())
    assert monde.only(notification.telephone).statut == Statut.LU


def test_a_locked_account_takes_the_line_down_and_costs_no_try(
    monde: Monde, ligne: Ligne, simulateur: Simulateur
) -> None:
    simulateur.pannes(lignes=[{"compte": ligne.compte, "action": "bannir"}])
    notification = monde.owed()
    assert notification.tentatives == 0
    with transverse():
        ligne.refresh_from_db()
    assert ligne.etat == EtatLigne.EN_PANNE
    monde.sweep(seconds=1)
    assert monde.only(notification.telephone).code_motif == Motif.LIGNE_BASSE
    simulateur.pannes(lignes=[{"compte": ligne.compte, "action": "reconnecter"}])
    with transverse():
        Ligne.objects.filter(id=ligne.id).update(sonde_le=None)
    monde.sweep(seconds=30)
    monde.sweep(seconds=1)
    assert monde.only(notification.telephone).statut == Statut.ENVOYE


def test_a_client_who_stopped_us_in_whatsapp_is_not_written_to_again(
    monde: Monde, ligne: Ligne, simulateur: Simulateur
) -> None:
    simulateur.faute("avant", "400", code="131050")
    notification = monde.owed()
    assert (notification.statut, notification.code_motif) == (Statut.SUSPENDU, Motif.DESABONNE)


@pytest.mark.parametrize(
    ("code", "motif"), [(131026, Motif.NON_INSCRIT), (131000, Motif.NON_REMIS)]
)
def test_a_delivery_that_fails_later_blames_the_number_or_this_message_alone(
    monde: Monde, ligne: Ligne, code: int, motif: Motif
) -> None:
    notification = monde.owed()
    echec = {
        "id": notification.fournisseur_id, "status": "failed", "timestamp": "1773133200",
        "recipient_id": notification.telephone.removeprefix("+"), "errors": [{"code": code}],
    }  # fmt: skip
    corps = {"entry": [{"changes": [{"value": {"statuses": [echec]}}]}]}
    store_receipt(now=NOW, fournisseur="cloud", corps=json.dumps(corps).encode())
    process_receipts(now=NOW)
    apres = monde.only(notification.telephone)
    assert (apres.statut, apres.code_motif) == (Statut.ECHEC_PERMANENT, motif)
    assert str(code) in apres.motif


def sign(corps: bytes, secret: str = SECRET_CLOUD) -> str:
    return "sha256=" + hmac.new(secret.encode(), corps, hashlib.sha256).hexdigest()


@pytest.mark.parametrize("signature", ["", "sha256=", sign(b"{}", "autre"), sign(b"{ }")])
def test_a_forged_webhook_is_refused_and_leaves_nothing(
    simulateur: Simulateur, signature: str
) -> None:
    reponse = Http().post(
        "/api/v1/webhooks/cloud",
        b"{}",
        content_type="application/json",
        headers={"X-Hub-Signature-256": signature},
    )
    assert reponse.status_code == 404
    with transverse():
        assert Recu.objects.count() == 0


def test_a_signed_webhook_is_kept(simulateur: Simulateur) -> None:
    reponse = Http().post(
        "/api/v1/webhooks/cloud",
        b"{}",
        content_type="application/json",
        headers={"X-Hub-Signature-256": sign(b"{}")},
    )
    assert reponse.status_code == 200
    with transverse():
        assert Recu.objects.get().fournisseur == "cloud"


def test_no_secret_configured_opens_to_nobody() -> None:
    corps = b"{}"
    assert not Cloud("x").verify_webhook(Webhook(corps=corps, signature=sign(corps, "")), "")


def test_the_address_is_confirmed_only_with_our_word(settings: Settings) -> None:
    settings.WHATSAPP_CLOUD_VERIFY_TOKEN = "mot-convenu"
    demande = {"hub.mode": "subscribe", "hub.challenge": "9481", "hub.verify_token": "mot-convenu"}
    reponse = Http().get("/api/v1/webhooks/cloud", demande)
    assert (reponse.status_code, reponse.content) == (200, b"9481")
    refus = Http().get("/api/v1/webhooks/cloud", demande | {"hub.verify_token": "autre"})
    assert refus.status_code == 404
