"""Dropping cached fiches once what changed them is committed."""

from collections.abc import Sequence
from uuid import UUID

from django.core.cache import cache
from django.db import transaction

from tracking.selectors import cache_key, codes_of


def forget_colis(colis_ids: Sequence[UUID]) -> None:
    """Forget these cartons' fiches when the present transaction commits."""
    keys = [cache_key(code) for code in codes_of(list(colis_ids))]
    if keys:
        transaction.on_commit(lambda: cache.delete_many(keys))
