"""Signed envelopes: canonical bytes, chain hash, ECDSA P-256.

RFC 8785 (JCS) fixes the bytes, RFC 7517/7518 the key, IEEE P1363 the signature's two 32-byte
halves, as WebCrypto makes it.
"""

import base64
import binascii
import hashlib
from collections.abc import Mapping
from typing import Any

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

_MOITIE = 32
_ALGORITHME = ec.ECDSA(hashes.SHA256())


class CleInvalide(ValueError):
    """Not a public P-256 key in JWK form."""


def canonical(document: Mapping[str, Any]) -> bytes:
    """RFC 8785 bytes; ValueError for what JCS cannot write alike everywhere (NaN, |n| ≥ 2^53)."""
    return rfc8785.dumps(dict(document))


def chain_hash(enveloppe: Mapping[str, Any]) -> str:
    """What the journal's next envelope names: SHA-256 of this one, its signature included."""
    return hashlib.sha256(canonical(enveloppe)).hexdigest()


def read_key(jwk: Mapping[str, Any]) -> ec.EllipticCurvePublicKey:
    """The key a JWK describes; :class:`CleInvalide` when it is not a point of P-256."""
    if jwk.get("kty") != "EC" or jwk.get("crv") != "P-256" or "d" in jwk:
        raise CleInvalide("EC P-256 public key expected")
    try:
        x, y = (int.from_bytes(_decode(jwk[name], _MOITIE), "big") for name in ("x", "y"))
        return ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key()
    except (KeyError, TypeError, ValueError) as error:
        raise CleInvalide(str(error)) from error


def verify(cle: ec.EllipticCurvePublicKey, signature: str, octets: bytes) -> bool:
    """Whether ``signature`` (base64url of r‖s, 64 bytes) was made over ``octets`` by ``cle``."""
    try:
        brute = _decode(signature, 2 * _MOITIE)
        r, s = (int.from_bytes(brute[at : at + _MOITIE], "big") for at in (0, _MOITIE))
        cle.verify(encode_dss_signature(r, s), octets, _ALGORITHME)
    except (InvalidSignature, ValueError, TypeError):
        return False
    return True


def is_signed(cle: ec.EllipticCurvePublicKey, enveloppe: Mapping[str, Any]) -> bool:
    """Whether an envelope as received carries its key's signature over all its other members."""
    signature = enveloppe.get("signature")
    if not isinstance(signature, str):
        return False
    rest = {name: value for name, value in enveloppe.items() if name != "signature"}
    try:
        return verify(cle, signature, canonical(rest))
    except (ValueError, RecursionError):
        return False


def _decode(texte: str, longueur: int) -> bytes:
    """base64url without padding of exactly ``longueur`` bytes."""
    try:
        octets = base64.b64decode(
            texte.encode("ascii") + b"=" * (-len(texte) % 4), altchars=b"-_", validate=True
        )
    except (binascii.Error, UnicodeEncodeError, AttributeError) as error:
        raise ValueError("base64url attendu") from error
    if len(octets) != longueur:
        raise ValueError(f"{longueur} octets attendus")
    return octets
