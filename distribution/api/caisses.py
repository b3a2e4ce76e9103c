"""Tills and their sessions over HTTP."""

from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema, Status

from accounts.auth import porteur
from accounts.http import note_contact
from core import clock
from core.http import Liste, acteur_of, page
from core.schemas import CodePays, Jour, Page, refusals
from distribution.presentation import show_caisse, show_session
from distribution.schemas.caisse import (
    CaisseOut,
    ComptageIn,
    SessionCaisseOut,
    SessionIn,
    ValidationIn,
)
from distribution.selectors import caisse as lecture
from distribution.services import caisse as service

router = Router(tags=["caisse"], auth=porteur)


class FiltreSessions(Schema):
    """What a list of sessions may be narrowed by."""

    statut: Literal["ouverte", "comptee", "validee"] | None = None
    caisse_id: UUID | None = None
    caissier_id: UUID | None = None
    jour: Jour | None = None
    pays: CodePays | None = None


@router.get(
    "/caisses",
    response={200: Page[CaisseOut], **refusals()},
    operation_id="list_caisses",
    summary="Les caisses de son pays",
)
def list_caisses(request: HttpRequest, liste: Liste) -> dict[str, Any]:
    acteur = acteur_of(request)
    found = page(lecture.list_caisses(acteur=acteur), liste, lambda row: row, tris=("nom",))
    ids = [caisse.id for caisse in found["items"]]
    sessions, soldes = lecture.open_sessions(ids), lecture.readable_balances(acteur, ids)
    return {
        "items": [
            show_caisse(caisse, sessions.get(caisse.id), soldes.get(caisse.id))
            for caisse in found["items"]
        ],
        "suivant": found["suivant"],
    }


@router.post(
    "/caisses/sessions",
    response={200: SessionCaisseOut, 201: SessionCaisseOut, **refusals(409)},
    operation_id="open_session_caisse",
    summary="Ouvrir sa caisse avec son fonds",
)
def open_session(
    request: HttpRequest, payload: SessionIn, response: HttpResponse
) -> Status[dict[str, Any]]:
    acteur = acteur_of(request)
    session, created = service.open_session(
        acteur=acteur,
        now=clock.now(),
        id=payload.id,
        caisse_id=payload.caisse_id,
        coupures=payload.fonds.coupures,
    )
    if not created:
        response["Idempotency-Replayed"] = "true"
    return Status(201 if created else 200, _shown(acteur, session.id))


@router.get(
    "/caisses/sessions",
    response={200: Page[SessionCaisseOut], **refusals()},
    operation_id="list_sessions_caisse",
    summary="Les sessions : les siennes, ou celles du pays pour un admin",
)
def list_sessions(
    request: HttpRequest, liste: Liste, filtre: Query[FiltreSessions]
) -> dict[str, Any]:
    rows = lecture.list_sessions(acteur=acteur_of(request), **filtre.dict())
    found = page(rows, liste, lambda row: row, tris=("ouverte_le",))
    noms = lecture.signer_names(found["items"])
    return {
        "items": [show_session(row, noms) for row in found["items"]],
        "suivant": found["suivant"],
    }


@router.get(
    "/caisses/sessions/courante",
    response={200: SessionCaisseOut, **refusals()},
    operation_id="read_session_courante",
    summary="Sa session ouverte ; 404 sans",
)
def read_current(request: HttpRequest) -> dict[str, Any]:
    return show_session(lecture.current_session(acteur=acteur_of(request)))


@router.get(
    "/caisses/sessions/{session_id}",
    response={200: SessionCaisseOut, **refusals()},
    operation_id="read_session_caisse",
    summary="Une session",
)
def read_session(request: HttpRequest, session_id: UUID) -> dict[str, Any]:
    return _shown(acteur_of(request), session_id)


@router.post(
    "/caisses/sessions/{session_id}/comptage",
    response={200: SessionCaisseOut, **refusals(409)},
    operation_id="count_session_caisse",
    summary="Compter sa caisse à l'aveugle, une fois ; un admin, celle d'un caissier parti",
)
def count_session(request: HttpRequest, session_id: UUID, payload: ComptageIn) -> dict[str, Any]:
    acteur, now = acteur_of(request), clock.now()
    note_contact(request, acteur, now)
    service.count_session(
        acteur=acteur,
        now=now,
        id=session_id,
        coupures=payload.coupures,
        par_moyen={str(moyen): montant for moyen, montant in payload.par_moyen.items()},
        motif=payload.motif,
    )
    return _shown(acteur, session_id)


@router.post(
    "/caisses/sessions/{session_id}/validation",
    response={200: SessionCaisseOut, **refusals(409)},
    operation_id="sign_session_caisse",
    summary="Valider le comptage d'un autre",
)
def sign_session(request: HttpRequest, session_id: UUID, payload: ValidationIn) -> dict[str, Any]:
    acteur = acteur_of(request)
    service.sign_session(acteur=acteur, now=clock.now(), id=session_id, motif=payload.motif)
    return _shown(acteur, session_id)


def _shown(acteur: Any, session_id: UUID) -> dict[str, Any]:
    session = lecture.get_session(acteur=acteur, id=session_id)
    return show_session(session, lecture.signer_names([session]))
