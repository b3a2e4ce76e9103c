"""The only writer of the audit journal."""

from collections.abc import Mapping
from datetime import datetime

import orjson
import structlog
from django.db import connection

from core.ids import uuid7
from core.tenancy import Acteur

_INSERT = """
INSERT INTO audit_entree (id, pays, acteur_id, acteur_role, action, sujet_type, sujet_id, avant,
  apres, motif, requete_id, appareil_id, survenu_le, enregistre_le)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""


def record(
    *,
    acteur: Acteur,
    now: datetime,
    action: str,
    sujet_type: str,
    sujet_id: object,
    pays: str | None = None,
    avant: Mapping[str, object] | None = None,
    apres: Mapping[str, object] | None = None,
    motif: str = "",
    survenu_le: datetime | None = None,
) -> None:
    """Write one act in the caller's transaction, so that act and trace live or die together.

    ``pays`` is the acting side's chain (default: the actor's own country, else SIEGE);
    ``avant``/``apres`` hold only the changed fields. Plain SQL, because the model's insert asks
    the row back (RETURNING) and one may write into a chain one cannot read.
    """
    requete = structlog.contextvars.get_contextvars().get("request_id", "")
    with connection.cursor() as cursor:
        cursor.execute(
            _INSERT,
            [
                uuid7(),
                pays or acteur.pays_audit,
                acteur.id,
                acteur.role or acteur.fonction,
                str(action),
                sujet_type,
                str(sujet_id),
                _json(avant),
                _json(apres),
                motif,
                str(requete)[:64],
                acteur.appareil_id,
                survenu_le or now,
                now,
            ],
        )


def _json(fields: Mapping[str, object] | None) -> str | None:
    """Changed fields as JSON; ids and moments become text."""
    return None if fields is None else orjson.dumps(dict(fields), default=str).decode()
