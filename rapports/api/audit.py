"""The audit journal: search and export."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from accounts.auth import porteur
from audit.schemas import EntreeOut, FiltreAudit, ListeAudit
from core import clock
from core.debit import spend
from core.documents.tableur import hash_bytes
from core.http import acteur_of, fichier, page
from core.schemas import Page, fichiers, refusals
from rapports.selectors.audit import names_of, read_audit
from rapports.services.export_audit import export_audit

router = Router(tags=["audit"], auth=porteur)
EXPORTS_PAR_MINUTE = 10


@router.get(
    "/audit",
    response={200: Page[EntreeOut], **refusals()},
    operation_id="list_audit",
    summary="Chercher dans le journal des actes",
)
def list_audit(request: HttpRequest, liste: Annotated[ListeAudit, Query()]) -> dict[str, Any]:
    entrees = read_audit(acteur_of(request), liste.given())
    found = page(entrees, liste, lambda row: row, tris=("enregistre_le",))
    names = names_of(row.acteur_id for row in found["items"])
    for row in found["items"]:
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
