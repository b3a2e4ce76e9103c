"""The one place a carton changes state: lock, check the table, write the event, publish."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from colis.domain import (
    Cause,
    ColisChanged,
    ColisMoved,
    Etat,
    Mouvement,
    TransitionInterdite,
    next_etat,
)
from colis.models import Colis, EvenementColis
from core.events import publish
from core.ids import uuid7
from core.tenancy import Acteur


def lock_colis(ids: Iterable[UUID]) -> list[Colis]:
    """The visible cartons among ``ids``, locked in id order (missing ones are simply absent)."""
    return list(
        Colis.objects.select_for_update(of=("self",)).filter(id__in=list(ids)).order_by("id")
    )


def move_colis(
    *,
    acteur: Acteur,
    now: datetime,
    colis_list: Sequence[Colis],
    cause: Cause,
    vers: Etat | None = None,
    survenu_le: datetime | None = None,
    motif: str = "",
    details: Mapping[str, Any] | None = None,
    changes: Mapping[str, Any] | None = None,
    survenus: Mapping[UUID, datetime] | None = None,
    modifies: Collection[str] = (),
    groupe: str = "",
) -> list[EvenementColis]:
    """Move locked cartons by one cause, all or none; ``changes`` are columns that follow.

    ``vers`` picks among a cause's targets (corrections), ``survenus`` gives some cartons their
    own moment, ``modifies`` names columns the caller has set on each carton itself. Two
    statements however many cartons.
    Raises :class:`colis.domain.TransitionInterdite` naming the present state.
    """
    commun = survenu_le or now
    columns = {"statut", "statut_le", "version", *modifies, *(changes or {})}
    evenements = []
    for colis in colis_list:
        de = colis.statut
        survenu = (survenus or {}).get(colis.id, commun)
        cible = next_etat(Etat(de), cause)
        if vers is not None and vers is not cible:
            raise TransitionInterdite(etat=de, cause=f"{cause} → {vers}")
        colis.statut = cible
        colis.statut_le = survenu
        colis.version += 1
        for name, value in (changes or {}).items():
            setattr(colis, name, value)
        evenements.append(
            _evenement(
                acteur, colis, type=cause, de=de, vers=cible, motif=motif, details=details,
                survenu_le=survenu, now=now,
            )
        )  # fmt: skip
    Colis.objects.bulk_update(colis_list, sorted(columns), batch_size=500)
    EvenementColis.objects.bulk_create(evenements, batch_size=500)
    publish_moves(acteur=acteur, now=now, cause=cause, evenements=evenements, groupe=groupe)
    return evenements


def publish_moves(
    *,
    acteur: Acteur,
    now: datetime,
    cause: Cause,
    evenements: Sequence[EvenementColis],
    groupe: str = "",
) -> None:
    """Tell the higher floors which cartons moved."""
    if evenements:
        publish(
            ColisMoved(
                cause=cause,
                mouvements=tuple(
                    Mouvement(evenement_id=e.id, colis_id=e.colis_id, de=e.de, vers=e.vers)
                    for e in evenements
                ),
                acteur_id=acteur.id,
                pays=acteur.pays_audit,
                now=now,
                groupe=groupe,
            )
        )


def record_fait(
    *,
    acteur: Acteur,
    now: datetime,
    colis: Colis,
    fait: str,
    motif: str = "",
    details: Mapping[str, Any] | None = None,
    survenu_le: datetime | None = None,
) -> EvenementColis:
    """Write an event that changes no state, and publish it."""
    evenement = _evenement(
        acteur, colis, type=fait, de=colis.statut, vers=colis.statut, motif=motif,
        details=details, survenu_le=survenu_le or now, now=now,
    )  # fmt: skip
    evenement.save(force_insert=True)
    publish(
        ColisChanged(
            fait=fait,
            colis_id=colis.id,
            pays_origine=colis.pays_origine_id,
            pays_destination=colis.pays_destination_id,
            now=now,
        )
    )
    return evenement


def _evenement(
    acteur: Acteur,
    colis: Colis,
    *,
    type: str,
    de: str,
    vers: str,
    motif: str,
    details: Mapping[str, Any] | None,
    survenu_le: datetime,
    now: datetime,
) -> EvenementColis:
    return EvenementColis(
        id=uuid7(),
        colis=colis,
        type=str(type),
        de=de,
        vers=str(vers),
        motif=motif,
        details=dict(details or {}),
        acteur_id=acteur.id,
        acteur_role=acteur.role or acteur.fonction,
        pays=acteur.pays_audit,
        agence_id=acteur.agence_id,
        survenu_le=survenu_le,
        enregistre_le=now,
    )
