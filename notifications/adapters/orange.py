"""SMS by Orange's API, for the phones WhatsApp does not know: codes and "your carton is here".

Source: "SMS API 2.0", developer.orange.com: OAuth client credentials, then one POST per message;
no receipt without a subscription, no idempotency key. A line's secret is `client_id:client_secret`,
its account the sender's number.
"""

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from django.core.cache import cache

from notifications.adapters.http import (
    CONNEXION_S,
    LECTURE_S,
    SONDE_CONNEXION_S,
    SONDE_LECTURE_S,
    Echange,
    call,
)
from notifications.adapters.lecture import constat_of, resultat_of
from notifications.domain import Nature, Niveau, Verdict, classify_orange
from notifications.port import (
    Accepted,
    Capabilities,
    CompteLigne,
    Contenu,
    DeliveryEvent,
    EtatLigne,
    IncomingMessage,
    Rejected,
    Resultat,
    SanteLigne,
    Webhook,
)

MARGE_S = 60
CAPACITES = Capabilities()


@dataclass(frozen=True)
class Orange:
    """The adapter; `url` without a slash. Timeouts in seconds."""

    url: str
    connexion_s: float = CONNEXION_S
    lecture_s: float = LECTURE_S
    capabilities: Capabilities = CAPACITES

    def send(
        self, ligne: CompteLigne, telephone: str, contenu: Contenu, client_ref: str
    ) -> Resultat:
        """POST …/outbound/{sender}/requests; a token that died is dropped, not insisted upon."""
        del client_ref
        jeton = self._token(ligne)
        if not isinstance(jeton, str):
            return jeton
        expediteur = f"tel:{ligne.compte}"
        echange = call(
            "POST",
            f"{self._base(ligne)}/smsmessaging/v1/outbound/{quote(expediteur, safe='')}/requests",
            secret=jeton,
            corps={
                "outboundSMSMessageRequest": {
                    "address": f"tel:{telephone}",
                    "senderAddress": expediteur,
                    "outboundSMSTextMessage": {"message": contenu.texte},
                }
            },
            connexion_s=self.connexion_s,
            lecture_s=self.lecture_s,
        )
        if echange.statut == 401:
            cache.delete(_cle(ligne))
            mort = Verdict(Niveau.MESSAGE, Nature.TEMPORAIRE, "JETON_MORT", retry_after_s=5)
            return resultat_of(mort, echange.statut)
        return resultat_of(classify_orange(constat_of(echange)), echange.statut)

    def line_health(self, ligne: CompteLigne) -> EtatLigne:
        """Whether our credentials still open a session; no message is spent."""
        cache.delete(_cle(ligne))
        sonde = replace(
            self,
            connexion_s=min(self.connexion_s, SONDE_CONNEXION_S),
            lecture_s=min(self.lecture_s, SONDE_LECTURE_S),
        )
        jeton = sonde._token(ligne)
        if isinstance(jeton, str):
            return EtatLigne(sante=SanteLigne.CONNECTEE, detail="TOKEN")
        basse = isinstance(jeton, Rejected) and jeton.nature is Nature.BAS
        code = "" if isinstance(jeton, Accepted) else jeton.code
        return EtatLigne(
            sante=SanteLigne.BASSE if basse else SanteLigne.INJOIGNABLE, detail=code[:60]
        )

    def check_numbers(
        self, ligne: CompteLigne, telephones: Sequence[str]
    ) -> Mapping[str, bool | None]:
        """Any phone takes an SMS, for all the API says."""
        del ligne
        return dict.fromkeys(telephones)

    def verify_webhook(self, webhook: Webhook, secret: str) -> bool:
        """No receipts are subscribed to."""
        del webhook, secret
        return False

    def parse_webhook(self, corps: bytes) -> list[DeliveryEvent | IncomingMessage]:
        """No receipts are subscribed to."""
        del corps
        return []

    def _token(self, ligne: CompteLigne) -> str | Resultat:
        """A session's token, kept as long as it says it lives; or why there is none."""
        connu = cache.get(_cle(ligne))
        if isinstance(connu, str):
            return connu
        echange = call(
            "POST",
            f"{self._base(ligne)}/oauth/v3/token",
            secret=base64.b64encode(ligne.secret.encode()).decode(),
            schema="Basic",
            formulaire={"grant_type": "client_credentials"},
            connexion_s=self.connexion_s,
            lecture_s=self.lecture_s,
        )
        jeton, duree_s = _read_token(echange)
        if jeton:
            cache.set(_cle(ligne), jeton, max(duree_s - MARGE_S, 1))
            return jeton
        if echange.statut in (400, 401, 403):
            bas = Verdict(Niveau.LIGNE, Nature.BAS, "IDENTIFIANTS_REFUSES")
            return resultat_of(bas, echange.statut)
        absent = Verdict(Niveau.MESSAGE, Nature.TEMPORAIRE, "SANS_JETON")
        return resultat_of(absent, echange.statut)

    def _base(self, ligne: CompteLigne) -> str:
        return (ligne.url or self.url).rstrip("/")


def _cle(ligne: CompteLigne) -> str:
    empreinte = hashlib.sha256(ligne.secret.encode()).hexdigest()[:32]
    return f"notifications:orange:{empreinte}"


def _read_token(echange: Echange) -> tuple[str, int]:
    if echange.statut != 200:
        return "", 0
    try:
        lu: Any = json.loads(echange.corps)
        return str(lu["access_token"]), int(lu.get("expires_in") or 0)
    except (ValueError, KeyError, TypeError):
        return "", 0
