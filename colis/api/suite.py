"""What hangs on a carton, by HTTP: events, label, photos, uploads."""

from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import File, Form, Path, Query, Router, Status
from ninja.files import UploadedFile

from accounts.auth import porteur
from colis.domain import FichierTropGros
from colis.etiquettes import MEDIA_TYPES, FormatEtiquette, Taille
from colis.schemas.communs import Sha256
from colis.schemas.suite import (
    EvenementOut,
    PhotoOut,
    PhotoRecue,
    Televersement,
    evenement_out,
    photo_out,
)
from colis.selectors.colis import list_evenements, names_of
from colis.selectors.photos import get_photo, list_photos, photo_url
from colis.services.etiquette import print_etiquette
from colis.services.photos import OCTETS_MAX, add_photo, receive_upload
from colis.tasks import wake_worker
from core import clock
from core.http import Liste, acteur_of, fichier, page
from core.schemas import Page, fichiers, refusals

router = Router(tags=["colis"], auth=porteur)
photos_router = Router(tags=["photos"], auth=porteur)
televersements_router = Router(tags=["photos"], auth=porteur)

ContextePhoto = Literal["enregistrement", "pointage", "dommage", "remise"]


@router.get(
    "/{id}/evenements",
    response={200: Page[EvenementOut], **refusals()},
    operation_id="list_colis_evenements",
    summary="La vie d'un colis, du plus ancien au plus récent",
)
def events(request: HttpRequest, id: UUID, liste: Liste) -> dict[str, Any]:
    acteur = acteur_of(request)
    shown = page(
        list_evenements(acteur=acteur, colis_id=id), liste, lambda event: event, defaut="id"
    )
    noms = names_of(event.acteur_id for event in shown["items"])
    return shown | {"items": [evenement_out(e, noms, acteur.pays) for e in shown["items"]]}


@router.get(
    "/{id}/etiquette",
    response={200: None, **refusals()},
    openapi_extra=fichiers(*dict.fromkeys(MEDIA_TYPES.values())),
    operation_id="print_colis_etiquette",
    summary="L'étiquette à imprimer ; chaque impression est tracée",
)
def label(
    request: HttpRequest,
    id: UUID,
    format: Annotated[FormatEtiquette, Query()] = FormatEtiquette.PDF,
    taille: Annotated[Taille, Query()] = Taille.GRANDE,
) -> HttpResponse:
    colis, contenu = print_etiquette(
        acteur=acteur_of(request), now=clock.now(), colis_id=id, format_=format, taille=taille
    )
    nom = f"etiquette-{colis.code_suivi}.{format}"
    return fichier(contenu, type_mime=MEDIA_TYPES[format], nom=nom)


@router.post(
    "/{id}/photos",
    response={200: PhotoRecue, 202: PhotoRecue, **refusals(409, 413)},
    operation_id="add_colis_photo",
    summary="Ajouter une photo (JPEG, PNG, WebP ; ≤ 10 Mo, ≤ 40 Mpx)",
)
def add(
    request: HttpRequest,
    response: HttpResponse,
    id: Annotated[UUID, Path()],
    fichier: Annotated[UploadedFile, File()],
    photo_id: Annotated[UUID | None, Form(alias="id")] = None,
    contexte: Annotated[ContextePhoto, Form()] = "enregistrement",
) -> Status[dict[str, Any]]:
    if (fichier.size or 0) > OCTETS_MAX:
        raise FichierTropGros(max_mo=OCTETS_MAX // 1024 // 1024)
    photo, created = add_photo(
        acteur=acteur_of(request),
        now=clock.now(),
        colis_id=id,
        id=photo_id,
        contenu=fichier.read(),
        contexte_photo=contexte,
        dispatch=wake_worker,
    )
    if not created:
        response["Idempotency-Replayed"] = "true"
    return Status(202 if created else 200, {"id": photo.id, "statut": photo.statut})


@router.get(
    "/{id}/photos",
    response={200: Page[PhotoOut], **refusals()},
    operation_id="list_colis_photos",
    summary="Les photos d'un colis, par adresses signées qui expirent",
)
def photos(request: HttpRequest, id: UUID) -> dict[str, Any]:
    rows = list_photos(acteur=acteur_of(request), colis_id=id)
    return {"items": [photo_out(photo) for photo in rows], "suivant": None}


@photos_router.get(
    "/{id}",
    response={302: None, **refusals(409)},
    operation_id="get_photo",
    summary="Une photo : redirection vers son adresse signée",
)
def photo(
    request: HttpRequest,
    id: UUID,
    taille: Annotated[Literal["reduite", "originale"], Query()] = "reduite",
) -> HttpResponse:
    url = photo_url(get_photo(acteur=acteur_of(request), id=id), taille)
    response = HttpResponse(status=302, headers={"Location": url})
    response["Cache-Control"] = "private, no-store"
    return response


@televersements_router.put(
    "/{sha256}",
    response={200: Televersement, 201: Televersement, **refusals(409, 413)},
    operation_id="put_televersement",
    summary="Déposer un fichier, désigné par son SHA-256, pour une opération à venir",
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {"application/octet-stream": {"schema": {"type": "string"}}},
        }
    },
)
def put(request: HttpRequest, sha256: Annotated[Sha256, Path()]) -> Status[dict[str, Any]]:
    contenu = request.body
    created = receive_upload(acteur=acteur_of(request), sha256=sha256, contenu=contenu)
    return Status(201 if created else 200, {"sha256": sha256, "octets": len(contenu)})
