"""One-time codes: their text exists, encrypted, only until it has left."""

from accounts.services.codes import erase_code_text
from notifications.domain import Etape
from notifications.models import MessageDu, Notification


def forget_code(*, notification: Notification) -> None:
    """Erase the text of the code this message carried; its fingerprint stays for checking."""
    if notification.etape != Etape.OTP:
        return
    portes = MessageDu.objects.filter(notification_message__notification=notification)
    for code_id in portes.values_list("code_unique_id", flat=True):
        if code_id is not None:
            erase_code_text(code_id=code_id)
