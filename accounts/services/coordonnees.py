"""One's own phone, proved by a code: the only place a reset link may go."""

from datetime import datetime

from accounts.domain.personnes import UsageCode
from accounts.models import CodeUnique, User
from accounts.policies import Action, require
from accounts.selectors.lieux import pays_of_contact
from accounts.selectors.personnes import get_own_user
from accounts.services.avis import NUMERO_CHANGE, tell
from accounts.services.codes import issue_code, verify_code
from audit.services import record
from core.errors import NonAuthentifie, SaisieInvalide
from core.telephone import TelephoneInvalide, normalise_telephone
from core.tenancy import Acteur, transverse


def send_contact_code(*, acteur: Acteur, now: datetime, user: User, telephone: str) -> CodeUnique:
    """Send a code to the phone one says is one's own; the password has been given again."""
    require(acteur, Action.SECURE_ACCOUNT)
    numero = _normalise(user, telephone)
    return issue_code(
        acteur=acteur,
        now=now,
        usage=UsageCode.CONTACT,
        telephone=numero,
        sujet=str(user.id),
        pays=pays_of_contact(user.pays_id, numero),
        langue=user.langue,
    )


def verify_contact(*, acteur: Acteur, now: datetime, telephone: str, code: str) -> User:
    """The code came back: the phone is this person's. The number it replaces is told.

    Raises ``CodeInvalide`` (the try is counted).
    """
    require(acteur, Action.SECURE_ACCOUNT)
    user = get_own_user(acteur.id)
    if user is None:
        raise NonAuthentifie
    numero = _normalise(user, telephone)
    verify_code(now=now, usage=UsageCode.CONTACT, telephone=numero, sujet=str(user.id), code=code)
    ancien, deja = user.telephone, user.contact_verifie_le
    user.telephone, user.contact_verifie_le = numero, now
    user.save(update_fields=["telephone", "contact_verifie_le"])
    record(
        acteur=acteur,
        now=now,
        action=Action.SECURE_ACCOUNT,
        sujet_type="utilisateur",
        sujet_id=user.id,
        avant={"telephone": ancien[-4:], "verifie": deja is not None},
        apres={"telephone": numero[-4:], "verifie": True},
    )
    if ancien and ancien != numero and deja is not None:
        tell_old_number(now=now, user=user, ancien=ancien)
    return user


def tell_old_number(*, now: datetime, user: User, ancien: str) -> None:
    """Whoever still holds the replaced number learns that it opens nothing any more."""
    with transverse():
        tell(
            now=now,
            destinataires=[user],
            genre=NUMERO_CHANGE,
            sujet=user,
            details={"fin": user.telephone[-4:]},
            telephone=ancien,
        )


def _normalise(user: User, telephone: str) -> str:
    try:
        return normalise_telephone(telephone, user.pays_id)
    except TelephoneInvalide as error:
        raise SaisieInvalide(errors={"telephone": ["numéro invalide"]}) from error
