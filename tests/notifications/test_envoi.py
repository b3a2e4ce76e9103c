"""Claiming and sending: nothing lost, nothing doubled, the urgent first."""

import threading
from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection

from accounts.domain.personnes import UsageCode
from accounts.models import CodeUnique
from accounts.services.codes import issue_code
from colis.domain import Cause
from core.tenancy import contexte, transverse
from notifications.domain import EtatLigne, Motif, Statut
from notifications.models import Ligne, Notification, Tentative
from notifications.services import claim_next, group_dus, send_claimed
from notifications.services import envoi as services_envoi
from tests.cast import NOW
from tests.notifications.conftest import Horloge, Monde, Simulateur, make_ligne

pytestmark = pytest.mark.django_db


def queue_departures(monde: Monde, nombre: int) -> list[Notification]:
    for _ in range(nombre):
        monde.moved(Cause.DEPART, monde.colis(statut="expedie"))
    group_dus(now=monde.horloge())
    return monde.all()


def send_code(monde: Monde, telephone: str) -> CodeUnique:
    with contexte(monde.cast.agent_mali):
        return issue_code(
            acteur=monde.cast.agent_mali,
            now=monde.horloge(),
            usage=UsageCode.REMISE,
            telephone=telephone,
            sujet="x",
            pays="ML",
        )


def test_a_sent_message_keeps_its_text_its_line_and_its_try(
    monde: Monde, ligne: Ligne, simulateur: Simulateur
) -> None:
    notification = monde.owed()
    (vu,) = simulateur.recus_par(notification.telephone)
    assert notification.statut == Statut.ENVOYE
    assert notification.texte == vu["contenu"]
    assert notification.fournisseur_id == vu["id"]
    assert notification.ligne_id == ligne.id
    assert notification.jeton is None
    with transverse():
        essai = Tentative.objects.get(notification=notification)
    assert (essai.issue, essai.http_statut, essai.fournisseur_id) == ("accepte", 200, vu["id"])
    assert essai.latence_ms is not None


def test_the_price_told_is_the_cartons_own(
    monde: Monde, ligne: Ligne, simulateur: Simulateur
) -> None:
    notification = monde.owed(prix=47_350, regle=7_350)
    contenu = simulateur.recus_par(notification.telephone)[0]["contenu"]
    assert "47\u00a0350\u00a0F\u00a0CFA" in contenu
    assert "Reste à payer : *40\u00a0000\u00a0F\u00a0CFA*" in contenu


@pytest.mark.django_db(transaction=True)
def test_the_try_is_committed_before_the_call(
    monde: Monde, ligne: Ligne, simulateur: Simulateur, monkeypatch: pytest.MonkeyPatch
) -> None:
    vus: list[tuple[str, int]] = []
    appel = services_envoi._call

    def look_from_outside(*args: Any) -> Any:
        def look() -> None:
            with transverse():
                statut = Notification.objects.values_list("statut", flat=True).get()
                vus.append((statut, Tentative.objects.filter(terminee_le=None).count()))
            connection.close()

        fil = threading.Thread(target=look)
        fil.start()
        fil.join()
        return appel(*args)

    monkeypatch.setattr(services_envoi, "_call", look_from_outside)
    monde.owed()
    assert vus == [(Statut.EN_COURS, 1)]


@pytest.mark.django_db(transaction=True)
def test_two_senders_at_once_never_send_the_same_row_nor_use_one_line_together(
    monde: Monde, ligne: Ligne, simulateur: Simulateur
) -> None:
    queue_departures(monde, 1)
    prises: list[object] = []
    depart = threading.Barrier(4)

    def claim() -> None:
        depart.wait()
        prises.append(claim_next(ligne_id=ligne.id, now=monde.horloge()))
        connection.close()

    fils = [threading.Thread(target=claim) for _ in range(4)]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join()
    assert sum(prise is not None for prise in prises) == 1


def test_a_busy_line_is_not_used_by_another_sender(monde: Monde, ligne: Ligne) -> None:
    queue_departures(monde, 2)
    assert claim_next(ligne_id=ligne.id, now=monde.horloge()) is not None
    assert claim_next(ligne_id=ligne.id, now=monde.horloge()) is None


