"""One stored operation: its effect through the same service as the API, and its answer."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import orjson
import structlog
from django.db import DataError, IntegrityError
from prometheus_client import Counter
from pydantic import ValidationError

from core.creations import fingerprint
from core.errors import BusinessError, IdDejaUtilise, SaisieInvalide
from core.models import Operation
from core.operations.refus import EnQuarantaine, ErreurServeur, OperationEcartee, TypeInconnu
from core.operations.registry import OPERATIONS
from core.operations.schemas import Enveloppe, Recue
from core.operations.secrets import seal
from core.operations.selectors import corrected_ids, count_done
from core.operations.verification import ATTENTES, REPARABLES, Motif, link_of
from core.problemes import field_errors, problem_body, reword
from core.tenancy import Acteur, contexte

log = structlog.get_logger(__name__)
INSTANCE = "/api/v1/sync/operations"
ATTENTE_PARENT = timedelta(hours=72)
ERREURS = Counter("ts_operations_en_erreur", "Opérations qu'une erreur imprévue a reportées")
_NUL = re.compile(rb"(?<!\\)((?:\\\\)*)\\u0000")


def to_json(value: Any) -> bytes:
    """JSON that PostgreSQL can hold: a scanner's NUL becomes U+FFFD, so that the row is kept."""
    return _NUL.sub(rb"\1\\ufffd", orjson.dumps(value, default=str, option=orjson.OPT_UTC_Z))


def content_hash(enveloppe: Enveloppe) -> str:
    """What makes two sendings of one op_id the same operation."""
    return fingerprint(
        {"type": enveloppe.type, "entity": enveloppe.entity_id, "payload": enveloppe.payload}
    )


@dataclass(frozen=True)
class Envoi:
    """One sending of an operation: its envelope, the JSON it came as, what is doubted of it."""

    enveloppe: Enveloppe
    brute: Mapping[str, Any]
    motif: Motif | None = None


def settle(acteur: Acteur, now: datetime, envoi: Envoi, langue: str) -> dict[str, Any]:
    """Apply one stored operation, or answer its replay from the row.

    Whatever goes wrong stays this operation's own: a refusal rejects it, a failure nobody
    foresaw leaves it ``deferred`` to be tried again.
    """
    enveloppe = envoi.enveloppe
    try:
        with contexte(acteur):
            return _settle_row(acteur, now, envoi, langue)
    except BusinessError as error:
        return _refuse(acteur, now, enveloppe, error, langue)
    except IntegrityError as error:
        if _is_id_taken(error):
            return _reject(acteur, enveloppe, IdDejaUtilise(), langue)
        return postpone(acteur, enveloppe, langue)
    except DataError:
        refusal = SaisieInvalide(errors={"payload": ["valeur hors limites"]})
        return _reject(acteur, enveloppe, refusal, langue)
    except Exception:
        return postpone(acteur, enveloppe, langue)


def _is_id_taken(error: IntegrityError) -> bool:
    """Whether a caller-made id, a primary key, is what clashed: sending again changes nothing."""
    clashed = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or ""
    return clashed.endswith("_pkey")


def _settle_row(acteur: Acteur, now: datetime, envoi: Envoi, langue: str) -> dict[str, Any]:
    enveloppe = envoi.enveloppe
    row = (
        Operation.objects.select_for_update()
        .filter(acteur_id=acteur.id, op_id=enveloppe.op_id, declaree=False)
        .get()
    )
    if row.empreinte != content_hash(enveloppe):
        return refused(enveloppe.op_id, IdDejaUtilise(), langue)
    if row.statut in Recue.FINALES:
        return answer(row, langue, replay=True)
    changed = _advance(acteur, now, envoi, row)
    row.save(update_fields=changed)
    return answer(row, langue)


def _advance(acteur: Acteur, now: datetime, envoi: Envoi, row: Operation) -> list[str]:
    """The row's next status: aside, waiting, or applied; the names of its changed fields.

    A doubt this sending lifts is forgotten, and the row then holds what was verified.
    """
    changed = ["statut", "motif", "probleme", "resultat", "appliquee_le"]
    kept = Motif(row.motif) if row.motif else None
    motif = envoi.motif or (kept if kept not in REPARABLES else None)
    if motif is None and kept is not None:
        row.enveloppe = orjson.loads(to_json(seal(row.type, envoi.brute)))
        row.hachage = link_of(envoi.brute, row.op_id, row.seq).hachage
        changed += ["enveloppe", "hachage"]
    row.probleme = None
    if motif is not None:
        row.statut, row.motif = Recue.QUARANTAINE, motif
    elif is_ready(acteur.id, envoi.enveloppe):
        row.motif = ""
        apply(acteur, now, envoi.enveloppe, row)
    elif kept is Motif.PARENT_ABSENT or now - row.recue_le > ATTENTE_PARENT:
        row.statut, row.motif = Recue.QUARANTAINE, Motif.PARENT_ABSENT
    else:
        row.statut, row.motif = Recue.DIFFEREE, ""
    return changed


