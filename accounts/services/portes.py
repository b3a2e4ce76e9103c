"""Changes of one's own doors: each asks for the password, and the second factor, again.

A wrong answer counts with the failed log-ins: a stolen session is no way to guess either.
"""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from django.conf import settings
from django.http import HttpRequest

from accounts.domain.portes import TotpIncorrect
from accounts.models import CodeUnique, User
from accounts.policies import Action, require
from accounts.selectors.personnes import personal_acteur
from accounts.services import second_facteur
from accounts.services.connexion import count_failure, prove_own
from accounts.services.coordonnees import send_contact_code
from core.tenancy import Acteur, contexte

T = TypeVar("T")


def begin_totp(
    *, acteur: Acteur, now: datetime, requete: HttpRequest, mot_de_passe: str, code: str
) -> tuple[str, str]:
    """Start enrolling a second factor (or moving it): (secret, otpauth address)."""
    require(acteur, Action.SECURE_ACCOUNT)
    own = prove_own(acteur=acteur, now=now, requete=requete, mot_de_passe=mot_de_passe)
    return _counted(
        requete,
        own,
        lambda: second_facteur.begin_totp(acteur=acteur, now=now, user=own, code=code),
    )


def renew_recovery_codes(
    *, acteur: Acteur, now: datetime, requete: HttpRequest, mot_de_passe: str, code: str
) -> list[str]:
    """Ten new recovery codes."""
    require(acteur, Action.SECURE_ACCOUNT)
    own = prove_own(acteur=acteur, now=now, requete=requete, mot_de_passe=mot_de_passe)
    return _counted(
        requete,
        own,
        lambda: second_facteur.renew_recovery_codes(acteur=acteur, now=now, user=own, code=code),
    )


def deactivate_totp(
    *, acteur: Acteur, now: datetime, requete: HttpRequest, mot_de_passe: str, code: str
) -> None:
    """Turn one's second factor off where the role lets one."""
    require(acteur, Action.SECURE_ACCOUNT)
    own = prove_own(acteur=acteur, now=now, requete=requete, mot_de_passe=mot_de_passe)
    demande: bool = settings.TOTP_OBLIGATOIRE
    _counted(
        requete,
        own,
        lambda: second_facteur.deactivate_totp(
            acteur=acteur, now=now, user=own, code=code, demande=demande
        ),
    )


def ask_contact_code(
    *, acteur: Acteur, now: datetime, requete: HttpRequest, mot_de_passe: str, telephone: str
) -> CodeUnique:
    """Send a code to the phone one says is one's own."""
    require(acteur, Action.SECURE_ACCOUNT)
    own = prove_own(acteur=acteur, now=now, requete=requete, mot_de_passe=mot_de_passe)
    return send_contact_code(acteur=acteur, now=now, user=own, telephone=telephone)


def _counted(requete: HttpRequest, own: User, act: Callable[[], T]) -> T:
    try:
        return act()
    except TotpIncorrect:
        with contexte(personal_acteur(own.id)):
            count_failure(requete, own.identifiant)
        raise
