"""Telling open dashboards that something changed: which country, which kinds of things.

A change is sent after commit to the country's group; a lost message costs a refetch, never a
number, since the sockets also send a snapshot.
"""

from collections.abc import Iterable

import structlog
from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.db import transaction
from redis.exceptions import RedisError

log = structlog.get_logger(__name__)


def group_of(pays: str) -> str:
    """The channel group of one country's dashboards."""
    return f"tableau.{pays}"


def announce(pays: Iterable[str], quoi: Iterable[str]) -> None:
    """Once this transaction commits, tell each country's dashboards what to refetch."""
    countries, kinds = sorted({p for p in pays if p}), sorted(set(quoi))

    def send() -> None:
        layer = get_channel_layer()
        if layer is None:
            return
        for code in countries:
            try:
                async_to_sync(layer.group_send)(
                    group_of(code), {"type": "changement", "pays": code, "quoi": kinds}
                )
            except (RedisError, OSError) as error:
                log.warning("diffusion_impossible", pays=code, erreur=type(error).__name__)

    transaction.on_commit(send)
