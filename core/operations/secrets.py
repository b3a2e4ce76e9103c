"""What an operation may say but its row must not show: documents encrypted, codes forgotten.

The row still holds everything its service needs, but a one-time code, which proves nothing once
it was captured offline.
"""

from collections.abc import Callable, Mapping
from typing import Any

from cryptography.fernet import InvalidToken

from core.chiffrement import decrypt, encrypt
from core.operations.registry import OPERATIONS

_CHIFFRE = "chiffre:"
CODE_OUBLIE = "0000"


def seal(type: str, enveloppe: Mapping[str, Any]) -> dict[str, Any]:
    """The envelope as it is stored."""
    known = OPERATIONS.get(type)
    if known is None:
        return dict(enveloppe)
    sealed = _replaced(enveloppe, known.secrets, _encrypted)
    return _replaced(sealed, known.codes, lambda _value: CODE_OUBLIE)


def unseal(type: str, enveloppe: Mapping[str, Any]) -> dict[str, Any]:
    """The stored envelope as its service reads it."""
    known = OPERATIONS.get(type)
    return _replaced(enveloppe, known.secrets if known else (), _decrypted)


def _replaced(
    enveloppe: Mapping[str, Any], chemins: tuple[str, ...], change: Callable[[str], str]
) -> dict[str, Any]:
    """A copy whose texts at these paths of the payload were changed; others are left."""
    copy = dict(enveloppe)
    for chemin in chemins:
        *parents, nom = ("payload", *chemin.split("."))
        place = copy
        for parent in parents:
            inner = place.get(parent)
            if not isinstance(inner, dict):
                break
            place[parent] = dict(inner)
            place = place[parent]
        else:
            if isinstance(place.get(nom), str):
                place[nom] = change(place[nom])
    return copy


def _encrypted(texte: str) -> str:
    return _CHIFFRE + encrypt(texte).decode()


def _decrypted(texte: str) -> str:
    """Texts stored before this was done are in clear."""
    if not texte.startswith(_CHIFFRE):
        return texte
    try:
        return decrypt(texte.removeprefix(_CHIFFRE).encode())
    except InvalidToken:
        return texte
