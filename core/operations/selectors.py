"""Reads of the operations received: neighbours in a journal, gaps, what is not settled."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.fields.json import KeyTextTransform

from core.models import Operation
from core.operations.schemas import Recue
from core.operations.verification import SANS_VALEUR, Maillon

MAX_TROUS = 50
_EN_SUSPENS = (Recue.RECUE, Recue.DIFFEREE, Recue.QUARANTAINE)
_PENDING = Q(statut__in=_EN_SUSPENS) | Q(statut=Recue.REJETEE, reglee_le__isnull=True)


def neighbours(*, appareil_id: UUID, acteur_id: UUID, seqs: Iterable[int]) -> list[Maillon]:
    """The stored operations of a journal at, before and after these numbers; one query.

    Those whose signature or number is doubted stand for nothing here.
    """
    wanted = {near for seq in seqs for near in (seq - 1, seq, seq + 1)}
    rows = (
        Operation.objects.filter(
            appareil_id=appareil_id, acteur_id=acteur_id, seq__in=wanted, declaree=False
        )
        .exclude(motif__in=SANS_VALEUR)
        .annotate(
            prev=KeyTextTransform("prev_hash", "enveloppe"),
            signature=KeyTextTransform("signature", "enveloppe"),
        )
        .values_list("op_id", "seq", "hachage", "prev", "signature", "motif")
    )
    return [
        Maillon(
            op_id=op_id,
            seq=seq,
            hachage=hachage,
            prev_hash=prev or "",
            signe=signature is not None,
            temoin=motif == "",
        )
        for op_id, seq, hachage, prev, signature, motif in rows
    ]


def progress(appareil_id: UUID, contigue: int) -> tuple[int, list[tuple[int, int]]]:
    """How far a device's seq is complete from ``contigue`` on, and what is missing after it."""
    seqs = list(
        Operation.objects.filter(appareil_id=appareil_id, seq__gt=contigue, declaree=False)
        .order_by("seq")
        .values_list("seq", flat=True)[:5000]
    )
    gaps = _gaps(seqs, contigue)
    if gaps:
        return gaps[0][0] - 1, gaps[:MAX_TROUS]
    return max([contigue, *seqs[-1:]]), []


def missing_seqs(bornes: Mapping[UUID, tuple[int, int]]) -> dict[UUID, list[tuple[int, int]]]:
    """Per device (contiguous, declared): the numbers captured that never came; one query."""
    behind = {id: (low, high) for id, (low, high) in bornes.items() if low < high}
    if not behind:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT b.id, array_agg(o.seq ORDER BY o.seq) FILTER (WHERE o.seq IS NOT NULL)"
            " FROM unnest(%s::uuid[], %s::bigint[]) AS b (id, bas)"
            " LEFT JOIN core_operation o ON o.appareil_id = b.id AND o.seq > b.bas"
            " AND NOT o.declaree GROUP BY b.id",
            [list(behind), [low for low, _ in behind.values()]],
        )
        received = dict(cursor.fetchall())
    return {
        id: _gaps([*(received.get(id) or []), high + 1], low)[:MAX_TROUS]
        for id, (low, high) in behind.items()
    }


def _gaps(seqs: Sequence[int], contigue: int) -> list[tuple[int, int]]:
    gaps: list[tuple[int, int]] = []
    expected = contigue
    for seq in seqs:
        if seq > expected + 1:
            gaps.append((expected + 1, seq - 1))
        expected = max(expected, seq)
    return gaps


def totals_by_type(
    bornes: Mapping[UUID, tuple[int, int]],
) -> dict[UUID, dict[str, tuple[int, int]]]:
    """Per device, after a seq and up to another: how many acts of each type came, their cash.

    A number used twice (a log copied or restored) counts once, for the act that holds it. One
    query.
    """
    totals: dict[UUID, dict[str, tuple[int, int]]] = {id: {} for id in bornes}
    if not totals:
        return totals
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, type, count(*), coalesce(sum(especes), 0) FROM ("
            " SELECT DISTINCT ON (b.id, o.seq) b.id, o.type, o.especes"
            " FROM unnest(%s::uuid[], %s::bigint[], %s::bigint[]) AS b (id, bas, haut)"
            " JOIN core_operation o ON o.appareil_id = b.id AND o.seq > b.bas"
            " AND o.seq <= b.haut AND NOT o.declaree"
            " ORDER BY b.id, o.seq, o.motif = ANY (%s), o.id) AS une GROUP BY id, type",
            [
                list(bornes),
                [low for low, _ in bornes.values()],
                [high for _, high in bornes.values()],
                list(SANS_VALEUR),
            ],
        )
        for id, type, nombre, especes in cursor.fetchall():
            totals[id][type] = (nombre, int(especes))
    return totals


def quarantined_counts(appareil_ids: Sequence[UUID]) -> dict[UUID, int]:
    """How many operations of each device wait for a second person."""
    rows = (
        Operation.objects.filter(appareil_id__in=appareil_ids, statut=Recue.QUARANTAINE)
        .values("appareil_id")
        .annotate(nombre=Count("id"))
    )
    return {row["appareil_id"]: row["nombre"] for row in rows}


