"""The second factor: RFC 6238 codes (SHA-1, 6 digits, 30 s) and one-use recovery codes.

Pure but for chance: what is stored, counted and locked is services/second_facteur.py's.
"""

import secrets
from datetime import datetime

import pyotp

from core.chiffrement import keyed_hash

EMETTEUR = "TS Air Cargo"
PAS_S = 30
DERIVE = 1
"""Steps of clock drift accepted on either side (RFC 6238, 5.2)."""
NOMBRE_SECOURS = 10
_ALPHABET = "abcdefghjkmnpqrstvwxyz23456789"


def new_secret() -> str:
    """160 bits, base32 (RFC 4226 recommends at least 160)."""
    return pyotp.random_base32()


def uri_of(secret: str, identifiant: str) -> str:
    """The otpauth:// address an authenticator app reads as a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=identifiant, issuer_name=EMETTEUR)


def step_of(secret: str, code: str, now: datetime, *, apres: int) -> int | None:
    """The time step ``code`` is right for, later than ``apres`` (a code works once); else None."""
    chiffres = "".join(code.split())
    if len(chiffres) != 6 or not (chiffres.isascii() and chiffres.isdigit()):
        return None
    totp = pyotp.TOTP(secret)
    present = int(now.timestamp()) // PAS_S
    for pas in range(present - DERIVE, present + DERIVE + 1):
        if pas > apres and secrets.compare_digest(totp.at(pas * PAS_S), chiffres):
            return pas
    return None


def new_recovery_codes() -> list[str]:
    """Ten codes of ten symbols (49 bits each), shown once."""
    return [f"{_symbols()}-{_symbols()}" for _ in range(NOMBRE_SECOURS)]


def recovery_hash(user_id: object, code: str) -> str:
    """What is kept of a recovery code: case, spaces and dashes do not count."""
    lu = "".join(symbol for symbol in code.casefold() if symbol.isalnum())
    return keyed_hash(f"secours|{user_id}|{lu}")


def _symbols() -> str:
    return "".join(secrets.choice(_ALPHABET) for _ in range(5))
