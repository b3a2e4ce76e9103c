"""Departed, arrived, in customs, checked in: the flight and its cartons move together."""

from datetime import datetime
from uuid import UUID

from accounts.policies import Action, require
from colis.domain import Cause, clamp_survenu
from colis.services.mouvement import lock_colis, move_colis
from core.events import publish
from core.tenancy import Acteur
from vols.domain import (
    ActeVol,
    EtatVol,
    PointageVolClosed,
    VolArrived,
    VolDeparted,
    VolInCustoms,
    next_etat_vol,
)
from vols.models import Vol
from vols.selectors import find_vol
from vols.services.etapes import active_colis_ids, lock_vol, make_fait, pass_vol, record_etape


def depart_vol(
    *, acteur: Acteur, now: datetime, vol_id: UUID, survenu_le: datetime | None = None
) -> Vol:
    """A closed flight leaves: every carton on it becomes ``expedie`` in this transaction."""
    require(acteur, Action.DEPART_VOL)
    vol = lock_vol(vol_id)
    moment = clamp_survenu(survenu_le, now=now, contact_le=vol.cloture_le)
    de = pass_vol(vol, ActeVol.DEPART, parti_le=moment)
    _leave(acteur=acteur, now=now, vol=vol, de=de, moment=moment)
    return find_vol(vol_id)


def arrive_vol(
    *, acteur: Acteur, now: datetime, vol_id: UUID, survenu_le: datetime | None = None
) -> Vol:
    """The flight is at its destination; a departure nobody recorded is presumed first."""
    require(acteur, Action.ARRIVE_VOL)
    vol = lock_vol(vol_id)
    land_vol(acteur=acteur, now=now, vol=vol, survenu_le=survenu_le)
    return find_vol(vol_id)


def land_vol(
    *, acteur: Acteur, now: datetime, vol: Vol, survenu_le: datetime | None = None
) -> None:
    """Mark a LOCKED ``cloture`` or ``parti`` flight arrived (announced, or at its first scan)."""
    next_etat_vol(vol.statut, ActeVol.ARRIVEE)
    moment = clamp_survenu(survenu_le, now=now, contact_le=vol.parti_le or vol.cloture_le)
    if vol.statut == EtatVol.CLOTURE:
        presumed = min(vol.depart_prevu_le or moment, moment)
        left = clamp_survenu(presumed, now=moment, contact_le=vol.cloture_le)
        de = pass_vol(vol, ActeVol.DEPART, parti_le=left, depart_presume=True)
        _leave(acteur=acteur, now=now, vol=vol, de=de, moment=left)
    de = pass_vol(vol, ActeVol.ARRIVEE, arrive_le=moment)
    record_etape(
        acteur=acteur, now=now, vol=vol, acte=ActeVol.ARRIVEE, action=Action.ARRIVE_VOL, de=de,
        survenu_le=moment,
    )  # fmt: skip
    publish(make_fait(VolArrived, acteur=acteur, now=now, vol=vol))


def pass_customs(*, acteur: Acteur, now: datetime, vol_id: UUID) -> Vol:
    """Customs hold the flight; check-in may go on."""
    require(acteur, Action.CUSTOMS_VOL)
    vol = lock_vol(vol_id)
    de = pass_vol(vol, ActeVol.DOUANE, en_douane_le=now)
    record_etape(
        acteur=acteur, now=now, vol=vol, acte=ActeVol.DOUANE, action=Action.CUSTOMS_VOL, de=de
    )
    publish(make_fait(VolInCustoms, acteur=acteur, now=now, vol=vol))
    return find_vol(vol_id)


def settle_pointage(*, acteur: Acteur, now: datetime, vol: Vol, manquants: int) -> None:
    """Mark a LOCKED flight ``pointe``; ``distribution`` has settled its cartons."""
    de = pass_vol(vol, ActeVol.CLOTURE_POINTAGE, pointe_le=now)
    record_etape(
        acteur=acteur, now=now, vol=vol, acte=ActeVol.CLOTURE_POINTAGE,
        action=Action.CLOSE_POINTAGE, de=de, details={"manquants": manquants},
    )  # fmt: skip
    publish(make_fait(PointageVolClosed, acteur=acteur, now=now, vol=vol))


def _leave(*, acteur: Acteur, now: datetime, vol: Vol, de: str, moment: datetime) -> None:
    colis_list = lock_colis(active_colis_ids(vol))
    move_colis(
        acteur=acteur,
        now=now,
        colis_list=colis_list,
        cause=Cause.DEPART,
        survenu_le=moment,
        details={"vol_id": str(vol.id), "numero": vol.numero, "presume": vol.depart_presume},
        groupe=str(vol.id),
    )
    record_etape(
        acteur=acteur, now=now, vol=vol, acte=ActeVol.DEPART, action=Action.DEPART_VOL, de=de,
        details={"colis": len(colis_list), "presume": vol.depart_presume}, survenu_le=moment,
    )  # fmt: skip
    publish(make_fait(VolDeparted, acteur=acteur, now=now, vol=vol, presume=vol.depart_presume))
