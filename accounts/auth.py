"""The bearer check of every private operation: token → actor → database context."""

from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.http import HttpRequest
from ninja.security import HttpBearer

from accounts.jetons import read_access
from accounts.selectors import acteur_of_user, get_own_user
from core.debit import spend
from core.errors import NonAuthentifie
from core.tenancy import Acteur, set_contexte

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Porteur(HttpBearer):
    """Reads trust the token for its 15 minutes; writes read the account again.

    A deactivated or moved person therefore cannot write from the moment it is recorded. The
    database is told again only what the token does not say: a client's phone.
    """

    def authenticate(self, request: HttpRequest, token: str) -> Acteur:
        acteur, claims = read_access(token)
        spend(f"utilisateur:{acteur.id}", limite=settings.LIMITE_UTILISATEUR, fenetre_s=60)
        if connection.in_atomic_block:
            acteur = self._enter(acteur, request)
        else:
            with transaction.atomic():
                acteur = self._enter(acteur, request)
        request.acteur = acteur  # type: ignore[attr-defined]
        request.session_id = UUID(claims["sid"])  # type: ignore[attr-defined]
        return acteur

    def _enter(self, acteur: Acteur, request: HttpRequest) -> Acteur:
        set_contexte(acteur)
        if request.method in SAFE and acteur.fonction != "client":
            return acteur
        fresh = self._fresh(acteur, request)
        if fresh.telephone:
            set_contexte(fresh)
        return fresh

    def _fresh(self, acteur: Acteur, request: HttpRequest) -> Acteur:
        user = get_own_user(acteur.id)
        if user is None or not user.actif:
            raise NonAuthentifie
        fresh = acteur_of_user(user, appareil_id=_appareil(request))
        if (fresh.fonction, fresh.pays) != (acteur.fonction, acteur.pays):
            raise NonAuthentifie
        return fresh


def _appareil(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.headers.get("X-Appareil", ""))
    except ValueError:
        return None


porteur = Porteur()
