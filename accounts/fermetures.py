"""Sessions just ended, told to every process, so that reading stops at once and not in 15 minutes.

Writing asks the database each time. Without Redis a read may outlive its session until the
access token's end; it never writes.
"""

from collections.abc import Iterable
from functools import partial
from uuid import UUID

from django.core.cache import cache
from django.db import transaction

from accounts.jetons import ACCESS_S


def mark_closed(session_ids: Iterable[UUID]) -> None:
    """Once the ending is committed, refuse these sessions' access tokens for reads too."""
    marks = {_cle(session_id): 1 for session_id in session_ids}
    if marks:
        transaction.on_commit(partial(cache.set_many, marks, timeout=ACCESS_S))


def is_closed(session_id: UUID) -> bool:
    """Whether the session is known to have ended within an access token's life."""
    return cache.get(_cle(session_id)) is not None


def _cle(session_id: UUID) -> str:
    return f"session-finie:{session_id}"
