"""POST /sync/import: an exported queue (JSON lines), its pictures first, then its operations.

Each operation has its own transaction, as in a push (config/urls.py).
"""

import base64
import binascii
from collections.abc import Iterator
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import File, Router
from ninja.files import UploadedFile

from accounts.auth import porteur
from accounts.schemas.quarantaine import BilanImport
from accounts.services.importation import (
    Bilan,
    Ligne,
    import_operations,
    read_lines,
    read_operation,
    whose,
)
from colis.services.photos import receive_upload
from core import clock
from core.errors import BusinessError
from core.http import acteur_of, langue_of
from core.operations.refus import CorpsTropGros
from core.schemas import refusals
from core.tenancy import Acteur, contexte

router = Router(tags=["synchronisation"], auth=porteur)

OCTETS_MAX = 256 * 1024 * 1024


@router.post(
    "/import",
    response={200: BilanImport, **refusals(413)},
    operation_id="import_journal",
    summary="Reprendre une file exportée : le sûr est appliqué, le reste mis de côté",
)
def import_journal(request: HttpRequest, fichier: Annotated[UploadedFile, File()]) -> Bilan:
    """The person's own file, or an admin's for the people of the country."""
    if (fichier.size or 0) > OCTETS_MAX:
        raise CorpsTropGros(limite_ko=OCTETS_MAX // 1024)
    acteur, bilan = acteur_of(request), Bilan()
    lignes = list(_operations(fichier, bilan))
    with contexte(acteur):
        auteurs = whose(acteur, lignes)
    for numero, document in read_lines(fichier, Bilan()):
        if document.get("genre") == "photo":
            _keep_photo(numero, document, auteurs, bilan)
    import_operations(
        acteur=acteur, now=clock.now(), lignes=lignes, bilan=bilan, langue=langue_of(request)
    )
    return bilan


def _operations(fichier: UploadedFile, bilan: Bilan) -> Iterator[Ligne]:
    for numero, document in read_lines(fichier, bilan):
        genre = document.get("genre")
        if genre == "operation":
            ligne = read_operation(numero, document, bilan)
            if ligne is not None:
                yield ligne
        elif genre not in ("manifeste", "photo"):
            bilan.refuse(numero, "genre_inconnu")


def _keep_photo(
    numero: int, document: dict[str, Any], auteurs: dict[str, set[Acteur]], bilan: Bilan
) -> None:
    """A picture waits under the name of whoever's operation attaches it; nobody's is left."""
    sha256 = str(document.get("sha256"))
    kept = False
    for auteur in auteurs.get(sha256, ()):
        try:
            contenu = base64.b64decode(str(document.get("base64")), validate=True)
            receive_upload(acteur=auteur, sha256=sha256, contenu=contenu)
            kept = True
        except (binascii.Error, BusinessError):
            bilan.refuse(numero, "photo_illisible")
    bilan.photos += kept
