"""SMS for the phones WhatsApp does not know: codes and cartons to collect, nothing else."""

import pytest

from colis.domain import Cause
from core.chiffrement import encrypt
from core.tenancy import transverse
from notifications.adapters.orange import Orange
from notifications.domain import EtatLigne, Motif, Nature, Niveau, Statut
from notifications.models import Ligne, Notification
from notifications.port import Accepted, CompteLigne, Contenu, Rejected, SanteLigne, Unknown
from tests.notifications.conftest import Monde, Simulateur, make_ligne
from tests.notifications.test_envoi import send_code

pytestmark = pytest.mark.django_db
COMPTE = CompteLigne(compte="+22370009000", secret="client:secret")


@pytest.fixture
def orange(simulateur: Simulateur) -> Orange:
    return Orange(f"{simulateur.adresse}/orange", 1, 0.5)


@pytest.fixture
def sms(ligne: Ligne) -> Ligne:
    del ligne
    return make_ligne("ML", "+22370009000", fournisseur="orange", usage="sms")


TABLE = [
    ("SVC0004", 400, Niveau.DESTINATAIRE, Nature.PERMANENT),
    ("SVC0280", 400, Niveau.DESTINATAIRE, Nature.PERMANENT),
    ("POL1009", 403, Niveau.LIGNE, Nature.BAS),
    ("SVC0270", 400, Niveau.LIGNE, Nature.BAS),
    ("SVC0001", 400, Niveau.MESSAGE, Nature.TEMPORAIRE),
    ("SVC0002", 400, Niveau.MESSAGE, Nature.PERMANENT),
    ("", 429, Niveau.LIGNE, Nature.PAUSE),
    ("", 503, Niveau.MESSAGE, Nature.TEMPORAIRE),
]


@pytest.mark.parametrize(("code", "statut", "niveau", "nature"), TABLE)
def test_each_answer_says_whose_trouble_it_is(
    orange: Orange, simulateur: Simulateur, code: str, statut: int, niveau: Niveau, nature: Nature
) -> None:
    simulateur.faute("avant", str(statut), code=code)
    resultat = orange.send(COMPTE, "+22376000001", Contenu(texte="x"), "ref")
    assert isinstance(resultat, Rejected)
    assert (resultat.niveau, resultat.nature) == (niveau, nature)


@pytest.mark.parametrize("faute", ["coupe", "tronque", "502"])
def test_a_lost_answer_is_unknown(orange: Orange, simulateur: Simulateur, faute: str) -> None:
    simulateur.faute("apres", faute)
    assert isinstance(orange.send(COMPTE, "+22376000001", Contenu(texte="x"), "ref"), Unknown)


def test_an_accepted_sms_keeps_the_provider_s_id(orange: Orange, simulateur: Simulateur) -> None:
    resultat = orange.send(COMPTE, "+22376000001", Contenu(texte="Bonjour"), "ref")
    (vu,) = simulateur.recus_par("+22376000001")
    assert resultat == Accepted(provider_id=vu["id"], statut_http=201)
    assert (vu["type"], vu["contenu"]) == ("sms", "Bonjour")


def test_a_slow_provider_accepts_in_the_end(orange: Orange, simulateur: Simulateur) -> None:
    simulateur.faute("avant", "lent", duree_s=0.05)
    resultat = orange.send(COMPTE, "+22376000001", Contenu(texte="x"), "ref")
    assert isinstance(resultat, Accepted)


def test_refused_credentials_take_the_line_down(orange: Orange) -> None:
    mauvais = CompteLigne(compte="+22370009000", secret="refuse:x")
    resultat = orange.send(mauvais, "+22376000001", Contenu(texte="x"), "ref")
    assert isinstance(resultat, Rejected)
    assert resultat.nature == Nature.BAS
    assert orange.line_health(mauvais).sante == SanteLigne.BASSE
    assert orange.line_health(COMPTE).sante == SanteLigne.CONNECTEE


def told(monde: Monde, cause: Cause = Cause.MISE_A_DISPOSITION) -> Notification:
    carton = monde.colis(statut="disponible")
    monde.moved(cause, carton)
    monde.sweep(minutes=5)
    monde.sweep(seconds=1)
    return monde.only(carton.client.telephone)


def test_a_carton_to_collect_is_told_by_sms_where_whatsapp_knows_nobody(
    monde: Monde, sms: Ligne, simulateur: Simulateur
) -> None:
    simulateur.pannes(absents=["+223"])
    notification = told(monde)
    assert (notification.statut, notification.canal) == (Statut.ENVOYE, "sms")
    (vu,) = simulateur.recus_par(notification.telephone)
    assert vu["type"] == "sms"
    assert "*" not in vu["contenu"]


def test_a_departure_is_not_told_by_sms(monde: Monde, sms: Ligne, simulateur: Simulateur) -> None:
    simulateur.pannes(absents=["+223"])
    notification = told(monde, Cause.DEPART)
    assert (notification.statut, notification.code_motif) == (
        Statut.ECHEC_PERMANENT,
        Motif.NON_INSCRIT,
    )
    assert simulateur.recus_par(notification.telephone) == []


def test_without_an_sms_line_the_number_is_shown_as_wrong(
    monde: Monde, ligne: Ligne, simulateur: Simulateur
) -> None:
    simulateur.pannes(absents=["+223"])
    assert told(monde).code_motif == Motif.NON_INSCRIT


def test_a_code_falls_back_to_sms_and_is_kept_nowhere(
    monde: Monde, sms: Ligne, simulateur: Simulateur
) -> None:
    simulateur.faute("avant", "400", code="RECIPIENT_NOT_FOUND")
    send_code(monde, "+22376999999")
    monde.sweep()
    monde.sweep(seconds=1)
    (vu,) = simulateur.recus_par("+22376999999")
    chiffres = "".join(c for c in vu["contenu"].split(".")[0] if c.isdigit())
    assert len(chiffres) == 6
    assert chiffres not in monde.only("+22376999999").texte


def test_an_sms_waits_for_its_own_line_and_leaves_when_it_is_back(
    monde: Monde, sms: Ligne, simulateur: Simulateur
) -> None:
    simulateur.pannes(absents=["+223"])
    with transverse():
        Ligne.objects.filter(id=sms.id).update(etat=EtatLigne.EN_PANNE)
    notification = told(monde)
    monde.sweep(seconds=1)
    assert monde.only(notification.telephone).code_motif == Motif.LIGNE_BASSE
    with transverse():
        Ligne.objects.filter(id=sms.id).update(
            etat=EtatLigne.CONNECTEE, secret_chiffre=encrypt("client:secret")
        )
    monde.sweep(seconds=1)
    monde.sweep(seconds=1)
    assert monde.only(notification.telephone).statut == Statut.ENVOYE
