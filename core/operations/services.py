"""Receive, then apply: nothing a device captured is lost, nothing has its effect twice.

The raw operation is stored first, even when it will be rejected; each is then applied in a
transaction of its own, so that one bad operation never blocks the others.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from django.db import DataError, IntegrityError, connection
from pydantic import ValidationError

from core.creations import fingerprint
from core.errors import BusinessError, IdDejaUtilise, SaisieInvalide
from core.ids import uuid7
from core.models import Operation
from core.operations.registry import OPERATIONS
from core.operations.schemas import Enveloppe, Recue, envelope_json
from core.problemes import field_errors, problem_body
from core.tenancy import Acteur, contexte

INSTANCE = "/api/v1/sync/operations"
_NUL = re.compile(rb"(?<!\\)((?:\\\\)*)\\u0000")


class TypeInconnu(BusinessError):
    """An operation this server does not know (an app newer than the server, or a mistake)."""

    code = "operation_inconnue"
    status = 422
    title = "Opération inconnue"
    fr = "Le serveur ne connaît pas l'opération {type}. Gardez-la et prévenez le support."
    en = "The server does not know the operation {type}. Keep it and tell support."
    zh = "服务器不认识操作 {type}。请保留并联系支持人员。"


class AuteurDifferent(BusinessError):
    """An envelope naming somebody else than the person logged in."""

    code = "auteur_different"
    status = 403
    title = "Auteur différent"
    fr = "Cette opération a été saisie par quelqu'un d'autre : reconnectez-vous avec son compte."
    en = "This operation was captured by someone else: sign in with that account."
    zh = "该操作由其他人录入，请使用其账号登录。"


def receive(
    *, acteur: Acteur, now: datetime, enveloppes: Sequence[Enveloppe], langue: str
) -> list[dict[str, Any]]:
    """Store the batch, apply what is new, answer per operation in the order given."""
    own = [e for e in enveloppes if e.actor_id == acteur.id]
    with contexte(acteur):
        _store(acteur, now, own)
    results = []
    for enveloppe in enveloppes:
        if enveloppe.actor_id != acteur.id:
            results.append(_refused(enveloppe.op_id, AuteurDifferent(), langue))
        else:
            results.append(_settle(acteur, now, enveloppe, langue))
    return results


def _store(acteur: Acteur, now: datetime, enveloppes: Sequence[Enveloppe]) -> None:
    """One statement; an op_id already known is left as it is (never check-then-insert)."""
    rows = [
        (
            uuid7(), e.op_id, acteur.id, acteur.pays_audit, e.device_id, e.seq, e.type,
            e.schema_v, e.entity_id, _fingerprint(e), _json(envelope_json(e)).decode(),
            e.captured_at, now, Recue.RECUE,
        )
        for e in enveloppes
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO core_operation (id, op_id, acteur_id, pays, appareil_id, seq, type,"
            " schema_v, entity_id, empreinte, enveloppe, capturee_le, recue_le, statut)"
            " VALUES (%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s)"
            " ON CONFLICT (acteur_id, op_id) DO NOTHING",
            rows,
        )


def _json(value: dict[str, Any]) -> bytes:
    """JSON that PostgreSQL can hold: a scanner's NUL becomes U+FFFD, so that the row is kept."""
    return _NUL.sub(rb"\1\\ufffd", orjson.dumps(value, default=str, option=orjson.OPT_UTC_Z))


def _fingerprint(enveloppe: Enveloppe) -> str:
    """What makes two sendings of one op_id the same operation."""
    return fingerprint(
        {"type": enveloppe.type, "entity": enveloppe.entity_id, "payload": enveloppe.payload}
    )


