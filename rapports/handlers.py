"""Facts from below become hints to open dashboards. Nothing is written here."""

from uuid import UUID

from accounts.domain.personnes import AccesRetire, VisaChanged
from accounts.models import Pays, User
from colis.domain import Cause, ColisChanged, ColisMoved
from colis.models import Colis
from core.events import on
from distribution.domain.caisse import (
    EncaissementRecorded,
    EncaissementReversed,
    SessionCaisseChanged,
)
from distribution.domain.pointage import PointageClosed, PointageRecorded
from notifications.domain.faits import LigneRevenue, LigneTombee, NotificationChanged
from rapports.diffusion import announce
from vols.domain import FAITS_VOL, FaitVol


@on(ColisMoved)
def announce_moves(event: ColisMoved) -> None:
    """Both ends of the cartons that moved, as far as each may see them.

    One taken in just now is its origin's alone.
    """
    if event.cause is Cause.ENREGISTREMENT:
        announce([event.pays], ["colis", "stock", event.cause])
        return
    ids = [m.colis_id for m in event.mouvements[:500]]
    announce(_ends(ids), ["colis", "stock", event.cause])


@on(ColisChanged)
def announce_change(event: ColisChanged) -> None:
    """A weight, a block, a photo or a payment; hidden from a destination that sees no carton."""
    announce(_ends([event.colis_id]), ["colis", event.fait])


def announce_vol(event: FaitVol) -> None:
    """A flight's life, for the destination once it may see it."""
    announce([event.pays_origine, event.pays_destination if event.visible else ""], ["vols"])


for _fait in FAITS_VOL:
    on(_fait)(announce_vol)


@on(PointageRecorded)
def announce_scans(event: PointageRecorded) -> None:
    """Progress of a check-in, for everyone on the flight."""
    announce([event.pays, event.pays_origine], ["pointage", "vols"])


@on(PointageClosed)
def announce_closing(event: PointageClosed) -> None:
    """A check-in closed: missing cartons are named."""
    announce([event.pays, event.pays_origine], ["pointage", "vols", "colis"])


@on(EncaissementRecorded)
def announce_payment(event: EncaissementRecorded) -> None:
    """Money stays in its country; the carton's due is told by ColisChanged."""
    announce([event.pays], ["encaissements", "caisse", "tableau"])


@on(EncaissementReversed)
def announce_reversal(event: EncaissementReversed) -> None:
    """A reversal moves the same figures back."""
    announce([event.pays], ["encaissements", "caisse", "tableau"])


@on(SessionCaisseChanged)
def announce_session(event: SessionCaisseChanged) -> None:
    """A till opened, counted or signed off."""
    announce([event.pays], ["caisse", "tableau"])


def announce_message(event: NotificationChanged | LigneTombee | LigneRevenue) -> None:
    """A message's status, or a line's, moved."""
    announce([event.pays], ["notifications"])


on(NotificationChanged)(announce_message)
on(LigneTombee)(announce_message)
on(LigneRevenue)(announce_message)


@on(VisaChanged)
def announce_visa(event: VisaChanged) -> None:
    """Something waits for a second person, or was decided."""
    announce([event.pays], ["visas"])


@on(AccesRetire)
def announce_access(event: AccesRetire) -> None:
    """Open sockets of the person's country check again whether they may stay."""
    user = User.objects.filter(id=event.user_id).first()
    here = [user.pays_id] if user and user.pays_id else Pays.objects.values_list("code", flat=True)
    announce([str(code) for code in here], ["utilisateurs"])


def _ends(colis_ids: list[UUID]) -> set[str]:
    pairs = (
        Colis.objects.filter(id__in=colis_ids)
        .values_list("pays_origine_id", "pays_visible")
        .distinct()
    )
    return {code for pair in pairs for code in pair if code}
