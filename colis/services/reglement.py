"""What higher floors may set on a carton they hold locked; they never write its columns.

``distribution`` settles (till, discounts, jeton cédé) and puts away, ``vols`` sets the flight and
the destination's sight. Each caller has checked its own rule and holds the row lock
(:func:`colis.services.mouvement.lock_colis`); the money entry lives in the same transaction.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import F

from colis.domain import Fait
from colis.models import Colis
from colis.services.mouvement import record_fait
from core.tenancy import Acteur


class ReglementImpossible(ValueError):
    """A settlement that would leave a negative figure: the caller's own check is missing."""


def apply_reglement(
    *,
    acteur: Acteur,
    now: datetime,
    colis: Colis,
    regle: int = 0,
    regle_origine: int = 0,
    rabais: int = 0,
    jeton_cede: int = 0,
    survenu_le: datetime | None = None,
) -> Colis:
    """Add to what is settled on a LOCKED carton, in minor units of its currency.

    Negative figures reverse. ``regle_origine`` is the part of ``regle`` paid at the origin (a
    prepayment of 500 passes both as 500). ``du`` follows; an ``encaissement`` event is written.
    Raises :class:`ReglementImpossible` when a figure would fall below zero.
    """
    avant = colis.du
    colis.regle += regle
    colis.regle_origine += regle_origine
    colis.rabais += rabais
    colis.jeton_cede += jeton_cede
    colis.du = colis.prix - colis.regle - colis.rabais - colis.jeton_cede
    figures = (colis.du, colis.regle, colis.regle_origine, colis.rabais, colis.jeton_cede)
    if min(figures) < 0 or colis.regle_origine > colis.regle:
        raise ReglementImpossible(str(colis.id))
    colis.version += 1
    colis.save(update_fields=["regle", "regle_origine", "rabais", "jeton_cede", "du", "version"])
    record_fait(
        acteur=acteur,
        now=now,
        colis=colis,
        fait=Fait.ENCAISSEMENT,
        survenu_le=survenu_le,
        details={
            "regle": regle,
            "regle_origine": regle_origine,
            "rabais": rabais,
            "jeton_cede": jeton_cede,
            "du_avant": avant,
            "du": colis.du,
            "devise": colis.devise,
        },
    )
    return colis


def reverse_reglement(
    *,
    acteur: Acteur,
    now: datetime,
    colis: Colis,
    regle: int = 0,
    regle_origine: int = 0,
    rabais: int = 0,
    jeton_cede: int = 0,
) -> Colis:
    """Take back from a LOCKED carton exactly what a settlement had added."""
    return apply_reglement(
        acteur=acteur,
        now=now,
        colis=colis,
        regle=-regle,
        regle_origine=-regle_origine,
        rabais=-rabais,
        jeton_cede=-jeton_cede,
    )


def set_vol(*, colis_ids: Iterable[UUID], vol_id: UUID | None) -> int:
    """Mirror the flight's own link on LOCKED cartons; returns how many rows changed.

    A load or unload that also changes the state passes ``changes={"vol_id": …}`` to
    ``move_colis`` instead, in the same statement.
    """
    return Colis.objects.filter(id__in=list(colis_ids)).update(
        vol_id=vol_id, version=F("version") + 1
    )


def set_visibility(*, colis_ids: Iterable[UUID], visible: bool) -> int:
    """Show cartons to their destination (closing, surplus) or hide them again (reopening)."""
    return (
        Colis.objects.filter(id__in=list(colis_ids))
        .exclude(visible_destination=visible)
        .update(visible_destination=visible, version=F("version") + 1)
    )


def set_facture(*, colis_ids: Iterable[UUID], facture_le: datetime | None) -> int:
    """Say when LOCKED cartons became due at their destination (None: not any more)."""
    return Colis.objects.filter(id__in=list(colis_ids)).update(facture_le=facture_le)


def set_emplacement(
    *,
    acteur: Acteur,
    now: datetime,
    colis: Colis,
    emplacement_id: UUID | None,
    survenu_le: datetime | None = None,
) -> Colis:
    """Put a LOCKED carton away (or off any shelf), with its ``rangement`` event."""
    avant = colis.emplacement_id
    if avant == emplacement_id:
        return colis
    colis.emplacement_id = emplacement_id
    colis.version += 1
    colis.save(update_fields=["emplacement", "version"])
    _record_rangement(acteur, now, colis, survenu_le, avant=avant, apres=emplacement_id)
    return colis


def note_rangement(
    *,
    acteur: Acteur,
    now: datetime,
    colis: Colis,
    emplacement_id: UUID | None,
    survenu_le: datetime | None = None,
) -> None:
    """A placing told after the LOCKED carton had left: in its life, without moving it back."""
    _record_rangement(acteur, now, colis, survenu_le, avant=None, apres=emplacement_id)


def _record_rangement(
    acteur: Acteur,
    now: datetime,
    colis: Colis,
    survenu_le: datetime | None,
    *,
    avant: UUID | None,
    apres: UUID | None,
) -> None:
    record_fait(
        acteur=acteur,
        now=now,
        colis=colis,
        fait=Fait.RANGEMENT,
        survenu_le=survenu_le,
        details={
            "avant": str(avant) if avant else None,
            "emplacement_id": str(apres) if apres else None,
        },
    )


def flag_endommage(
    *, acteur: Acteur, now: datetime, colis: Colis, note: str, survenu_le: datetime | None = None
) -> Colis:
    """Note damage seen on a LOCKED carton after it was checked in."""
    if colis.endommage:
        return colis
    colis.endommage = True
    colis.version += 1
    colis.save(update_fields=["endommage", "version"])
    record_fait(
        acteur=acteur,
        now=now,
        colis=colis,
        fait=Fait.OBSERVATION,
        motif=note,
        survenu_le=survenu_le,
        details={"endommage": True},
    )
    return colis
