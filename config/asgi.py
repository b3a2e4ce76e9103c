"""WebSocket: daphne serves this on its own port; HTTP has its own process."""

import os

from channels.routing import ProtocolTypeRouter, URLRouter
from django.core.asgi import get_asgi_application
from django.urls import path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
http = get_asgi_application()

# Models may be imported only once Django is ready.
from rapports.consumers import TableauConsumer  # noqa: E402

application = ProtocolTypeRouter(
    {
        "http": http,
        "websocket": URLRouter([path("ws/dashboard/", TableauConsumer.as_asgi())]),
    }
)
