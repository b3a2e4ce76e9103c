"""The WebSocket's address."""

from django.urls import path

from rapports.consumers import TableauConsumer

websocket_urlpatterns = [path("ws/dashboard/", TableauConsumer.as_asgi())]
