"""The refresh cookie: HttpOnly, SameSite=Lax, sent to the log-in addresses only.

Whoever uses it without a bearer token is checked by origin: a page of another site is refused
even where SameSite would let it through (same registrable domain, old browsers).
"""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from accounts.domain.personnes import OrigineRefusee
from accounts.jetons import ACCESS_S
from accounts.selectors.personnes import get_self
from accounts.services.sessions import Demande, Ouverture
from core.adresse import adresse_of

NOM = "ts_refresh"
CHEMIN = "/api/v1/auth"


def demande_of(request: HttpRequest, *, memorisee: bool) -> Demande:
    """Where a log-in comes from."""
    return Demande(
        appareil=request.headers.get("User-Agent", ""),
        adresse=adresse_of(request),
        memorisee=memorisee,
    )


def answer_session(response: HttpResponse, ouverture: Ouverture, now: datetime) -> dict[str, Any]:
    """The answer to a log-in or a refresh: access token in the body, refresh token as cookie."""
    set_cookie(response, ouverture)
    response["Cache-Control"] = "no-store"
    return {
        "access_token": ouverture.access,
        "expires_in": ACCESS_S,
        "utilisateur": get_self(ouverture.user.id, ouverture.user.pays_id, now),
    }


def set_cookie(response: HttpResponse, ouverture: Ouverture) -> None:
    """Put the refresh token where scripts cannot read it."""
    response.set_cookie(
        NOM,
        ouverture.refresh,
        max_age=int(ouverture.duree.total_seconds()),
        path=CHEMIN,
        secure=settings.COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def clear_cookie(response: HttpResponse) -> None:
    """Forget it on this device."""
    response.delete_cookie(NOM, path=CHEMIN, samesite="Lax")


def read_cookie(request: HttpRequest) -> str | None:
    """The refresh token, once the request is known to come from our own pages."""
    check_origin(request)
    return request.COOKIES.get(NOM) or None


def check_origin(request: HttpRequest) -> None:
    """Refuse a browser speaking for another site; a client without Origin is not a browser."""
    origin = request.headers.get("Origin")
    if origin is None:
        if request.headers.get("Sec-Fetch-Site", "same-origin") == "cross-site":
            raise OrigineRefusee
        return
    allowed = {settings.PUBLIC_ORIGIN, *settings.CORS_ALLOWED_ORIGINS}
    if origin not in allowed and urlsplit(origin).netloc != request.get_host():
        raise OrigineRefusee
