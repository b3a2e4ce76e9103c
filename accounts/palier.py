"""Doors that answer alike must take as long: what they do for a known name hides under a floor.

The floor is held outside the request's transaction, so that the commit and whatever waits for it
(a message to queue) are hidden too.
"""

import time
from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

PALIER_S = 0.25
"""Sending a code or a link is well within it."""


# Django's request knows nothing of a floor: the middleware below reads it back.
def hold_floor(request: HttpRequest) -> None:
    """From now on, this request answers no sooner than ``PALIER_S`` seconds."""
    request.palier_debut = time.monotonic()  # type: ignore[attr-defined]


def lift_floor(request: HttpRequest) -> None:
    """The door opened: there is nothing left to hide."""
    request.palier_debut = None  # type: ignore[attr-defined]


class PalierMiddleware:
    """Waits out the floor of the requests that asked for one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        debut: float | None = getattr(request, "palier_debut", None)
        if debut is not None:
            time.sleep(max(0.0, PALIER_S - (time.monotonic() - debut)))
        return response
