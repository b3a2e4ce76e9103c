"""Looking a carton up by its code: budgets that let a family in and an enumerator out.

Misses are counted per address, hits per code: many phones share one carrier's address, and a
code that was guessed is one in 2^60.
"""

from typing import Any

from django.core import signing

from core.debit import spend
from tracking.domain import SuiviIntrouvable
from tracking.selectors import check_fin_telephone, get_suivi

ECHECS_PAR_MINUTE = 30
VUES_PAR_MINUTE = 120
ESSAIS_PHOTO_PAR_HEURE = 5
SEL = "ts.suivi.photo"
PHOTO_S = 600


def consult(*, saisie: str, adresse: str | None) -> dict[str, Any]:
    """The public fiche ``{"etag", "fiche"}``.

    Raises :class:`tracking.domain.SuiviIntrouvable`, or ``TropDeRequetes`` beyond 30 misses a
    minute from one address or 120 views a minute of one code.
    """
    try:
        found = get_suivi(saisie)
    except SuiviIntrouvable:
        spend(f"suivi-echec:{adresse}", limite=ECHECS_PAR_MINUTE, fenetre_s=60)
        raise
    spend(f"suivi-vue:{found['fiche']['code']}", limite=VUES_PAR_MINUTE, fenetre_s=60)
    return found


def unlock_photo(*, code: str, fin_telephone: str) -> str | None:
    """A ten-minute pass to a carton's photos for whoever knows the phone's end; None if wrong.

    Raises ``TropDeRequetes`` beyond 5 tries an hour per code.
    """
    spend(f"suivi-photo:{code}", limite=ESSAIS_PHOTO_PAR_HEURE, fenetre_s=3600)
    if not check_fin_telephone(code, fin_telephone):
        return None
    return signing.TimestampSigner(salt=SEL).sign(code).partition(":")[2]


def may_see_photo(*, code: str, passe: str) -> bool:
    """Whether a pass made by :func:`unlock_photo` opens this code's photos now."""
    try:
        signing.TimestampSigner(salt=SEL).unsign(f"{code}:{passe}", max_age=PHOTO_S)
    except signing.BadSignature:
        return False
    return True
