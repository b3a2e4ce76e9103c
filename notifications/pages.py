"""The page a client stops our messages on: no JavaScript, no account, nothing changed by a GET.

Messengers and mail filters open the links they carry: only the button, a POST, writes.
"""

import hashlib
from functools import cache
from typing import Any

from django.contrib.staticfiles import finders
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.views.decorators.http import require_http_methods

from core.adresse import adresse_of
from core.clock import now
from core.debit import spend
from core.errors import TropDeRequetes
from core.telephone import mask_telephone
from notifications.domain import LienInconnu
from notifications.gabarits.arret import NOMS, page_words
from notifications.services import read_choice, set_choice

GABARIT = "notifications/arret.html"
STYLE = "notifications/arret.css"
PAR_MINUTE = 30


@require_http_methods(["GET", "HEAD", "POST"])
@transaction.non_atomic_requests
def arret(request: HttpRequest, jeton: str) -> HttpResponse:
    """What one number receives; a POST of `choix` (`arreter`, `reprendre`) changes it."""
    demandee = request.GET.get("lang", "")
    try:
        spend(f"arret:{adresse_of(request)}", limite=PAR_MINUTE, fenetre_s=60)
        if request.method == "POST":
            recevoir = request.POST.get("choix") == "reprendre"
            choix = set_choice(jeton=jeton, recevoir=recevoir, now=now())
            langue = _langue(demandee or choix.langue)
            return _private(HttpResponseRedirect(f"/arret/{jeton}?lang={langue}", status=303))
        choix = read_choice(jeton=jeton)
    except LienInconnu:
        return _page(_langue(demandee or _browser(request)), message="inconnu", status=404)
    except TropDeRequetes as error:
        response = _page(_langue(demandee or _browser(request)), message="trop", status=429)
        response["Retry-After"] = str(error.details["attente_s"])
        return response
    fin = mask_telephone(choix.telephone)
    return _page(_langue(demandee or choix.langue), telephone=fin, recoit=choix.recoit)


def _langue(voulue: str) -> str:
    return voulue if voulue in NOMS else "fr"


def _browser(request: HttpRequest) -> str:
    """A dead link names nobody: the browser's first language is all there is."""
    return request.headers.get("Accept-Language", "").lower()[:2]


def _page(
    langue: str, *, telephone: str = "", message: str = "", status: int = 200, **plus: Any
) -> HttpResponse:
    mots = page_words(langue, telephone)
    contexte = {
        "langue": "zh-CN" if langue == "zh" else langue,
        "langues": [(code, nom, code == langue) for code, nom in NOMS.items()],
        "t": mots,
        "message": message,
        "titre": mots[message or ("titre" if plus.get("recoit") else "arrete")],
        "message_detail": mots[f"{message}_detail"] if message else "",
        "style": _style(),
        **plus,
    }
    html = render_to_string(GABARIT, contexte)
    response = HttpResponse(html, status=status, content_type="text/html; charset=utf-8")
    return _private(response)


def _private(response: HttpResponse) -> HttpResponse:
    response["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'self'; img-src data:; form-action 'self';"
        " base-uri 'none'; frame-ancestors 'none'"
    )
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Cache-Control"] = "private, no-store"
    return response


@cache
def _style() -> str:
    """The style sheet's address, its content's hash in it."""
    chemin = finders.find(STYLE)
    if not isinstance(chemin, str):
        raise FileNotFoundError(STYLE)
    with open(chemin, "rb") as fichier:  # noqa: PTH123
        return f"{static(STYLE)}?v={hashlib.sha256(fichier.read()).hexdigest()[:8]}"
