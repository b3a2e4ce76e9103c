"""Check-in over HTTP."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from accounts.auth import porteur
from core import clock
from core.documents.tableur import hash_bytes
from core.http import acteur_of, fichier
from core.schemas import fichiers, refusals
from distribution.domain.pointage import Scan
from distribution.presentation_depot import present_pointage, present_scan
from distribution.schemas.arrivage import PointageOut, PointagesIn, ResultatsOut
from distribution.selectors.irregularites import load_irregularites
from distribution.selectors.pointage import read_pointage
from distribution.services.cloture_pointage import close_pointage as close
from distribution.services.pointage import scan_colis
from vols.irregularites_pdf import render_irregularites_pdf

router = Router(tags=["pointage"], auth=porteur)


@router.post(
    "/vols/{vol_id}/pointages",
    response={200: ResultatsOut, **refusals(409)},
    operation_id="scan_pointages",
    summary="Pointer des colis : un résultat par lecture, rejouable sans effet double",
)
def scan_pointages(request: HttpRequest, vol_id: UUID, payload: PointagesIn) -> dict[str, Any]:
    results = scan_colis(
        acteur=acteur_of(request),
        now=clock.now(),
        vol_id=vol_id,
        scans=[Scan(**scan.model_dump()) for scan in payload.pointages],
    )
    return {"resultats": [present_scan(result) for result in results]}


@router.get(
    "/vols/{vol_id}/pointage",
    response={200: PointageOut, **refusals()},
    operation_id="read_pointage",
    summary="L'avancement du pointage d'un vol, colis par colis",
)
def get_pointage(request: HttpRequest, vol_id: UUID) -> dict[str, Any]:
    return present_pointage(read_pointage(acteur_of(request), vol_id))


@router.post(
    "/vols/{vol_id}/pointage/cloture",
    response={200: PointageOut, **refusals(409)},
    operation_id="close_pointage",
    summary="Clore le pointage : nommer les manquants, rendre les autres disponibles",
)
def close_pointage(request: HttpRequest, vol_id: UUID) -> dict[str, Any]:
    acteur = acteur_of(request)
    close(acteur=acteur, now=clock.now(), vol_id=vol_id)
    return present_pointage(read_pointage(acteur, vol_id))


@router.get(
    "/vols/{vol_id}/irregularites.pdf",
    response={200: None, **refusals()},
    openapi_extra=fichiers("application/pdf"),
    operation_id="get_irregularites_pdf",
    summary="Le rapport d'irrégularités ; 404 tant que le pointage n'est pas clos",
)
def get_irregularites_pdf(request: HttpRequest, vol_id: UUID) -> HttpResponse:
    contenu = load_irregularites(acteur_of(request), vol_id)
    body = render_irregularites_pdf(contenu)
    nom = f"irregularites-{contenu.numero or vol_id}.pdf"
    return fichier(body, type_mime="application/pdf", nom=nom, sha256=hash_bytes(body))
