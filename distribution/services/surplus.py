"""Cartons found here though not on this flight, by the two narrow doors the database opens."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection

from colis.models import Colis
from core.ids import read_saisie
from core.tenancy import Acteur


def claim_surplus(textes: Sequence[str]) -> dict[str, list[UUID]]:
    """Show this country cartons bound for it that the origin had not shown yet.

    Only a whole code opens the door (``reclamer_surplus``, SECURITY DEFINER); another country's
    carton stays unknown, like a code that does not exist.
    """
    codes = {texte: read_saisie(texte).code for texte in textes}
    wanted = sorted({code for code in codes.values() if code})
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT code, reclamer_surplus(code) FROM unnest(%s::text[]) AS code", [wanted]
        )
        claimed = {code: colis_id for code, colis_id in cursor.fetchall() if colis_id}
    return {texte: [claimed[code]] for texte, code in codes.items() if code in claimed}


def take_surplus_off(*, acteur: Acteur, now: datetime, colis_list: Sequence[Colis]) -> None:
    """Unload LOCKED cartons from wherever they were (``retirer_surplus``) and mark them surplus.

    Sets ``surplus`` and ``vol_id`` on each; the caller's move saves them.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT retirer_surplus(id, %s, %s) FROM unnest(%s::uuid[]) AS id",
            [acteur.id, now, [colis.id for colis in colis_list]],
        )
    for colis in colis_list:
        colis.surplus = True
        colis.vol_id = None
        colis.visible_destination = True
