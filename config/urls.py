"""Addresses: the API, the public tracking page, health, metrics, and the PWA last."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, path, re_path

from config import pages, problemes, sante
from config.api import api

handler400 = problemes.bad_request
handler403 = problemes.forbidden
handler404 = problemes.not_found
handler500 = problemes.server_error

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", api.urls),
    path("sante/vivant", sante.vivant, name="vivant"),
    path("sante/pret", sante.pret, name="pret"),
    path("metrics", sante.metrics, name="metrics"),
]

if settings.LOCAL:
    urlpatterns += [
        path("media/<path:nom>", pages.media, name="media"),
        re_path(
            r"^(?!(?:api|ws|suivi|sante|static|media|metrics|assets)(?:/|$))(?P<chemin>.*)$",
            pages.application,
            name="application",
        ),
    ]