def apply(acteur: Acteur, now: datetime, enveloppe: Enveloppe, row: Operation) -> None:
    """Run the operation's service as ``acteur`` and write what became of it on ``row``, unsaved.

    Rejected operations of the same kind that this one corrects (``remplace``, and what that one
    corrected itself) are thereby settled.
    """
    known = OPERATIONS.get(enveloppe.type)
    if known is None:
        raise TypeInconnu(type=enveloppe.type)
    try:
        payload = known.read(enveloppe.payload, enveloppe.base_version)
    except ValidationError as error:
        fields = field_errors([dict(e) for e in error.errors()], frozenset())
        raise SaisieInvalide(errors=fields) from error
    auteur = replace(acteur, appareil_id=enveloppe.device_id, appareil_seq=enveloppe.seq)
    resultat = known.apply(auteur, now, payload)
    row.statut = Recue.CONFLIT if resultat.get("conflit") else Recue.APPLIQUEE
    row.resultat = orjson.loads(to_json(resultat))
    row.appliquee_le = now
    if enveloppe.remplace is not None:
        Operation.objects.filter(
            acteur_id=acteur.id,
            op_id__in=corrected_ids(acteur.id, [enveloppe.remplace]),
            type=enveloppe.type,
            statut=Recue.REJETEE,
            reglee_le__isnull=True,
        ).update(reglee_le=now, reglee_par=acteur.id, decision="remplacee")


def is_ready(acteur_id: UUID, enveloppe: Enveloppe) -> bool:
    """Whether every operation this one depends on has had its effect, corrected or as it was."""
    wanted = set(enveloppe.depends_on)
    return not wanted or count_done(acteur_id, wanted) == len(wanted)


def _refuse(
    acteur: Acteur, now: datetime, enveloppe: Enveloppe, error: BusinessError, langue: str
) -> dict[str, Any]:
    if error.differe:
        return _defer(acteur, now, enveloppe, error, langue)
    return _reject(acteur, enveloppe, error, langue)


def _reject(
    acteur: Acteur, enveloppe: Enveloppe, error: BusinessError, langue: str
) -> dict[str, Any]:
    probleme = orjson.loads(to_json(problem_body(error, langue=langue, instance=INSTANCE)))
    _note(acteur, enveloppe, statut=Recue.REJETEE, probleme=probleme, motif="")
    return {"op_id": enveloppe.op_id, "status": Recue.REJETEE, "problem": probleme}


def _defer(
    acteur: Acteur, now: datetime, enveloppe: Enveloppe, error: BusinessError, langue: str
) -> dict[str, Any]:
    """What it needs is not here yet (the bytes of a photo): it is asked again later.

    Beyond 72 h a second person has to look, and is told what it waited for.
    """
    probleme = orjson.loads(to_json(problem_body(error, langue=langue, instance=INSTANCE)))
    changes: dict[str, Any] = {"statut": Recue.DIFFEREE, "probleme": probleme}
    if _waited(acteur, now, enveloppe):
        motif = ATTENTES.get(error.code, Motif.PARENT_ABSENT)
        changes |= {"statut": Recue.QUARANTAINE, "motif": motif}
        aside = EnQuarantaine(motif=motif)
        probleme = problem_body(aside, langue=langue, instance=INSTANCE)
    _note(acteur, enveloppe, **changes)
    return {"op_id": enveloppe.op_id, "status": Recue.DIFFEREE, "problem": probleme}


def _waited(acteur: Acteur, now: datetime, enveloppe: Enveloppe) -> bool:
    """Whether a stored operation has waited its 72 hours, or is already set aside."""
    with contexte(acteur):
        row = Operation.objects.filter(
            acteur_id=acteur.id, op_id=enveloppe.op_id, declaree=False
        ).first()
    if row is None:
        return False
    return row.statut == Recue.QUARANTAINE or now - row.recue_le > ATTENTE_PARENT


def postpone(acteur: Acteur, enveloppe: Enveloppe, langue: str) -> dict[str, Any]:
    """An unforeseen failure: logged with its trace, counted, left to be tried again."""
    log.exception("operation_en_erreur", op_id=str(enveloppe.op_id), type=enveloppe.type)
    ERREURS.inc()
    probleme = problem_body(ErreurServeur(), langue=langue, instance=INSTANCE)
    _note(acteur, enveloppe, statut=Recue.DIFFEREE, probleme=probleme)
    return {"op_id": enveloppe.op_id, "status": Recue.DIFFEREE, "problem": probleme}


def _note(acteur: Acteur, enveloppe: Enveloppe, **changes: Any) -> None:
    with contexte(acteur):
        Operation.objects.filter(
            acteur_id=acteur.id, op_id=enveloppe.op_id, declaree=False
        ).exclude(statut__in=Recue.FINALES).update(**changes)


def refused(op_id: UUID, error: BusinessError, langue: str) -> dict[str, Any]:
    """A refusal of this sending; the stored operation, if any, is another one and stays."""
    return {
        "op_id": op_id,
        "status": Recue.REJETEE,
        "problem": problem_body(error, langue=langue, instance=INSTANCE),
    }


def answer(row: Operation, langue: str, *, replay: bool = False) -> dict[str, Any]:
    """What the device is told of a row; set aside, it is asked to come back later."""
    statut, probleme = row.statut, row.probleme
    if statut == Recue.QUARANTAINE:
        statut = Recue.DIFFEREE
        probleme = problem_body(EnQuarantaine(motif=row.motif), langue=langue, instance=INSTANCE)
    elif row.decision == Recue.ECARTER:
        refusal = OperationEcartee(motif=row.reglement_motif)
        probleme = problem_body(refusal, langue=langue, instance=INSTANCE)
    elif probleme is not None:
        probleme = reword(probleme, langue=langue)
    resultat = row.resultat or {}
    return {
        "op_id": row.op_id,
        "status": "duplicate" if replay and statut in Recue.FAITES else statut,
        "version": resultat.get("version"),
        "problem": probleme,
        "resultat": row.resultat,
    }
