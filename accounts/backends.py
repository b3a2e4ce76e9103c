"""Password check: the account is found by a named narrow path, then read as itself."""

from uuid import UUID

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.http import HttpRequest

from accounts.domain import normalise_identifiant
from accounts.models import User
from accounts.selectors import get_own_user, personal_acteur
from core.ids import uuid7
from core.tenancy import contexte


class CompteBackend(BaseBackend):
    """Unknown and closed accounts cost as much time as wrong passwords: same queries, same hash."""

    def authenticate(
        self,
        request: HttpRequest | None,
        identifiant: str | None = None,
        password: str | None = None,
        **_kwargs: object,
    ) -> User | None:
        """The open account of that name and password, else None."""
        if identifiant is None or password is None:
            return None
        user_id = find_account(identifiant) or uuid7()
        with contexte(personal_acteur(user_id)):
            user = get_own_user(user_id)
            if user is None:
                make_password(password)
                return None
            return user if user.check_password(password) and user.actif else None

    def get_user(self, user_id: object) -> None:
        """No Django sessions here: nobody is ever loaded by one."""


def find_account(identifiant: str) -> UUID | None:
    """The id behind a login name, by the narrow path ``compte_pour_connexion``."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT compte_pour_connexion(%s)", [normalise_identifiant(identifiant)])
        row = cursor.fetchone()
    return row[0] if row else None
