"""Which offline operations exist: type → schema and the one service that applies it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from ninja import Schema

from core.tenancy import Acteur

S = TypeVar("S", bound=Schema)
Apply = Callable[[Acteur, datetime, Any], dict[str, Any]]


@dataclass(frozen=True)
class Somme:
    """What an act of money says it received, in minor units: in all, and in cash."""

    montant: int = 0
    especes: int = 0


Argent = Callable[[Mapping[str, Any]], Somme | None]


@dataclass(frozen=True)
class Operation:
    """One kind of field act a device may have captured offline.

    ``argent`` reads the money a raw payload speaks of; None: not an act of money. ``secrets`` and
    ``codes`` are dotted paths in the payload: stored encrypted, or not at all. ``base`` is the
    field of ``schema`` that takes the envelope's ``base_version``.
    """

    nom: str
    schema: type[Schema]
    apply: Apply
    argent: Argent | None = None
    secrets: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    base: str = ""

    def read(self, payload: Mapping[str, Any], base_version: int | None) -> Schema:
        """The payload validated; the version the author looked at travels in the envelope."""
        if self.base and base_version is not None:
            payload = {**payload, self.base: base_version}
        return self.schema.model_validate(payload)


OPERATIONS: dict[str, Operation] = {}


def operation(
    type: str,
    schema: type[S],
    *,
    argent: Argent | None = None,
    secrets: tuple[str, ...] = (),
    codes: tuple[str, ...] = (),
    base: str = "",
) -> Callable[[Callable[[Acteur, datetime, S], dict[str, Any]]], Apply]:
    """Register ``fn(acteur, now, payload) -> result``; a result's ``conflit`` is told apart.

    The function calls one service. A BusinessError it raises rejects the operation and rolls
    its transaction back; the operation itself stays stored.
    """

    def register(fn: Callable[[Acteur, datetime, S], dict[str, Any]]) -> Apply:
        known = OPERATIONS.get(type)
        if known is not None and known.apply is not fn:
            raise RuntimeError(f"operation {type} registered twice")
        OPERATIONS[type] = Operation(
            nom=type,
            schema=schema,
            apply=fn,
            argent=argent,
            secrets=secrets,
            codes=codes,
            base=base,
        )
        return fn

    return register


def money_of(type: str, payload: Mapping[str, Any]) -> Somme | None:
    """What an operation says it received; None when it is no act of money.

    The payload is what a device sent: a shape nobody foresaw counts as no amount.
    """
    known = OPERATIONS.get(type)
    if known is None or known.argent is None:
        return None
    try:
        return known.argent(payload)
    except (TypeError, ValueError, KeyError, AttributeError):
        return Somme()
