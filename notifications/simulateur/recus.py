"""Receipts: posted to our webhook after a while, never, late, twice or out of order."""

import hashlib
import heapq
import hmac
import itertools
import json
import threading
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any

from notifications.simulateur.etat import Etat, Message, moment

ESSAIS = 6
ENTRE_ESSAIS_S = 2.0


@dataclass(frozen=True)
class Lettre:
    """One webhook call to make: its body, and which receipt of which message it carries."""

    corps: dict[str, Any]
    message_id: str = ""
    statut: str = ""
    cloud: bool = False


@dataclass(frozen=True)
class Boite:
    """Where webhooks go. `cloud` and its `secret` are those of the signed provider."""

    wachap: str = ""
    cloud: str = ""
    secret: str = ""


class Facteur(threading.Thread):
    """One thread that posts each event when it is due; a refusal is tried again a few times."""

    def __init__(self, etat: Etat, boite: Boite) -> None:
        super().__init__(daemon=True, name="facteur")
        self.etat = etat
        self.boite = boite
        self._file: list[tuple[float, int, Lettre, int]] = []
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
        elif regles.mode == "echec":
            self.enqueue(_event(message, "failed", regles.code), livre)
            return
        elif regles.mode == "avant_reponse":
            self.post(_event(message, "delivered"))
            suite = [(lu, "read")]
        for delai, statut in suite:
            self.enqueue(_event(message, statut), delai)

    def enqueue(self, lettre: Lettre, delai_s: float, essai: int = 1) -> None:
        """Post `lettre` in `delai_s` seconds of the simulator's clock."""
        echeance = time.monotonic() + delai_s / self.etat.pannes.horloge
        with self._reveil:
            heapq.heappush(self._file, (echeance, next(self._rang), lettre, essai))
            self._reveil.notify()

    def post(self, lettre: Lettre, essai: int = 1) -> bool:
        """Post now; the ledger remembers what was posted, heard or not."""
        if lettre.statut and essai == 1:
            self.etat.note_receipt(lettre.message_id, lettre.statut)
        adresse = self.boite.cloud if lettre.cloud else self.boite.wachap
        if not adresse.startswith(("http://127.0.0.1", "http://localhost")):
            return True
        corps = json.dumps(lettre.corps).encode()
        entetes = {"Content-Type": "application/json"}
        if lettre.cloud:
            sceau = hmac.new(self.boite.secret.encode(), corps, hashlib.sha256).hexdigest()
            entetes["X-Hub-Signature-256"] = f"sha256={sceau}"
        requete = urllib.request.Request(  # noqa: S310 - loopback only, checked above
            adresse, data=corps, headers=entetes, method="POST"
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
                _, _, lettre, essai = heapq.heappop(self._file)
            if not self.post(lettre, essai) and essai < ESSAIS:
                self.enqueue(lettre, ENTRE_ESSAIS_S * essai, essai + 1)

    def stop(self) -> None:
        """Let the thread end."""
        self._fini = True
        with self._reveil:
            self._reveil.notify()

    def forget(self) -> None:
        """Drop what is lined up."""
        with self._reveil:
            self._file.clear()


def _event(message: Message, statut: str, code: str = "") -> Lettre:
    ecrire = cloud_status if message.cloud else _wachap_status
    return Lettre(ecrire(message, statut, code), message.id, statut, message.cloud)


def _wachap_status(message: Message, statut: str, code: str = "") -> dict[str, Any]:
    echec = {"error": {"code": code, "message": code}} if code else {}
    return {
        "event": "message.status",
        "accountId": message.compte,
        "data": {
            "messageId": message.id,
            "to": message.telephone,
            "status": statut,
            "timestamp": moment(),
        }
        | echec,
    }


def cloud_status(message: Message, statut: str, code: str = "") -> dict[str, Any]:
    """A receipt as the Cloud API tells it."""
    echec = {"errors": [{"code": int(code), "title": code}]} if code else {}
    return _cloud_value(
        message.compte,
        statuses=[
            {
                "id": message.id,
                "status": statut,
                "timestamp": str(int(time.time())),
                "recipient_id": message.telephone.lstrip("+"),
            }
            | echec
        ],
    )


def _cloud_value(compte: str, **valeur: Any) -> dict[str, Any]:
    commun = {"messaging_product": "whatsapp", "metadata": {"phone_number_id": compte}}
    changement = {"field": "messages", "value": commun | valeur}
    return {"object": "whatsapp_business_account", "entry": [{"changes": [changement]}]}


def incoming_event(message: Message) -> Lettre:
    """A client's own message, as the provider tells it; to a Cloud line when it names one."""
    if message.cloud:
        texte = {
            "from": message.telephone.lstrip("+"),
            "id": message.id,
            "timestamp": str(int(time.time())),
            "type": "text",
            "text": {"body": message.contenu},
        }
        return Lettre(_cloud_value(message.compte, messages=[texte]), cloud=True)
    recu = {"id": message.id, "from": message.telephone, "text": message.contenu}
    return Lettre({"event": "message.received", "data": recu})
