"""Addresses: the API, the public tracking page, health, metrics, and the PWA last."""

from django.conf import settings
from django.db import transaction
from django.urls import URLPattern, URLResolver, path, re_path

from config import pages, problemes, sante
from config.api import api
from notifications.pages import arret
from tracking.pages import suivi

handler400 = problemes.bad_request
handler403 = problemes.forbidden
handler404 = problemes.not_found
handler500 = problemes.server_error

OWN_TRANSACTIONS = frozenset({"push_operations", "import_journal", "get_suivi"})
_api_urls = api.urls
for _pattern in _api_urls[0]:
    if isinstance(_pattern, URLPattern) and _pattern.name in OWN_TRANSACTIONS:
        _pattern.callback = transaction.non_atomic_requests(_pattern.callback)

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", _api_urls),
    path("suivi/<str:saisie>", suivi, name="suivi"),
    path("arret/<str:jeton>", arret, name="arret"),
    path("sante/vivant", sante.vivant, name="vivant"),
    path("sante/pret", sante.pret, name="pret"),
    path("metrics", sante.metrics, name="metrics"),
]

if settings.LOCAL:
    urlpatterns += [
        path("media/<path:nom>", pages.media, name="media"),
        re_path(
            r"^(?!(?:api|ws|suivi|arret|sante|static|media|metrics|assets)(?:/|$))(?P<chemin>.*)$",
            pages.application,
            name="application",
        ),
    ]
