"""One-time codes: their text exists, encrypted, only until it has left."""

from accounts.models import CodeUnique
from notifications.domain import Etape
from notifications.models import MessageDu, Notification


def forget_code(*, notification: Notification) -> None:
    """Erase the text of the code this message carried; its fingerprint stays for checking."""
    if notification.etape == Etape.OTP:
        codes = MessageDu.objects.filter(notification_message__notification=notification)
        CodeUnique.objects.filter(id__in=codes.values("code_unique_id")).update(texte_chiffre=None)
