"""Load cartons on an open flight, take them off."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from accounts.policies import Action, require
from audit.services import record
from colis.domain import Cause, CodeAmbigu, ColisBloque, Etat, next_etat
from colis.models import Colis
from colis.selectors.reglages import survenu_of
from colis.services.mouvement import lock_colis, move_colis
from core.errors import BusinessError, Introuvable
from core.events import publish
from core.ids import uuid7
from core.tenancy import Acteur
from vols.domain import (
    ActeVol,
    CodeInconnu,
    DejaCharge,
    PaysIncompatible,
    VolLoaded,
    VolUnloaded,
    next_etat_vol,
)
from vols.models import LigneManifeste, Vol
from vols.selectors import find_by_saisies
from vols.services.etapes import lock_vol, make_fait, retire_lignes


@dataclass(frozen=True)
class Chargement:
    """What became of one scanned text: a carton on board, or why not.

    ``deja_ici`` tells a second scan of the same carton from one loaded elsewhere.
    """

    code: str
    colis: Colis | None = None
    refus: BusinessError | None = None
    deja_ici: bool = False
    avertissements: tuple[str, ...] = ()


def load_colis(
    *,
    acteur: Acteur,
    now: datetime,
    vol_id: UUID,
    codes: Sequence[str],
    survenu_le: datetime | None = None,
) -> list[Chargement]:
    """Load what the texts name, one result per text in order; the queries do not grow with them.

    A text may be a code, a tracking address, the end of a code or a courier's number. Refuses the
    whole act only when the flight is not open (:class:`vols.domain.VolTransitionInterdite`).
    """
    require(acteur, Action.LOAD_VOL)
    vol = lock_vol(vol_id)
    next_etat_vol(vol.statut, ActeVol.CHARGEMENT)
    found = find_by_saisies(codes)
    locked = {c.id: c for c in lock_colis({i for ids in found.values() for i in ids})}
    autres = _names_of({c.vol_id for c in locked.values() if c.vol_id})
    results: list[Chargement] = []
    taken: dict[UUID, Colis] = {}
    for code in codes:
        result = _judge(vol, code, [locked[i] for i in found[code] if i in locked], taken, autres)
        if result.colis is not None and result.refus is None:
            taken[result.colis.id] = result.colis
        results.append(result)
    if taken:
        _board(acteur, now, vol, list(taken.values()), survenu_le)
    return results


def load_registered(
    *, acteur: Acteur, now: datetime, vol_id: UUID, colis_id: UUID
) -> Chargement | None:
    """Put a carton just taken in on the station's current flight.

    A wrong country is refused like the intake it came with; a carton on hold, or a flight closed
    meanwhile, leaves the carton ``recu``: what was taken in is never lost for that. None then.
    """
    vol = lock_vol(vol_id)
    colis = lock_colis([colis_id])[0]
    if vol.pays_destination_id != colis.pays_destination_id:
        raise PaysIncompatible(
            pays_colis=colis.pays_destination_id, pays_vol=vol.pays_destination_id
        )
    if colis.blocage or vol.statut not in ("ouvert",):
        return None
    return load_colis(acteur=acteur, now=now, vol_id=vol_id, codes=[colis.code_suivi])[0]


def unload_colis(
    *,
    acteur: Acteur,
    now: datetime,
    vol_id: UUID,
    colis_id: UUID,
    survenu_le: datetime | None = None,
) -> Colis:
    """Take one carton off an open flight; :class:`Introuvable` when it is not on it."""
    require(acteur, Action.UNLOAD_VOL)
    vol = lock_vol(vol_id)
    next_etat_vol(vol.statut, ActeVol.DECHARGEMENT)
    locked = lock_colis([colis_id])
    lines = LigneManifeste.objects.filter(vol_id=vol.id, colis_id=colis_id, retire_le__isnull=True)
    if not locked or not lines.exists():
        raise Introuvable
    moment = survenu_of(acteur, survenu_le, now)
    take_off(acteur=acteur, now=now, vol=vol, colis_list=locked, survenu_le=moment)
    record(
        acteur=acteur, now=now, action=Action.UNLOAD_VOL, sujet_type="vol", sujet_id=vol.id,
        apres={"colis": [str(colis_id)]}, survenu_le=moment,
    )  # fmt: skip
    return locked[0]


def keep_unloading(
    *,
    acteur: Acteur,
    now: datetime,
    vol_id: UUID,
    colis_id: UUID,
    survenu_le: datetime | None = None,
) -> tuple[Colis, bool]:
    """An unloading that already happened, told by a device's log: the carton, and whether this took
    it off. False when somebody else had, or the flight was cancelled: first write wins.
    """
    require(acteur, Action.UNLOAD_VOL)
    lock_vol(vol_id)
    lines = LigneManifeste.objects.filter(vol_id=vol_id, colis_id=colis_id)
    retires = set(lines.values_list("retire_le", flat=True))
    if retires and None not in retires:
        return Colis.objects.get(id=colis_id), False
    colis = unload_colis(
        acteur=acteur, now=now, vol_id=vol_id, colis_id=colis_id, survenu_le=survenu_le
    )
    return colis, True


def take_off(
    *,
    acteur: Acteur,
    now: datetime,
    vol: Vol,
    colis_list: Sequence[Colis],
    survenu_le: datetime | None = None,
    motif: str = "",
) -> None:
    """Bring LOCKED cartons of a LOCKED flight back to ``recu`` (unloading, cancelling)."""
    ids = [colis.id for colis in colis_list]
    retire_lignes(acteur=acteur, now=now, vol=vol, colis_ids=ids)
    move_colis(
        acteur=acteur,
        now=now,
        colis_list=colis_list,
        cause=Cause.DECHARGEMENT,
        survenu_le=survenu_le,
        motif=motif,
        details={"vol_id": str(vol.id), "numero": vol.numero},
        changes={"vol_id": None},
        groupe=str(vol.id),
    )
    publish(make_fait(VolUnloaded, acteur=acteur, now=now, vol=vol, colis_ids=tuple(ids)))


def _judge(
    vol: Vol,
    code: str,
    candidates: Sequence[Colis],
    taken: Mapping[UUID, Colis],
    autres: Mapping[UUID, str],
) -> Chargement:
    """One text's result; among several cartons, the only one that could be loaded is meant."""
    if len(candidates) > 1:
        candidates = [
            c for c in candidates if _refusal(vol, c, taken, autres) is None
        ] or candidates
    if not candidates:
        return Chargement(code, refus=CodeInconnu())
    if len(candidates) > 1:
        return Chargement(code, refus=CodeAmbigu(saisie=code, nombre=len(candidates)))
    colis = candidates[0]
    warnings = () if colis.mode == vol.mode else ("mode_different",)
    return Chargement(
        code,
        colis=colis,
        refus=_refusal(vol, colis, taken, autres),
        deja_ici=colis.id in taken or colis.vol_id == vol.id,
        avertissements=warnings,
    )


