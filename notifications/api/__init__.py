"""The edges of the messages."""

from notifications.api.lignes import router as lignes
from notifications.api.messages import router as messages
from notifications.api.partenaires import router as partenaires
from notifications.api.webhooks import router as webhooks

__all__ = ["lignes", "messages", "partenaires", "webhooks"]
