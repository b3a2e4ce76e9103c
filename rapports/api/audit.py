"""The audit journal: search and export."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from accounts.auth import porteur
from audit.schemas import (
    EntreeOut,
    FiltreAudit,
    ListeAudit,
    SceauxOut,
    VerificationIn,
    VerificationOut,
)
from core import clock
from core.debit import spend
from core.documents.tableur import hash_bytes
from core.http import acteur_of, fichier, page
from core.schemas import Page, fichiers, refusals
from rapports.selectors.audit import in_clear, names_of, read_audit, seal_state, verify_journal
from rapports.services.export_audit import export_audit, export_audit_pdf

router = Router(tags=["audit"], auth=porteur)
EXPORTS_PAR_MINUTE = 10
VERIFICATIONS_PAR_MINUTE = 6


@router.get(
    "/audit",
    response={200: Page[EntreeOut], **refusals()},
    operation_id="list_audit",
    summary="Chercher dans le journal des actes",
)
def list_audit(request: HttpRequest, liste: Annotated[ListeAudit, Query()]) -> dict[str, Any]:
    entrees = read_audit(acteur_of(request), clock.now(), liste.given())
    found = page(entrees, liste, lambda row: row, tris=("enregistre_le",))
    names = names_of(row.acteur_id for row in found["items"])
    acts: list[Any] = in_clear(found["items"])
    for row in acts:
        row.acteur = names.get(row.acteur_id, "")
    return found


@router.get(
    "/audit/export.csv",
    response={200: None, **refusals()},
    openapi_extra=fichiers("text/csv"),
    operation_id="export_audit_csv",
    summary="Exporter le journal des actes (CSV)",
)
def export_audit_csv(request: HttpRequest, filtre: Annotated[FiltreAudit, Query()]) -> HttpResponse:
    acteur = acteur_of(request)
    spend(f"export:{acteur.id}", limite=EXPORTS_PAR_MINUTE, fenetre_s=60)
    contenu = export_audit(acteur=acteur, now=clock.now(), filtre=filtre.given())
    return fichier(
        contenu,
        type_mime="text/csv; charset=utf-8",
        nom="audit.csv",
        sha256=hash_bytes(contenu),
        inline=False,
    )


@router.get(
    "/audit/export.pdf",
    response={200: None, **refusals()},
    openapi_extra=fichiers("application/pdf"),
    operation_id="export_audit_pdf",
    summary="Exporter le journal des actes et ses sceaux (PDF)",
)
def get_audit_pdf(request: HttpRequest, filtre: Annotated[FiltreAudit, Query()]) -> HttpResponse:
    acteur = acteur_of(request)
    spend(f"export:{acteur.id}", limite=EXPORTS_PAR_MINUTE, fenetre_s=60)
    contenu = export_audit_pdf(acteur=acteur, now=clock.now(), filtre=filtre.given())
    return fichier(
        contenu,
        type_mime="application/pdf",
        nom="audit.pdf",
        sha256=hash_bytes(contenu),
        inline=False,
    )


@router.get(
    "/audit/sceaux",
    response={200: SceauxOut, **refusals()},
    operation_id="list_sceaux",
    summary="Où en sont les sceaux du journal",
)
def list_sceaux(request: HttpRequest) -> dict[str, Any]:
    return seal_state(acteur_of(request), clock.now())


@router.post(
    "/audit/verification",
    response={200: VerificationOut, **refusals()},
    operation_id="verify_audit",
    summary="Vérifier le journal contre ses sceaux et son ancre",
)
def verify_audit(request: HttpRequest, demande: VerificationIn) -> dict[str, Any]:
    acteur = acteur_of(request)
    spend(f"verification:{acteur.id}", limite=VERIFICATIONS_PAR_MINUTE, fenetre_s=60)
    return verify_journal(acteur, clock.now(), demande.depuis)
