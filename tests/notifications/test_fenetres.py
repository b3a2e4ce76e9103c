"""The 24 h of WhatsApp's own API: believed open and closed, the message leaves all the same."""

from datetime import timedelta
from typing import Any

import pytest

from core.tenancy import transverse
from notifications.domain import Motif, Statut
from notifications.models import Fenetre, Ligne, Notification, Tentative
from notifications.services import process_receipts, store_receipt, update_ligne
from notifications.services.fenetres import open_window
from tests.cast import Distribution
from tests.notifications.conftest import Boite, Monde, Simulateur, make_ligne
from tests.notifications.test_cloud import MODELES

pytestmark = pytest.mark.django_db


@pytest.fixture
def ligne(simulateur: Simulateur, monde: Monde) -> Ligne:
    simulateur.serveur.etat.line_refusal("77001")
    return make_ligne("ML", "77001", fournisseur="cloud", modeles=MODELES)


def believed_open(monde: Monde, ligne: Ligne) -> Any:
    """A client whose 24 h we believe open, and their provider knows closed."""
    client = monde.client()
    jusqu_le = monde.horloge() + timedelta(hours=3)
    with transverse():
        Fenetre.objects.create(compte=ligne.compte, telephone=client.telephone, jusqu_le=jusqu_le)
    return client


def without_models(ligne: Ligne) -> None:
    with transverse():
        Ligne.objects.filter(id=ligne.id).update(modeles={})


def is_open(monde: Monde) -> bool:
    with transverse():
        return Fenetre.objects.filter(jusqu_le__gt=monde.horloge()).exists()


def issues(notification: Notification) -> list[str]:
    with transverse():
        essais = Tentative.objects.filter(notification=notification).order_by("id")
        return list(essais.values_list("issue", flat=True))


def test_a_closed_window_is_remembered_and_the_approved_text_leaves_without_costing_a_try(
    monde: Monde, ligne: Ligne, simulateur: Simulateur
) -> None:
    notification = monde.owed(client=believed_open(monde, ligne))
    monde.sweep(seconds=1)
    apres = monde.only(notification.telephone)
    assert (apres.statut, apres.tentatives) == (Statut.ENVOYE, 1)
    assert [m["type"] for m in simulateur.recus_par(apres.telephone)] == ["template"]
    assert issues(apres) == ["fenetre", "accepte"]
    assert not is_open(monde)


def test_without_an_approved_text_the_message_waits_in_sight_with_its_reason(
    monde: Monde, ligne: Ligne, simulateur: Simulateur
) -> None:
    without_models(ligne)
    notification = monde.owed(client=believed_open(monde, ligne))
    monde.sweep(seconds=1)
    apres = monde.only(notification.telephone)
    assert (apres.statut, apres.code_motif, apres.tentatives) == (
        Statut.SUSPENDU, Motif.MODELE_ABSENT, 0,
    )  # fmt: skip
    monde.sweep(hours=1)
    assert len(simulateur.tentatives()) == 1


def test_what_waits_for_an_approved_text_leaves_when_the_line_is_given_one(
    monde: Monde, ligne: Ligne, cast: Distribution, simulateur: Simulateur
) -> None:
    without_models(ligne)
    notification = monde.owed()
    assert monde.only(notification.telephone).code_motif == Motif.MODELE_ABSENT
    modele = {
        "etape": "parti", "langue": "fr", "nom": "parti", "code_langue": "fr", "parametres": [],
    }  # fmt: skip
    with transverse():
        update_ligne(
            acteur=cast.admin_mali, now=monde.horloge(), ligne_id=ligne.id,
            changements={"modeles": [modele]},
        )  # fmt: skip
    monde.sweep(seconds=1)
    assert monde.only(notification.telephone).statut == Statut.ENVOYE


def test_what_waits_for_an_approved_text_leaves_when_its_client_writes(
    monde: Monde, ligne: Ligne, simulateur: Simulateur
) -> None:
    without_models(ligne)
    notification = monde.owed()
    simulateur.serveur.etat.reply(notification.telephone, "Bonjour", ligne.compte)
    open_window(now=monde.horloge(), compte=ligne.compte, telephone=notification.telephone)
    monde.sweep(seconds=1)
    (vu,) = simulateur.recus_par(notification.telephone)
    assert vu["type"] == "text"


def test_an_approved_text_refused_so_is_stopped_and_does_not_turn_for_ever(
    monde: Monde, ligne: Ligne, simulateur: Simulateur
) -> None:
    simulateur.faute("avant", "400", code="131047", fois=None)
    notification = monde.owed()
    monde.sweep(seconds=1)
    assert monde.only(notification.telephone).code_motif == Motif.REFUSE
    assert len(simulateur.tentatives()) == 1


def test_a_window_told_closed_only_by_the_receipt_sends_the_approved_text_too(
    monde: Monde, ligne: Ligne, simulateur: Simulateur, boite: Boite
) -> None:
    client = believed_open(monde, ligne)
    simulateur.serveur.etat.reply(client.telephone, "Bonjour", ligne.compte)
    simulateur.pannes(recus={"mode": "echec", "livre_s": 0, "code": "131047"})
    notification = monde.owed(client=client)
    assert notification.statut == Statut.ENVOYE
    simulateur.pannes(recus={"mode": "aucun"})
    (entrant,) = [c for c in boite.wait(1) if b"failed" in c]
    for _ in range(2):
        store_receipt(now=monde.horloge(), fournisseur="cloud", corps=entrant)
        process_receipts(now=monde.horloge())
    monde.sweep(seconds=1)
    apres = monde.only(client.telephone)
    assert (apres.statut, apres.tentatives) == (Statut.ENVOYE, 1)
    assert [m["type"] for m in simulateur.recus_par(client.telephone)] == ["text", "template"]
    assert issues(apres) == ["fenetre", "accepte"]
    assert not is_open(monde)
