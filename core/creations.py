"""Creations by caller-made id: the same content again answers as the first did."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

import orjson
from django.db import connection

from core.errors import IdDejaUtilise
from core.models import Creation
from core.tenancy import Acteur


def fingerprint(contenu: Mapping[str, object]) -> str:
    """A stable hash of a creation's content (sorted keys; UUIDs and times as text)."""
    return hashlib.sha256(
        orjson.dumps(dict(contenu), option=orjson.OPT_SORT_KEYS, default=str)
    ).hexdigest()


def claim(
    *, acteur: Acteur, now: datetime, id: UUID, type: str, contenu: Mapping[str, object]
) -> bool:
    """Take ``id`` for this creation: True when new, False when this is a replay.

    A concurrent duplicate waits for the first one's transaction. Another actor's id, another
    type or other content raises :class:`IdDejaUtilise`, alike whether the row is hidden or not.
    """
    empreinte = fingerprint(contenu)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO core_creation (id, acteur_id, type, empreinte, cree_le)"
            " VALUES (%s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
            [id, acteur.id, type, empreinte, now],
        )
        if cursor.rowcount == 1:
            return True
    known = Creation.objects.filter(id=id, acteur_id=acteur.id).first()
    if known is None or known.type != type or known.empreinte != empreinte:
        raise IdDejaUtilise(id=str(id))
    return False
