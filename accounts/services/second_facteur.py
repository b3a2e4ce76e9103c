"""The second factor: enrolment, one use of each code, recovery, removal."""

from datetime import datetime
from uuid import UUID

from accounts.domain.portes import TotpAbsent, TotpIncorrect, TotpObligatoire
from accounts.models import User
from accounts.policies import SECOND_FACTOR_ROLES, Action, require, role_of
from accounts.selectors.personnes import get_own_user
from accounts.services.sessions import log_out_everywhere
from accounts.totp import new_recovery_codes, new_secret, recovery_hash, step_of, uri_of
from audit.services import record
from core.chiffrement import decrypt, encrypt
from core.errors import NonAuthentifie
from core.tenancy import Acteur
from core.verrous import lock_name


def use_second_factor(*, user_id: UUID, now: datetime, code: str) -> bool:
    """Use up a right code of the active secret, or a recovery code; False for anything else.

    Under the account's own rows; the caller counts the failure.
    """
    user = _lock(user_id)
    if user.totp_chiffre is None:
        return False
    pas = step_of(decrypt(user.totp_chiffre), code, now, apres=user.totp_pas)
    if pas is not None:
        user.totp_pas = pas
        user.save(update_fields=["totp_pas"])
        return True
    empreinte = recovery_hash(user.id, code)
    if empreinte not in user.codes_secours:
        return False
    user.codes_secours = [connu for connu in user.codes_secours if connu != empreinte]
    user.save(update_fields=["codes_secours"])
    return True


def begin_totp(*, acteur: Acteur, now: datetime, user: User, code: str) -> tuple[str, str]:
    """A new secret waiting for its first code: (secret, otpauth address).

    The password has been given again. Moving an active second factor needs its present code:
    ``TotpIncorrect`` otherwise.
    """
    require(acteur, Action.SECURE_ACCOUNT)
    locked = _lock(user.id)
    if locked.totp_actif and not use_second_factor(user_id=user.id, now=now, code=code):
        raise TotpIncorrect(errors={"code": ["code incorrect"]})
    secret = new_secret()
    locked.totp_attente_chiffre = encrypt(secret)
    locked.save(update_fields=["totp_attente_chiffre"])
    return secret, uri_of(secret, locked.identifiant)


def activate_totp(*, acteur: Acteur, now: datetime, session_id: UUID, code: str) -> list[str]:
    """Turn the waiting secret on by its first right code; the ten recovery codes, shown once.

    Every other session ends: one opened by the password alone would go on without the code. A
    log-in in progress is waited for, so that its session ends too.
    """
    require(acteur, Action.SECURE_ACCOUNT)
    own = get_own_user(acteur.id)
    if own is None:
        raise NonAuthentifie
    lock_name(f"connexion:{own.identifiant}")
    user = _lock(own.id)
    if user.totp_attente_chiffre is None:
        raise TotpAbsent
    secret = decrypt(user.totp_attente_chiffre)
    pas = step_of(secret, code, now, apres=0)
    if pas is None:
        raise TotpIncorrect(errors={"code": ["code incorrect"]})
    user.totp_chiffre, user.totp_attente_chiffre = encrypt(secret), None
    user.totp_pas, user.totp_actif_le = pas, now
    codes = _new_codes(user)
    user.save(
        update_fields=[
            "totp_chiffre",
            "totp_attente_chiffre",
            "totp_pas",
            "totp_actif_le",
            "codes_secours",
        ]
    )
    _trace(acteur, now, user, {"totp": "actif"})
    log_out_everywhere(now=now, user_id=user.id, motif="second_facteur", sauf=session_id)
    return codes


def renew_recovery_codes(*, acteur: Acteur, now: datetime, user: User, code: str) -> list[str]:
    """Ten new recovery codes, for a present code; the old ones die."""
    require(acteur, Action.SECURE_ACCOUNT)
    _use(user, now, code)
    locked = _lock(user.id)
    codes = _new_codes(locked)
    locked.save(update_fields=["codes_secours"])
    _trace(acteur, now, locked, {"codes_secours": "renouveles"})
    return codes


def deactivate_totp(*, acteur: Acteur, now: datetime, user: User, code: str, demande: bool) -> None:
    """Turn one's second factor off, for a present code; never where the role demands one."""
    require(acteur, Action.SECURE_ACCOUNT)
    if demande and role_of(acteur) in SECOND_FACTOR_ROLES:
        raise TotpObligatoire
    _use(user, now, code)
    locked = _lock(user.id)
    forget_totp(locked)
    _trace(acteur, now, locked, {"totp": "inactif"})


def forget_totp(user: User) -> None:
    """Take a second factor off an account already locked (a lost phone, one's own choice)."""
    user.totp_chiffre = user.totp_attente_chiffre = user.totp_actif_le = None
    user.codes_secours = []
    user.save(
        update_fields=["totp_chiffre", "totp_attente_chiffre", "totp_actif_le", "codes_secours"]
    )


def _use(user: User, now: datetime, code: str) -> None:
    if not user.totp_actif:
        raise TotpAbsent
    if not use_second_factor(user_id=user.id, now=now, code=code):
        raise TotpIncorrect(errors={"code": ["code incorrect"]})


def _new_codes(user: User) -> list[str]:
    codes = new_recovery_codes()
    user.codes_secours = [recovery_hash(user.id, code) for code in codes]
    return codes


def _lock(user_id: UUID) -> User:
    """The account, its turn taken: two uses of one code cannot both be first."""
    user = User.objects.select_for_update(of=("self",)).filter(id=user_id).first()
    if user is None:
        raise NonAuthentifie
    return user


def _trace(acteur: Acteur, now: datetime, user: User, apres: dict[str, str]) -> None:
    record(
        acteur=acteur,
        now=now,
        action=Action.SECURE_ACCOUNT,
        sujet_type="utilisateur",
        sujet_id=user.id,
        apres=apres,
    )
