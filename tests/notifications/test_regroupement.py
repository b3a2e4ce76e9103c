"""From facts to messages: one per client, step and flight, when it has been quiet."""

from datetime import timedelta

import pytest
from django.core.cache import cache

from accounts.models import Reglage
from colis.domain import Cause
from core.ids import uuid7
from core.tenancy import SYSTEME, contexte, transverse
from notifications.domain import Motif, Statut
from notifications.models import Ligne, MessageDu, Notification
from notifications.services import claim_next, group_dus
from tests.cast import NOW, Distribution
from tests.notifications.conftest import Monde, Simulateur

pytestmark = pytest.mark.django_db


def set_reglage(pays: str, cle: str, valeur: object) -> None:
    with transverse():
        Reglage(
            pays_id=pays, cle=cle, valeur=valeur, effet_le=NOW - timedelta(days=1),
            auteur_id=SYSTEME,
        ).save(force_insert=True)  # fmt: skip


def test_twelve_cartons_registered_one_by_one_make_one_message_after_two_quiet_minutes(
    monde: Monde, ligne: Ligne, simulateur: Simulateur
) -> None:
    client = monde.client()
    for _ in range(12):
        monde.moved(Cause.ENREGISTREMENT, monde.colis(client))
        monde.sweep(seconds=30)
    monde.sweep(seconds=89)
    assert simulateur.recus_par() == []
    monde.sweep(seconds=2)
    (message,) = simulateur.recus_par(client.telephone)
    assert "12 cartons" in message["contenu"]
    assert message["contenu"].count("30\u00a0000\u00a0F\u00a0CFA") == 12
    assert "360\u00a0000\u00a0F\u00a0CFA" in message["contenu"]


def test_latecomers_make_the_second_lot(monde: Monde, ligne: Ligne) -> None:
    client = monde.client()
    monde.moved(Cause.ENREGISTREMENT, monde.colis(client))
    monde.sweep(minutes=3)
    monde.moved(Cause.ENREGISTREMENT, monde.colis(client))
    monde.sweep(minutes=3)
    assert [n.lot for n in monde.all(client=client)] == [1, 2]


def test_a_group_that_never_falls_quiet_leaves_after_half_an_hour(
    monde: Monde, ligne: Ligne, simulateur: Simulateur
) -> None:
    client = monde.client()
    for _ in range(31):
        monde.moved(Cause.ENREGISTREMENT, monde.colis(client))
        monde.sweep(minutes=1)
    assert len(simulateur.recus_par(client.telephone)) == 1


def test_a_departure_leaves_at_once_one_message_per_client(
    monde: Monde, ligne: Ligne, simulateur: Simulateur
) -> None:
    vol = uuid7()
    awa, bakary = monde.client(), monde.client()
    cartons = [monde.colis(c, "expedie", vol_id=vol) for c in (awa, awa, awa, bakary)]
    monde.moved(Cause.DEPART, *cartons)
    monde.sweep()
    assert len(simulateur.recus_par(awa.telephone)) == 1
    assert len(simulateur.recus_par(bakary.telephone)) == 1
    assert "3 cartons" in simulateur.recus_par(awa.telephone)[0]["contenu"]


def test_each_due_is_told_exactly_once_however_often_the_sweep_runs(
    monde: Monde, ligne: Ligne
) -> None:
    monde.moved(Cause.DEPART, monde.colis(statut="expedie"))
    assert group_dus(now=monde.horloge()) == 1
    assert group_dus(now=monde.horloge()) == 0
    cache.clear()
    assert group_dus(now=monde.horloge()) == 0
    with transverse():
        assert MessageDu.objects.filter(notification_message__isnull=True).count() == 0


def test_the_due_belongs_to_the_recipients_country(monde: Monde, cast: Distribution) -> None:
    monde.moved(Cause.DEPART, monde.colis(statut="expedie"))
    group_dus(now=monde.horloge())
    with contexte(cast.admin_mali):
        assert (MessageDu.objects.count(), Notification.objects.count()) == (1, 1)
    for autre in (cast.admin_rci, cast.admin_chine):
        with contexte(autre):
            assert (MessageDu.objects.count(), Notification.objects.count()) == (0, 0)


def test_an_unsent_step_is_cancelled_when_a_later_one_tells_the_same_cartons(
    monde: Monde, ligne: Ligne, simulateur: Simulateur
) -> None:
    carton = monde.colis(statut="disponible")
    monde.moved(Cause.POINTAGE, carton)
    monde.horloge.advance(seconds=1)
    monde.moved(Cause.REMISE, carton)
    monde.sweep(minutes=6)
    statuts = {n.etape: (n.statut, n.code_motif) for n in monde.all()}
    assert statuts["arrive"] == (Statut.ANNULE, Motif.REMPLACE)
    assert statuts["remis"][0] == Statut.ENVOYE
    assert len(simulateur.recus_par()) == 1


def test_a_later_step_takes_over_carton_by_carton(
    monde: Monde, ligne: Ligne, simulateur: Simulateur
) -> None:
    client = monde.client()
    parti, reste = monde.colis(client), monde.colis(client)
    monde.moved(Cause.ENREGISTREMENT, parti, reste)
    monde.moved(Cause.DEPART, parti)
    monde.sweep(minutes=3)
    recu = next(
        m for m in simulateur.recus_par(client.telephone) if "nous avons reçu" in m["contenu"]
    )
    assert "1 carton " in recu["contenu"]


def test_a_step_told_again_after_a_correction_is_not_taken_for_old_news(
    monde: Monde, ligne: Ligne, simulateur: Simulateur
) -> None:
    carton = monde.colis(statut="disponible")
    monde.moved(Cause.REMISE, carton)
    monde.sweep(minutes=1)
    monde.moved(Cause.MISE_A_DISPOSITION, carton)
    monde.sweep(minutes=6)
    assert len(simulateur.recus_par(carton.client.telephone)) == 2


def test_a_message_in_quiet_hours_is_parked_until_they_end(
    monde: Monde, ligne: Ligne, simulateur: Simulateur
) -> None:
    set_reglage("ML", "notifications_silence", {"debut": "08:00", "fin": "10:00"})
    notification = monde.owed()
    assert (notification.statut, notification.code_motif) == (Statut.SUSPENDU, Motif.SILENCE)
    monde.sweep(minutes=59)
    assert simulateur.recus_par() == []
    monde.sweep(minutes=2)
    monde.sweep()
    assert len(simulateur.recus_par()) == 1


def test_a_row_that_waited_into_the_quiet_hours_leaves_only_after_them(
    monde: Monde, ligne: Ligne, simulateur: Simulateur
) -> None:
    set_reglage("ML", "notifications_silence", {"debut": "09:01", "fin": "10:00"})
    monde.moved(Cause.DEPART, monde.colis(statut="expedie"))
    group_dus(now=monde.horloge())
    assert claim_next(ligne_id=ligne.id, now=monde.horloge.advance(minutes=2)) is None
    monde.sweep()
    (notification,) = monde.all()
    assert (notification.statut, notification.code_motif) == (Statut.SUSPENDU, Motif.SILENCE)
    monde.sweep(hours=1)
    assert len(simulateur.recus_par()) == 1


def test_a_country_may_tell_arrived_and_available_in_one_message(
    monde: Monde, ligne: Ligne, simulateur: Simulateur
) -> None:
    set_reglage("ML", "notifications_fusion_arrive", True)
    monde.moved(Cause.POINTAGE, monde.colis(statut="arrive"))
    monde.sweep(minutes=6)
    assert simulateur.recus_par() == []
    assert monde.all()[0].statut == Statut.ANNULE