def test_a_result_is_written_only_while_the_token_holds(
    monde: Monde, ligne: Ligne, simulateur: Simulateur
) -> None:
    (notification,) = queue_departures(monde, 1)
    reservation = claim_next(ligne_id=ligne.id, now=monde.horloge())
    assert reservation is not None
    monde.sweep(seconds=91)
    assert monde.only(notification.telephone).statut == Statut.INCERTAIN
    send_claimed(reservation=reservation, horloge=monde.horloge)
    assert monde.only(notification.telephone).statut == Statut.INCERTAIN
    monde.sweep(minutes=16)
    retrouvee = monde.only(notification.telephone)
    assert retrouvee.statut == Statut.ENVOYE
    assert len(simulateur.recus_par()) == 1


def test_a_code_overtakes_everything_that_waits(
    monde: Monde, ligne: Ligne, simulateur: Simulateur
) -> None:
    queue_departures(monde, 3)
    monde.horloge.advance(seconds=1)
    send_code(monde, "+22376999999")
    monde.sweep()
    assert simulateur.recus_par()[0]["telephone"] == "+22376999999"


def test_a_code_is_sent_once_and_its_digits_are_kept_nowhere(
    monde: Monde, ligne: Ligne, simulateur: Simulateur
) -> None:
    code = send_code(monde, "+22376999999")
    monde.sweep()
    (vu,) = simulateur.recus_par("+22376999999")
    chiffres = vu["contenu"].split("*")[1]
    assert len(chiffres) == 6
    assert chiffres.isdigit()
    notification = monde.only("+22376999999")
    with transverse():
        code.refresh_from_db()
        brut = str(Notification.objects.filter(id=notification.id).values().get())
    assert code.texte_chiffre is None
    assert chiffres not in brut


def test_a_replaced_code_is_never_sent(monde: Monde, ligne: Ligne, simulateur: Simulateur) -> None:
    send_code(monde, "+22376999999")
    monde.horloge.advance(seconds=1)
    send_code(monde, "+22376999999")
    monde.sweep()
    assert len(simulateur.recus_par("+22376999999")) == 1
    assert sorted(n.statut for n in monde.all()) == [Statut.ANNULE, Statut.ENVOYE]


def test_codes_have_their_own_line_and_take_any_other_when_it_is_down(
    monde: Monde, ligne: Ligne, simulateur: Simulateur
) -> None:
    urgences = make_ligne("ML", "ml-urgences", usage="urgences")
    send_code(monde, "+22376999991")
    queue_departures(monde, 1)
    monde.sweep()
    par_ligne = {m["telephone"] == "+22376999991": m["compte"] for m in simulateur.recus_par()}
    assert par_ligne == {True: "ml-urgences", False: "ml-1"}
    with transverse():
        Ligne.objects.filter(id=urgences.id).update(etat=EtatLigne.EN_PANNE)
    send_code(monde, "+22376999992")
    monde.sweep(seconds=1)
    assert simulateur.recus_par("+22376999992")[0]["compte"] == "ml-1"


def test_a_down_line_is_replaced_by_the_next_one_of_its_country(
    monde: Monde, ligne: Ligne, simulateur: Simulateur
) -> None:
    make_ligne("ML", "ml-2", ordre=1)
    simulateur.pannes(lignes=[{"compte": "ml-1", "action": "bannir"}])
    notification = monde.owed()
    monde.sweep(seconds=1)
    assert simulateur.recus_par(notification.telephone)[0]["compte"] == "ml-2"
    assert monde.only(notification.telephone).tentatives == 1


def test_a_line_down_in_one_country_stops_nobody_elsewhere(
    monde: Monde, ligne: Ligne, simulateur: Simulateur
) -> None:
    make_ligne("CI", "ci-1")
    simulateur.pannes(lignes=[{"compte": "ml-1", "action": "deconnecter"}])
    monde.owed()
    ailleurs = monde.client("CI")
    monde.moved(Cause.DEPART, monde.colis(ailleurs, "expedie"))
    monde.sweep()
    assert [m["compte"] for m in simulateur.recus_par()] == ["ci-1"]


