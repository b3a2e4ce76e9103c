"""Staff accounts: admins run the agents of their country, direction runs the admins."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import get_language

from accounts.domain.personnes import (
    IdentifiantPris,
    IdentifiantRefuse,
    SoiMeme,
    is_staff_name,
    normalise_identifiant,
)
from accounts.models import Agence, User
from accounts.policies import Action, require
from accounts.selectors.lieux import subject_pays
from accounts.selectors.personnes import get_own_user, get_user
from accounts.services.connexion import set_password
from accounts.services.coordonnees import tell_old_number
from accounts.services.sessions import end_sessions
from audit.services import record
from core.clock import rfc3339
from core.creations import claim
from core.errors import ActionInterdite, NonAuthentifie, SaisieInvalide
from core.telephone import TelephoneInvalide, normalise_telephone
from core.tenancy import Acteur

CHAMPS = ("nom", "telephone", "langue", "fonction", "agence_id", "actif")


def create_user(
    *, acteur: Acteur, now: datetime, id: UUID, donnees: Mapping[str, Any]
) -> tuple[User, bool]:
    """Open an account for an agent (by an admin) or an admin (by direction).

    ``donnees``: identifiant, nom, fonction, pays, agence_id, langue, telephone, mot_de_passe.
    The password is provisional: its owner chooses theirs at the first log-in.
    Raises ``ActionInterdite`` beyond one's charge, ``IdentifiantPris``, ``IdentifiantRefuse``,
    ``SaisieInvalide``.
    """
    require(acteur, Action.WRITE_USER)
    pays = subject_pays(acteur, donnees.get("pays"))
    _require_charge(acteur, donnees["fonction"])
    identifiant = _staff_name(donnees["identifiant"])
    contenu = {k: v for k, v in donnees.items() if k != "mot_de_passe"} | {"pays": pays.code}
    if not claim(acteur=acteur, now=now, id=id, type="utilisateur", contenu=contenu):
        return get_user(acteur, id), False
    user = User(
        id=id,
        identifiant=identifiant,
        nom=donnees["nom"],
        fonction=donnees["fonction"],
        pays=pays,
        agence=_agence(donnees.get("agence_id"), pays.code),
        langue=donnees["langue"],
        telephone=_telephone(donnees.get("telephone"), pays.code),
        cree_le=now,
        cree_par=acteur.id,
        mains=[str(acteur.id)],
        mot_de_passe_provisoire=True,
        tenu_par={str(acteur.id): rfc3339(now)},
    )
    set_password(user=user, mot_de_passe=donnees["mot_de_passe"], champ="mot_de_passe")
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError as error:
        raise IdentifiantPris(identifiant=user.identifiant) from error
    _record(acteur, now, user, apres={"identifiant": user.identifiant, **_picture(user)})
    return user, True


def update_user(*, acteur: Acteur, now: datetime, id: UUID, changements: Mapping[str, Any]) -> User:
    """Change an account one has charge of; ``actif`` true reopens it.

    A changed function ends the person's sessions, so that old rights end with it.
    """
    require(acteur, Action.WRITE_USER)
    user = lock_charge(acteur, id)
    fonction = changements.get("fonction", user.fonction)
    _require_charge(acteur, fonction)
    avant, avant_numero, verifie = _picture(user), user.telephone, user.contact_verifie_le
    _apply(user, changements)
    apres = _picture(user)
    changed = {champ for champ in CHAMPS if avant[champ] != apres[champ]}
    changed |= {"telephone"} if user.telephone != avant_numero else set()
    if not changed:
        return user
    _follow(user, acteur, changed)
    user.save(
        update_fields=[
            *(champ.removesuffix("_id") for champ in sorted(changed)),
            "mains",
            "contact_verifie_le",
        ]
    )
    _record(
        acteur,
        now,
        user,
        avant={champ: avant[champ] for champ in changed},
        apres={champ: apres[champ] for champ in changed},
    )
    if "telephone" in changed and verifie:
        tell_old_number(now=now, user=user, ancien=avant_numero)
    if "fonction" in changed:
        end_sessions(acteur=acteur, now=now, user=user, motif="fonction")
    return user


def deactivate_user(*, acteur: Acteur, now: datetime, id: UUID, motif: str = "") -> User:
    """Close an account and its sessions. Raises ``SoiMeme`` on oneself."""
    require(acteur, Action.WRITE_USER)
    refuse_self(acteur, id)
    user = lock_charge(acteur, id)
    if not user.actif:
        return user
    user.actif = False
    user.save(update_fields=["actif"])
    _record(acteur, now, user, avant={"actif": True}, apres={"actif": False}, motif=motif)
    end_sessions(acteur=acteur, now=now, user=user, motif="desactivation")
    return user


def sign_out_user(*, acteur: Acteur, now: datetime, id: UUID) -> int:
    """End every session of someone else; returns how many."""
    require(acteur, Action.WRITE_USER)
    refuse_self(acteur, id)
    return end_sessions(
        acteur=acteur, now=now, user=lock_charge(acteur, id), motif="deconnexion_forcee"
    )


def _apply(user: User, changements: Mapping[str, Any]) -> None:
    if "agence_id" in changements:
        user.agence = _agence(changements["agence_id"], user.pays_id)
    if "telephone" in changements:
        user.telephone = _telephone(changements["telephone"], user.pays_id)
    for champ in ("nom", "langue", "actif", "fonction"):
        if champ in changements:
            setattr(user, champ, changements[champ])


def _follow(user: User, acteur: Acteur, changed: Collection[str]) -> None:
    """A number typed by somebody else is unproved; a reopened or raised account is in hand."""
    if "telephone" in changed:
        user.contact_verifie_le = None
    if {"actif", "fonction"} & set(changed):
        take_in_hand(user, acteur)


def take_in_hand(user: User, acteur: Acteur) -> None:
    """Note (not saved) who reset or reopened an account: it is no second person for them."""
    if str(acteur.id) not in user.mains:
        user.mains = [*user.mains, str(acteur.id)]


def set_own_langue(*, acteur: Acteur, now: datetime, langue: str) -> User:
    """The language one's own screens and messages speak."""
    require(acteur, Action.CHANGE_PASSWORD)
    user = get_own_user(acteur.id)
    if user is None:
        raise NonAuthentifie
    if user.langue != langue:
        avant, user.langue = user.langue, langue
        user.save(update_fields=["langue"])
        _record(acteur, now, user, avant={"langue": avant}, apres={"langue": langue})
    return user


