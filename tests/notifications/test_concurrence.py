"""Many senders, several lines, many rows at once, each on its connection to a real database."""

import random
import threading
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from django.db import connection

from core.tenancy import transverse
from notifications.domain import Statut
from notifications.models import Ligne, Notification, Tentative
from notifications.services import claim_next, probe_lines, send_claimed, sweep
from tests.cast import NOW
from tests.notifications.conftest import Monde, Simulateur, make_ligne
from tests.notifications.test_envoi import queue_departures

pytestmark = pytest.mark.django_db(transaction=True)
LIGNES, RANGEES, EXPEDITEURS = 4, 40, 10
LIMITE_S = 90.0


class Senders:
    """Threads that take any line at random until nothing is left; the first sweeps too."""

    def __init__(self, lignes: list[Ligne]) -> None:
        self.lignes = lignes
        self.erreurs: list[BaseException] = []
        self.depart = time.monotonic()
        self._pret = threading.Barrier(EXPEDITEURS)

    def horloge(self) -> datetime:
        return NOW + timedelta(seconds=time.monotonic() - self.depart)

    def run(self) -> None:
        fils = [threading.Thread(target=self._work, args=(rang,)) for rang in range(EXPEDITEURS)]
        for fil in fils:
            fil.start()
        for fil in fils:
            fil.join()

    def _work(self, rang: int) -> None:
        hasard = random.Random(rang)
        try:
            self._pret.wait()
            while self._left():
                self._send(hasard.choice(self.lignes))
                if rang == 0:
                    sweep(now=self.horloge())
        except BaseException as erreur:
            self.erreurs.append(erreur)
        finally:
            connection.close()

    def _left(self) -> bool:
        with transverse():
            reste = Notification.objects.filter(statut__in=["en_attente", "en_cours"]).exists()
        return reste and time.monotonic() - self.depart < LIMITE_S

    def _send(self, ligne: Ligne) -> None:
        reservation = claim_next(ligne_id=ligne.id, now=self.horloge())
        if reservation is not None:
            send_claimed(reservation=reservation, horloge=self.horloge)


def tries_of(ligne: Ligne) -> list[tuple[datetime, datetime | None]]:
    with transverse():
        essais = Tentative.objects.filter(ligne=ligne).order_by("commencee_le")
        return list(essais.values_list("commencee_le", "terminee_le"))


def test_two_workers_never_send_one_row_whatever_the_lines_and_the_rows(
    monde: Monde, simulateur: Simulateur
) -> None:
    lignes = [make_ligne("ML", f"ml-{rang}", ordre=rang) for rang in range(LIGNES)]
    attendus = {n.telephone for n in queue_departures(monde, RANGEES)}
    simulateur.pannes(regles=[{"quand": "avant", "faute": "lent", "duree_s": 0.02}])
    senders = Senders(lignes)
    senders.run()
    assert senders.erreurs == []
    assert Counter(m["telephone"] for m in simulateur.recus_par()) == Counter(attendus)
    with transverse():
        assert set(Notification.objects.values_list("statut", flat=True)) == {Statut.ENVOYE}
        essais = Counter(Tentative.objects.values_list("notification_id", flat=True))
    assert set(essais.values()) == {1}
    suites = [tries_of(ligne) for ligne in lignes]
    assert sum(bool(suite) for suite in suites) > 1
    for suite in suites:
        assert all(fin is not None and fin <= debut for (_, fin), (debut, _) in pairwise(suite))


def test_two_workers_probing_at_once_ask_each_line_once(
    monde: Monde, simulateur: Simulateur
) -> None:
    lignes = [make_ligne("ML", f"ml-{rang}", ordre=rang) for rang in range(LIGNES)]
    with transverse():
        Ligne.objects.filter(id__in=[ligne.id for ligne in lignes]).update(sonde_le=None)
    now = datetime(2026, 3, 10, 9, tzinfo=UTC)
    pret = threading.Barrier(3)
    posees: list[int] = []

    def ask() -> None:
        pret.wait()
        posees.append(probe_lines(now=now))
        connection.close()

    fils = [threading.Thread(target=ask) for _ in range(3)]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join()
    assert sum(posees) == LIGNES