def test_a_country_without_a_line_says_so(monde: Monde, simulateur: Simulateur) -> None:
    notification = monde.owed()
    assert (notification.statut, notification.code_motif) == (Statut.SUSPENDU, Motif.AUCUNE_LIGNE)


def test_the_sends_of_a_line_keep_their_distance(
    monde: Monde, ligne: Ligne, simulateur: Simulateur
) -> None:
    with transverse():
        Ligne.objects.filter(id=ligne.id).update(intervalle_min_ms=5000, intervalle_max_ms=10_000)
    queue_departures(monde, 3)
    for seconde in range(1, 40):
        monde.sweep()
        monde.horloge.now = NOW + timedelta(seconds=seconde)
    with transverse():
        moments = list(Tentative.objects.order_by("id").values_list("commencee_le", flat=True))
    ecarts = [(b - a).total_seconds() for a, b in pairwise(moments)]
    assert len(moments) == 3
    assert all(5 <= ecart <= 12 for ecart in ecarts)


def test_the_daily_cap_stops_a_line_until_the_next_day(
    monde: Monde, ligne: Ligne, simulateur: Simulateur
) -> None:
    with transverse():
        Ligne.objects.filter(id=ligne.id).update(plafond_jour=2)
    queue_departures(monde, 3)
    monde.sweep()
    monde.sweep(minutes=1)
    assert len(simulateur.recus_par()) == 2
    monde.sweep(hours=24)
    assert len(simulateur.recus_par()) == 3


def test_who_opted_out_gets_codes_only(monde: Monde, ligne: Ligne, simulateur: Simulateur) -> None:
    notification = monde.owed(client=monde.client(consentement_whatsapp=False))
    assert (notification.statut, notification.code_motif) == (Statut.SUSPENDU, Motif.DESABONNE)
    send_code(monde, notification.telephone)
    monde.sweep()
    assert len(simulateur.recus_par()) == 1


def test_a_corrected_number_is_the_one_written_to(
    monde: Monde, ligne: Ligne, simulateur: Simulateur
) -> None:
    carton = monde.colis(statut="expedie")
    with transverse():
        carton.client.telephone = "+22376000001"
        carton.client.save(update_fields=["telephone"])
    monde.moved(Cause.DEPART, carton)
    monde.sweep()
    assert [m["telephone"] for m in simulateur.recus_par()] == ["+22376000001"]


def test_a_thousand_faults_double_nothing_but_what_is_counted_uncertain(
    monde: Monde, ligne: Ligne, simulateur: Simulateur, horloge: Horloge
) -> None:
    """Half the calls go wrong, before or after acceptance: the ledger is the judge."""
    simulateur.pannes(
        graine=11,
        regles=[
            {"quand": "avant", "faute": "503", "probabilite": 0.2},
            {"quand": "avant", "faute": "429", "probabilite": 0.1, "retry_after_s": 3},
            {"quand": "apres", "faute": "coupe", "probabilite": 0.15},
            {"quand": "apres", "faute": "502", "probabilite": 0.1},
        ],
    )
    notifications = queue_departures(monde, 40)
    for _ in range(60):
        monde.sweep(minutes=10)
    statuts = {n.telephone: n.statut for n in monde.all()}
    assert set(statuts.values()) <= {Statut.ENVOYE, Statut.INCERTAIN}
    vus = [m["telephone"] for m in simulateur.recus_par()]
    assert sorted(vus) == sorted(n.telephone for n in notifications)


def test_drained_rows_of_a_departure_leave_within_the_minute(
    monde: Monde, ligne: Ligne, simulateur: Simulateur, en_ligne: Callable[[], Ligne]
) -> None:
    queue_departures(monde, 60)
    while monde.horloge() < NOW + timedelta(seconds=60):
        monde.sweep(seconds=2)
    assert len(simulateur.recus_par()) == 60
