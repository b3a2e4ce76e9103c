"""WhatsApp's own Cloud API (Graph): the second real adapter, so that the port is one.

Three things differ from the first provider, and stay in here: free text leaves only in the 24 h
after the client wrote (an approved template otherwise), webhooks are signed (X-Hub-Signature-256),
and errors are numbers. Nothing here sends twice.
"""

import hashlib
import hmac
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

from notifications.adapters.http import (
    CONNEXION_S,
    LECTURE_S,
    SONDE_CONNEXION_S,
    SONDE_LECTURE_S,
    call,
)
from notifications.adapters.lecture import constat_of, resultat_of, unheard_health
from notifications.domain import (
    MODELE_ABSENT,
    Nature,
    Niveau,
    Statut,
    Verdict,
    blames_number,
    classify_cloud,
    closes_window,
    json_object,
)
from notifications.port import (
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

CAPACITES = Capabilities(receipts=True, window=True, documents=True)
STATUTS = {
    "sent": Statut.ENVOYE,
    "delivered": Statut.LIVRE,
    "read": Statut.LU,
    "failed": Statut.ECHEC_PERMANENT,
}
CONNECTE = frozenset({"CONNECTED"})
INCONNUS = frozenset({"", "UNKNOWN", "PENDING", "MIGRATED"})


@dataclass(frozen=True)
class Cloud:
    """The adapter; `url` ends with the API's version, without a slash. Timeouts in seconds."""

    url: str
    connexion_s: float = CONNEXION_S
    lecture_s: float = LECTURE_S
    capabilities: Capabilities = CAPACITES

    def send(
        self, ligne: CompteLigne, telephone: str, contenu: Contenu, client_ref: str
    ) -> Resultat:
        """POST /{phone-number-id}/messages; `client_ref` comes back in every receipt."""
        if not contenu.libre and contenu.modele is None:
            return Rejected(niveau=Niveau.MESSAGE, nature=Nature.FENETRE, code=MODELE_ABSENT)
        corps = {
            "messaging_product": "whatsapp",
            "recipient_type": "individual",
            "to": telephone.lstrip("+"),
            "biz_opaque_callback_data": client_ref,
        }
        echange = call(
            "POST",
            f"{self._base(ligne)}/{ligne.compte}/messages",
            secret=ligne.secret,
            corps=corps | _content(contenu),
            connexion_s=self.connexion_s,
            lecture_s=self.lecture_s,
        )
        verdict = classify_cloud(constat_of(echange))
        if verdict.nature is Nature.FENETRE and not contenu.libre:
            # An approved text needs no window: such an answer would come again for ever.
            verdict = Verdict(Niveau.MESSAGE, Nature.PERMANENT, verdict.code)
        return resultat_of(verdict, echange.statut)

    def line_health(self, ligne: CompteLigne) -> EtatLigne:
        """GET /{phone-number-id}: its status, without spending a message."""
        echange = call(
            "GET",
            f"{self._base(ligne)}/{ligne.compte}",
            secret=ligne.secret,
            params={"fields": "status,quality_rating"},
            connexion_s=min(self.connexion_s, SONDE_CONNEXION_S),
            lecture_s=min(self.lecture_s, SONDE_LECTURE_S),
        )
        muette = unheard_health(echange)
        if muette is not None:
            return muette
        verdict = classify_cloud(constat_of(echange))
        if echange.statut != 200:
            basse = verdict.nature is Nature.BAS
            sante = SanteLigne.BASSE if basse else SanteLigne.INCONNUE
            return EtatLigne(sante=sante, detail=verdict.code)
        statut = str(_dict(json_object(echange.corps)).get("status") or "").upper()
        if statut in CONNECTE:
            return EtatLigne(sante=SanteLigne.CONNECTEE, detail=statut)
        inconnu = statut in INCONNUS
        sante = SanteLigne.INCONNUE if inconnu else SanteLigne.BASSE
        return EtatLigne(sante=sante, detail=statut[:60])

    def check_numbers(
        self, ligne: CompteLigne, telephones: Sequence[str]
    ) -> Mapping[str, bool | None]:
        """The Cloud API cannot say: the send itself tells."""
        del ligne
        return dict.fromkeys(telephones)

    def verify_webhook(self, webhook: Webhook, secret: str) -> bool:
        """X-Hub-Signature-256: HMAC-SHA-256 of the raw body under the application's secret."""
        if not secret:
            return False
        attendue = hmac.new(secret.encode(), webhook.corps, hashlib.sha256).hexdigest()
        recue = webhook.signature.removeprefix("sha256=")
        return hmac.compare_digest(recue.encode(), attendue.encode())

    def parse_webhook(self, corps: bytes) -> list[DeliveryEvent | IncomingMessage]:
        """`entry[].changes[].value.{statuses,messages}[]`; what is not understood is left out."""
        trouves: list[DeliveryEvent | IncomingMessage] = []
        for valeur in _values(_dict(json_object(corps))):
            metadonnees = valeur.get("metadata")
            compte = str(_dict(metadonnees).get("phone_number_id") or "")
            trouves += [
                e for e in map(partial(_receipt, compte), _dicts(valeur.get("statuses"))) if e
            ]
            trouves += [
                e for e in map(partial(_incoming, compte), _dicts(valeur.get("messages"))) if e
            ]
        return trouves

    def _base(self, ligne: CompteLigne) -> str:
        return (ligne.url or self.url).rstrip("/")


def _content(contenu: Contenu) -> dict[str, Any]:
    if not contenu.libre and contenu.modele is not None:
        modele = contenu.modele
        parametres = [{"type": "text", "text": valeur} for valeur in modele.parametres]
        composants = [{"type": "body", "parameters": parametres}] if parametres else []
        return {
            "type": "template",
            "template": {
                "name": modele.nom,
                "language": {"code": modele.langue},
                "components": composants,
            },
        }
    if contenu.image_url:
        return {"type": "image", "image": {"link": contenu.image_url, "caption": contenu.texte}}
    if contenu.document_url:
        document = {
            "link": contenu.document_url,
            "filename": contenu.nom_fichier,
            "caption": contenu.texte,
        }
        return {"type": "document", "document": document}
    return {"type": "text", "text": {"preview_url": False, "body": contenu.texte}}


def _values(racine: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for entree in _dicts(racine.get("entry")):
        for changement in _dicts(entree.get("changes")):
            valeur = changement.get("value")
            if isinstance(valeur, dict):
                yield valeur


def _receipt(compte: str, objet: dict[str, Any]) -> DeliveryEvent | None:
    statut = STATUTS.get(str(objet.get("status") or ""))
    identifiant = str(objet.get("id") or "")
    if statut is None or not identifiant:
        return None
    erreurs = _dicts(objet.get("errors"))
    code = str(erreurs[0].get("code") or "")[:60] if erreurs else ""
    return DeliveryEvent(
        provider_id=identifiant[:120],
        statut=statut,
        telephone=_telephone(objet.get("recipient_id")),
        compte=compte[:120],
        survenu_le=_moment(objet.get("timestamp")),
        code=code,
        numero_en_cause=blames_number(code),
        fenetre_fermee=closes_window(code),
    )


def _incoming(compte: str, objet: dict[str, Any]) -> IncomingMessage | None:
    telephone = _telephone(objet.get("from"))
    bouton = _dict(objet.get("button")).get("text")
    texte = _dict(objet.get("text")).get("body") or bouton or ""
    if not telephone:
        return None
    return IncomingMessage(
        telephone=telephone,
        texte=str(texte)[:1000],
        compte=compte[:120],
        survenu_le=_moment(objet.get("timestamp")),
    )


def _dict(valeur: object) -> dict[str, Any]:
    return valeur if isinstance(valeur, dict) else {}


def _dicts(valeur: object) -> list[dict[str, Any]]:
    return [v for v in valeur if isinstance(v, dict)] if isinstance(valeur, list) else []


def _telephone(valeur: object) -> str:
    chiffres = str(valeur or "").lstrip("+")
    return f"+{chiffres}" if chiffres.isdigit() and 8 <= len(chiffres) <= 15 else ""


def _moment(valeur: object) -> datetime | None:
    try:
        return datetime.fromtimestamp(int(str(valeur)), tz=UTC)
    except (ValueError, OverflowError, OSError):
        return None
