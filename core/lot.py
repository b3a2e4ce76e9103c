"""What a batch of operations reads once and says once.

Fifty cartons of one push share their moment, their author and their routes: countries, prices in
force at that moment and the device's contacts cannot differ between them. Outside a batch nothing
is remembered.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, TypeVar

T = TypeVar("T")


@dataclass
class _Lot:
    lus: dict[Hashable, Any] = field(default_factory=dict)
    fins: dict[Hashable, Callable[[], None]] = field(default_factory=dict)


_courant: ContextVar[_Lot | None] = ContextVar("lot", default=None)


@contextmanager
def lot() -> Iterator[None]:
    """One batch, by one person, at one moment."""
    here = _Lot()
    token = _courant.set(here)
    try:
        yield
    finally:
        _courant.reset(token)
        for fin in here.fins.values():
            fin()


def in_lot() -> bool:
    """Whether what is read now may serve again."""
    return _courant.get() is not None


def once(cle: Hashable, lire: Callable[[], T]) -> T:
    """What ``lire`` answers, kept under ``cle`` until the batch ends."""
    here = _courant.get()
    if here is None:
        return lire()
    if cle not in here.lus:
        here.lus[cle] = lire()
    found: T = here.lus[cle]
    return found


def at_end(cle: Hashable, faire: Callable[[], None]) -> None:
    """Do it once when the batch ends, however often asked; at once outside a batch."""
    here = _courant.get()
    if here is None:
        faire()
    else:
        here.fins.setdefault(cle, faire)
