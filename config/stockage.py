"""Media of a local run: files under var/media behind signed, expiring addresses.

The same contract as presigned S3 addresses, so that nothing else knows which of them is used.
"""

from urllib.parse import quote

from django.conf import settings
from django.core import signing
from django.core.files.storage import FileSystemStorage

SALT = "ts.fichiers"


class SignedFileStorage(FileSystemStorage):
    """Private files: an address lasts URL_SIGNEE_DUREE_S seconds and names one file."""

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """Overwrite like S3 does: names are ours, made of identifiers."""
        self.delete(name)
        return super().get_available_name(name, max_length)

    def url(self, name: str | None) -> str:
        signature = signing.TimestampSigner(salt=SALT).sign_object(name, compress=False)
        return f"{settings.MEDIA_URL}{quote(name or '')}?sig={signature}"


def signed_name(signature: str) -> str | None:
    """The file name a signature gives access to; None when forged or out of time."""
    try:
        name = signing.TimestampSigner(salt=SALT).unsign_object(
            signature, max_age=settings.URL_SIGNEE_DUREE_S
        )
    except signing.BadSignature:
        return None
    return str(name)