def _refusal(
    vol: Vol, colis: Colis, taken: Mapping[UUID, Colis], autres: Mapping[UUID, str]
) -> BusinessError | None:
    if colis.pays_destination_id != vol.pays_destination_id:
        return PaysIncompatible(
            pays_colis=colis.pays_destination_id, pays_vol=vol.pays_destination_id
        )
    if colis.id in taken or colis.statut == Etat.GROUPE:
        return DejaCharge(vol=autres.get(colis.vol_id or vol.id, vol.numero) or "sans numéro")
    try:
        next_etat(Etat(colis.statut), Cause.CHARGEMENT)
    except BusinessError as refusal:
        return refusal
    if colis.blocage:
        return ColisBloque(blocage=colis.blocage, motif=colis.blocage_motif)
    return None


def _names_of(vol_ids: set[UUID]) -> dict[UUID, str]:
    if not vol_ids:
        return {}
    return dict(Vol.objects.filter(id__in=vol_ids).values_list("id", "numero"))


def _board(
    acteur: Acteur, now: datetime, vol: Vol, colis_list: list[Colis], survenu_le: datetime | None
) -> None:
    moment = survenu_of(acteur, survenu_le, now)
    LigneManifeste.objects.bulk_create(
        [
            LigneManifeste(
                id=uuid7(), vol_id=vol.id, colis_id=colis.id, charge_par=acteur.id, charge_le=moment
            )
            for colis in colis_list
        ]
    )
    move_colis(
        acteur=acteur,
        now=now,
        colis_list=colis_list,
        cause=Cause.CHARGEMENT,
        survenu_le=moment,
        details={"vol_id": str(vol.id), "numero": vol.numero},
        changes={"vol_id": vol.id},
        groupe=str(vol.id),
    )
    ids = tuple(colis.id for colis in colis_list)
    record(
        acteur=acteur, now=now, action=Action.LOAD_VOL, sujet_type="vol", sujet_id=vol.id,
        apres={"colis": [str(i) for i in ids]}, survenu_le=moment,
    )  # fmt: skip
    publish(make_fait(VolLoaded, acteur=acteur, now=now, vol=vol, colis_ids=ids))
