"""Messages owed, messages sent, every try, every receipt: facts are rows, sending is a sweep."""

from notifications.models.lignes import Fenetre, Gabarit, Ligne
from notifications.models.messages import (
    MessageDu,
    Notification,
    NotificationMessage,
    Recu,
    Tentative,
)
from notifications.models.veille import Abonnement, Alerte, Livraison

__all__ = [
    "Abonnement",
    "Alerte",
    "Fenetre",
    "Gabarit",
    "Ligne",
    "Livraison",
    "MessageDu",
    "Notification",
    "NotificationMessage",
    "Recu",
    "Tentative",
]
