"""The signature drawn on the screen: decoded, measured, re-encoded, kept under a name of ours."""

import base64
import binascii
import hashlib
import io
import warnings
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from distribution.domain.remise import SignatureRefusee

OCTETS_MAX = 300_000
COTE_MAX_PX = 2000


def save_signature(*, remise_id: UUID, png_base64: str) -> tuple[str, str]:
    """Store a PNG given as base64 (a data address is accepted); its key and SHA-256.

    What is stored is our own encoding of its pixels, without metadata. Raises SignatureRefusee.
    """
    content = reencode_png(_decode(png_base64))
    key = f"signatures/{remise_id}.png"
    default_storage.save(key, ContentFile(content))
    return key, hashlib.sha256(content).hexdigest()


def reencode_png(content: bytes) -> bytes:
    """The same picture in our own encoding; SignatureRefusee for anything but a small PNG."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=["PNG"]) as image:
                if max(image.size) > COTE_MAX_PX or getattr(image, "n_frames", 1) > 1:
                    raise SignatureRefusee
                target = io.BytesIO()
                image.convert("RGBA").save(target, "PNG", optimize=True)
    except (OSError, ValueError, SyntaxError, Warning, Image.DecompressionBombError) as error:
        raise SignatureRefusee from error
    return target.getvalue()


def _decode(png_base64: str) -> bytes:
    text = png_base64.strip().removeprefix("data:image/png;base64,")
    if len(text) > OCTETS_MAX * 4 // 3 + 4:
        raise SignatureRefusee
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise SignatureRefusee from error
