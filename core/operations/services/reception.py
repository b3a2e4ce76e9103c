"""Receive, then apply: nothing a device captured is lost, nothing has its effect twice.

The raw operation is stored first, even when it will be rejected; each is then applied in a
transaction of its own, so that one bad operation never blocks the others.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from core.ids import uuid7
from core.lot import lot
from core.models import Operation
from core.operations.horloge import clock_gap_ms
from core.operations.refus import AuteurDifferent
from core.operations.registry import money_of
from core.operations.schemas import Enveloppe, Recue, envelope_json
from core.operations.secrets import seal
from core.operations.selectors import corrected_ids, neighbours
from core.operations.services.application import Envoi, content_hash, refused, settle, to_json
from core.operations.verification import Chaine, Journal, Maillon, Motif, judge, link_of
from core.tenancy import Acteur, contexte
from core.verrous import lock_name


def receive(
    *,
    acteur: Acteur,
    now: datetime,
    enveloppes: Sequence[Enveloppe],
    langue: str,
    brutes: Sequence[Mapping[str, Any]] = (),
    journal: Journal | None = None,
) -> list[dict[str, Any]]:
    """Store the batch, apply what may be, answer per operation in the order given.

    ``brutes`` are the envelopes as received (what their signatures cover), ``journal`` what is
    known of the device; without it nothing is verified.
    """
    known = journal or Journal(appareil_id=enveloppes[0].device_id, pays=acteur.pays_audit)
    raws = brutes or [envelope_json(e) for e in enveloppes]
    pairs = list(zip(enveloppes, raws, strict=True))
    own = [(e, brute) for e, brute in pairs if e.actor_id == acteur.id]
    with contexte(acteur):
        motifs = _store(acteur, now, known, own) if own else {}
    results = []
    with lot():
        for enveloppe, brute in pairs:
            if enveloppe.actor_id != acteur.id:
                results.append(refused(enveloppe.op_id, AuteurDifferent(), langue))
            else:
                envoi = Envoi(enveloppe, brute, motifs.get(enveloppe.op_id))
                results.append(settle(acteur, now, envoi, langue))
    return results


def _store(
    acteur: Acteur,
    now: datetime,
    journal: Journal,
    pairs: Sequence[tuple[Enveloppe, Mapping[str, Any]]],
) -> dict[UUID, Motif]:
    """Judge and keep the batch: a bounded number of statements however long it is.

    Two sendings of one journal take turns here, so that neither misses a number of the other.
    """
    lock_name(f"journal:{journal.appareil_id}")
    links = [(link_of(brute, e.op_id, e.seq), brute) for e, brute in pairs]
    chaine = Chaine.of(
        neighbours(
            appareil_id=journal.appareil_id,
            acteur_id=acteur.id,
            seqs=[link.seq for link, _ in links],
        )
    )
    motifs = judge(journal, chaine, links)
    for op_id in _corrected_amounts(acteur, [e for e, _ in pairs]):
        motifs.setdefault(op_id, Motif.MONTANT_CORRIGE)
    insert_operations(
        now,
        [
            Entree(acteur.id, journal, enveloppe, brute, link, motifs.get(enveloppe.op_id))
            for (enveloppe, brute), (link, _) in zip(pairs, links, strict=True)
        ],
    )
    return motifs


def _corrected_amounts(acteur: Acteur, enveloppes: Sequence[Enveloppe]) -> list[UUID]:
    """Corrections whose money is not what was first captured: a second person's.

    The first of the chain is what counts: a correction somebody dismissed lends no amount to
    the next one.
    """
    corrections = [(e.op_id, e.remplace) for e in enveloppes if e.remplace is not None]
    if not corrections:
        return []
    saisies = {e.op_id: (e.remplace, money_of(e.type, e.payload)) for e in enveloppes}
    before = corrected_ids(acteur.id, [remplace for _, remplace in corrections])
    for row in Operation.objects.filter(acteur_id=acteur.id, op_id__in=before, declaree=False):
        somme = money_of(row.type, row.enveloppe.get("payload", {}))
        saisies[row.op_id] = (row.remplace, somme)
    return [
        op_id
        for op_id, _ in corrections
        if saisies[_first_of(op_id, saisies)][1] != saisies[op_id][1]
    ]


def _first_of(op_id: UUID, saisies: Mapping[UUID, tuple[UUID | None, object]]) -> UUID:
    """The operation a chain of corrections began with, as far as it is known; loops end."""
    seen = {op_id}
    while (before := saisies[op_id][0]) in saisies and before is not None and before not in seen:
        seen.add(before)
        op_id = before
    return op_id


@dataclass(frozen=True)
class Entree:
    """One operation to keep. ``declaree``: imported by someone who cannot vouch for it."""

    acteur_id: UUID
    journal: Journal
    enveloppe: Enveloppe
    brute: Mapping[str, Any]
    maillon: Maillon
    motif: Motif | None
    declaree: bool = False


_COLONNES = (
    "id", "op_id", "acteur_id", "pays", "appareil_id", "seq", "type", "schema_v", "entity_id",
    "empreinte", "hachage", "enveloppe", "remplace", "caisse", "especes", "capturee_le",
    "recue_le", "horloge_ecart_ms", "statut", "motif", "declaree", "importe_par", "decision",
    "reglement_motif",
)  # fmt: skip
_INSERTION = (
    f"INSERT INTO core_operation ({', '.join(_COLONNES)})"  # noqa: S608 - names above
    f" VALUES ({', '.join(['%s'] * len(_COLONNES))})"
)
_UNE_FOIS = " ON CONFLICT (acteur_id, op_id) WHERE NOT declaree DO NOTHING"
_DECLAREE = " ON CONFLICT (acteur_id, op_id, hachage) WHERE declaree DO NOTHING"


def insert_operations(now: datetime, entrees: Sequence[Entree]) -> None:
    """One statement; an op_id already known is left as it is (never check-then-insert)."""
    for declaree, conflit in ((False, _UNE_FOIS), (True, _DECLAREE)):
        rows = [_row(now, entree) for entree in entrees if entree.declaree is declaree]
        if rows:
            with connection.cursor() as cursor:
                cursor.executemany(_INSERTION + conflit, rows)


def _row(now: datetime, entree: Entree) -> tuple[Any, ...]:
    e = entree.enveloppe
    somme = money_of(e.type, e.payload)
    return (
        uuid7(), e.op_id, entree.acteur_id, entree.journal.pays, e.device_id, e.seq, e.type,
        e.schema_v, e.entity_id, content_hash(e), entree.maillon.hachage,
        _stored(entree), e.remplace, somme is not None,
        somme.especes if somme else 0, e.captured_at, now, clock_gap_ms(e, now),
        Recue.QUARANTAINE if entree.motif else Recue.RECUE, entree.motif or "", entree.declaree,
        entree.journal.importe_par, "", "",
    )  # fmt: skip


def _stored(entree: Entree) -> str:
    """The JSON as received; what no JSON writer can write back (too deep) as it was understood."""
    try:
        return to_json(seal(entree.enveloppe.type, entree.brute)).decode()
    except TypeError:
        return to_json(seal(entree.enveloppe.type, envelope_json(entree.enveloppe))).decode()