def lock_charge(acteur: Acteur, user_id: UUID) -> User:
    """The account, locked, when the actor has charge of it."""
    get_user(acteur, user_id)
    user = User.objects.select_for_update(of=("self",)).select_related("pays").get(id=user_id)
    _require_charge(acteur, user.fonction)
    return user


def _require_charge(acteur: Acteur, fonction: str) -> None:
    """Admins have charge of agents only; direction of agents and admins."""
    charges = {"admin": {"agent"}, "direction": {"agent", "admin"}, "systeme": {"agent", "admin"}}
    if fonction not in charges.get(acteur.fonction, set()):
        raise ActionInterdite(action=str(Action.WRITE_USER))


def refuse_self(acteur: Acteur, user_id: UUID) -> None:
    if acteur.id == user_id:
        raise SoiMeme


def _staff_name(texte: str) -> str:
    identifiant = normalise_identifiant(texte)
    if not is_staff_name(identifiant):
        langue = (get_language() or "fr")[:2]
        raise IdentifiantRefuse(errors={"identifiant": [IdentifiantRefuse().sentence(langue)]})
    return identifiant


def _agence(agence_id: UUID | None, pays: str | None) -> Agence | None:
    if agence_id is None:
        return None
    agence = Agence.objects.filter(id=agence_id, pays_id=pays, actif=True).first()
    if agence is None:
        raise SaisieInvalide(errors={"agence_id": ["choisissez une agence de ce pays"]})
    return agence


def _telephone(texte: str | None, pays: str | None) -> str:
    if not texte:
        return ""
    try:
        return normalise_telephone(texte, pays)
    except TelephoneInvalide as error:
        raise SaisieInvalide(errors={"telephone": ["numéro invalide"]}) from error


def _picture(user: User) -> dict[str, Any]:
    """The fields the audit follows; a phone by its last four digits only."""
    return {
        "nom": user.nom,
        "telephone": user.telephone[-4:],
        "langue": user.langue,
        "fonction": user.fonction,
        "agence_id": str(user.agence_id) if user.agence_id else None,
        "actif": user.actif,
    }


def _record(
    acteur: Acteur,
    now: datetime,
    user: User,
    *,
    avant: Mapping[str, Any] | None = None,
    apres: Mapping[str, Any] | None = None,
    motif: str = "",
) -> None:
    record(
        acteur=acteur,
        now=now,
        action=Action.WRITE_USER,
        sujet_type="utilisateur",
        sujet_id=user.id,
        pays=user.pays_id or acteur.pays_audit,
        avant=avant,
        apres=apres,
        motif=motif,
    )
