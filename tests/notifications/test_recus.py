"""Receipts: kept raw, applied once, only forward, whenever they come."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections

from colis.domain import Cause
from core.tenancy import transverse
from notifications.domain import Statut
from notifications.models import Ligne, Notification, Recu
from notifications.port import Accepted
from notifications.selectors import receipts_for
from notifications.services import claim_next, group_dus, process_receipts, store_receipt
from notifications.services import envoi as services_envoi
from notifications.services.issue import close_try
from tests.cast import NOW
from tests.notifications.conftest import Boite, Monde, Simulateur

pytestmark = pytest.mark.django_db


def receive(monde: Monde, *corps: bytes) -> None:
    for un in corps:
        store_receipt(now=monde.horloge(), fournisseur="wachap", corps=un)
    process_receipts(now=monde.horloge())


def status(message_id: str, statut: str, to: str = "", **plus: Any) -> bytes:
    return json.dumps(
        {"event": "message.status", "data": {"messageId": message_id, "status": statut, "to": to}}
        | plus
    ).encode()


def fresh(notification: Notification) -> Notification:
    with transverse():
        return Notification.objects.get(id=notification.id)


def test_the_simulators_receipts_make_a_message_delivered_then_read(
    monde: Monde, ligne: Ligne, simulateur: Simulateur, boite: Boite
) -> None:
    simulateur.pannes(recus={"livre_s": 0.05, "lu_s": 0.1})
    notification = monde.owed()
    livre, lu = boite.wait(2)
    receive(monde, livre)
    assert fresh(notification).statut == Statut.LIVRE
    receive(monde, lu)
    finale = fresh(notification)
    assert finale.statut == Statut.LU
    assert finale.livre_le is not None
    assert finale.lu_le is not None


@pytest.mark.parametrize("mode", ["double", "desordre"])
def test_receipts_twice_or_out_of_order_end_the_same(
    monde: Monde, ligne: Ligne, simulateur: Simulateur, boite: Boite, mode: str
) -> None:
    simulateur.pannes(recus={"mode": mode, "livre_s": 0.02, "lu_s": 0.05})
    notification = monde.owed()
    corps = boite.wait(4 if mode == "double" else 2)
    receive(monde, *corps)
    receive(monde, *corps)
    assert fresh(notification).statut == Statut.LU
    with transverse():
        assert Recu.objects.filter(traite_le=None).count() == 0


def test_a_receipt_that_comes_before_the_answer_is_not_lost(
    monde: Monde,
    ligne: Ligne,
    simulateur: Simulateur,
    boite: Boite,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    simulateur.pannes(recus={"mode": "avant_reponse", "lu_s": 60})
    appel = services_envoi._call

    def receipt_first(*args: Any) -> Any:
        resultat = appel(*args)
        receive(monde, *boite.wait(1))
        return resultat

    monkeypatch.setattr(services_envoi, "_call", receipt_first)
    notification = monde.owed()
    assert notification.statut == Statut.LIVRE
    assert notification.livre_le is not None


def test_an_unknown_id_waits_and_is_applied_when_the_answer_gives_it(
    monde: Monde, ligne: Ligne, simulateur: Simulateur
) -> None:
    monde.moved(Cause.DEPART, monde.colis(statut="expedie"))
    group_dus(now=monde.horloge())
    prise = claim_next(ligne_id=ligne.id, now=monde.horloge())
    assert prise is not None
    (notification,) = monde.all()
    receive(monde, status("a-venir", "delivered", notification.telephone))
    assert fresh(notification).statut == Statut.EN_COURS
    with transverse():
        assert Recu.objects.get().traite_le is None
        close_try(
            notification_id=prise.notification_id, tentative_id=prise.tentative_id,
            jeton=prise.jeton, ligne=Ligne.objects.select_for_update().get(id=ligne.id),
            resultat=Accepted(provider_id="a-venir", statut_http=200), accuses=True,
            latence_ms=1, now=monde.horloge.advance(seconds=1),
        )  # fmt: skip
        assert Recu.objects.get().traite_le is not None
    finale = fresh(notification)
    assert (finale.statut, finale.livre_le) == (Statut.LIVRE, NOW)
    assert finale.fournisseur_id == "a-venir"


def test_a_lost_answer_is_settled_by_the_receipt_of_its_phone(
    monde: Monde, ligne: Ligne, simulateur: Simulateur, boite: Boite
) -> None:
    simulateur.pannes(
        recus={"livre_s": 0.02, "lu_s": 0.05},
        regles=[{"quand": "apres", "faute": "coupe", "fois": 1}],
    )
    notification = monde.owed()
    assert notification.statut == Statut.INCERTAIN
    receive(monde, *boite.wait(2))
    assert fresh(notification).statut == Statut.LU
    monde.sweep(minutes=20)
    assert len(simulateur.recus_par()) == 1


def test_two_lost_answers_to_one_phone_are_not_guessed(
    monde: Monde, ligne: Ligne, simulateur: Simulateur
) -> None:
    simulateur.faute("apres", "coupe", fois=2)
    client = monde.client()
    for _ in range(2):
        monde.moved(Cause.DEPART, monde.colis(client, "expedie"))
        monde.sweep(seconds=1)
    assert [n.statut for n in monde.all()] == [Statut.INCERTAIN] * 2
    receive(monde, status("x", "delivered", client.telephone))
    assert [n.statut for n in monde.all()] == [Statut.INCERTAIN] * 2


def test_a_failed_receipt_parks_the_message_in_sight(
    monde: Monde, ligne: Ligne, simulateur: Simulateur
) -> None:
    notification = monde.owed()
    receive(monde, status(notification.fournisseur_id, "failed"))
    assert fresh(notification).statut == Statut.ECHEC_PERMANENT


def test_a_receipt_about_nothing_of_ours_is_kept_and_set_aside_after_an_hour(
    monde: Monde, ligne: Ligne, simulateur: Simulateur
) -> None:
    receive(monde, status("etranger", "delivered"))
    process_receipts(now=monde.horloge() + timedelta(hours=2))
    with transverse():
        recu = Recu.objects.get()
    assert recu.traite_le is not None
    assert "etranger" in recu.corps


@pytest.mark.parametrize(
    "corps", [b"", b"\xff\x00\x01", b"[]", b"{", b'"x"', b"[" * 5000, b'{"id":1,"status":[]}']
)
def test_any_bytes_are_kept_and_break_nothing(
    monde: Monde, ligne: Ligne, simulateur: Simulateur, corps: bytes
) -> None:
    receive(monde, corps)
    with transverse():
        assert Recu.objects.count() == 1


@pytest.mark.parametrize(
    "corps",
    [
        {"entry": [{"changes": [{"value": {"statuses": [{"id": "ID", "status": "read"}]}}]}]},
        {"event": "messages.update", "data": [{"message_id": "ID", "ack": "READ"}]},
        {"accountId": "ml-1", "messageId": "ID", "event": "message.read"},
    ],
)
def test_receipts_are_understood_whatever_wraps_them(
    monde: Monde, ligne: Ligne, simulateur: Simulateur, corps: dict[str, Any]
) -> None:
    notification = monde.owed()
    receive(monde, json.dumps(corps).replace("ID", notification.fournisseur_id).encode())
    assert fresh(notification).statut == Statut.LU


@pytest.mark.parametrize("mot", ["STOP", "arrêt", " Arret. "])
def test_a_client_who_answers_stop_is_written_to_no_more(
    monde: Monde, ligne: Ligne, simulateur: Simulateur, mot: str
) -> None:
    notification = monde.owed()
    entrant = {"event": "message.received", "data": {"from": notification.telephone, "text": mot}}
    receive(monde, json.dumps(entrant).encode())
    monde.sweep()
    carton = monde.colis(fresh_client(notification), "expedie")
    monde.moved(Cause.DEPART, carton)
    monde.sweep()
    assert len(simulateur.recus_par()) == 1


def fresh_client(notification: Notification) -> Any:
    with transverse():
        client = Notification.objects.select_related("client").get(id=notification.id).client
    assert client is not None
    assert client.consentement_whatsapp is False
    assert client.consentement_le is not None
    return client


@pytest.mark.django_db(transaction=True)
def test_an_answer_does_not_wait_for_a_receipt_another_sweep_is_reading() -> None:
    recu = Recu(
        fournisseur="wachap", fournisseur_id="wa-1", statut=Statut.LIVRE, empreinte="a" * 64,
        corps="{}", recu_le=NOW,
    )  # fmt: skip

    def read() -> list[Recu]:
        try:
            with transverse():
                return receipts_for("wa-1")
        finally:
            connections.close_all()

    with transverse():
        Recu.objects.bulk_create([recu])
    with transverse(), ThreadPoolExecutor(1) as pool:
        list(Recu.objects.select_for_update())
        assert pool.submit(read).result(timeout=5) == []
    assert [found.fournisseur_id for found in read()] == ["wa-1"]


def test_receipts_of_what_we_never_sent_cost_the_sweep_nothing_and_hide_nothing(
    monde: Monde,
    ligne: Ligne,
    simulateur: Simulateur,
    django_assert_max_num_queries: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Somebody writes by hand from the same phone: its receipts come to us too."""
    monkeypatch.setattr("notifications.services.recus.LOT", 10)
    notification = monde.owed()
    envoyee = fresh(notification)
    for rang in range(30):
        etranger = status(f"main-{rang}", "delivered", "+22399000000")
        store_receipt(now=monde.horloge(), fournisseur="wachap", corps=etranger)
    notre = status(envoyee.fournisseur_id, "delivered", envoyee.telephone)
    store_receipt(now=monde.horloge(), fournisseur="wachap", corps=notre)
    with django_assert_max_num_queries(25):
        process_receipts(now=monde.horloge())
    assert fresh(notification).statut == Statut.LIVRE
