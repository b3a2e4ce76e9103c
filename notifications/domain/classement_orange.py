"""What Orange's SMS API answers, put into the same table as everybody's.

Codes: GSMA OneAPI exceptions (SVC…, POL…), as listed by developer.orange.com for SMS API 2.0.
"""

from typing import Any

from notifications.domain.classement import (
    Constat,
    Nature,
    Niveau,
    Phase,
    Verdict,
    classify,
    json_object,
)

NUMERO = frozenset({"SVC0004", "SVC0280", "POL0006"})
"""No valid address, or one the country's rules refuse."""
LIGNE = frozenset({"POL1009", "POL0001", "SVC0270"})
"""Not provisioned, contract lapsed, no credit left."""
TEMPORAIRE = frozenset({"SVC0001", "SVC1000"})


def classify_orange(constat: Constat) -> Verdict:
    """The verdict of one send; total: what holds no code of theirs is judged as anybody's."""
    if constat.phase is not Phase.REPONSE or constat.statut_http is None:
        return classify(constat)
    corps = None if constat.tronque else json_object(constat.corps)
    if 200 <= constat.statut_http < 300:
        return _accepted(corps)
    code = _code_of(corps)
    if code in NUMERO:
        return Verdict(Niveau.DESTINATAIRE, Nature.PERMANENT, "INVALID_PHONE")
    if code in LIGNE:
        return Verdict(Niveau.LIGNE, Nature.BAS, code)
    if code in TEMPORAIRE:
        return Verdict(Niveau.MESSAGE, Nature.TEMPORAIRE, code, retry_after_s=constat.retry_after_s)
    return classify(constat)


def _accepted(corps: dict[str, Any] | None) -> Verdict:
    demande = (corps or {}).get("outboundSMSMessageRequest")
    adresse = demande.get("resourceURL") if isinstance(demande, dict) else None
    if not isinstance(adresse, str) or not adresse:
        return Verdict(Niveau.MESSAGE, Nature.INCERTAIN, "REPONSE_ILLISIBLE")
    return Verdict(
        Niveau.MESSAGE, Nature.ACCEPTE, "ACCEPTE", provider_id=adresse.rsplit("/", 1)[-1]
    )


def _code_of(corps: dict[str, Any] | None) -> str:
    erreur = (corps or {}).get("requestError")
    if not isinstance(erreur, dict):
        return ""
    for nature in ("serviceException", "policyException"):
        exception = erreur.get(nature)
        if isinstance(exception, dict):
            return str(exception.get("messageId") or "")
    return ""
