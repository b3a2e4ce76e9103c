"""Alarms: what rings, whom it calls, and that it does not ring all day."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from pytest_django import Settings

from accounts.models import User
from colis.domain import Cause
from core.tenancy import transverse
from notifications.domain import EtatLigne, Motif, Statut
from notifications.models import Alerte, Ligne, Tentative
from notifications.services import group_dus, ring
from tests.notifications.conftest import Monde, Simulateur

pytestmark = pytest.mark.django_db
ADMIN = "+22370000777"


@pytest.fixture(autouse=True)
def operateurs(monde: Monde, settings: Settings) -> None:
    settings.ALERTES_COURRIELS = ["exploitation@example.org"]
    with transverse():
        User.objects.filter(id=monde.cast.admin_mali.id).update(telephone=ADMIN)


def alertes() -> dict[str, str]:
    with transverse():
        return {a.cle.split(":")[0]: a.detail for a in Alerte.objects.filter(pays_id="ML")}


def tries(ligne: Ligne, monde: Monde, rates: int, reussis: int = 0) -> None:
    notification = monde.owed()
    monde.horloge.advance(hours=2)
    with transverse():
        Tentative.objects.bulk_create(
            Tentative(
                notification=notification,
                ligne=ligne,
                jeton=uuid4(),
                numero=1,
                commencee_le=monde.horloge(),
                terminee_le=monde.horloge(),
                issue="temporaire" if rang < rates else "accepte",
            )
            for rang in range(rates + reussis)
        )


def test_a_calm_day_rings_nothing(monde: Monde, ligne: Ligne) -> None:
    monde.owed()
    assert ring(now=monde.horloge()) == 0
    assert mail.outbox == []


def test_a_line_down_for_a_minute_calls_the_admins_by_mail_and_by_whatsapp(
    monde: Monde, ligne: Ligne
) -> None:
    with transverse():
        Ligne.objects.filter(id=ligne.id).update(
            etat=EtatLigne.EN_PANNE, etat_le=monde.horloge() - timedelta(seconds=59)
        )
    assert ring(now=monde.horloge()) == 0
    assert ring(now=monde.horloge.advance(seconds=2)) == 1
    (courriel,) = mail.outbox
    assert courriel.to == ["exploitation@example.org"]
    assert ligne.nom in courriel.body
    group_dus(now=monde.horloge())
    assert [n.etape for n in monde.all(telephone=ADMIN)] == ["alerte"]


def test_the_same_alarm_rests_an_hour(monde: Monde, ligne: Ligne) -> None:
    with transverse():
        Ligne.objects.filter(id=ligne.id).update(
            etat=EtatLigne.EN_PANNE, etat_le=monde.horloge() - timedelta(minutes=5)
        )
    assert ring(now=monde.horloge()) == 1
    assert ring(now=monde.horloge.advance(minutes=59)) == 0
    assert ring(now=monde.horloge.advance(minutes=2)) == 1
    assert len(mail.outbox) == 2


@pytest.mark.parametrize(("rates", "sonne"), [(19, False), (20, True)])
def test_twenty_failures_in_an_hour_ring(
    monde: Monde, ligne: Ligne, rates: int, sonne: bool
) -> None:
    tries(ligne, monde, rates, 30)
    ring(now=monde.horloge())
    assert ("echecs" in alertes()) is sonne


@pytest.mark.parametrize(
    ("rates", "reussis", "sonne"), [(5, 5, True), (4, 6, False), (5, 4, False)]
)
def test_half_of_at_least_ten_tries_failing_rings(
    monde: Monde, ligne: Ligne, rates: int, reussis: int, sonne: bool
) -> None:
    tries(ligne, monde, rates, reussis)
    ring(now=monde.horloge())
    assert ("taux" in alertes()) is sonne


def test_five_messages_stopped_for_good_in_a_day_ring(
    monde: Monde, ligne: Ligne, simulateur: Simulateur
) -> None:
    simulateur.pannes(absents=["+223"])
    for _ in range(4):
        monde.moved(Cause.DEPART, monde.colis(statut="expedie"))
    monde.sweep()
    for _ in range(6):
        monde.sweep(seconds=1)
    ring(now=monde.horloge())
    assert "permanents" not in alertes()
    monde.moved(Cause.DEPART, monde.colis(statut="expedie"))
    monde.sweep(seconds=1)
    monde.sweep(seconds=1)
    ring(now=monde.horloge())
    assert alertes()["permanents"].startswith("5 messages")


def test_a_message_ready_for_half_an_hour_rings(monde: Monde, ligne: Ligne) -> None:
    monde.moved(Cause.DEPART, monde.colis(statut="expedie"))
    group_dus(now=monde.horloge())
    ring(now=monde.horloge.advance(minutes=30))
    assert "attente" not in alertes()
    ring(now=monde.horloge.advance(minutes=1))
    assert "31 min" in alertes()["attente"]


def test_receipts_that_stop_coming_ring(monde: Monde, ligne: Ligne) -> None:
    for _ in range(10):
        monde.moved(Cause.DEPART, monde.colis(statut="expedie"))
    monde.sweep()
    for _ in range(10):
        monde.sweep(seconds=1)
    assert {n.statut for n in monde.all()} == {Statut.ENVOYE}
    ring(now=monde.horloge.advance(minutes=90))
    assert "sans_accuse" not in alertes()
    ring(now=monde.horloge.advance(hours=1))
    assert "10 messages" in alertes()["sans_accuse"]


def test_a_refused_text_rings_once_per_version_and_never_again(
    monde: Monde, ligne: Ligne, simulateur: Simulateur
) -> None:
    simulateur.faute("avant", "400", code="AUTRE")
    assert monde.owed().code_motif == Motif.REFUSE
    assert ring(now=monde.horloge()) == 1
    assert ring(now=monde.horloge.advance(hours=3)) == 0
    assert "parti" in alertes()["gabarit"]


def test_a_mail_server_that_is_away_leaves_the_mail_due(
    monde: Monde, ligne: Ligne, monkeypatch: pytest.MonkeyPatch
) -> None:
    def absent(*_: object, **__: object) -> None:
        raise ConnectionRefusedError

    with transverse():
        Ligne.objects.filter(id=ligne.id).update(
            etat=EtatLigne.EN_PANNE, etat_le=monde.horloge() - timedelta(minutes=5)
        )
    with monkeypatch.context() as patch:
        patch.setattr("notifications.services.alertes.send_mail", absent)
        ring(now=monde.horloge())
    assert mail.outbox == []
    ring(now=monde.horloge.advance(minutes=1))
    assert len(mail.outbox) == 1


def test_an_alarm_of_one_country_is_not_told_to_another(monde: Monde, ligne: Ligne) -> None:
    with transverse():
        Ligne.objects.filter(id=ligne.id).update(
            etat=EtatLigne.EN_PANNE, etat_le=monde.horloge() - timedelta(minutes=5)
        )
        User.objects.filter(id=monde.cast.admin_rci.id).update(telephone="+2250700000777")
    ring(now=monde.horloge())
    group_dus(now=monde.horloge())
    assert monde.all(telephone="+2250700000777") == []
