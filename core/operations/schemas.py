"""The envelope a device sends and the answer per operation."""

from typing import Annotated, Any, Literal
from uuid import UUID

import orjson
from ninja import Schema
from pydantic import AfterValidator, Field, StringConstraints

from core.schemas import ArgentSaisi, Instant, no_nul

Seq = Annotated[int, Field(strict=True, ge=1, le=2**53 - 1)]
Statut = Literal["applied", "duplicate", "applied_with_conflict", "deferred", "rejected"]


def _shallow(value: dict[str, Any]) -> dict[str, Any]:
    """Refuses what cannot be written back as JSON (orjson reads deeper than it writes)."""
    try:
        orjson.dumps(value)
    except TypeError as error:
        raise ValueError("trop de niveaux") from error
    return value


class Enveloppe(Schema):
    """One captured act; ``op_id`` is fixed at capture and never remade on a retry."""

    op_id: UUID
    device_id: UUID
    seq: Seq
    actor_id: UUID
    type: Annotated[str, StringConstraints(min_length=1, max_length=40), AfterValidator(no_nul)]
    schema_v: Annotated[int, Field(ge=1, le=1000)] = 1
    entity_id: UUID | None = None
    base_version: Annotated[int, Field(ge=0, le=2**31 - 1)] | None = None
    depends_on: Annotated[list[UUID], Field(max_length=50, default_factory=list)]
    captured_at: Instant | None = None
    clock_offset_ms: Annotated[int, Field(ge=-(2**52), le=2**52)] = 0
    prev_hash: Annotated[str, StringConstraints(max_length=128)] | None = None
    signature: Annotated[str, StringConstraints(max_length=512)] | None = None
    remplace: UUID | None = None
    payload: Annotated[dict[str, Any], AfterValidator(_shallow)]


class TotalIn(Schema):
    """How many acts of one type a journal holds, and their cash, in minor units."""

    type: Annotated[str, StringConstraints(min_length=1, max_length=40), AfterValidator(no_nul)]
    nombre: Annotated[int, Field(strict=True, ge=0, le=2**53 - 1)]
    especes: Annotated[int, Field(strict=True, ge=0, le=2**53 - 1)] = 0


class DeclarationIn(Schema):
    """What the journal says of itself: last seq captured, cash not yet acknowledged, what waits.

    ``bilan`` is over the whole journal, up to ``seq``; devices of before it do not send one.
    """

    seq: Annotated[int, Field(strict=True, ge=0, le=2**53 - 1)]
    especes: ArgentSaisi | None = None
    en_attente: Annotated[int, Field(strict=True, ge=0, le=10_000_000)] = 0
    photos: Annotated[int, Field(strict=True, ge=0, le=10_000_000)] = 0
    bilan: Annotated[list[TotalIn], Field(max_length=60)] | None = None


class OperationsIn(Schema):
    """At most 50 operations of one device, in seq order."""

    operations: Annotated[list[Enveloppe], Field(min_length=1, max_length=50)]
    declaration: DeclarationIn | None = None


class ResultatOperation(Schema):
    """What became of one operation."""

    op_id: UUID
    status: Statut
    version: int | None = None
    problem: dict[str, Any] | None = None
    resultat: dict[str, Any] | None = None


class OperationsOut(Schema):
    """Per-operation results, and what the server is missing from this device."""

    server_now: Instant
    epoque: int
    contiguous_upto: int
    gaps: list[tuple[int, int]]
    results: list[ResultatOperation]


class Recue:
    """Names of the stored statuses and of one decision.

    Set aside, an operation is answered ``deferred``; dismissed (``ECARTER``), ``rejected``.
    """

    RECUE = "recue"
    APPLIQUEE = "applied"
    CONFLIT = "applied_with_conflict"
    DIFFEREE = "deferred"
    REJETEE = "rejected"
    QUARANTAINE = "quarantaine"
    ECARTER = "ecarter"
    FAITES = frozenset({APPLIQUEE, CONFLIT})
    FINALES = frozenset({APPLIQUEE, CONFLIT, REJETEE})


def envelope_json(enveloppe: Enveloppe) -> dict[str, Any]:
    """The envelope as stored: JSON types only."""
    return enveloppe.model_dump(mode="json")
