"""Reads of accounts and sessions."""

from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.domain.seconde import holds
from accounts.models import Session, User
from accounts.policies import SECOND_FACTOR_ROLES, Action, actions_of, require, role_of
from accounts.selectors.reglages import get_reglages
from core.errors import Introuvable, NonAuthentifie
from core.tenancy import Acteur, Fonction, contexte


def get_own_user(user_id: UUID) -> User | None:
    """The account itself, under its own context; None when it is not there."""
    return User.objects.select_related("pays", "agence").filter(id=user_id).first()


def get_live_user(user_id: UUID, session_id: UUID) -> User | None:
    """The account while it is open and this session of it has not ended; else None."""
    ended = Session.objects.filter(id=session_id, user_id=OuterRef("id"), revoquee_le__isnull=False)
    return (
        User.objects.select_related("pays", "agence")
        .filter(~Exists(ended), id=user_id, actif=True)
        .first()
    )


def must_enrol(user: User) -> bool:
    """Whether the account's role demands a second factor that is not on yet."""
    demanded: bool = settings.TOTP_OBLIGATOIRE
    return demanded and not user.totp_actif and role_of(acteur_of_user(user)) in SECOND_FACTOR_ROLES


def must_change(user: User) -> bool:
    """Whether the account waits for a password of its owner's own."""
    demanded: bool = settings.MOT_DE_PASSE_PROPRE
    return demanded and user.mot_de_passe_provisoire


def restriction_of(user: User) -> str:
    """What an account must do before anything else: ``mot_de_passe``, ``totp``, or nothing."""
    if must_change(user):
        return "mot_de_passe"
    return "totp" if must_enrol(user) else ""


def held_by(user_id: UUID, now: datetime) -> set[UUID]:
    """The staff accounts someone could still act through, among those they may see."""
    rows = User.objects.filter(fonction__in=["agent", "admin"], tenu_par__has_key=str(user_id))
    return {
        row.id
        for row in rows.only("id", "tenu_par", "mot_de_passe_provisoire")
        if holds(row.tenu_par, user_id, provisoire=row.mot_de_passe_provisoire, now=now)
    }


def personal_acteur(user_id: UUID, pays: str | None = None) -> Acteur:
    """Someone acting on their own account rows only (log-in, sessions), whatever their function.

    Client accounts read by a read-only role; this one may write what belongs to the person.
    """
    return Acteur(id=user_id, fonction="systeme", pays=pays, role="compte")


def acteur_of_user(user: User, *, appareil_id: UUID | None = None) -> Acteur:
    """The actor an account acts as."""
    return Acteur(
        id=user.id,
        fonction=cast("Fonction", user.fonction),
        pays=user.pays_id,
        cote=user.pays.cote if user.pays else "",
        role=user.role,
        nom=user.nom,
        telephone=user.telephone if user.fonction == "client" else "",
        agence_id=user.agence_id,
        appareil_id=appareil_id,
    )


def describe_user(user: User, now: datetime) -> dict[str, Any]:
    """Who someone is and what the policy table opens to them now; under their own rows."""
    acteur = acteur_of_user(user)
    reglages = get_reglages(user.pays_id, now)
    attente = restriction_of(user)
    return {
        "id": user.id,
        "identifiant": user.identifiant,
        "nom": user.nom,
        "fonction": user.fonction,
        "role": user.role,
        "pays": user.pays_id,
        "agence": user.agence,
        "langue": user.langue,
        "actions": RESTREINT.get(attente) or actions_of(acteur, reglages.actifs),
        "telephone": user.telephone,
        "contact_verifie": user.contact_verifie_le is not None,
        "totp_actif": user.totp_actif,
        "totp_requis": must_enrol(user),
        "mot_de_passe_a_changer": must_change(user),
        "codes_secours": len(user.codes_secours),
    }


RESTREINT = {
    "totp": [str(Action.CHANGE_PASSWORD), str(Action.SECURE_ACCOUNT)],
    "mot_de_passe": [str(Action.CHANGE_PASSWORD)],
}
"""All that is open to someone who must first turn a second factor on, or choose a password."""


def list_users(
    acteur: Acteur,
    *,
    fonction: str | None = None,
    actif: bool | None = None,
    pays: str | None = None,
    q: str = "",
) -> QuerySet[User]:
    """The staff one may see: one's own country's, or everybody for direction."""
    require(acteur, Action.READ_USER)
    users = User.objects.select_related("pays", "agence").exclude(fonction="client")
    if fonction:
        users = users.filter(fonction=fonction)
    if actif is not None:
        users = users.filter(actif=actif)
    if pays:
        users = users.filter(pays_id=pays)
    if q:
        users = users.filter(Q(nom__icontains=q) | Q(identifiant__icontains=q))
    return users


def get_user(acteur: Acteur, user_id: UUID) -> User:
    """One member of staff; ``Introuvable`` outside one's rows."""
    user = list_users(acteur).filter(id=user_id).first()
    if user is None:
        raise Introuvable
    return user


def list_sessions(acteur: Acteur, now: datetime) -> list[Session]:
    """One's own open sessions, the latest first."""
    require(acteur, Action.LOG_OUT)
    rows = Session.objects.filter(user_id=acteur.id, revoquee_le__isnull=True, expire_le__gt=now)
    return list(rows.order_by("-tournee_le")[:100])


def get_self(user_id: UUID, pays: str | None, now: datetime) -> dict[str, Any]:
    """:func:`describe_user` of an open account, read as itself; ``NonAuthentifie`` when closed."""
    with contexte(personal_acteur(user_id, pays)):
        user = get_own_user(user_id)
        if user is None or not user.actif:
            raise NonAuthentifie
        return describe_user(user, now)
