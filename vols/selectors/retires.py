"""Flights their destination saw once, reopened or cancelled since."""

from uuid import UUID

import orjson
from django.db import connection

from vols.models import Vol


def find_withdrawn(vol_id: UUID) -> Vol | None:
    """What the destination may still be told of a flight withdrawn from it, never to be saved.

    By a narrow path (``vol_retire``, SECURITY DEFINER): only to the country it was shown to, and
    only its state, number and origin. None for any other flight.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT vol_retire(%s)", [vol_id])
        (found,) = cursor.fetchone()
    if found is None:
        return None
    vol = orjson.loads(found) if isinstance(found, str) else found
    return Vol(
        id=vol_id,
        statut=vol["statut"],
        numero=vol["numero"],
        pays_origine_id=vol["pays_origine"],
    )
