"""A forgotten password: a link to the owner's proved phone, never to whoever asks."""

from datetime import datetime
from uuid import UUID

from axes.utils import reset as reset_failures

from accounts.backends import find_account
from accounts.domain.personnes import ContactNonVerifie, ContactPartage, LienInvalide, TropDeCodes
from accounts.models import CodeUnique, User
from accounts.policies import Action, require
from accounts.selectors.personnes import acteur_of_user, get_own_user, personal_acteur
from accounts.services.avis import REINITIALISATION, tell
from accounts.services.connexion import choose_own
from accounts.services.liens import issue_lien, owner_of_lien, use_lien
from accounts.services.second_facteur import forget_totp
from accounts.services.sessions import end_sessions
from accounts.services.utilisateurs import lock_charge, refuse_self, take_in_hand
from audit.services import record
from core.clock import rfc3339
from core.tenancy import Acteur, contexte, transverse


def reset_user(
    *, acteur: Acteur, now: datetime, id: UUID, motif: str = "", retirer_totp: bool = False
) -> CodeUnique:
    """Send someone in one's charge a link to choose a password, and to drop a lost factor.

    The second factor goes with the old password, by the link's owner: until then both still hold.
    The issuer counts from now on as having this account in hand. Raises
    ``ContactNonVerifie``, ``ContactPartage``,
    ``SoiMeme``, ``TropDeCodes``.
    """
    require(acteur, Action.RESET_USER)
    refuse_self(acteur, id)
    user = lock_charge(acteur, id)
    if user.contact_verifie_le is None or not user.telephone:
        raise ContactNonVerifie
    issuer = get_own_user(acteur.id)
    if issuer is not None and issuer.telephone == user.telephone:
        raise ContactPartage
    lien = issue_lien(acteur=acteur, now=now, user=user, retirer_totp=retirer_totp)
    take_in_hand(user, acteur)
    user.tenu_par = {**user.tenu_par, str(acteur.id): rfc3339(now)}
    user.save(update_fields=["mains", "tenu_par"])
    record(
        acteur=acteur,
        now=now,
        action=Action.RESET_USER,
        sujet_type="utilisateur",
        sujet_id=user.id,
        pays=acteur_of_user(user).pays_audit,
        apres={"telephone": user.telephone[-4:], "totp_a_retirer": retirer_totp},
        motif=motif,
    )
    with transverse():
        tell(
            now=now,
            destinataires=[user],
            genre=REINITIALISATION,
            sujet=user,
            details={"par": acteur.nom or acteur.role},
        )
    return lien


def ask_reset(*, now: datetime, identifiant: str) -> None:
    """Someone at the door forgot their password: the link goes to their proved phone, or nowhere.

    Says nothing either way. Call it outside any context.
    """
    user_id = find_account(identifiant)
    if user_id is None:
        return
    with contexte(personal_acteur(user_id)):
        user = get_own_user(user_id)
    if user is None or not user.actif or user.contact_verifie_le is None:
        return
    with contexte(personal_acteur(user_id, user.pays_id)), transverse():
        try:
            issue_lien(acteur=acteur_of_user(user), now=now, user=user)
        except TropDeCodes:
            return


def choose_password(*, now: datetime, jeton: str, nouveau: str) -> None:
    """Use a link up: the new password replaces the old, every session ends, the lock opens.

    A second factor stays asked, unless the link was sent to drop it. Raises
    ``LienInvalide``, ``SaisieInvalide`` (field ``nouveau``; the link then still serves). Call
    it outside any context.
    """
    user_id, pays = owner_of_lien(jeton)
    with contexte(personal_acteur(user_id, pays)):
        lien = use_lien(now=now, jeton=jeton)
        user = _open_account(user_id)
        choose_own(user=user, nouveau=nouveau)
        if lien.retirer_totp:
            forget_totp(user)
        acteur = acteur_of_user(user)
        record(
            acteur=acteur,
            now=now,
            action=Action.CHANGE_PASSWORD,
            sujet_type="utilisateur",
            sujet_id=user.id,
            apres={"par": "lien", "totp_retire": lien.retirer_totp},
        )
        end_sessions(acteur=acteur, now=now, user=user, motif="mot_de_passe")
    reset_failures(username=user.identifiant)


def _open_account(user_id: UUID) -> User:
    user = User.objects.select_for_update(of=("self",)).filter(id=user_id, actif=True).first()
    if user is None:
        raise LienInvalide
    return user
