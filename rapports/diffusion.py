"""Telling open dashboards that something changed: which country, which kinds of things.

A change is sent after commit to the country's group, a batch's changes together; a lost message
costs a refetch, never a number, since the sockets also send a snapshot.
"""

from collections.abc import Iterable, Mapping, Sequence

import structlog
from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.db import transaction
from redis.exceptions import RedisError

from core.lot import at_end, in_lot, once

log = structlog.get_logger(__name__)


def group_of(pays: str) -> str:
    """The channel group of one country's dashboards."""
    return f"tableau.{pays}"


def announce(pays: Iterable[str], quoi: Iterable[str]) -> None:
    """Once this transaction commits, tell each country's dashboards what to refetch."""
    countries, kinds = sorted({p for p in pays if p}), sorted(set(quoi))

    def tell() -> None:
        if not in_lot():
            _send(dict.fromkeys(countries, kinds))
            return
        said: dict[str, set[str]] = once("diffusion", dict)
        for code in countries:
            said.setdefault(code, set()).update(kinds)
        at_end("diffusion", lambda: _send({code: sorted(found) for code, found in said.items()}))

    transaction.on_commit(tell)


def _send(changes: Mapping[str, Sequence[str]]) -> None:
    layer = get_channel_layer()
    if layer is None:
        return
    for code, kinds in changes.items():
        try:
            async_to_sync(layer.group_send)(
                group_of(code), {"type": "changement", "pays": code, "quoi": list(kinds)}
            )
        except (RedisError, OSError) as error:
            log.warning("diffusion_impossible", pays=code, erreur=type(error).__name__)
