"""Reports over HTTP: ask, wait for the worker, read as PDF, CSV or XLSX."""

from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema, Status

from accounts.auth import porteur
from core import clock
from core.documents.tableur import hash_bytes
from core.http import Liste, acteur_of, fichier, page
from core.ids import uuid7
from core.schemas import CodePays, Instant, Jour, Page, fichiers, refusals
from rapports.journee_pdf import render_journee_pdf
from rapports.journee_tableur import render_journee_csv, render_journee_xlsx
from rapports.models import Rapport
from rapports.selectors import rapports as lecture
from rapports.services.rapports import request_rapport
from rapports.tasks import wake_on_commit

router = Router(tags=["rapports"], auth=porteur)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TypeRapport = Literal["journee_agent"]


class RapportIn(Schema):
    """Which report, of which local day; without ``agent_id`` an admin's is the whole country's."""

    id: UUID | None = None
    type: TypeRapport
    debut: Jour
    fin: Jour
    pays: CodePays | None = None
    agent_id: UUID | None = None


class RapportOut(Schema):
    """A report and where it stands: en_attente, en_cours, pret, echec.

    ``provisoire``: something of that day had not arrived yet; the one made since names it
    (``remplace``).
    """

    id: UUID
    type: str
    pays: str
    debut: Jour
    fin: Jour
    agent_id: UUID | None
    statut: str
    sha256: str
    provisoire: bool
    remplace: UUID | None
    demande_le: Instant
    pret_le: Instant | None
    erreur: str


class FiltreRapports(Schema):
    """What a list of reports may be narrowed by."""

    type: TypeRapport | None = None
    pays: CodePays | None = None
    statut: Literal["en_attente", "en_cours", "pret", "echec"] | None = None


@router.get(
    "/rapports",
    response={200: Page[RapportOut], **refusals()},
    operation_id="list_rapports",
    summary="Les rapports demandés, le dernier d'abord",
)
def list_rapports(
    request: HttpRequest, liste: Liste, filtre: Query[FiltreRapports]
) -> dict[str, Any]:
    rows = lecture.list_rapports(acteur=acteur_of(request), **filtre.dict())
    return page(rows, liste, _shown, tris=("demande_le",))


@router.post(
    "/rapports",
    response={200: RapportOut, 202: RapportOut, **refusals(409)},
    operation_id="request_rapport",
    summary="Demander un rapport ; un worker le prépare",
)
def create_rapport(
    request: HttpRequest, payload: RapportIn, response: HttpResponse
) -> Status[dict[str, Any]]:
    values = payload.dict() | {"id": payload.id or uuid7()}
    rapport, created = request_rapport(acteur=acteur_of(request), now=clock.now(), **values)
    if created:
        wake_on_commit(rapport.id)
    else:
        response["Idempotency-Replayed"] = "true"
    return Status(202 if created else 200, _shown(rapport))


@router.get(
    "/rapports/{uuid:rapport_id}.pdf",
    response={200: None, **refusals(409)},
    openapi_extra=fichiers("application/pdf"),
    operation_id="read_rapport_pdf",
    summary="Le rapport en PDF",
)
def read_pdf(request: HttpRequest, rapport_id: UUID) -> HttpResponse:
    contenu = lecture.load_contenu(acteur=acteur_of(request), id=rapport_id)
    return _file(render_journee_pdf(contenu), "application/pdf", f"journee-{contenu.jour}.pdf")


@router.get(
    "/rapports/{uuid:rapport_id}.csv",
    response={200: None, **refusals(409)},
    openapi_extra=fichiers("text/csv"),
    operation_id="read_rapport_csv",
    summary="Le rapport en CSV",
)
def read_csv(request: HttpRequest, rapport_id: UUID) -> HttpResponse:
    contenu = lecture.load_contenu(acteur=acteur_of(request), id=rapport_id)
    return _file(render_journee_csv(contenu), "text/csv", f"journee-{contenu.jour}.csv")


@router.get(
    "/rapports/{uuid:rapport_id}.xlsx",
    response={200: None, **refusals(409)},
    openapi_extra=fichiers(XLSX),
    operation_id="read_rapport_xlsx",
    summary="Le rapport en XLSX",
)
def read_xlsx(request: HttpRequest, rapport_id: UUID) -> HttpResponse:
    contenu = lecture.load_contenu(acteur=acteur_of(request), id=rapport_id)
    return _file(render_journee_xlsx(contenu), XLSX, f"journee-{contenu.jour}.xlsx")


@router.get(
    "/rapports/{uuid:rapport_id}",
    response={200: RapportOut, **refusals()},
    operation_id="read_rapport",
    summary="Un rapport : prêt ou pas encore",
)
def read_rapport(request: HttpRequest, rapport_id: UUID) -> dict[str, Any]:
    return _shown(lecture.get_rapport(acteur=acteur_of(request), id=rapport_id))


def _file(contenu: bytes, type_mime: str, nom: str) -> HttpResponse:
    return fichier(contenu, type_mime=type_mime, nom=nom, sha256=hash_bytes(contenu))


def _shown(rapport: Rapport) -> dict[str, Any]:
    return {name: getattr(rapport, name) for name in RapportOut.model_fields}
