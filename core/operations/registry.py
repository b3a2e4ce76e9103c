"""Which offline operations exist: type → schema and the one service that applies it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from ninja import Schema

from core.tenancy import Acteur

S = TypeVar("S", bound=Schema)
Apply = Callable[[Acteur, datetime, Any], dict[str, Any]]


@dataclass(frozen=True)
class Operation:
    """One kind of field act a device may have captured offline."""

    nom: str
    schema: type[Schema]
    apply: Apply


OPERATIONS: dict[str, Operation] = {}


def operation(
    type: str, schema: type[S]
) -> Callable[[Callable[[Acteur, datetime, S], dict[str, Any]]], Apply]:
    """Register ``fn(acteur, now, payload) -> result``; a result's ``conflit`` is told apart.

    The function calls one service. A BusinessError it raises rejects the operation and rolls
    its transaction back; the operation itself stays stored.
    """

    def register(fn: Callable[[Acteur, datetime, S], dict[str, Any]]) -> Apply:
        known = OPERATIONS.get(type)
        if known is not None and known.apply is not fn:
            raise RuntimeError(f"operation {type} registered twice")
        OPERATIONS[type] = Operation(nom=type, schema=schema, apply=fn)
        return fn

    return register
