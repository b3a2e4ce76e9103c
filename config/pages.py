"""What a local run serves beside the API: the PWA's pages and the signed media files.

In production nginx serves the PWA and the object store serves the media.
"""

import mimetypes
from pathlib import PurePosixPath

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from config.problemes import problem_response
from config.stockage import signed_name


@require_safe
@transaction.non_atomic_requests
def application(request: HttpRequest, chemin: str = "") -> HttpResponseBase:
    """Every page address of the PWA answers with its index; the router does the rest.

    A path with a file extension is a missing file: 404, so that no script is ever HTML.
    """
    index = settings.FRONTEND_DIST / "index.html"
    if PurePosixPath(chemin).suffix or not index.is_file():
        return problem_response(request, 404)
    response = HttpResponse(index.read_bytes(), content_type="text/html; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
@transaction.non_atomic_requests
def media(request: HttpRequest, nom: str) -> HttpResponseBase:
    """A private file by its signed, expiring address (local storage only)."""
    if settings.S3_ACTIF or signed_name(request.GET.get("sig", "")) != nom:
        return problem_response(request, 404)
    if not default_storage.exists(nom):
        return problem_response(request, 404)
    kind = mimetypes.guess_type(nom)[0] or "application/octet-stream"
    response = FileResponse(default_storage.open(nom, "rb"), content_type=kind)
    response["Cache-Control"] = f"private, max-age={settings.URL_SIGNEE_DUREE_S}"
    response["Content-Disposition"] = "inline"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
