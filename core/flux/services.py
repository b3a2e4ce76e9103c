"""Letting go of changes no cursor can ask for any more."""

from django.db import connection

_LOT = 20_000
_LOTS_MAX = 200


def purge_changements() -> int:
    """Remove changes older than 91 days (a cursor lives 90), by batches; how many."""
    removed = 0
    with connection.cursor() as cursor:
        for _lot in range(_LOTS_MAX):
            cursor.execute("SELECT purger_changements(%s)", [_LOT])
            found = int(cursor.fetchone()[0])
            removed += found
            if found < _LOT:
                break
    return removed
