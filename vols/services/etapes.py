"""What every act on a flight shares: lock it, pass it to its next state, leave the trace."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from accounts.policies import Action
from audit.services import record
from colis.models import Colis
from colis.services.prix import mesures_of
from colis.tarification import compute_volume_mm3
from core.errors import Introuvable
from core.ids import uuid7
from core.money import divide_up
from core.tenancy import Acteur
from vols.domain import ActeVol, FaitVol, next_etat_vol
from vols.models import EvenementVol, LigneManifeste, Vol

F = TypeVar("F", bound=FaitVol)


def lock_vol(vol_id: UUID) -> Vol:
    """A visible flight, locked before its cartons; :class:`Introuvable` otherwise."""
    vol = (
        Vol.objects.select_for_update(of=("self",), no_key=True)
        .select_related("aeroport_depart", "aeroport_arrivee", "pays_origine", "pays_destination")
        .filter(id=vol_id)
        .first()
    )
    if vol is None:
        raise Introuvable
    return vol


def active_colis_ids(vol: Vol) -> list[UUID]:
    """The cartons a flight carries now."""
    return list(
        LigneManifeste.objects.filter(vol_id=vol.id, retire_le__isnull=True).values_list(
            "colis_id", flat=True
        )
    )


def pass_vol(vol: Vol, acte: ActeVol, **columns: Any) -> str:
    """Move a LOCKED flight by one act and save the columns that follow; returns the state left.

    Raises :class:`vols.domain.VolTransitionInterdite` naming the present state.
    """
    de = vol.statut
    vol.statut = next_etat_vol(de, acte)
    for name, value in columns.items():
        setattr(vol, name, value)
    vol.version += 1
    vol.save(update_fields=["statut", "version", *columns])
    return de


def record_etape(
    *,
    acteur: Acteur,
    now: datetime,
    vol: Vol,
    acte: ActeVol,
    action: Action,
    de: str,
    motif: str = "",
    details: Mapping[str, Any] | None = None,
    avant: Mapping[str, object] | None = None,
    survenu_le: datetime | None = None,
) -> None:
    """The flight's own event, stamped with the place's zone, and its audit row."""
    EvenementVol(
        id=uuid7(),
        vol=vol,
        type=acte.value,
        de=de,
        vers=vol.statut,
        motif=motif,
        details=dict(details or {}),
        fuseau=place_zone(vol, acte),
        acteur_id=acteur.id,
        acteur_role=acteur.role or acteur.fonction,
        pays=acteur.pays_audit,
        survenu_le=survenu_le or now,
        enregistre_le=now,
    ).save(force_insert=True)
    apres = {"statut": str(vol.statut), **(details or {})}
    record(
        acteur=acteur,
        now=now,
        action=action,
        sujet_type="vol",
        sujet_id=vol.id,
        avant=avant if avant is not None else {"statut": str(de)},
        apres=apres,
        motif=motif,
        survenu_le=survenu_le,
    )


_A_DESTINATION = frozenset(
    {ActeVol.ARRIVEE, ActeVol.DOUANE, ActeVol.SCAN, ActeVol.CLOTURE_POINTAGE}
)


def place_zone(vol: Vol, acte: ActeVol) -> str:
    """The IANA zone of where the act happens: the airport's, else the country's."""
    if acte in _A_DESTINATION:
        return (vol.aeroport_arrivee or vol.pays_destination).fuseau
    return (vol.aeroport_depart or vol.pays_origine).fuseau


def make_fait(kind: type[F], *, acteur: Acteur, now: datetime, vol: Vol, **values: Any) -> F:
    """A fact about this flight, for :func:`core.events.publish`."""
    return kind(
        vol_id=vol.id,
        pays_origine=vol.pays_origine_id,
        pays_destination=vol.pays_destination_id,
        visible=vol.visible_destination,
        acteur_id=acteur.id,
        now=now,
        **values,
    )


def retire_lignes(*, acteur: Acteur, now: datetime, vol: Vol, colis_ids: Iterable[UUID]) -> None:
    """Take cartons off a LOCKED flight; the lines stay with the moment."""
    LigneManifeste.objects.filter(
        vol_id=vol.id, colis_id__in=list(colis_ids), retire_le__isnull=True
    ).update(retire_le=now, retire_par=acteur.id)


def volume_of(colis: Colis) -> int | None:
    """A carton's volume in cm³, rounded up as for its price; None when nobody measured it."""
    volume_mm3 = compute_volume_mm3(mesures_of(colis))
    return None if volume_mm3 is None else divide_up(volume_mm3, 1000)
