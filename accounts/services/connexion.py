"""Log-in by name, password and second factor: five failures lock the name, known or not."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from axes.utils import reset as reset_failures
from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import Max
from django.http import HttpRequest

from accounts.domain.personnes import (
    CompteVerrouille,
    IdentifiantsInvalides,
    MotDePasseIncorrect,
    normalise_identifiant,
)
from accounts.domain.portes import CodeTotpInvalide, CodeTotpRequis
from accounts.models import User
from accounts.policies import Action, require
from accounts.selectors.personnes import get_own_user, personal_acteur
from accounts.services.second_facteur import use_second_factor
from accounts.services.sessions import Demande, Ouverture, log_out_everywhere, open_session
from audit.services import record
from core.errors import BusinessError, NonAuthentifie, SaisieInvalide
from core.tenancy import Acteur, contexte
from core.verrous import lock_name


def log_in(
    *,
    requete: HttpRequest,
    now: datetime,
    identifiant: str,
    mot_de_passe: str,
    code_totp: str = "",
    demande: Demande,
) -> Ouverture:
    """Open a session for a right name, password and, where it is on, second factor.

    Raises ``IdentifiantsInvalides`` and
    ``CodeTotpInvalide`` (counted together), then for 15 minutes
    ``CompteVerrouille`` after five failures;
    ``CodeTotpRequis`` counts nothing. Call it outside any context.
    """
    proven = _prove(
        requete, now, identifiant, mot_de_passe, lambda user: _second(user, now, code_totp)
    )
    if isinstance(proven, BusinessError):
        raise proven
    return open_session(user=proven, now=now, demande=demande)


def change_password(
    *,
    acteur: Acteur,
    now: datetime,
    requete: HttpRequest,
    session_id: UUID,
    ancien: str,
    nouveau: str,
) -> None:
    """Replace one's own password and end one's other sessions.

    A wrong present password is counted with the failed log-ins. Raises
    ``MotDePasseIncorrect``, ``SaisieInvalide`` (field ``nouveau``).
    """
    require(acteur, Action.CHANGE_PASSWORD)
    own = prove_own(acteur=acteur, now=now, requete=requete, mot_de_passe=ancien, champ="ancien")
    if nouveau == ancien:
        raise SaisieInvalide(errors={"nouveau": ["choisissez un autre mot de passe"]})
    choose_own(user=own, nouveau=nouveau)
    record(
        acteur=acteur,
        now=now,
        action=Action.CHANGE_PASSWORD,
        sujet_type="utilisateur",
        sujet_id=own.id,
    )
    log_out_everywhere(now=now, user_id=own.id, motif="mot_de_passe", sauf=session_id)


def prove_own(
    *,
    acteur: Acteur,
    now: datetime,
    requete: HttpRequest,
    mot_de_passe: str,
    champ: str = "mot_de_passe",
) -> User:
    """One's own account once its password is given again; a wrong one counts like a log-in's."""
    own = get_own_user(acteur.id)
    if own is None:
        raise NonAuthentifie
    with contexte(personal_acteur(own.id)):
        proven = _prove(requete, now, own.identifiant, mot_de_passe)
    if isinstance(proven, CompteVerrouille):
        raise proven
    if isinstance(proven, BusinessError):
        raise MotDePasseIncorrect(errors={champ: ["mot de passe incorrect"]})
    return own


def choose_own(*, user: User, nouveau: str) -> None:
    """Save the password an owner chose: nobody else knows it, nor holds the account, any more.

    Raises ``SaisieInvalide`` (field ``nouveau``).
    """
    set_password(user=user, mot_de_passe=nouveau, champ="nouveau")
    user.mot_de_passe_provisoire, user.tenu_par = False, {}
    user.save(update_fields=["password", "mot_de_passe_provisoire", "tenu_par"])


def set_password(*, user: User, mot_de_passe: str, champ: str) -> None:
    """Hash a new password onto ``user`` (not saved); ``SaisieInvalide`` when it is weak."""
    try:
        validate_password(mot_de_passe, user)
    except ValidationError as error:
        raise SaisieInvalide(errors={champ: error.messages}) from error
    user.set_password(mot_de_passe)


def count_failure(requete: HttpRequest, identifiant: str) -> None:
    """One more failure on a login name, whatever was wrong."""
    AxesProxyHandler.user_login_failed(__name__, {"identifiant": identifiant}, requete)
    requete.axes_locked_out = False  # type: ignore[attr-defined]  # the answer is ours, not axes'


def locked_out(requete: HttpRequest, now: datetime, identifiant: str) -> CompteVerrouille | None:
    """The refusal of a name with too many failures; takes the name's turn first."""
    lock_name(f"connexion:{identifiant}")
    if AxesProxyHandler.is_allowed(requete, {"identifiant": identifiant}):
        return None
    attente_s = _locked_for(identifiant, now)
    return CompteVerrouille(attente_s=attente_s, minutes=-(-attente_s // 60))


def _second(user: User, now: datetime, code: str) -> BusinessError | None:
    """The second step of a log-in: None when it is off or right."""
    if not user.totp_actif:
        return None
    if not code:
        return CodeTotpRequis()
    with contexte(personal_acteur(user.id, user.pays_id)):
        right = use_second_factor(user_id=user.id, now=now, code=code)
    return None if right else CodeTotpInvalide()


Second = Callable[[User], BusinessError | None]


def _prove(
    requete: HttpRequest,
    now: datetime,
    identifiant: str,
    mot_de_passe: str,
    second: Second | None = None,
) -> User | BusinessError:
    """The account of that name and password, or the refusal to raise once outside any context.

    Tries on one name go one at a time, so that five failures are five however they race. Where a
    second factor is on, a right password alone forgives nothing.
    """
    nom = normalise_identifiant(identifiant)
    locked = locked_out(requete, now, nom)
    if locked is not None:
        return locked
    user = authenticate(requete, identifiant=nom, password=mot_de_passe)
    requete.axes_locked_out = False  # type: ignore[attr-defined]  # the answer is ours, not axes'
    if not isinstance(user, User):
        return IdentifiantsInvalides()
    refusal = second(user) if second else None
    if isinstance(refusal, CodeTotpInvalide):
        count_failure(requete, nom)
    if refusal is not None:
        return refusal
    if second is not None or not user.totp_actif:
        reset_failures(username=nom)
    return user


def _locked_for(nom: str, now: datetime) -> int:
    """Seconds until a locked name opens again."""
    cooloff: timedelta = settings.AXES_COOLOFF_TIME
    last = AccessAttempt.objects.filter(username=nom).aggregate(last=Max("attempt_time"))["last"]
    return 1 if last is None else max(1, int((last + cooloff - now).total_seconds()))
