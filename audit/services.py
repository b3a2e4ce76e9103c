"""The only writer of the audit journal."""

from collections.abc import Mapping
from datetime import datetime

import structlog

from audit.models import Entree
from core.tenancy import Acteur


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
    ``avant``/``apres`` hold only the changed fields.
    """
    requete = structlog.contextvars.get_contextvars().get("request_id", "")
    Entree(
        pays=pays or acteur.pays_audit,
        acteur_id=acteur.id,
        acteur_role=acteur.role or acteur.fonction,
        action=str(action),
        sujet_type=sujet_type,
        sujet_id=str(sujet_id),
        avant=dict(avant) if avant is not None else None,
        apres=dict(apres) if apres is not None else None,
        motif=motif,
        requete_id=str(requete)[:64],
        appareil_id=acteur.appareil_id,
        survenu_le=survenu_le or now,
        enregistre_le=now,
    ).save(force_insert=True)
