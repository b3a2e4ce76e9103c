"""Sessions: a refresh-token family per log-in, rotated at each use, ended when it leaks."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

from accounts.domain.personnes import AccesRetire, JetonReutilise, SessionVolee
from accounts.fermetures import mark_closed
from accounts.jetons import access_token, read_refresh, refresh_token
from accounts.models import Session, User
from accounts.policies import CASH_ROLES, Action, role_of
from accounts.selectors.personnes import (
    acteur_of_user,
    get_own_user,
    personal_acteur,
    restriction_of,
)
from audit.services import record
from core.errors import Introuvable, NonAuthentifie
from core.events import publish
from core.ids import uuid7
from core.tenancy import Acteur, contexte

DUREE = timedelta(days=7)
DUREE_MEMORISEE = timedelta(days=30)
GRACE = timedelta(seconds=30)


@dataclass(frozen=True, kw_only=True)
class Demande:
    """Where a log-in comes from: the device's own words and the address our proxy saw."""

    appareil: str = ""
    adresse: str | None = None
    memorisee: bool = False


@dataclass(frozen=True, kw_only=True)
class Ouverture:
    """An open session: the account, its tokens, and how long the refresh token lives."""

    user: User
    session_id: UUID
    access: str
    refresh: str
    duree: timedelta


def open_session(*, user: User, now: datetime, demande: Demande) -> Ouverture:
    """Start a refresh-token family for an account already proven; audited.

    A device is remembered for 30 days, never one of a cash role. Call it outside any context: it
    acts as the person.
    """
    acteur = acteur_of_user(user)
    memorisee = demande.memorisee and _may_be_remembered(acteur)
    with contexte(personal_acteur(user.id, user.pays_id)):
        session = Session(
            pays=acteur.pays_audit,
            user=user,
            appareil=demande.appareil[:200],
            adresse=demande.adresse,
            memorisee=memorisee,
            jti=uuid7(),
            tournee_le=now,
            cree_le=now,
            expire_le=now + _duree(memorisee),
        )
        session.save(force_insert=True)
        user.vu_le = now
        user.save(update_fields=["vu_le"])
        record(
            acteur=acteur,
            now=now,
            action=Action.LOG_IN,
            sujet_type="session",
            sujet_id=session.id,
            apres={"memorisee": memorisee},
        )
    return _ouverture(user, session, now)


def refresh_session(*, now: datetime, jeton: str) -> Ouverture:
    """Rotate the family; within 30 s the token just replaced gets the same successor.

    Raises ``NonAuthentifie`` when the session ended, ``JetonReutilise``
    (and ends the family) when an older token comes back. Call it outside any context.
    """
    claims = read_refresh(jeton)
    session_id, jti = UUID(claims["sid"]), UUID(claims["jti"])
    user_id = _owner(session_id)
    if user_id is None:
        raise NonAuthentifie
    with contexte(personal_acteur(user_id)):
        session = Session.objects.select_for_update().get(id=session_id)
        user = get_own_user(user_id)
        if user is None or not user.actif or not _alive(session, now):
            raise NonAuthentifie
        session.memorisee = session.memorisee and _may_be_remembered(acteur_of_user(user))
        reused = not _rotate(session, jti, now)
        if reused:
            _end(acteur_of_user(user), now, session, "jeton_reutilise")
            publish(SessionVolee(user_id=user.id, session_id=session.id, now=now))
    if reused:
        raise JetonReutilise
    return _ouverture(user, session, now)


def _rotate(session: Session, jti: UUID, now: datetime) -> bool:
    """Move the family on; False when the token is neither its last nor the one just replaced."""
    if jti == session.jti:
        session.jti_precedent, session.jti = session.jti, uuid7()
        session.tournee_le = now
        session.expire_le = now + _duree(session.memorisee)
        session.save(update_fields=["jti", "jti_precedent", "tournee_le", "expire_le", "memorisee"])
        return True
    return jti == session.jti_precedent and now - session.tournee_le <= GRACE


