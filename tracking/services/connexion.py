"""The client's log-in: a phone already known to us and a one-time code; no password, no form."""

from datetime import datetime
from uuid import UUID

from django.db import connection

from accounts.domain.personnes import TelephoneRecent, TropDeCodes, UsageCode
from accounts.models import User
from accounts.selectors.personnes import get_own_user, personal_acteur
from accounts.services.codes import check_code, issue_code
from accounts.services.sessions import Demande, Ouverture, open_session
from colis.models import Client
from core.errors import LANGUES
from core.ids import uuid7
from core.telephone import TelephoneInvalide, normalise_telephone
from core.tenancy import contexte, systeme
from tracking.domain import CodeConnexionInvalide


def send_code(*, now: datetime, telephone: str) -> None:
    """Send a log-in code when the phone is a client's; say nothing either way.

    The code leaves from the first country that knew the phone. Call it outside any context.
    """
    found = _find(telephone)
    if found is None:
        return
    numero, pays, langue = found
    acteur = systeme(pays)
    with contexte(acteur):
        try:
            issue_code(
                acteur=acteur,
                now=now,
                usage=UsageCode.CONNEXION,
                telephone=numero,
                pays=pays,
                langue=langue,
            )
        except (TropDeCodes, TelephoneRecent):
            return


def log_in_client(*, now: datetime, telephone: str, code: str, demande: Demande) -> Ouverture:
    """Open the client's session for a right code; the account is made at the first one.

    Raises :class:`tracking.domain.CodeConnexionInvalide` for everything else (the wrong try is
    kept). Call it outside any context.
    """
    found = _find(telephone)
    if found is None:
        raise CodeConnexionInvalide
    numero, pays, langue = found
    with contexte(systeme(pays)):
        refusal = check_code(now=now, usage=UsageCode.CONNEXION, telephone=numero, code=code)
        client = Client.objects.filter(telephone=numero, pays_id=pays).first()
    if refusal is not None or client is None:
        raise CodeConnexionInvalide
    user = _account(now, numero, client.nom, langue)
    if not user.actif:
        raise CodeConnexionInvalide
    return open_session(user=user, now=now, demande=demande)


def _account(now: datetime, telephone: str, nom: str, langue: str) -> User:
    """The client's account, by the narrow path ``compte_client``; created when there is none."""
    user_id: UUID | None = _one("SELECT compte_client(%s)", telephone)
    if user_id is not None:
        with contexte(personal_acteur(user_id)):
            known = get_own_user(user_id)
        if known is not None:
            return known
    new_id = uuid7()
    user = User(
        id=new_id,
        identifiant=f"client:{telephone}",
        nom=nom[:80],
        fonction="client",
        telephone=telephone,
        langue=langue if langue in LANGUES else "fr",
        cree_le=now,
        cree_par=new_id,
    )
    user.set_unusable_password()
    with contexte(personal_acteur(new_id)):
        user.save(force_insert=True)
    return user


def _find(telephone: str) -> tuple[str, str, str] | None:
    """(E.164, country, language) of a client's phone, by ``pays_du_telephone``."""
    try:
        numero = normalise_telephone(telephone)
    except TelephoneInvalide:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pays, langue FROM pays_du_telephone(%s)", [numero])
        row = cursor.fetchone()
    return (numero, row[0], row[1]) if row else None


def _one(sql: str, *params: str) -> UUID | None:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(params))
        row = cursor.fetchone()
    return row[0] if row else None
