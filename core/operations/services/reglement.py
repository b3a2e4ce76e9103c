"""What a second person decides of operations set aside or rejected, and the 72-hour sweep.

Rights are the caller's business (accounts.services.quarantaine); rows are locked here.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Case, CharField, F, Value, When

from core.errors import Introuvable
from core.models import Operation
from core.operations.refus import DejaReglee
from core.operations.schemas import Enveloppe, Recue
from core.operations.secrets import unseal
from core.operations.services.application import ATTENTE_PARENT, apply
from core.operations.verification import ATTENTES, Motif
from core.tenancy import Acteur, contexte, transverse

APPLIQUER, CLASSER, DEJA_CONNUE = "appliquer", "classer", "deja_connue"


def lock_aside(id: UUID) -> Operation:
    """An operation waiting for a second person, locked; ``DejaReglee`` once it is settled."""
    row = Operation.objects.select_for_update().filter(id=id).exclude(motif="").first()
    if row is None:
        raise Introuvable
    if row.statut != Recue.QUARANTAINE:
        raise DejaReglee(decision=row.decision or row.statut)
    return row


def apply_aside(
    *, acteur: Acteur, auteur: Acteur, now: datetime, row: Operation, motif: str
) -> Operation:
    """Give a LOCKED operation its effect as its author did; a refusal leaves it aside.

    An import whose operation the device delivered meanwhile is closed as already known.
    """
    enveloppe = Enveloppe.model_validate(unseal(row.type, row.enveloppe))
    if row.declaree and not _take_id(row):
        return _close(row, acteur, now, decision=DEJA_CONNUE, motif=motif)
    with contexte(auteur):
        apply(auteur, now, enveloppe, row)
    row.probleme = None
    return _close(row, acteur, now, decision=APPLIQUER, motif=motif, keep_statut=True)


def _take_id(row: Operation) -> bool:
    """Make an import the holder of its operation's id; False when the device already is."""
    try:
        with transaction.atomic():
            row.declaree = False
            row.save(update_fields=["declaree"])
    except IntegrityError:
        row.declaree = True
        return False
    return True


def dismiss_aside(*, acteur: Acteur, now: datetime, row: Operation, motif: str) -> Operation:
    """Drop a LOCKED operation for good: its device is told ``operation_ecartee``."""
    row.probleme = None
    return _close(row, acteur, now, decision=Recue.ECARTER, motif=motif)


def classify_rejected(*, acteur: Acteur, now: datetime, op_id: UUID, motif: str) -> Operation:
    """File a rejected operation nobody will send again; twice is ``DejaReglee``."""
    rows = Operation.objects.select_for_update().filter(op_id=op_id, statut=Recue.REJETEE)
    row = rows.order_by(F("reglee_le").asc(nulls_first=True), "id").first()
    if row is None:
        raise Introuvable
    if row.reglee_le is not None:
        raise DejaReglee(decision=row.decision)
    return _close(row, acteur, now, decision=CLASSER, motif=motif)


def _close(
    row: Operation,
    acteur: Acteur,
    now: datetime,
    *,
    decision: str,
    motif: str,
    keep_statut: bool = False,
) -> Operation:
    if not keep_statut:
        row.statut = Recue.REJETEE
    row.decision, row.reglement_motif = decision, motif
    row.reglee_le, row.reglee_par = now, acteur.id
    row.save(
        update_fields=[
            "statut", "probleme", "resultat", "appliquee_le", "decision", "reglement_motif",
            "reglee_le", "reglee_par",
        ]
    )  # fmt: skip
    return row


def set_aside_orphans(*, now: datetime) -> int:
    """Operations waiting for more than 72 h, in every country, go to a second person; how many.

    So do those stored and never judged: the server died, and their device never came back.
    """
    motif: Any = Case(
        When(statut=Recue.RECUE, then=Value(str(Motif.ERREUR_SERVEUR))),
        *[When(probleme__code=code, then=Value(str(motif))) for code, motif in ATTENTES.items()],
        default=Value(str(Motif.PARENT_ABSENT)),
        output_field=CharField(),
    )
    with transverse():
        return Operation.objects.filter(
            statut__in=[Recue.RECUE, Recue.DIFFEREE], recue_le__lt=now - ATTENTE_PARENT
        ).update(statut=Recue.QUARANTAINE, motif=motif)
