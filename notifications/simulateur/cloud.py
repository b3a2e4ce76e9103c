"""The simulator's second face: WhatsApp's own Cloud API, with its windows and its numbers.

Same lines, faults and ledger as the first; what differs is said in the provider's own way.
"""

from typing import Any

from notifications.simulateur.envoi import E164, Guichet, Reponse, serve
from notifications.simulateur.etat import Etat, Message
from notifications.simulateur.pannes import Regle
from notifications.simulateur.recus import Facteur

CODES_PAR_STATUT = {"400": 100, "401": 190, "402": 131042, "403": 200, "404": 100, "429": 130429}
REFUS_LIGNE = {
    "disconnected": (400, 133010, "Phone number not registered"),
    "connecting": (400, 133010, "Phone number not registered"),
    "error": (400, 131031, "Business Account locked"),
    "expired": (400, 131042, "Business eligibility payment issue"),
    "banned": (400, 368, "Temporarily blocked for policies violations"),
}
ETATS = {"connected": "CONNECTED", "banned": "BANNED", "expired": "RESTRICTED"}


def graph_error(statut: int, code: int, message: str = "", **entetes: str) -> Reponse:
    """`{"error": {"message", "type", "code", "error_data", "fbtrace_id"}}`."""
    erreur = {
        "message": f"(#{code}) {message or 'Error'}",
        "type": "OAuthException",
        "code": code,
        "error_data": {"messaging_product": "whatsapp", "details": message},
        "fbtrace_id": "simulateur",
    }
    return Reponse(statut, {"error": erreur}, entetes=tuple(entetes.items()))


def handle_cloud_send(etat: Etat, facteur: Facteur, compte: str, corps: dict[str, Any]) -> Reponse:
    """POST /{version}/{phone-number-id}/messages."""
    telephone = "+" + str(corps.get("to") or "").lstrip("+")
    return serve(
        etat,
        facteur,
        Guichet(
            compte,
            telephone,
            avant=_before,
            refus=lambda: _refusal(etat, compte, telephone, corps),
            accepter=lambda: etat.accept(compte, _as_data(telephone, corps), cloud=True),
            succes=_success,
        ),
    )


def cloud_health(etat: Etat, compte: str) -> Reponse:
    """GET /{version}/{phone-number-id}."""
    with etat.verrou:
        ligne = etat.lignes.get(compte)
    if ligne is None:
        reponse = graph_error(400, 100, "Unsupported get request")
        reponse.corps["error"]["error_subcode"] = 33
        return reponse
    statut = ETATS.get(ligne.statut, "DISCONNECTED")
    return Reponse(200, {"id": compte, "status": statut, "quality_rating": "GREEN"})


def _refusal(etat: Etat, compte: str, telephone: str, corps: dict[str, Any]) -> Reponse | None:
    ligne = etat.line_refusal(compte)
    if ligne is not None:
        return graph_error(*REFUS_LIGNE[etat.lignes[compte].statut])
    if not E164.match(telephone):
        return graph_error(400, 131030, "Recipient phone number not in allowed list")
    if etat.pannes.is_absent(telephone):
        return graph_error(400, 131026, "Message undeliverable")
    if corps.get("type") == "template":
        return None if _dict(corps.get("template")).get("name") else graph_error(404, 132001)
    if not etat.wrote_lately(compte, telephone):
        return graph_error(400, 131047, "Re-engagement message")
    return None if _as_data(telephone, corps)["content"] else graph_error(400, 131008)


def _as_data(telephone: str, corps: dict[str, Any]) -> dict[str, Any]:
    """The message as the ledger keeps it: a template is read by its name and its blanks."""
    if corps.get("type") == "template":
        modele = _dict(corps.get("template"))
        valeurs = [
            str(_dict(parametre).get("text") or "")
            for composant in modele.get("components") or []
            for parametre in _dict(composant).get("parameters") or []
        ]
        texte = f"[{modele.get('name')}] " + " · ".join(valeurs)
        return {"to": telephone, "type": "template", "content": texte.strip()}
    nature = str(corps.get("type") or "text")
    contenu = _dict(corps.get(nature))
    return {
        "to": telephone,
        "type": nature,
        "content": str(contenu.get("body") or contenu.get("caption") or ""),
        "imageUrl": str(contenu.get("link") or "") if nature == "image" else "",
        "documentUrl": str(contenu.get("link") or "") if nature == "document" else "",
    }


def _success(message: Message) -> Reponse:
    chiffres = message.telephone.lstrip("+")
    return Reponse(
        200,
        {
            "messaging_product": "whatsapp",
            "contacts": [{"input": chiffres, "wa_id": chiffres}],
            "messages": [{"id": message.id, "message_status": "accepted"}],
        },
    )


def _before(regle: Regle) -> Reponse:
    if regle.faute == "success_false":
        return graph_error(400, int(regle.code or 131000), regle.message)
    statut = int(regle.faute)
    if statut >= 500 and not regle.code:
        return Reponse(statut, brut=f"<html><h1>{statut}</h1></html>".encode())
    attente = "" if regle.retry_after_s is None else str(regle.retry_after_s)
    entetes = {"Retry-After": attente} if attente else {}
    code = int(regle.code or CODES_PAR_STATUT.get(regle.faute, 131000))
    return graph_error(statut, code, regle.message, **entetes)


def _dict(valeur: object) -> dict[str, Any]:
    return valeur if isinstance(valeur, dict) else {}
