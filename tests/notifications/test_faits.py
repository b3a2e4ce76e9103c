"""The facts of the other floors, as their own services publish them, and what they owe."""

from typing import Any

import pytest
from django.db import connection

from colis.domain import Cause
from colis.services.clients import update_client
from core.ids import uuid7
from core.tenancy import contexte, transverse
from distribution.services.annulation import reverse_encaissement
from notifications import tasks
from notifications.domain import Statut
from notifications.models import Ligne, MessageDu, Notification
from tests.cast import Distribution
from tests.factories.argent import collect, open_till
from tests.factories.argent import make_arrived as make_arrived_colis
from tests.factories.vols import make_arrived, make_departed
from tests.notifications.conftest import Monde, Simulateur
from vols.services.etapes import lock_vol
from vols.services.trajet import settle_pointage

pytestmark = pytest.mark.django_db


def dus(**criteres: Any) -> list[MessageDu]:
    with transverse():
        return list(MessageDu.objects.filter(**criteres).order_by("id"))


def test_a_departure_owes_one_message_per_carton_and_sends_one_per_client(
    cast: Distribution, monde: Monde, ligne: Ligne, simulateur: Simulateur
) -> None:
    vol, colis_list = make_departed(cast, monde.horloge(), nombre=12)
    assert len(dus(etape="parti", groupe=f"vol:{vol.id}")) == 12
    monde.sweep()
    (message,) = simulateur.recus_par(colis_list[0].destinataire_telephone)
    assert "12 cartons en route vers Bamako" in message["contenu"]
    assert vol.numero in message["contenu"]


def test_an_act_that_fails_owes_nothing(cast: Distribution, monde: Monde) -> None:
    class Panne(Exception):
        """A later part of the act breaks."""

    carton = monde.colis(statut="expedie")
    with pytest.raises(Panne), contexte(cast.agent_chine):
        monde.moved(Cause.DEPART, carton)
        raise Panne
    assert dus() == []


def test_closing_the_check_in_sends_what_was_waiting_for_quiet(
    cast: Distribution, monde: Monde, ligne: Ligne, simulateur: Simulateur
) -> None:
    vol, colis_list = make_arrived(cast, monde.horloge(), nombre=3)
    monde.sweep()
    monde.moved(Cause.POINTAGE, *colis_list)
    monde.sweep(seconds=10)
    assert len(simulateur.recus_par()) == 1
    with contexte(cast.agent_mali):
        settle_pointage(
            acteur=cast.agent_mali, now=monde.horloge(), vol=lock_vol(vol.id), manquants=0
        )
    monde.sweep(seconds=1)
    assert len(simulateur.recus_par()) == 2
    assert "à Bamako" in simulateur.recus_par()[-1]["contenu"]


def test_a_collection_and_its_reversal_are_told_with_the_same_figures(
    cast: Distribution, monde: Monde, ligne: Ligne, simulateur: Simulateur
) -> None:
    carton = make_arrived_colis(cast, monde.horloge())
    open_till(cast.agent_mali, monde.horloge())
    encaissement = collect(cast.agent_mali, monde.horloge(), (carton, 12_500))
    monde.sweep()
    recu = simulateur.recus_par(carton.destinataire_telephone)[0]["contenu"]
    assert encaissement.recu_numero in recu
    assert "*12\u00a0500\u00a0F\u00a0CFA* (espèces)" in recu
    assert "Reste à payer : *17\u00a0500\u00a0F\u00a0CFA*" in recu
    with contexte(cast.admin_mali):
        reverse_encaissement(
            acteur=cast.admin_mali,
            now=monde.horloge(),
            id=uuid7(),
            encaissement_id=encaissement.id,
            motif="erreur de client",
        )
    monde.sweep(seconds=1)
    annulation = simulateur.recus_par(carton.destinataire_telephone)[-1]["contenu"]
    assert "a été annulé" in annulation
    assert "erreur de client" in annulation
    assert "30\u00a0000\u00a0F\u00a0CFA" in annulation


def test_a_corrected_number_sends_again_what_the_wrong_one_stopped(
    cast: Distribution, monde: Monde, ligne: Ligne, simulateur: Simulateur
) -> None:
    simulateur.faute("avant", "400", code="RECIPIENT_NOT_FOUND")
    notification = monde.owed()
    assert notification.client_id is not None
    with contexte(cast.agent_chine):
        update_client(
            acteur=cast.agent_chine,
            now=monde.horloge(),
            id=notification.client_id,
            champs={"telephone": "+22376000009"},
            version=None,
        )
    monde.sweep(seconds=1)
    monde.sweep(seconds=1)
    (suite,) = simulateur.recus_par("+22376000009")
    assert suite["contenu"].startswith("✈")
    (avis,) = simulateur.recus_par(notification.telephone)
    assert "+22376000009" not in avis["contenu"]


def test_one_transaction_wakes_the_sweeper_once_and_survives_a_broker_away(
    cast: Distribution,
    monde: Monde,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    with django_capture_on_commit_callbacks() as rappels:
        make_departed(cast, monde.horloge())
        make_departed(cast, monde.horloge())
    assert [rappel for rappel in rappels if rappel is tasks._wake] == [tasks._wake]
    assert connection.in_atomic_block


def test_the_task_wakes_one_sender_per_line_that_has_work(
    monde: Monde, ligne: Ligne, simulateur: Simulateur, monkeypatch: pytest.MonkeyPatch
) -> None:
    reveilles: list[str] = []
    monkeypatch.setattr(tasks, "now", monde.horloge)
    monkeypatch.setattr(tasks.send_line, "apply_async", lambda args, **_: reveilles.append(args[0]))
    monde.moved(Cause.DEPART, monde.colis(statut="expedie"))
    tasks.sweep_notifications()
    assert reveilles == [str(ligne.id)]
    tasks.send_line(str(ligne.id))
    with transverse():
        assert Notification.objects.get().statut == Statut.ENVOYE