def log_out(*, now: datetime, user_id: UUID, session_id: UUID) -> None:
    """End one of a person's own sessions. Raises ``Introuvable`` when it is not theirs."""
    with contexte(personal_acteur(user_id)):
        user = get_own_user(user_id)
        session = Session.objects.select_for_update().filter(id=session_id, user_id=user_id).first()
        if session is None or user is None:
            raise Introuvable
        if session.revoquee_le is None:
            _end(acteur_of_user(user), now, session, "deconnexion")


def log_out_jeton(*, now: datetime, jeton: str) -> None:
    """End the session a refresh token is of. Raises ``NonAuthentifie`` when it names none."""
    session_id = UUID(read_refresh(jeton)["sid"])
    user_id = _owner(session_id)
    if user_id is None:
        raise NonAuthentifie
    log_out(now=now, user_id=user_id, session_id=session_id)


def log_out_everywhere(
    *, now: datetime, user_id: UUID, motif: str = "deconnexion", sauf: UUID | None = None
) -> int:
    """End a person's own sessions, all but ``sauf``; returns how many."""
    with contexte(personal_acteur(user_id)):
        user = get_own_user(user_id)
        if user is None:
            raise NonAuthentifie
        return end_sessions(acteur=acteur_of_user(user), now=now, user=user, motif=motif, sauf=sauf)


def end_sessions(
    *, acteur: Acteur, now: datetime, user: User, motif: str, sauf: UUID | None = None
) -> int:
    """End every open session of ``user`` but ``sauf``, under the caller's rows; audited."""
    sessions = Session.objects.filter(user_id=user.id, revoquee_le__isnull=True)
    if sauf is not None:
        sessions = sessions.exclude(id=sauf)
    ids = list(sessions.values_list("id", flat=True))
    nombre = sessions.update(revoquee_le=now, motif=motif)
    mark_closed(ids)
    record(
        acteur=acteur,
        now=now,
        action=Action.LOG_OUT,
        sujet_type="utilisateur",
        sujet_id=user.id,
        pays=acteur_of_user(user).pays_audit,
        apres={"sessions": nombre, "motif": motif},
    )
    if nombre or sauf is None:
        publish(AccesRetire(user_id=user.id, session_id=None, motif=motif, now=now))
    return nombre


def _end(acteur: Acteur, now: datetime, session: Session, motif: str) -> None:
    session.revoquee_le, session.motif = now, motif
    session.save(update_fields=["revoquee_le", "motif"])
    mark_closed([session.id])
    record(
        acteur=acteur,
        now=now,
        action=Action.LOG_OUT,
        sujet_type="session",
        sujet_id=session.id,
        apres={"motif": motif},
    )
    publish(AccesRetire(user_id=acteur.id, session_id=session.id, motif=motif, now=now))


def _owner(session_id: UUID) -> UUID | None:
    """Whose session it is, by the narrow path ``compte_de_session``."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT compte_de_session(%s)", [session_id])
        row = cursor.fetchone()
    return row[0] if row else None


def _alive(session: Session, now: datetime) -> bool:
    return session.revoquee_le is None and session.expire_le > now


def _may_be_remembered(acteur: Acteur) -> bool:
    """Asked again at each rotation: whoever comes to hold a till is remembered no longer."""
    return role_of(acteur) not in CASH_ROLES


def _duree(memorisee: bool) -> timedelta:
    return DUREE_MEMORISEE if memorisee else DUREE


def _ouverture(user: User, session: Session, now: datetime) -> Ouverture:
    duree = _duree(session.memorisee)
    return Ouverture(
        user=user,
        session_id=session.id,
        access=access_token(
            acteur_of_user(user),
            session_id=session.id,
            jti=uuid7(),
            now=now,
            restriction=restriction_of(user),
        ),
        refresh=refresh_token(
            session_id=session.id, jti=session.jti, emis_le=session.tournee_le, duree=duree
        ),
        duree=duree,
    )
