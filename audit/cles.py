"""Personal values in the journal: encrypted under a key of the client's own.

What is sealed is the ciphertext: destroying the key forgets the person, and every seal still
verifies. The key is itself encrypted by a key kept outside the database.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from cryptography.fernet import Fernet, InvalidToken
from django.db import connection

from audit.models import CleClient
from core.chiffrement import decrypt, encrypt
from core.tenancy import transverse

CHIFFRE = "chiffre"
OUBLIE = {"oublie": True}


def conceal(
    *, now: datetime, client_id: UUID, fields: Mapping[str, Any], personnels: Collection[str]
) -> dict[str, Any]:
    """The fields as the journal keeps them: personal ones encrypted under the client's key.

    A client already forgotten gets no new key: the value is left out.
    """
    if not any(name in personnels for name in fields):
        return dict(fields)
    key = _key_of(now, client_id)
    return {
        name: _encrypted(key, value) if name in personnels else value
        for name, value in fields.items()
    }


def reveal(client_ids: Iterable[str]) -> "Lecteur":
    """A reader of these clients' values; their keys in one query, none when there is no client."""
    ids = {UUID(one) for one in client_ids if _is_uuid(one)}
    if not ids:
        return Lecteur({})
    rows = CleClient.objects.filter(client_id__in=ids).values_list("client_id", "cle")
    return Lecteur({
        str(client_id): Fernet(decrypt(cle).encode()) if cle else None for client_id, cle in rows
    })  # fmt: skip


class Lecteur:
    """Puts values back in clear for those who may read the journal, where the key still lives."""

    def __init__(self, keys: Mapping[str, Fernet | None]) -> None:
        self.keys = keys

    def read(self, client_id: str, fields: Mapping[str, Any] | None) -> dict[str, Any] | None:
        """Before or after, in clear; ``{"oublie": true}`` where the person was forgotten."""
        if fields is None:
            return None
        return {name: self._value(client_id, value) for name, value in fields.items()}

    def _value(self, client_id: str, value: Any) -> Any:
        if not (isinstance(value, dict) and set(value) == {CHIFFRE}):
            return value
        key = self.keys.get(client_id)
        if key is None:
            return OUBLIE
        try:
            return orjson.loads(key.decrypt(str(value[CHIFFRE]).encode()))
        except InvalidToken:
            return OUBLIE


def forget_key(*, now: datetime, client_id: UUID) -> bool:
    """Destroy a client's key for ever: the journal stays sealed and says no more who it was."""
    with transverse():
        return bool(
            CleClient.objects.filter(client_id=client_id, oubliee_le__isnull=True).update(
                cle=None, oubliee_le=now
            )
        )


def _key_of(now: datetime, client_id: UUID) -> Fernet | None:
    """The client's key, made at the first need; None once forgotten."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_cle (client_id, cle, creee_le) VALUES (%s, %s, %s)"
            " ON CONFLICT (client_id) DO NOTHING",
            [client_id, encrypt(Fernet.generate_key().decode()), now],
        )
    cle = CleClient.objects.values_list("cle", flat=True).get(client_id=client_id)
    return Fernet(decrypt(cle).encode()) if cle else None


def _encrypted(key: Fernet | None, value: Any) -> Any:
    if key is None:
        return OUBLIE
    return {CHIFFRE: key.encrypt(orjson.dumps(value, default=str)).decode()}


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
