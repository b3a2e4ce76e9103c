"""The public page: one carton by its link, readable without JavaScript, never indexed."""

import hashlib
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, HttpResponseRedirect
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.views.decorators.http import require_http_methods

from core.adresse import adresse_of
from core.errors import TropDeRequetes
from core.ids import format_code_suivi
from tracking.domain import SuiviIntrouvable
from tracking.presentation import choose_langue, page_context, present
from tracking.selectors import list_photo_urls
from tracking.services.consultation import consult, may_see_photo, unlock_photo

GABARIT = "tracking/suivi.html"
FICHIERS = ("suivi.css", "suivi.js", "icone.svg", "apercu.png")


@require_http_methods(["GET", "HEAD", "POST"])
@transaction.non_atomic_requests
def suivi(request: HttpRequest, saisie: str) -> HttpResponse:
    """The page of a code; a POST trades the phone's last four digits for the photos."""
    langue = choose_langue(request.GET.get("lang", ""), request.headers.get("Accept-Language", ""))
    try:
        found = consult(saisie=saisie, adresse=adresse_of(request))
    except SuiviIntrouvable:
        return _message(langue, "introuvable", status=404)
    except TropDeRequetes as error:
        return _retry_later(_message(langue, "trop", status=429), error)
    if request.method == "POST":
        return _unlock(request, found, langue)
    return _page(request, found, langue)


def _page(request: HttpRequest, found: dict[str, Any], langue: str) -> HttpResponse:
    passe = request.GET.get("photo", "")
    unlocked = bool(passe) and may_see_photo(code=found["fiche"]["code"], passe=passe)
    etag = f'W/"{found["etag"]}-{langue}-{_version()}"'
    if not unlocked and request.headers.get("If-None-Match") == etag:
        return _headers(HttpResponseNotModified(), etag)
    photos = list_photo_urls(found["fiche"]["code"]) if unlocked else []
    contexte = {**present(found["fiche"], langue), "photos": photos}
    return _headers(_render(contexte), None if unlocked else etag)


def _unlock(request: HttpRequest, found: dict[str, Any], langue: str) -> HttpResponse:
    fiche = found["fiche"]
    fin = request.POST.get("fin", "").strip()
    try:
        passe = unlock_photo(code=fiche["code"], fin_telephone=fin[:4] if len(fin) == 4 else "")
    except TropDeRequetes as error:
        contexte = {**present(fiche, langue), "refus": "photo_trop"}
        return _retry_later(_headers(_render(contexte, 429), None), error)
    if passe is None:
        contexte = {**present(fiche, langue), "refus": "photo_faux"}
        return _headers(_render(contexte, 422), None)
    adresse = f"/suivi/{format_code_suivi(fiche['code'])}?lang={langue}&photo={passe}#photo"
    return _headers(HttpResponseRedirect(adresse, status=303), None)


def _message(langue: str, cle: str, *, status: int) -> HttpResponse:
    contexte = {**page_context(langue), "message": cle}
    response = _headers(_render(contexte, status), None)
    response["Cache-Control"] = "no-store"
    return response


def _render(contexte: dict[str, Any], status: int = 200) -> HttpResponse:
    mots = contexte["t"]
    if contexte.get("message"):
        contexte["titre"] = mots[contexte["message"]]
        contexte["detail"] = mots[f"{contexte['message']}_detail"]
    if contexte.get("refus"):
        contexte["refus"] = mots[contexte["refus"]]
    contexte["fichiers"] = _files()
    contexte["origine"] = settings.PUBLIC_ORIGIN
    html = render_to_string(GABARIT, contexte)
    return HttpResponse(html, status=status, content_type="text/html; charset=utf-8")


def _headers(response: HttpResponse, etag: str | None) -> HttpResponse:
    files = " ".join(settings.CSP_FICHIERS)
    response["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self';"
        f" img-src 'self' {files}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Vary"] = "Accept-Language"
    response["Cache-Control"] = "private, no-cache" if etag else "private, no-store"
    if etag:
        response["ETag"] = etag
    return response


def _retry_later(response: HttpResponse, error: TropDeRequetes) -> HttpResponse:
    response["Retry-After"] = str(error.details["attente_s"])
    return response


@cache
def _files() -> dict[str, str]:
    """Static files by name, each address carrying its content's hash."""
    return {
        name.partition(".")[0] + "_" + name.partition(".")[2]: (
            f"{static(f'tracking/{name}')}?v={_digest(name)}"
        )
        for name in FICHIERS
    }


@cache
def _version() -> str:
    """Changes whenever the look or the words of the page may have changed."""
    return settings.VERSION + "".join(_digest(name)[:4] for name in FICHIERS)


def _digest(name: str) -> str:
    path = finders.find(f"tracking/{name}")
    if not isinstance(path, str):
        raise FileNotFoundError(name)
    with open(path, "rb") as file:  # noqa: PTH123
        return hashlib.sha256(file.read()).hexdigest()[:8]
