"""Media of a local run: files under var/media behind signed, expiring addresses.

The same contract as presigned S3 addresses, so that nothing else knows which of them is used.
"""

from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import uuid4

from django.conf import settings
from django.core import signing
from django.core.files.storage import FileSystemStorage

SALT = "ts.fichiers"


class SignedFileStorage(FileSystemStorage):
    """Private files: an address lasts URL_SIGNEE_DUREE_S seconds and names one file."""

    def save(self, name: str | None, content: Any, max_length: int | None = None) -> str:
        """Whole or not at all, and the last of several writers stands: as S3 does."""
        part = super().save(f"{name}.{uuid4().hex}.part", content, max_length)
        whole = part.rpartition(".")[0].rpartition(".")[0]
        Path(self.path(part)).replace(self.path(whole))
        return whole

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