def _settle(acteur: Acteur, now: datetime, enveloppe: Enveloppe, langue: str) -> dict[str, Any]:
    """Apply one stored operation, or answer its replay from the row."""
    try:
        with contexte(acteur):
            row = (
                Operation.objects.select_for_update()
                .filter(acteur_id=acteur.id, op_id=enveloppe.op_id)
                .get()
            )
            if row.empreinte != _fingerprint(enveloppe):
                return _refused(enveloppe.op_id, IdDejaUtilise(), langue)
            if row.statut in Recue.FINALES:
                return _answer(row, replay=True)
            if not _ready(acteur, enveloppe):
                row.statut = Recue.DIFFEREE
            else:
                _apply(acteur, now, enveloppe, row)
            row.save(update_fields=["statut", "resultat", "appliquee_le"])
            return _answer(row)
    except BusinessError as error:
        return _reject(acteur, enveloppe, error, langue)
    except IntegrityError:
        return _reject(acteur, enveloppe, IdDejaUtilise(), langue)
    except DataError:
        refusal = SaisieInvalide(errors={"payload": ["valeur hors limites"]})
        return _reject(acteur, enveloppe, refusal, langue)


def _apply(acteur: Acteur, now: datetime, enveloppe: Enveloppe, row: Operation) -> None:
    known = OPERATIONS.get(enveloppe.type)
    if known is None:
        raise TypeInconnu(type=enveloppe.type)
    try:
        payload = known.schema.model_validate(enveloppe.payload)
    except ValidationError as error:
        fields = field_errors([dict(e) for e in error.errors()], frozenset())
        raise SaisieInvalide(errors=fields) from error
    resultat = known.apply(acteur, now, payload)
    row.statut = Recue.CONFLIT if resultat.get("conflit") else Recue.APPLIQUEE
    row.resultat = orjson.loads(_json(resultat))
    row.appliquee_le = now


def _ready(acteur: Acteur, enveloppe: Enveloppe) -> bool:
    """Whether every operation this one depends on has had its effect."""
    wanted = set(enveloppe.depends_on)
    if not wanted:
        return True
    done = Operation.objects.filter(
        acteur_id=acteur.id, op_id__in=wanted, statut__in=[Recue.APPLIQUEE, Recue.CONFLIT]
    ).count()
    return done == len(wanted)


def _reject(
    acteur: Acteur, enveloppe: Enveloppe, error: BusinessError, langue: str
) -> dict[str, Any]:
    probleme = orjson.loads(_json(problem_body(error, langue=langue, instance=INSTANCE)))
    with contexte(acteur):
        Operation.objects.filter(acteur_id=acteur.id, op_id=enveloppe.op_id).exclude(
            statut__in=Recue.FINALES
        ).update(statut=Recue.REJETEE, probleme=probleme)
    return {"op_id": enveloppe.op_id, "status": Recue.REJETEE, "problem": probleme}


def _refused(op_id: UUID, error: BusinessError, langue: str) -> dict[str, Any]:
    """A refusal of this sending; the stored operation, if any, is another one and stays."""
    return {
        "op_id": op_id,
        "status": Recue.REJETEE,
        "problem": problem_body(error, langue=langue, instance=INSTANCE),
    }


def _answer(row: Operation, *, replay: bool = False) -> dict[str, Any]:
    applied = row.statut in {Recue.APPLIQUEE, Recue.CONFLIT}
    resultat = row.resultat or {}
    return {
        "op_id": row.op_id,
        "status": "duplicate" if replay and applied else row.statut,
        "version": resultat.get("version"),
        "problem": row.probleme,
        "resultat": row.resultat,
    }


def progress(appareil_id: UUID, contigue: int) -> tuple[int, list[tuple[int, int]]]:
    """How far a device's seq is complete from ``contigue`` on, and what is missing after it."""
    seqs = list(
        Operation.objects.filter(appareil_id=appareil_id, seq__gt=contigue)
        .order_by("seq")
        .values_list("seq", flat=True)[:5000]
    )
    gaps: list[tuple[int, int]] = []
    upto = expected = contigue
    for seq in seqs:
        if seq > expected + 1:
            gaps.append((expected + 1, seq - 1))
        expected = max(expected, seq)
        if not gaps:
            upto = expected
    return upto, gaps[:50]
