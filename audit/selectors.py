"""Reads of the journal; who may read is asked above, rows are the caller's country's."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from audit.models import Entree


def list_entrees(
    *,
    pays: str | None = None,
    acteur_id: UUID | None = None,
    action: str = "",
    sujet_type: str = "",
    sujet_id: str = "",
    depuis: datetime | None = None,
    jusqu: datetime | None = None,
) -> QuerySet[Entree]:
    """Acts matching every given filter; ``depuis`` included, ``jusqu`` excluded.

    ``action`` may be a family (``colis``) or a whole code (``colis.enregistrer``).
    """
    entrees = Entree.objects.all()
    exact = {
        "pays": pays,
        "acteur_id": acteur_id,
        "sujet_type": sujet_type,
        "sujet_id": sujet_id,
        "enregistre_le__gte": depuis,
        "enregistre_le__lt": jusqu,
        "action" if "." in action else "action__startswith": (
            action if not action or "." in action else f"{action}."
        ),
    }
    return entrees.filter(**{name: value for name, value in exact.items() if value})
