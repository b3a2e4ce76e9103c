"""Facts go up by event: a lower app publishes, higher apps listen in their handlers.py.

Handlers run inside the publisher's transaction and write only their own app's rows; a broken
handler therefore blocks the act, loudly, instead of losing a message silently.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")

_handlers: dict[type, list[Callable[[Any], None]]] = defaultdict(list)


def on(event_type: type[T]) -> Callable[[Callable[[T], None]], Callable[[T], None]]:
    """Register a listener for one frozen event type; a second registration is ignored."""

    def register(handler: Callable[[T], None]) -> Callable[[T], None]:
        if handler not in _handlers[event_type]:
            _handlers[event_type].append(handler)
        return handler

    return register


def publish(event: object) -> None:
    """Call every listener of the event's type, in registration order, in this transaction."""
    for handler in _handlers[type(event)]:
        handler(event)
