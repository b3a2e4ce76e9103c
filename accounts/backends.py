"""Password check: the account is found by a named narrow path, then read as itself."""

from uuid import UUID

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import connection
from django.http import HttpRequest
from django.utils.translation import get_language

from accounts.domain.mots_de_passe import PHRASES, weaknesses
from accounts.domain.personnes import normalise_identifiant
from accounts.models import User
from accounts.selectors.personnes import get_own_user, personal_acteur
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


class VarieValidator:
    """Django's door to :func:`accounts.domain.mots_de_passe.weaknesses`."""

    def validate(self, password: str, _user: object = None) -> None:
        """Raise ``ValidationError`` with one explained sentence per weakness."""
        langue = (get_language() or "fr")[:2]
        found = weaknesses(password)
        if found:
            raise ValidationError(
                [PHRASES[code].get(langue, PHRASES[code]["fr"]) for code in found]
            )

    def get_help_text(self) -> str:
        """What Django's forms would show."""
        return PHRASES["peu_varie"]["fr"]
