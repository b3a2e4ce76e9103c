"""WaChap over HTTP: its API as documented publicly, and as seen in use (base …/v1).

No idempotency key and no look-up of a message exist there: a lost answer stays uncertain until a
receipt says otherwise, so nothing here ever sends twice.
"""

import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from notifications.adapters.http import (
    CONNEXION_S,
    LECTURE_S,
    SONDE_CONNEXION_S,
    SONDE_LECTURE_S,
    Echange,
    call,
)
from notifications.adapters.lecture import constat_of, resultat_of, unheard_health
from notifications.adapters.recus import read_events
from notifications.domain import Constat, Phase, classify
from notifications.port import (
    Capabilities,
    CompteLigne,
    Contenu,
    DeliveryEvent,
    EtatLigne,
    IncomingMessage,
    Resultat,
    SanteLigne,
    Webhook,
)

CONNECTES = frozenset({"connected"})
AMBIGUS = frozenset({"SEND_ERROR"})
VERIFICATION_MAX = 50
CAPACITES = Capabilities(receipts=True, number_check=True, documents=True)


@dataclass(frozen=True)
class WaChap:
    """The adapter; `url` ends without a slash. Timeouts in seconds."""

    url: str
    connexion_s: float = CONNEXION_S
    lecture_s: float = LECTURE_S
    capabilities: Capabilities = CAPACITES

    def send(
        self, ligne: CompteLigne, telephone: str, contenu: Contenu, client_ref: str
    ) -> Resultat:
        """POST /whatsapp/messages/send; the API has no place for `client_ref`, which is ours."""
        del client_ref
        echange = self._call(
            "POST",
            "/whatsapp/messages/send",
            ligne,
            corps={"data": {"accountId": ligne.compte, "to": telephone} | _content(contenu)},
        )
        verdict = classify(constat_of(echange))
        if verdict.code in AMBIGUS and self.line_health(ligne).sante is SanteLigne.BASSE:
            verdict = classify(
                Constat(Phase.REPONSE, 403, b'{"error":{"code":"ACCOUNT_DISCONNECTED"}}')
            )
        return resultat_of(verdict, echange.statut)

    def line_health(self, ligne: CompteLigne) -> EtatLigne:
        """GET /whatsapp/accounts: connected, or what else it is; no real message is spent.

        A line absent from the list proves nothing by itself: only a send's 404 takes it down.
        """
        sonde = replace(
            self,
            connexion_s=min(self.connexion_s, SONDE_CONNEXION_S),
            lecture_s=min(self.lecture_s, SONDE_LECTURE_S),
        )
        echange = sonde._call(
            "GET", "/whatsapp/accounts", ligne, params={"accountId": ligne.compte}
        )
        muette = unheard_health(echange)
        if muette is not None:
            return muette
        if echange.statut != 200:
            return EtatLigne(sante=SanteLigne.BASSE, detail=classify(constat_of(echange)).code)
        for compte in _items(echange.corps, "accounts"):
            if str(compte.get("id")) == ligne.compte:
                statut = str(compte.get("status") or "")
                connecte = statut in CONNECTES
                return EtatLigne(
                    sante=SanteLigne.CONNECTEE if connecte else SanteLigne.BASSE, detail=statut[:60]
                )
        return EtatLigne(sante=SanteLigne.INCONNUE, detail="ACCOUNT_NOT_FOUND")

    def check_numbers(
        self, ligne: CompteLigne, telephones: Sequence[str]
    ) -> Mapping[str, bool | None]:
        """POST /whatsapp/contacts/check, by 50; None where the provider did not answer."""
        connus: dict[str, bool | None] = dict.fromkeys(telephones)
        for debut in range(0, len(telephones), VERIFICATION_MAX):
            lot = list(telephones[debut : debut + VERIFICATION_MAX])
            echange = self._call(
                "POST",
                "/whatsapp/contacts/check",
                ligne,
                corps={"accountId": ligne.compte, "phones": lot},
            )
            if echange.statut != 200:
                continue
            for resultat in _items(echange.corps, "results"):
                present = resultat.get("isOnWhatsApp")
                telephone = "+" + str(resultat.get("phone") or "").lstrip("+")
                if telephone in connus and isinstance(present, bool):
                    connus[telephone] = present
        return connus

    def verify_webhook(self, webhook: Webhook, secret: str) -> bool:
        """The provider signs nothing: the secret is in the path (the API lists its addresses)."""
        return bool(secret) and hmac.compare_digest(webhook.secret.encode(), secret.encode())

    def parse_webhook(self, corps: bytes) -> list[DeliveryEvent | IncomingMessage]:
        """No published schema: see `read_events`."""
        return read_events(corps)

    def _call(
        self,
        methode: str,
        chemin: str,
        ligne: CompteLigne,
        *,
        corps: dict[str, Any] | None = None,
        params: dict[str, str] | None = None,
    ) -> Echange:
        return call(
            methode,
            (ligne.url or self.url).rstrip("/") + chemin,
            secret=ligne.secret,
            corps=corps,
            params=params,
            connexion_s=self.connexion_s,
            lecture_s=self.lecture_s,
        )


def _content(contenu: Contenu) -> dict[str, str]:
    if contenu.image_url:
        return {"type": "image", "imageUrl": contenu.image_url, "caption": contenu.texte}
    if contenu.document_url:
        return {
            "type": "document",
            "documentUrl": contenu.document_url,
            "fileName": contenu.nom_fichier,
            "caption": contenu.texte,
        }
    return {"type": "text", "content": contenu.texte}


def _items(corps: bytes, nom: str) -> list[dict[str, Any]]:
    try:
        lu = json.loads(corps)
    except ValueError:
        return []
    trouves = lu.get(nom) if isinstance(lu, dict) else None
    if trouves is None and isinstance(lu, dict) and isinstance(lu.get("data"), dict):
        trouves = lu["data"].get(nom)
    return [item for item in trouves if isinstance(item, dict)] if isinstance(trouves, list) else []
