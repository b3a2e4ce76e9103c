"""The manifest as PDF, CSV and XLSX: readable at once, hashed in the header."""

from collections.abc import Callable
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from accounts.auth import porteur
from core.documents.tableur import hash_bytes
from core.http import acteur_of, fichier
from core.schemas import fichiers, refusals
from vols.manifeste_contenu import ContenuManifeste
from vols.manifeste_pdf import render_manifeste_pdf
from vols.manifeste_tableur import render_manifeste_csv, render_manifeste_xlsx
from vols.selectors import get_manifeste, read_contenu

router = Router(tags=["vols"], auth=porteur)
Version = Annotated[int | None, Query(), Field(ge=1, le=10_000)]
Rendu = Callable[[ContenuManifeste], bytes]
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@router.get(
    "/{vol_id}/manifeste.pdf",
    response={200: None, **refusals()},
    openapi_extra=fichiers("application/pdf"),
    operation_id="get_manifeste_pdf",
    summary="Le manifeste en PDF ; 404 tant que le vol n'est pas clôturé",
)
def get_manifeste_pdf(request: HttpRequest, vol_id: UUID, version: Version = None) -> HttpResponse:
    return _file(request, vol_id, version, render_manifeste_pdf, "application/pdf", "pdf")


@router.get(
    "/{vol_id}/manifeste.csv",
    response={200: None, **refusals()},
    openapi_extra=fichiers("text/csv"),
    operation_id="get_manifeste_csv",
    summary="Le manifeste en CSV",
)
def get_manifeste_csv(request: HttpRequest, vol_id: UUID, version: Version = None) -> HttpResponse:
    return _file(request, vol_id, version, render_manifeste_csv, "text/csv; charset=utf-8", "csv")


@router.get(
    "/{vol_id}/manifeste.xlsx",
    response={200: None, **refusals()},
    openapi_extra=fichiers(_XLSX),
    operation_id="get_manifeste_xlsx",
    summary="Le manifeste en XLSX",
)
def get_manifeste_xlsx(request: HttpRequest, vol_id: UUID, version: Version = None) -> HttpResponse:
    return _file(request, vol_id, version, render_manifeste_xlsx, _XLSX, "xlsx")


def _file(
    request: HttpRequest,
    vol_id: UUID,
    version: int | None,
    render: Rendu,
    type_mime: str,
    extension: str,
) -> HttpResponse:
    manifeste = get_manifeste(acteur_of(request), vol_id, version=version)
    contenu = read_contenu(manifeste.contenu)
    body = render(contenu)
    numero = contenu.numero or str(vol_id)
    return fichier(
        body,
        type_mime=type_mime,
        nom=f"manifeste-{numero}-v{manifeste.version}.{extension}",
        sha256=hash_bytes(body),
    )
