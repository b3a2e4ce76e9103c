"""What the simulated provider does with one send: refuse, accept, or break while answering."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from notifications.simulateur.etat import Etat, Message
from notifications.simulateur.pannes import CODES, Regle
from notifications.simulateur.recus import Facteur

E164 = re.compile(r"^\+[1-9]\d{7,14}$")
MALFORME = b'{"success": tr'


@dataclass(frozen=True)
class Reponse:
    """What goes on the wire. `geste`: repondre, couper (reset), bloquer (say nothing), tronquer."""

    statut: int = 200
    corps: Any = None
    brut: bytes | None = None
    entetes: tuple[tuple[str, str], ...] = ()
    geste: str = "repondre"
    duree_s: float = 0.0


def error(statut: int, code: str, message: str = "", **entetes: str) -> Reponse:
    """The provider's refusal: `{"error": {"code", "message"}}`."""
    corps = {"error": {"code": code, "message": message or code}}
    return Reponse(statut, corps, entetes=tuple(entetes.items()))


@dataclass(frozen=True)
class Guichet:
    """What differs from one provider to the next, for one call to send."""

    compte: str
    telephone: str
    avant: Callable[[Regle], Reponse]
    refus: Callable[[], Reponse | None]
    accepter: Callable[[], Message]
    succes: Callable[[Message], Reponse]


def serve(etat: Etat, facteur: Facteur, guichet: Guichet) -> Reponse:
    """One call to send, whoever the provider: faults before, refusals, the phone, faults after."""
    compte, telephone = guichet.compte, guichet.telephone
    avant = etat.pannes.draw("avant", compte, telephone)
    if avant is not None:
        duree_s = avant.duree_s if avant.faute == "lent" else avant.attente_s
        time.sleep(duree_s / etat.pannes.horloge)
    if avant is not None and avant.faute != "lent":
        etat.note_try(compte, telephone, f"avant:{avant.faute}")
        return silent(avant) or guichet.avant(avant)
    refus = guichet.refus()
    if refus is not None:
        etat.note_try(compte, telephone, f"refus:{refus.statut}")
        return refus
    message = guichet.accepter()
    apres = etat.pannes.draw("apres", compte, telephone)
    issue = f"apres:{apres.faute}" if apres else "accepte"
    etat.note_try(compte, telephone, issue, message.id)
    if message.type != "sms":
        facteur.plan(message)
    reponse = guichet.succes(message)
    return after(apres, reponse) if apres else reponse


def handle_send(etat: Etat, facteur: Facteur, corps: dict[str, Any]) -> Reponse:
    """POST /whatsapp/messages/send."""
    donnees = corps.get("data")
    if not isinstance(donnees, dict):
        return error(400, "BAD_REQUEST", "data is required")
    compte = str(donnees.get("accountId") or "")
    telephone = str(donnees.get("to") or "")
    if not compte:
        return error(400, "MISSING_ACCOUNT_ID")
    return serve(
        etat,
        facteur,
        Guichet(
            compte,
            telephone,
            avant=_before,
            refus=lambda: _refusal(etat, compte, telephone, donnees),
            accepter=lambda: etat.accept(compte, donnees),
            succes=_success,
        ),
    )


def _refusal(etat: Etat, compte: str, telephone: str, donnees: dict[str, Any]) -> Reponse | None:
    ligne = etat.line_refusal(compte)
    if ligne is not None:
        return error(*ligne)
    if not E164.match(telephone):
        return error(400, "INVALID_PHONE", "Invalid phone number")
    if etat.pannes.is_absent(telephone):
        return error(400, "RECIPIENT_NOT_FOUND", "Recipient is not on WhatsApp")
    if not (donnees.get("content") or donnees.get("imageUrl") or donnees.get("documentUrl")):
        return error(400, "BAD_REQUEST", "Empty message")
    return None


def _success(message: Message) -> Reponse:
    return Reponse(200, {"success": True, "message": "Message sent", "messageId": message.id})


def _before(regle: Regle) -> Reponse:
    faute = regle.faute
    if faute == "success_false":
        code = regle.code or "UNKNOWN"
        return Reponse(
            200, {"success": False, "error": {"code": code, "message": regle.message or code}}
        )
    if faute == "429":
        attente = "" if regle.retry_after_s is None else str(regle.retry_after_s)
        entetes = {"Retry-After": attente} if attente else {}
        return error(429, regle.code or "RATE_LIMITED", "Too many requests", **entetes)
    if faute.startswith("5") and not regle.code:
        return Reponse(int(faute), brut=f"<html><h1>{faute}</h1></html>".encode())
    return error(int(faute), regle.code or CODES.get(faute, "SERVER_ERROR"), regle.message)


def silent(regle: Regle) -> Reponse | None:
    """The faults that leave no readable answer."""
    if regle.faute in {"refuse", "coupe"}:
        return Reponse(geste="couper")
    if regle.faute == "bloque":
        return Reponse(geste="bloquer", duree_s=regle.duree_s)
    return Reponse(200, brut=MALFORME) if regle.faute == "malforme" else None


def after(regle: Regle, reponse: Reponse) -> Reponse:
    """What the caller hears, or not, of a message the phone already has."""
    muette = silent(regle)
    if muette is not None:
        return muette
    if regle.faute == "tronque":
        return Reponse(200, reponse.corps, geste="tronquer")
    return Reponse(int(regle.faute), brut=f"<html><h1>{regle.faute} Gateway</h1></html>".encode())
