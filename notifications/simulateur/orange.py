"""The simulator's third face: Orange's SMS API, with the same faults and the same ledger."""

from typing import Any

from notifications.simulateur.envoi import E164, Guichet, Reponse, serve
from notifications.simulateur.etat import Etat, Message
from notifications.simulateur.pannes import Regle
from notifications.simulateur.recus import Facteur

CODES = {"400": "SVC0002", "403": "POL1009", "429": "POL0003"}
JETON = "jeton-orange-simule"


def sms_error(statut: int, code: str) -> Reponse:
    """`{"requestError": {"serviceException" | "policyException": {messageId, text}}}`."""
    nature = "policyException" if code.startswith("POL") else "serviceException"
    exception = {"messageId": code, "text": code, "variables": []}
    return Reponse(statut, {"requestError": {nature: exception}})


def handle_token(autorisation: str) -> Reponse:
    """POST /oauth/v3/token: any Basic credentials but `refuse:…` open a session."""
    if not autorisation.startswith("Basic ") or autorisation.startswith("Basic cmVmdXNl"):
        return Reponse(401, {"error": "invalid_client"})
    return Reponse(200, {"token_type": "Bearer", "access_token": JETON, "expires_in": 3600})


def handle_sms(
    etat: Etat, facteur: Facteur, expediteur: str, autorisation: str, corps: dict[str, Any]
) -> Reponse:
    """POST /smsmessaging/v1/outbound/{sender}/requests."""
    if autorisation != f"Bearer {JETON}":
        return Reponse(401, {"code": 42, "message": "Expired credentials"})
    demande = corps.get("outboundSMSMessageRequest")
    demande = demande if isinstance(demande, dict) else {}
    telephone = str(demande.get("address") or "").removeprefix("tel:")
    message = demande.get("outboundSMSTextMessage")
    texte = str(message.get("message") or "") if isinstance(message, dict) else ""
    donnees = {"to": telephone, "type": "sms", "content": texte}
    return serve(
        etat,
        facteur,
        Guichet(
            expediteur,
            telephone,
            avant=_before,
            refus=lambda: _refusal(telephone, texte),
            accepter=lambda: etat.accept(expediteur, donnees),
            succes=lambda envoye: _success(expediteur, demande, envoye),
        ),
    )


def _refusal(telephone: str, texte: str) -> Reponse | None:
    if E164.match(telephone) and texte:
        return None
    return sms_error(400, "SVC0004" if texte else "SVC0002")


def _success(expediteur: str, demande: dict[str, Any], message: Message) -> Reponse:
    adresse = f"/smsmessaging/v1/outbound/{expediteur}/requests/{message.id}"
    return Reponse(201, {"outboundSMSMessageRequest": demande | {"resourceURL": adresse}})


def _before(regle: Regle) -> Reponse:
    statut = 400 if regle.faute == "success_false" else int(regle.faute)
    if statut >= 500 and not regle.code:
        return Reponse(statut, brut=f"<html><h1>{statut}</h1></html>".encode())
    return sms_error(statut, regle.code or CODES.get(regle.faute, "SVC0001"))
