"""Whether a journal's envelopes may be believed: signature, chain, sequence. No framework.

What fails is never refused: it is a declaration, kept aside (quarantine) until a second person
settles it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

from core.signature import CleInvalide, chain_hash, is_signed, read_key


class Motif(StrEnum):
    """Why an operation waits for a second person."""

    SANS_SIGNATURE = "sans_signature"
    SIGNATURE_INVALIDE = "signature_invalide"
    CHAINE_ROMPUE = "chaine_rompue"
    NUMERO_REPRIS = "numero_repris"
    APPAREIL_NON_ENROLE = "appareil_non_enrole"
    APPAREIL_REVOQUE = "appareil_revoque"
    APPAREIL_PERDU = "appareil_perdu"
    ACTEUR_DEPLACE = "acteur_deplace"
    ACTEUR_INACTIF = "acteur_inactif"
    PARENT_ABSENT = "parent_absent"
    ERREUR_SERVEUR = "erreur_serveur"
    VOL_ROUVERT = "vol_rouvert"
    PHOTO_ABSENTE = "photo_absente"
    MONTANT_CORRIGE = "montant_corrige"


REPARABLES = frozenset(
    {
        Motif.SANS_SIGNATURE,
        Motif.SIGNATURE_INVALIDE,
        Motif.CHAINE_ROMPUE,
        Motif.APPAREIL_NON_ENROLE,
        Motif.PARENT_ABSENT,
        Motif.ERREUR_SERVEUR,
        Motif.VOL_ROUVERT,
        Motif.PHOTO_ABSENTE,
    }
)
"""Motives that a later sending may lift by itself (the key came, the parent came)."""

ATTENTES = {
    "erreur_serveur": Motif.ERREUR_SERVEUR,
    "vol_rouvert": Motif.VOL_ROUVERT,
    "televersement_absent": Motif.PHOTO_ABSENTE,
}
"""What an operation that waited too long was waiting for, by the code of its last answer; any
other one waited for the operation it depends on."""

SANS_VALEUR = frozenset({Motif.SANS_SIGNATURE, Motif.SIGNATURE_INVALIDE, Motif.NUMERO_REPRIS})
"""Motives that make an envelope stand for nothing in its journal's chain."""


@dataclass(frozen=True, kw_only=True)
class Journal:
    """What is known of a device before its operations are read.

    ``pays`` is the country whose admins settle what it sent; ``motif`` sets everything aside.
    """

    appareil_id: UUID
    pays: str
    cle: Mapping[str, Any] | None = None
    motif: Motif | None = None
    contigue: int = 0
    importe_par: UUID | None = None


@dataclass(frozen=True)
class Maillon:
    """One operation, as its neighbours in the journal see it.

    A ``temoin`` was received before and never doubted: what comes late must agree with it.
    """

    op_id: UUID
    seq: int
    hachage: str
    prev_hash: str
    signe: bool
    temoin: bool = False


@dataclass
class Chaine:
    """The stored operations next to a batch, and those of the batch already judged."""

    par_seq: dict[int, list[Maillon]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, maillons: Iterable[Maillon]) -> "Chaine":
        chaine = cls()
        for maillon in maillons:
            chaine.add(maillon)
        return chaine

    def add(self, maillon: Maillon) -> None:
        """Take one more operation into account; a replay changes nothing."""
        known = self.par_seq[maillon.seq]
        if all(other.op_id != maillon.op_id for other in known):
            known.append(maillon)

    def at(self, seq: int) -> Sequence[Maillon]:
        """The operations holding this number: one, unless a number was used twice."""
        return self.par_seq.get(seq, ())


def link_of(brute: Mapping[str, Any], op_id: UUID, seq: int) -> Maillon:
    """An envelope as received, as a link; an envelope JCS cannot write has an empty hash."""
    try:
        hachage = chain_hash(brute)
    except (ValueError, RecursionError):
        hachage = ""
    prev = brute.get("prev_hash")
    return Maillon(
        op_id=op_id,
        seq=seq,
        hachage=hachage,
        prev_hash=prev if isinstance(prev, str) else "",
        signe=isinstance(brute.get("signature"), str),
    )


def judge(
    journal: Journal, chaine: Chaine, brutes: Sequence[tuple[Maillon, Mapping[str, Any]]]
) -> dict[UUID, Motif]:
    """op_id → why it is set aside; what may be applied is absent. Fills ``chaine``.

    An envelope whose signature fails stands for nothing: its neighbours are not judged by it.
    """
    motifs: dict[UUID, Motif] = {}
    for maillon, brute in brutes:
        motif = journal.motif or _signature_doubt(journal, maillon, brute)
        if motif is None and any(o.op_id != maillon.op_id for o in chaine.at(maillon.seq)):
            motif = Motif.NUMERO_REPRIS
        if motif is None:
            chaine.add(maillon)
        else:
            motifs[maillon.op_id] = motif
    if journal.cle is None:
        return motifs
    for maillon, _ in brutes:
        if maillon.op_id not in motifs and not _is_linked(chaine, maillon):
            motifs[maillon.op_id] = Motif.CHAINE_ROMPUE
    return motifs


def _signature_doubt(journal: Journal, maillon: Maillon, brute: Mapping[str, Any]) -> Motif | None:
    if journal.cle is None:
        return None
    if not maillon.signe:
        return Motif.SANS_SIGNATURE
    try:
        signed = is_signed(read_key(journal.cle), brute)
    except CleInvalide:
        signed = False
    return None if signed else Motif.SIGNATURE_INVALIDE


def _is_linked(chaine: Chaine, maillon: Maillon) -> bool:
    """Names the operation before it, and is the one a next already received names."""
    if maillon.seq == 1:
        before = maillon.prev_hash == ""
    else:
        known = chaine.at(maillon.seq - 1)
        before = not known or any(_follows(maillon, prev) for prev in known)
    nexts = [o for o in chaine.at(maillon.seq + 1) if o.temoin and o.prev_hash]
    after = not nexts or any(other.prev_hash == maillon.hachage for other in nexts)
    return before and after


def _follows(maillon: Maillon, prev: Maillon) -> bool:
    if not prev.signe and maillon.prev_hash == "":
        return True
    return maillon.prev_hash == prev.hachage
