"""A journal's push: what is known of it before, what it leaves after."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from accounts.domain.journal import AppareilRefuse, Declaration
from accounts.models import Appareil
from accounts.policies import Action, require
from accounts.selectors.appareils import compare_bilans
from accounts.services.appareils import insert_appareil
from core.errors import IdDejaUtilise
from core.operations.horloge import clock_gap_ms
from core.operations.registry import money_of
from core.operations.schemas import Enveloppe, Recue
from core.operations.selectors import imported_cash, progress, unacknowledged_cash
from core.operations.verification import Journal, Motif
from core.tenancy import Acteur


def open_journal(*, acteur: Acteur, now: datetime, id: UUID) -> Journal:
    """What is known of the journal the person acting pushes.

    A device never seen is enrolled without a key where the setting allows it, else all it sends
    is set aside. One enrolled to somebody else is refused whole (``AppareilRefuse``), alike
    whether its row is hidden or not.
    """
    require(acteur, Action.PUSH_SYNC)
    appareil = Appareil.objects.filter(id=id, user_id=acteur.id).first()
    if appareil is None:
        appareil = _first_contact(acteur, now, id)
    if appareil is None:
        return Journal(appareil_id=id, pays=acteur.pays_audit, motif=Motif.APPAREIL_NON_ENROLE)
    return Journal(
        appareil_id=id,
        pays=appareil.pays,
        cle=appareil.cle_publique,
        motif=doubt_of(appareil, acteur),
        contigue=appareil.seq_contigue,
    )


def doubt_of(appareil: Appareil, acteur: Acteur) -> Motif | None:
    """Why everything of a device is set aside, if it is; ``acteur`` as they are today."""
    if appareil.perdu_le is not None:
        return Motif.APPAREIL_PERDU
    if appareil.revoque_le is not None:
        return Motif.APPAREIL_REVOQUE
    if (appareil.pays, appareil.fonction) != (acteur.pays, acteur.fonction):
        return Motif.ACTEUR_DEPLACE
    if appareil.cle_publique is None and not settings.APPAREILS_SANS_CLE:
        return Motif.APPAREIL_NON_ENROLE
    return None


def _first_contact(acteur: Acteur, now: datetime, id: UUID) -> Appareil | None:
    """Enrol it keyless, or only find out that the id is free."""
    essai = transaction.savepoint()
    try:
        appareil = insert_appareil(acteur=acteur, now=now, id=id)
    except IdDejaUtilise as error:
        raise AppareilRefuse from error
    if settings.APPAREILS_SANS_CLE:
        return appareil
    transaction.savepoint_rollback(essai)
    return None


@dataclass(frozen=True)
class Bilan:
    """One batch as answered: what the journal declared, and each envelope with its result."""

    declaration: Declaration | None
    pairs: Sequence[tuple[Enveloppe, dict[str, Any]]]
    now: datetime

    @property
    def ecart_ms(self) -> int:
        """How far off the device's clock last was."""
        return clock_gap_ms(max(self.pairs, key=lambda pair: pair[0].seq)[0], self.now)

    @property
    def finals(self) -> list[tuple[Enveloppe, dict[str, Any]]]:
        """What the device may now count as acknowledged."""
        return [
            (e, result)
            for e, result in self.pairs
            if result["status"] in Recue.FINALES or result["status"] == "duplicate"
        ]


def close_push(
    *, acteur: Acteur, now: datetime, journal: Journal, bilan: Bilan
) -> tuple[int, list[tuple[int, int]]]:
    """Write how far the journal is known and what it still holds; (contiguous, gaps)."""
    upto, gaps = progress(journal.appareil_id, journal.contigue)
    appareil = (
        Appareil.objects.select_for_update()
        .filter(id=journal.appareil_id, user_id=acteur.id)
        .first()
    )
    if appareil is None:
        return upto, gaps
    highest = max(e.seq for e, _ in bilan.pairs)
    appareil.seq_contigue = max(appareil.seq_contigue, upto)
    appareil.seq_declaree = max(appareil.seq_declaree, highest)
    appareil.contact_le = max(appareil.contact_le, now)
    appareil.horloge_ecart_ms = bilan.ecart_ms
    _hold(appareil, bilan)
    _agree(appareil)
    appareil.save(
        update_fields=[
            "seq_contigue", "seq_declaree", "contact_le", "horloge_ecart_ms", "en_attente",
            "photos_en_attente", "especes_en_attente", "bilan", "bilan_admis",
        ]
    )  # fmt: skip
    return upto, gaps


def _hold(appareil: Appareil, bilan: Bilan) -> None:
    """What is still only on the device: its declaration, less what this batch ended.

    Cash the server holds without having ended it (aside, waiting for its parent), or that an
    import brought before, is in the declaration too, and no longer only on the device.
    """
    finals = bilan.finals
    ended = sum(cash_of(e) for e, _ in finals)
    declaration = bilan.declaration
    if declaration is None:
        fresh = sum(cash_of(e) for e, result in finals if result["status"] != "duplicate")
        if appareil.especes_en_attente:
            appareil.especes_en_attente = max(0, appareil.especes_en_attente - fresh)
        return
    appareil.en_attente = max(0, declaration.en_attente - len(finals))
    appareil.photos_en_attente = declaration.photos
    _note_totals(appareil, declaration)
    if declaration.especes is not None:
        sent = max(e.seq for e, _ in bilan.pairs)
        here = ended + unacknowledged_cash(appareil.id)
        here += imported_cash(appareil.id, sent, declaration.seq)
        appareil.especes_en_attente = max(0, declaration.especes - here)


def acknowledge_import(
    *, appareil_id: UUID, user_id: UUID, operations: Sequence[tuple[int, int]]
) -> None:
    """An import brought these (seq, cash) before their device did.

    The journal may be known further, and what it declared to hold alone is that much less.
    """
    appareil = Appareil.objects.select_for_update().filter(id=appareil_id, user_id=user_id).first()
    if appareil is None:
        return
    upto, _ = progress(appareil.id, appareil.seq_contigue)
    declared = [especes for seq, especes in operations if seq <= appareil.seq_declaree]
    appareil.seq_contigue = max(appareil.seq_contigue, upto)
    appareil.en_attente = max(0, appareil.en_attente - len(declared))
    if appareil.especes_en_attente:
        appareil.especes_en_attente = max(0, appareil.especes_en_attente - sum(declared))
    appareil.save(update_fields=["seq_contigue", "en_attente", "especes_en_attente"])


def _note_totals(appareil: Appareil, declaration: Declaration) -> None:
    """What it holds in all, per type; a push overtaken on its way does not go back."""
    if declaration.bilan is None:
        return
    if appareil.bilan is not None and appareil.bilan["seq"] > declaration.seq:
        return
    appareil.bilan = {
        "seq": declaration.seq,
        "types": {type: [un.nombre, un.especes] for type, un in declaration.bilan.items()},
    }


def _agree(appareil: Appareil) -> None:
    """Once all of a bilan has come and nothing differs, both count from there on."""
    if appareil.bilan is None or appareil.seq_contigue < appareil.bilan["seq"]:
        return
    if not compare_bilans([appareil])[appareil.id]:
        appareil.bilan_admis = appareil.bilan


def cash_of(enveloppe: Enveloppe) -> int:
    """The cash an act says it took, in minor units."""
    somme = money_of(enveloppe.type, enveloppe.payload)
    return somme.especes if somme else 0
