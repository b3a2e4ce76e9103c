"""The bearer check of every private operation: token → actor → database context."""

from dataclasses import replace
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.http import HttpRequest
from ninja.security import HttpBearer

from accounts.domain.portes import MotDePasseAChanger, TotpAActiver
from accounts.fermetures import is_closed
from accounts.jetons import read_access
from accounts.selectors.contacts import is_own_appareil
from accounts.selectors.personnes import acteur_of_user, get_live_user
from core.debit import spend
from core.errors import NonAuthentifie
from core.tenancy import Acteur, set_contexte

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
RESTREINT = "/api/v1/auth/"
"""All that opens to a token given only to turn a second factor on."""
PROVISOIRE = frozenset(
    RESTREINT + page for page in ("moi", "mot-de-passe", "sessions", "deconnexion-partout")
)
"""All that opens under a password somebody else typed: they could prove a phone of theirs here."""


class Porteur(HttpBearer):
    """Reads trust the token, unless its session is known to have ended; writes read the account.

    A deactivated, moved or signed-out person cannot write from the moment it is recorded. The
    database is told again only what the token does not say: a client's phone.
    """

    def authenticate(self, request: HttpRequest, token: str) -> Acteur:
        acteur, claims = read_access(token)
        session_id = UUID(claims["sid"])
        if is_closed(session_id):
            raise NonAuthentifie
        _check_restriction(claims.get("enr"), request.path)
        spend(f"utilisateur:{acteur.id}", limite=settings.LIMITE_UTILISATEUR, fenetre_s=60)
        if connection.in_atomic_block:
            acteur = self._enter(acteur, session_id, request)
        else:
            with transaction.atomic():
                acteur = self._enter(acteur, session_id, request)
        # Django's request knows neither; core.http reads them back.
        request.acteur = acteur  # type: ignore[attr-defined]
        request.session_id = session_id  # type: ignore[attr-defined]
        return acteur

    def _enter(self, acteur: Acteur, session_id: UUID, request: HttpRequest) -> Acteur:
        set_contexte(acteur)
        if request.method in SAFE and acteur.fonction != "client":
            return replace(acteur, appareil_id=_appareil(request, acteur.id))
        fresh = self._fresh(acteur, session_id, request)
        if fresh.telephone:
            set_contexte(fresh)
        return fresh

    def _fresh(self, acteur: Acteur, session_id: UUID, request: HttpRequest) -> Acteur:
        user = get_live_user(acteur.id, session_id)
        if user is None:
            raise NonAuthentifie
        fresh = acteur_of_user(user, appareil_id=_appareil(request, user.id))
        if (fresh.fonction, fresh.pays) != (acteur.fonction, acteur.pays):
            raise NonAuthentifie
        return fresh


def _check_restriction(restriction: object, path: str) -> None:
    if restriction == "mot_de_passe":
        if path not in PROVISOIRE:
            raise MotDePasseAChanger
    elif restriction and not path.startswith(RESTREINT):
        raise TotpAActiver


def _appareil(request: HttpRequest, user_id: UUID) -> UUID | None:
    """The journal the request names, when it is this person's own: what the audit will say."""
    try:
        appareil_id = UUID(request.headers.get("X-Appareil", ""))
    except ValueError:
        return None
    return appareil_id if is_own_appareil(user_id, appareil_id) else None


porteur = Porteur()