_DONE = """
WITH RECURSIVE suite (voulue, op_id) AS (
  SELECT v, v FROM unnest(%s::uuid[]) AS v
  UNION
  SELECT s.voulue, o.op_id FROM suite s JOIN core_operation o
      ON o.acteur_id = %s AND o.remplace = s.op_id AND NOT o.declaree
)
SELECT count(DISTINCT s.voulue) FROM suite s JOIN core_operation o
    ON o.acteur_id = %s AND o.op_id = s.op_id AND NOT o.declaree
 WHERE o.statut = ANY (%s)
"""


def count_done(acteur_id: UUID, op_ids: Collection[UUID]) -> int:
    """How many of these operations of a person had their effect, or their correction had it.

    A correction may have been refused and corrected in its turn. One query.
    """
    with connection.cursor() as cursor:
        cursor.execute(_DONE, [list(op_ids), acteur_id, acteur_id, list(Recue.FAITES)])
        (done,) = cursor.fetchone()
    return int(done)


_CORRECTED = """
WITH RECURSIVE suite (op_id) AS (
  SELECT unnest(%s::uuid[])
  UNION
  SELECT o.remplace FROM suite s JOIN core_operation o
      ON o.acteur_id = %s AND o.op_id = s.op_id AND NOT o.declaree
   WHERE o.remplace IS NOT NULL
)
SELECT op_id FROM suite
"""


def corrected_ids(acteur_id: UUID, op_ids: Collection[UUID]) -> list[UUID]:
    """Operations of a person, and all those they were themselves corrections of; one query."""
    with connection.cursor() as cursor:
        cursor.execute(_CORRECTED, [list(op_ids), acteur_id])
        return [found for (found,) in cursor.fetchall()]


def list_quarantaine(
    *, pays: str | None = None, motif: str | None = None, etat: str = "en_attente"
) -> QuerySet[Operation]:
    """Operations set aside that the caller's rows show.

    ``etat``: en_attente | reglee | toutes, or rejetee for those a service refused and that
    nobody corrected or filed.
    """
    if etat == "rejetee":
        rows = Operation.objects.filter(statut=Recue.REJETEE, reglee_le__isnull=True)
        return rows.filter(pays=pays) if pays else rows
    rows = Operation.objects.exclude(motif="")
    if etat == "en_attente":
        rows = rows.filter(statut=Recue.QUARANTAINE)
    elif etat == "reglee":
        rows = rows.filter(reglee_le__isnull=False)
    if pays:
        rows = rows.filter(pays=pays)
    return rows.filter(motif=motif) if motif else rows


def pending_money(operations: QuerySet[Operation]) -> QuerySet[Operation]:
    """Of these, the acts of money that have not had their effect."""
    return operations.filter(_PENDING, caisse=True)


@dataclass(frozen=True)
class EnSuspens:
    """Acts a person captured that have not had their effect; ``especes`` in minor units.

    ``par_type`` holds the acts of money: their number and their cash.
    """

    operations: int
    par_type: Mapping[str, dict[str, int]]

    @property
    def argent(self) -> int:
        """How many acts of money: they hold a till's closing back."""
        return sum(found["nombre"] for found in self.par_type.values())

    @property
    def especes(self) -> int:
        """Their cash."""
        return sum(found["especes"] for found in self.par_type.values())


def unsettled(acteur_id: UUID) -> EnSuspens:
    """What the server received of a person and did not apply, rejections nobody settled included.

    One query.
    """
    rows = (
        Operation.objects.filter(_PENDING, acteur_id=acteur_id)
        .values_list("type", "caisse")
        .annotate(nombre=Count("id"), especes=Sum("especes"))
        .order_by("type", "caisse")
    )
    found = list(rows)
    return EnSuspens(
        operations=sum(nombre for _, _, nombre, _ in found),
        par_type={
            type: {"nombre": nombre, "especes": especes or 0}
            for type, caisse, nombre, especes in found
            if caisse
        },
    )


def unacknowledged_cash(appareil_id: UUID) -> int:
    """Cash of a journal that the server holds without having ended it: the device counts it too."""
    found = Operation.objects.filter(
        appareil_id=appareil_id, statut__in=_EN_SUSPENS, declaree=False, especes__gt=0
    ).aggregate(especes=Sum("especes"))
    return found["especes"] or 0


def imported_cash(appareil_id: UUID, after: int, upto: int) -> int:
    """Cash of a journal's acts that an import brought and ended, between two numbers.

    Their device has not heard of it yet, and still counts them.
    """
    found = Operation.objects.filter(
        appareil_id=appareil_id, seq__gt=after, seq__lte=upto, statut__in=Recue.FINALES,
        importe_par__isnull=False, declaree=False,
    ).aggregate(especes=Sum("especes"))  # fmt: skip
    return found["especes"] or 0
