"""WebSocket only: daphne serves this on its own port; HTTP has its own process."""

import os
from importlib import import_module
from importlib.util import find_spec

from channels.routing import ProtocolTypeRouter, URLRouter
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
http = get_asgi_application()

_apps = ("tracking", "notifications", "rapports")
_routes = [
    route
    for name in _apps
    if find_spec(f"{name}.routing")
    for route in import_module(f"{name}.routing").websocket_urlpatterns
]

application = ProtocolTypeRouter({"http": http, "websocket": URLRouter(_routes)})
