"""Locks on something that has no row yet: a login name, a phone number."""

from django.db import connection


def lock_name(nom: str) -> None:
    """Wait for, then hold until the end of the transaction, the right to act on ``nom``."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [nom])
