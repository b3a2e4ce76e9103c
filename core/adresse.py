"""The address a request came from, as our own proxy saw it."""

from django.conf import settings
from django.http import HttpRequest


def adresse_of(request: HttpRequest) -> str | None:
    """The client's address: the last hop our proxies added, never what the client claims.

    ``NOMBRE_PROXYS`` proxies each append the address they saw to X-Forwarded-For; without a
    proxy the header is ignored.
    """
    proxies: int = settings.NOMBRE_PROXYS
    if proxies:
        hops = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
        if len(hops) >= proxies and hops[-proxies]:
            return hops[-proxies]
    adresse: str | None = request.META.get("REMOTE_ADDR") or None
    return adresse
