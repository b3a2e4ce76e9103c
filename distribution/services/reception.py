"""A carton reaches its destination: it moves, it becomes due, it may be available at once."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from colis.domain import Cause
from colis.models import Colis
from colis.services.mouvement import move_colis
from core.tenancy import Acteur
from distribution.services.journal import post_arrival


def receive_colis(
    *,
    acteur: Acteur,
    now: datetime,
    colis_list: Sequence[Colis],
    cause: Cause,
    survenus: Mapping[UUID, datetime],
    details: Mapping[str, Any],
    groupe: str = "",
    modifies: Collection[str] = (),
    disponible: bool = False,
) -> None:
    """Bring LOCKED cartons to ``arrive``, with their receivable; a bounded number of statements.

    ``modifies`` names other columns the caller has set on each. With ``disponible`` (a country's
    setting) they are available in the same act.
    """
    if not colis_list:
        return
    for colis in colis_list:
        colis.arrive_le = survenus.get(colis.id, now)
    move_colis(
        acteur=acteur,
        now=now,
        colis_list=colis_list,
        cause=cause,
        survenus=survenus,
        details=details,
        modifies=("arrive_le", *modifies),
        groupe=groupe,
    )
    post_arrival(acteur=acteur, now=now, colis_list=colis_list)
    if disponible:
        make_available(
            acteur=acteur, now=now, colis_list=colis_list, survenus=survenus, groupe=groupe
        )


def make_available(
    *,
    acteur: Acteur,
    now: datetime,
    colis_list: Sequence[Colis],
    survenus: Mapping[UUID, datetime] | None = None,
    groupe: str = "",
) -> None:
    """LOCKED ``arrive`` cartons can be collected from now on."""
    if colis_list:
        move_colis(
            acteur=acteur,
            now=now,
            colis_list=colis_list,
            cause=Cause.MISE_A_DISPOSITION,
            survenus=survenus,
            groupe=groupe,
        )
