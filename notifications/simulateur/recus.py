"""Receipts: posted to our webhook after a while, never, late, twice or out of order."""

import heapq
import itertools
import json
import threading
import time
import urllib.error
import urllib.request
from typing import Any

from notifications.simulateur.etat import Etat, Message, moment

ESSAIS = 6
ENTRE_ESSAIS_S = 2.0


class Facteur(threading.Thread):
    """One thread that posts each event when it is due; a refusal is tried again a few times."""

    def __init__(self, etat: Etat, webhook: str) -> None:
        super().__init__(daemon=True, name="facteur")
        self.etat = etat
        self.webhook = webhook
        self._file: list[tuple[float, int, dict[str, Any], int]] = []
        self._rang = itertools.count()
        self._reveil = threading.Condition()
        self._fini = False

    def plan(self, message: Message) -> None:
        """Line up the receipts of a message just accepted, as the rules in force say."""
        regles = self.etat.pannes.recus
        livre, lu = regles.livre_s, regles.lu_s
        suite: list[tuple[float, str]] = [(livre, "delivered"), (lu, "read")]
        if regles.mode == "aucun":
            return
        if regles.mode == "tardif":
            suite = [(regles.tardif_s, "delivered"), (regles.tardif_s + lu, "read")]
        elif regles.mode == "double":
            suite = [(livre, "delivered"), (livre, "delivered"), (lu, "read"), (lu, "read")]
        elif regles.mode == "desordre":
            suite = [(livre, "read"), (lu, "delivered")]
        elif regles.mode == "avant_reponse":
            self.post(_event(message, "delivered"))
            suite = [(lu, "read")]
        for delai, statut in suite:
            self.enqueue(_event(message, statut), delai)

    def enqueue(self, evenement: dict[str, Any], delai_s: float, essai: int = 1) -> None:
        """Post `evenement` in `delai_s` seconds of the simulator's clock."""
        echeance = time.monotonic() + delai_s / self.etat.pannes.horloge
        with self._reveil:
            heapq.heappush(self._file, (echeance, next(self._rang), evenement, essai))
            self._reveil.notify()

    def post(self, evenement: dict[str, Any], essai: int = 1) -> bool:
        """Post now; the ledger remembers what was posted, heard or not."""
        donnees = evenement["data"]
        if donnees.get("status") and essai == 1:
            self.etat.note_receipt(donnees["messageId"], donnees["status"])
        if not self.webhook.startswith(("http://127.0.0.1", "http://localhost")):
            return True
        requete = urllib.request.Request(  # noqa: S310 - loopback only, checked above
            self.webhook,
            data=json.dumps(evenement).encode(),
            headers={"Content-Type": "application/json"},
            method="POST",
        )
        try:
            with urllib.request.urlopen(requete, timeout=5) as reponse:  # noqa: S310
                return bool(reponse.status < 300)
        except (urllib.error.URLError, OSError):
            return False

    def run(self) -> None:
        while not self._fini:
            with self._reveil:
                attente = self._file[0][0] - time.monotonic() if self._file else 5.0
                if attente > 0:
                    self._reveil.wait(attente)
                    continue
                _, _, evenement, essai = heapq.heappop(self._file)
            if not self.post(evenement, essai) and essai < ESSAIS:
                self.enqueue(evenement, ENTRE_ESSAIS_S * essai, essai + 1)

    def stop(self) -> None:
        """Let the thread end."""
        self._fini = True
        with self._reveil:
            self._reveil.notify()

    def forget(self) -> None:
        """Drop what is lined up."""
        with self._reveil:
            self._file.clear()


def _event(message: Message, statut: str) -> dict[str, Any]:
    return {
        "event": "message.status",
        "accountId": message.compte,
        "data": {
            "messageId": message.id,
            "to": message.telephone,
            "status": statut,
            "timestamp": moment(),
        },
    }


def incoming_event(message: Message) -> dict[str, Any]:
    """A client's own message, as the provider tells it."""
    return {
        "event": "message.received",
        "data": {"id": message.id, "from": message.telephone, "text": message.contenu},
    }
