"""Receipts of providers that publish no schema: look for what every one of them must say.

Whatever the wrapping, an object with a message id and a delivery word is a receipt, and one with a
sender and a text is a client's message. Words are those of WaChap, Baileys and WhatsApp Cloud.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from notifications.domain import Statut, blames_recipient
from notifications.port import DeliveryEvent, IncomingMessage

STATUTS: dict[str, Statut] = {
    "sent": Statut.ENVOYE,
    "server_ack": Statut.ENVOYE,
    "delivered": Statut.LIVRE,
    "delivery_ack": Statut.LIVRE,
    "read": Statut.LU,
    "seen": Statut.LU,
    "played": Statut.LU,
    "failed": Statut.ECHEC_PERMANENT,
    "undelivered": Statut.ECHEC_PERMANENT,
    "error": Statut.ECHEC_PERMANENT,
}
IDENTIFIANTS = ("messageId", "message_id", "msgId", "id")
MOTS = ("status", "state", "ack", "event")
DESTINATAIRES = ("to", "recipient", "recipient_id", "phone", "jid", "chatId")
TEXTES = ("text", "content", "body", "message")
COMPTES = ("accountId", "account_id", "account")
PROFONDEUR_MAX = 12


def read_events(corps: bytes) -> list[DeliveryEvent | IncomingMessage]:
    """The events of a raw body, in its order; nothing understood gives an empty list."""
    try:
        lu = json.loads(corps)
    except (ValueError, RecursionError):
        return []
    trouves: list[DeliveryEvent | IncomingMessage] = []
    for objet, compte in _objects(lu, "", 0):
        evenement = _receipt(objet, compte) or _incoming(objet)
        if evenement is not None:
            trouves.append(evenement)
    return trouves


def _objects(noeud: object, compte: str, profondeur: int) -> Iterator[tuple[dict[str, Any], str]]:
    """Every object of the tree, with the account named by the nearest one around it."""
    if profondeur > PROFONDEUR_MAX:
        return
    if isinstance(noeud, list):
        for element in noeud:
            yield from _objects(element, compte, profondeur + 1)
    elif isinstance(noeud, dict):
        proche = _first(noeud, COMPTES) or compte
        yield noeud, proche
        for valeur in noeud.values():
            yield from _objects(valeur, proche, profondeur + 1)


def _receipt(objet: dict[str, Any], compte: str) -> DeliveryEvent | None:
    identifiant = _first(objet, IDENTIFIANTS)
    mots = (str(objet.get(nom) or "").lower().removeprefix("message.") for nom in MOTS)
    statut = next((STATUTS[mot] for mot in mots if mot in STATUTS), None)
    if not identifiant or statut is None:
        return None
    erreur = objet.get("error")
    code = str(erreur.get("code") or "") if isinstance(erreur, dict) else ""
    return DeliveryEvent(
        provider_id=identifiant[:120],
        statut=statut,
        telephone=_telephone(_first(objet, DESTINATAIRES)),
        compte=compte[:120],
        survenu_le=_moment(objet.get("timestamp")),
        code=code[:60],
        numero_en_cause=blames_recipient(code),
    )


def _incoming(objet: dict[str, Any]) -> IncomingMessage | None:
    expediteur = objet.get("from")
    texte = next((objet[nom] for nom in TEXTES if isinstance(objet.get(nom), str)), "")
    if not isinstance(expediteur, str) or not texte:
        return None
    telephone = _telephone(expediteur)
    return IncomingMessage(telephone=telephone, texte=texte[:1000]) if telephone else None


def _first(objet: dict[str, Any], noms: tuple[str, ...]) -> str:
    for nom in noms:
        valeur = objet.get(nom)
        if isinstance(valeur, str | int) and not isinstance(valeur, bool) and valeur != "":
            return str(valeur).replace("\x00", "").encode("utf-8", "replace").decode()
    return ""


def _telephone(texte: str) -> str:
    chiffres = "".join(c for c in texte.split("@")[0].split(":")[0] if c.isdigit())
    return f"+{chiffres}" if 8 <= len(chiffres) <= 15 else ""


def _moment(valeur: object) -> datetime | None:
    """A Unix moment in seconds or milliseconds, or an RFC 3339 text; None for anything else."""
    try:
        if isinstance(valeur, str) and not valeur.isdigit():
            lu = datetime.fromisoformat(valeur)
            return lu if lu.tzinfo is not None else None
        if isinstance(valeur, str | int | float) and not isinstance(valeur, bool):
            secondes = float(valeur)
            return datetime.fromtimestamp(secondes / (1000 if secondes > 1e11 else 1), tz=UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return None
