"""Between an HTTP exchange and the port's words, for every adapter alike."""

from datetime import datetime
from email.utils import parsedate_to_datetime

from core.clock import now
from notifications.adapters.http import Echange
from notifications.domain import Constat, Nature, Phase, Verdict
from notifications.port import Accepted, EtatLigne, Rejected, Resultat, SanteLigne, Unknown


def constat_of(echange: Echange) -> Constat:
    """The exchange in the classification's terms."""
    if echange.statut is None:
        phase = Phase.APRES_ENVOI if echange.connecte else Phase.AVANT_ENVOI
        return Constat(phase, detail=echange.erreur)
    return Constat(
        Phase.REPONSE,
        echange.statut,
        echange.corps,
        echange.tronque,
        retry_after_seconds(echange.retry_after, now()),
        echange.erreur,
    )


def unheard_health(echange: Echange) -> EtatLigne | None:
    """A health question nobody answered: unreachable, or asked too often; None: read the answer."""
    if echange.statut is None or echange.statut >= 500:
        detail = echange.erreur or f"HTTP_{echange.statut}"
        return EtatLigne(sante=SanteLigne.INJOIGNABLE, detail=detail)
    if echange.statut == 429:
        return EtatLigne(sante=SanteLigne.INCONNUE, detail="HTTP_429")
    return None


def retry_after_seconds(valeur: str, maintenant: datetime) -> int | None:
    """Seconds of a Retry-After header, given as a number or a date (RFC 9110, 10.2.3)."""
    texte = valeur.strip()
    if texte.isdigit():
        return min(int(texte), 24 * 3600)
    try:
        moment = parsedate_to_datetime(texte)
    except (TypeError, ValueError):
        return None
    if moment.tzinfo is None:
        return None
    return max(0, min(int((moment - maintenant).total_seconds()), 24 * 3600))


def resultat_of(verdict: Verdict, statut: int | None) -> Resultat:
    """The port's answer for a verdict and the HTTP status it was read from."""
    if verdict.nature is Nature.ACCEPTE:
        return Accepted(provider_id=verdict.provider_id, statut_http=statut)
    if verdict.nature is Nature.INCERTAIN:
        return Unknown(code=verdict.code, statut_http=statut)
    return Rejected(
        niveau=verdict.niveau,
        nature=verdict.nature,
        code=verdict.code,
        retry_after_s=verdict.retry_after_s,
        essais_max=verdict.essais_max,
        statut_http=statut,
    )
