"""Short secrets at rest: encrypted for whoever must read them again, hashed for the rest."""

import hashlib
import hmac

from cryptography.fernet import Fernet
from django.conf import settings


def encrypt(texte: str) -> bytes:
    """Encrypt with the key kept outside the database."""
    return Fernet(settings.CHIFFREMENT_KEY).encrypt(texte.encode())


def decrypt(donnees: bytes | memoryview) -> str:
    """Decrypt what :func:`encrypt` made; raises ``InvalidToken`` when altered."""
    return Fernet(settings.CHIFFREMENT_KEY).decrypt(bytes(donnees)).decode()


def keyed_hash(texte: str) -> str:
    """HMAC-SHA-256 with a key outside the database, so that a stolen table reveals no code."""
    key: str = settings.OTP_HMAC_KEY
    return hmac.new(key.encode(), texte.encode(), hashlib.sha256).hexdigest()
