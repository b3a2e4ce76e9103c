"""The classification table of a send's outcome: whose fault, how long it lasts, what follows.

Pure: the adapter describes what it saw (`Constat`), this says what it means (`Verdict`). The rows
are data so that one test per row can walk them. Codes are WaChap's, documented or seen in use.
"""

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Niveau(StrEnum):
    """Whose trouble it is."""

    MESSAGE = "message"
    LIGNE = "ligne"
    DESTINATAIRE = "destinataire"


class Nature(StrEnum):
    """What follows from it."""

    ACCEPTE = "accepte"
    TEMPORAIRE = "temporaire"
    PERMANENT = "permanent"
    INCERTAIN = "incertain"
    PAUSE = "pause"
    BAS = "bas"
    FENETRE = "fenetre"


MODELE_ABSENT = "MODELE_ABSENT"
"""A closed window, and no approved text for this step: nothing was sent."""


class Phase(StrEnum):
    """How far the call went before it ended."""

    AVANT_ENVOI = "avant_envoi"
    APRES_ENVOI = "apres_envoi"
    REPONSE = "reponse"


@dataclass(frozen=True)
class Constat:
    """What the adapter saw, uninterpreted. `retry_after_s` is the header's, in seconds."""

    phase: Phase
    statut_http: int | None = None
    corps: bytes = b""
    tronque: bool = False
    retry_after_s: int | None = None
    detail: str = ""


@dataclass(frozen=True)
class Verdict:
    """`essais_max` bounds a temporary failure nobody can explain; then it is permanent."""

    niveau: Niveau
    nature: Nature
    code: str = ""
    retry_after_s: int | None = None
    essais_max: int | None = None
    provider_id: str = ""


ESSAIS_CODE_INCONNU = 3
PAUSE_429_S = 60

_Regle = tuple[Niveau, Nature, int | None]
_LIGNE_BASSE: _Regle = (Niveau.LIGNE, Nature.BAS, None)
_NUMERO: _Regle = (Niveau.DESTINATAIRE, Nature.PERMANENT, None)
_A_REESSAYER: _Regle = (Niveau.MESSAGE, Nature.TEMPORAIRE, None)
_TROIS_FOIS: _Regle = (Niveau.MESSAGE, Nature.TEMPORAIRE, ESSAIS_CODE_INCONNU)
_MESSAGE_REFUSE: _Regle = (Niveau.MESSAGE, Nature.PERMANENT, None)
_INCERTAIN: _Regle = (Niveau.MESSAGE, Nature.INCERTAIN, None)
_PAUSE: _Regle = (Niveau.LIGNE, Nature.PAUSE, None)

PAR_CODE: dict[str, _Regle] = {
    "INVALID_SECRET_KEY": _LIGNE_BASSE,
    "ACCOUNT_NOT_FOUND": _LIGNE_BASSE,
    "MISSING_ACCOUNT_ID": _LIGNE_BASSE,
    "ACCOUNT_DISCONNECTED": _LIGNE_BASSE,
    "ACCOUNT_BANNED": _LIGNE_BASSE,
    "SUBSCRIPTION_EXPIRED": _LIGNE_BASSE,
    "INVALID_PHONE": _NUMERO,
    "RECIPIENT_NOT_FOUND": _NUMERO,
    "NOT_ON_WHATSAPP": _NUMERO,
    "RATE_LIMITED": _PAUSE,
}
"""What WaChap's own word says, whatever the HTTP status around it."""

VAGUES_400 = frozenset({"SEND_ERROR"})
"""Words of a 400 that blame nobody: tried again a few times before the message is stopped."""

PAR_STATUT: dict[int, _Regle] = {
    401: _LIGNE_BASSE,
    402: _LIGNE_BASSE,
    403: _LIGNE_BASSE,
    404: _LIGNE_BASSE,
    408: _A_REESSAYER,
    425: _A_REESSAYER,
    429: _PAUSE,
    502: _INCERTAIN,
    504: _INCERTAIN,
}
"""What the HTTP status says when the body holds no word we know."""

NON_INSCRIT = ("not on whatsapp", "not registered on whatsapp", "no whatsapp account")


def classify(constat: Constat) -> Verdict:
    """The verdict of one send; total: every constat has one."""
    if constat.phase is Phase.AVANT_ENVOI:
        return _verdict(_A_REESSAYER, "INJOIGNABLE", constat)
    if constat.phase is Phase.APRES_ENVOI or constat.statut_http is None:
        return _verdict(_INCERTAIN, "REPONSE_PERDUE", constat)
    corps = None if constat.tronque else json_object(constat.corps)
    code, message = _error_of(corps)
    if 200 <= constat.statut_http < 300:
        return _classify_success(constat, corps, code, message)
    regle = _rule_of_code(code, message) or _rule_of_statut(constat.statut_http, code)
    return _verdict(regle, code or f"HTTP_{constat.statut_http}", constat)


def _classify_success(
    constat: Constat, corps: dict[str, Any] | None, code: str, message: str
) -> Verdict:
    if corps is None:
        return _verdict(_INCERTAIN, "REPONSE_ILLISIBLE", constat)
    identifiant = str(corps.get("messageId") or "")
    if corps.get("success") is True or (identifiant and corps.get("success") is None):
        return Verdict(Niveau.MESSAGE, Nature.ACCEPTE, "ACCEPTE", provider_id=identifiant)
    if corps.get("success") is False or code:
        return _verdict(_rule_of_code(code, message) or _TROIS_FOIS, code or "REFUS", constat)
    return _verdict(_INCERTAIN, "REPONSE_ILLISIBLE", constat)


def _rule_of_code(code: str, message: str) -> _Regle | None:
    if any(phrase in message.lower() for phrase in NON_INSCRIT):
        return _NUMERO
    return PAR_CODE.get(code)


def _rule_of_statut(statut: int, code: str) -> _Regle:
    connu = PAR_STATUT.get(statut)
    if connu is not None:
        return connu
    if statut == 400 and code in VAGUES_400:
        return _TROIS_FOIS
    return _MESSAGE_REFUSE if 400 <= statut < 500 else _A_REESSAYER


def _verdict(regle: _Regle, code: str, constat: Constat) -> Verdict:
    niveau, nature, essais_max = regle
    attente = constat.retry_after_s
    if nature is Nature.PAUSE and attente is None:
        attente = PAUSE_429_S
    return Verdict(niveau, nature, code[:60], retry_after_s=attente, essais_max=essais_max)


def blames_recipient(code: str) -> bool:
    """Whether a provider's word says that the phone itself cannot be written to."""
    return PAR_CODE.get(code) == _NUMERO


def json_object(corps: bytes) -> dict[str, Any] | None:
    """The body as a JSON object; None for anything else a provider may have sent."""
    try:
        lu = json.loads(corps)
    except (ValueError, RecursionError):
        return None
    return lu if isinstance(lu, dict) else None


def _error_of(corps: dict[str, Any] | None) -> tuple[str, str]:
    """The provider's (code, message), looked for where its answers have been seen to put them."""
    if corps is None:
        return "", ""
    erreur = corps.get("error")
    if isinstance(erreur, dict):
        return str(erreur.get("code") or ""), str(erreur.get("message") or "")
    code = str(corps.get("code") or "")
    message = corps.get("message") or (erreur if isinstance(erreur, str) else "")
    return code, str(message or "")
