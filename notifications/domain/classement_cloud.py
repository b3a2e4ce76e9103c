"""The WhatsApp Cloud API's own error codes, put into the same table as everybody's.

Codes and meanings: Meta's "Cloud API error codes" (developers.facebook.com/docs/whatsapp/cloud-api/
support/error-codes). Its advice is followed: the number rules, neither the title nor the HTTP
status, which is 400 for almost everything.
"""

from typing import Any

from notifications.domain.classement import (
    ESSAIS_CODE_INCONNU,
    PAR_STATUT,
    PAUSE_429_S,
    Constat,
    Nature,
    Niveau,
    Phase,
    Verdict,
    json_object,
)

_BASSE = (Niveau.LIGNE, Nature.BAS)
_PAUSE = (Niveau.LIGNE, Nature.PAUSE)
_TEMPORAIRE = (Niveau.MESSAGE, Nature.TEMPORAIRE)
_NUMERO = (Niveau.DESTINATAIRE, Nature.PERMANENT)
_FENETRE = (Niveau.MESSAGE, Nature.FENETRE)

PAR_CODE: dict[str, tuple[Niveau, Nature]] = (
    # Token lapsed or lacking a right; number deleted or not registered; account restricted,
    # locked, denied or unpaid: the line cannot send until somebody at the agency acts.
    dict.fromkeys(
        ["0", "3", "10", "190", "33", "133010", "368", "131031", "131005", "130497", "131042"],
        _BASSE,
    )
    # Too fast, or too often blocked: the line rests, no try is consumed.
    | dict.fromkeys(["4", "80007", "130429", "131048", "133016"], _PAUSE)
    # Their trouble, or this very phone written to too often just now.
    | dict.fromkeys(
        ["1", "2", "131000", "131016", "131049", "131056", "131057", "133004"], _TEMPORAIRE
    )
    # Not on WhatsApp, not a number one may write to, or its owner told WhatsApp to stop us.
    | dict.fromkeys(["131021", "131026", "131030", "131045", "131050"], _NUMERO)
    # Free text more than 24 h after the client last wrote: an approved template was needed.
    | dict.fromkeys(["131047"], _FENETRE)
)
DESABONNE = "131050"
HORS_FENETRE = "131047"


def blames_number(code: str) -> bool:
    """Whether a failed delivery's code says that the phone itself cannot be written to."""
    return PAR_CODE.get(code) == _NUMERO


def closes_window(code: str) -> bool:
    """Whether a failed delivery's code says that the 24 h were over."""
    return code == HORS_FENETRE


def classify_cloud(constat: Constat) -> Verdict:
    """The verdict of one send through the Cloud API; total: every constat has one."""
    if constat.phase is Phase.AVANT_ENVOI:
        return Verdict(Niveau.MESSAGE, Nature.TEMPORAIRE, "INJOIGNABLE")
    if constat.phase is Phase.APRES_ENVOI or constat.statut_http is None:
        return Verdict(Niveau.MESSAGE, Nature.INCERTAIN, "REPONSE_PERDUE")
    corps = None if constat.tronque else json_object(constat.corps)
    if 200 <= constat.statut_http < 300:
        return _accepted(corps)
    code = _code_of(corps)
    return _of_code(code, constat) if code else _of_statut(constat)


def _accepted(corps: dict[str, Any] | None) -> Verdict:
    messages = (corps or {}).get("messages")
    premier = messages[0] if isinstance(messages, list) and messages else None
    identifiant = str(premier.get("id") or "") if isinstance(premier, dict) else ""
    if not identifiant:
        return Verdict(Niveau.MESSAGE, Nature.INCERTAIN, "REPONSE_ILLISIBLE")
    return Verdict(Niveau.MESSAGE, Nature.ACCEPTE, "ACCEPTE", provider_id=identifiant)


def _of_code(code: str, constat: Constat) -> Verdict:
    regle = _BASSE if 200 <= int(code) <= 299 else PAR_CODE.get(code)
    mot = "DESABONNE" if code == DESABONNE else f"CLOUD_{code}"
    if regle is None:
        panne = (constat.statut_http or 0) >= 500
        nature = Nature.TEMPORAIRE if panne else Nature.PERMANENT
        essais_max = ESSAIS_CODE_INCONNU if panne else None
        return Verdict(Niveau.MESSAGE, nature, mot, essais_max=essais_max)
    niveau, nature = regle
    attente = constat.retry_after_s
    if nature is Nature.PAUSE and attente is None:
        attente = PAUSE_429_S
    return Verdict(niveau, nature, mot, retry_after_s=attente)


def _of_statut(constat: Constat) -> Verdict:
    """No code of theirs: a proxy or a broken answer spoke; the common table says what it means."""
    statut = constat.statut_http or 0
    regle = PAR_STATUT.get(statut)
    if regle is None:
        permanent = 400 <= statut < 500
        nature = Nature.PERMANENT if permanent else Nature.TEMPORAIRE
        return Verdict(Niveau.MESSAGE, nature, f"HTTP_{statut}")
    niveau, nature, essais_max = regle
    attente = constat.retry_after_s
    if nature is Nature.PAUSE and attente is None:
        attente = PAUSE_429_S
    return Verdict(niveau, nature, f"HTTP_{statut}", retry_after_s=attente, essais_max=essais_max)


def _code_of(corps: dict[str, Any] | None) -> str:
    """The error's number; 33 hides as a sub-code of 100 when the sender's number is gone."""
    erreur = (corps or {}).get("error")
    if not isinstance(erreur, dict):
        return ""
    if str(erreur.get("code")) == "100" and str(erreur.get("error_subcode")) == "33":
        return "33"
    code = str(erreur.get("code", ""))
    return code if code.isdigit() else ""
