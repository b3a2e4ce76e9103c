"""Log-in, refresh, log-out, and what one may know of oneself."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Status

from accounts.auth import porteur
from accounts.cookies import (
    answer_session,
    check_origin,
    clear_cookie,
    demande_of,
    read_cookie,
)
from accounts.http import note_sign_in
from accounts.jetons import read_access
from accounts.schemas.personnes import (
    ConnexionIn,
    LangueIn,
    Moi,
    MotDePasseIn,
    SessionOut,
    SessionOuverte,
    SessionsFermees,
)
from accounts.selectors.personnes import describe_user, get_self, list_sessions
from accounts.services import connexion, sessions
from accounts.services.utilisateurs import set_own_langue
from core import clock
from core.adresse import adresse_of
from core.debit import spend
from core.errors import NonAuthentifie
from core.http import acteur_of
from core.schemas import Page, refusals

router = Router(tags=["connexion"])
LIMITE_ADRESSE = 300
"""Log-in requests a minute from one address: a depot behind one NAT signs in at 8 o'clock."""


@router.post(
    "/connexion",
    response={200: SessionOuverte, **refusals()},
    operation_id="log_in",
    summary="Se connecter par identifiant, mot de passe et second facteur s'il est actif",
    auth=None,
)
def log_in(request: HttpRequest, response: HttpResponse, payload: ConnexionIn) -> dict[str, Any]:
    check_origin(request)
    spend(f"connexion:{adresse_of(request)}", limite=LIMITE_ADRESSE, fenetre_s=60)
    now = clock.now()
    ouverture = connexion.log_in(
        requete=request,
        now=now,
        identifiant=payload.identifiant,
        mot_de_passe=payload.mot_de_passe,
        code_totp=payload.code_totp,
        demande=demande_of(request, memorisee=payload.se_souvenir),
    )
    note_sign_in(request, ouverture.user, now)
    return answer_session(response, ouverture, now)


@router.post(
    "/rafraichissement",
    response={200: SessionOuverte, **refusals()},
    operation_id="refresh_session",
    summary="Renouveler la session par le cookie",
    auth=None,
)
def refresh_session(request: HttpRequest, response: HttpResponse) -> dict[str, Any]:
    jeton = read_cookie(request)
    if jeton is None:
        raise NonAuthentifie
    now = clock.now()
    ouverture = sessions.refresh_session(now=now, jeton=jeton)
    note_sign_in(request, ouverture.user, now)
    return answer_session(response, ouverture, now)


@router.post(
    "/deconnexion",
    response={204: None, **refusals()},
    operation_id="log_out",
    summary="Fermer cette session (par le cookie ou le jeton d'accès)",
    auth=None,
)
def log_out(request: HttpRequest, response: HttpResponse) -> Status[None]:
    jeton = read_cookie(request)
    bearer = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
    if jeton is not None:
        sessions.log_out_jeton(now=clock.now(), jeton=jeton)
    elif bearer:
        acteur, claims = read_access(bearer)
        sessions.log_out(now=clock.now(), user_id=acteur.id, session_id=UUID(claims["sid"]))
    else:
        raise NonAuthentifie
    clear_cookie(response)
    return Status(204, None)


@router.post(
    "/deconnexion-partout",
    response={200: SessionsFermees, **refusals()},
    operation_id="log_out_everywhere",
    summary="Fermer toutes mes sessions",
    auth=porteur,
)
def log_out_everywhere(request: HttpRequest, response: HttpResponse) -> dict[str, int]:
    nombre = sessions.log_out_everywhere(now=clock.now(), user_id=acteur_of(request).id)
    clear_cookie(response)
    return {"sessions": nombre}


@router.get(
    "/sessions",
    response={200: Page[SessionOut], **refusals()},
    operation_id="list_sessions",
    summary="Mes sessions ouvertes",
    auth=porteur,
)
def get_sessions(request: HttpRequest) -> dict[str, Any]:
    courante: UUID = request.session_id  # type: ignore[attr-defined]
    rows = list_sessions(acteur_of(request), clock.now())
    for row in rows:
        row.courante = row.id == courante  # type: ignore[attr-defined]
    return {"items": rows, "suivant": None}


@router.delete(
    "/sessions/{session_id}",
    response={204: None, **refusals(404)},
    operation_id="end_session",
    summary="Fermer une de mes sessions",
    auth=porteur,
)
def end_session(request: HttpRequest, session_id: UUID) -> Status[None]:
    sessions.log_out(now=clock.now(), user_id=acteur_of(request).id, session_id=session_id)
    return Status(204, None)


@router.get(
    "/moi",
    response={200: Moi, **refusals()},
    operation_id="get_moi",
    summary="Qui je suis et ce que je peux faire",
    auth=porteur,
)
def get_moi(request: HttpRequest) -> dict[str, Any]:
    acteur = acteur_of(request)
    return get_self(acteur.id, acteur.pays, clock.now())


@router.patch(
    "/moi",
    response={200: Moi, **refusals()},
    operation_id="update_moi",
    summary="Changer ma langue",
    auth=porteur,
)
def update_moi(request: HttpRequest, payload: LangueIn) -> dict[str, Any]:
    now = clock.now()
    user = set_own_langue(acteur=acteur_of(request), now=now, langue=payload.langue)
    return describe_user(user, now)


@router.post(
    "/mot-de-passe",
    response={204: None, **refusals()},
    operation_id="change_password",
    summary="Changer mon mot de passe",
    auth=porteur,
)
def change_password(request: HttpRequest, payload: MotDePasseIn) -> Status[None]:
    connexion.change_password(
        acteur=acteur_of(request),
        now=clock.now(),
        requete=request,
        session_id=request.session_id,  # type: ignore[attr-defined]
        ancien=payload.ancien,
        nouveau=payload.nouveau,
    )
    return Status(204, None)
