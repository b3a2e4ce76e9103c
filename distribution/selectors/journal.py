"""Sums of the journal that services need under lock; every balance is one of these."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Sum

from distribution.models import LigneEcriture, SessionCaisse

MOYENS_EN_CAISSE = ("caisse", "a_rapprocher")


def advances_by_colis(colis_ids: Collection[UUID]) -> dict[UUID, int]:
    """What was paid at the destination before arrival and not yet matched, by carton."""
    return _by_colis(colis_ids, credit=True, compte__type="avoirs_clients")


def origin_rabais_by_colis(colis_ids: Collection[UUID]) -> dict[UUID, int]:
    """Discounts granted in China and booked at arrival, by carton."""
    return _by_colis(
        colis_ids,
        compte__type="rabais",
        ecriture__type__in=["facturation", "facturation_annulee"],
    )


def _by_colis(
    colis_ids: Collection[UUID], *, credit: bool = False, **filters: object
) -> dict[UUID, int]:
    if not colis_ids:
        return {}
    rows = (
        LigneEcriture.objects.filter(colis_id__in=colis_ids, **filters)
        .values_list("colis_id")
        .annotate(total=Sum("montant"))
    )
    return {colis: -total if credit else total for colis, total in rows if colis is not None}


def till_balance(caisse_id: UUID) -> int:
    """The cash a till should hold: a sum of the journal, never a stored counter."""
    return _sum(compte__type="caisse", compte__caisse_id=caisse_id)


def client_credit(client_id: UUID, pays: str) -> int:
    """A client's free credit in one country (avoir), in its currency; advances are not in it."""
    return -_sum(
        compte__type="avoirs_clients", pays_id=pays, client_id=client_id, colis__isnull=True
    )


def expected_by_moyen(session: SessionCaisse) -> dict[str, int]:
    """What a session should hold by method: its till's cash, and the references it took."""
    rows = (
        LigneEcriture.objects.filter(ecriture__session=session, compte__type="a_rapprocher")
        .values_list("compte__moyen")
        .annotate(total=Sum("montant"))
    )
    return {"especes": till_balance(session.caisse_id), **dict(rows)}


def is_late(caissier_id: UUID, survenu_le: datetime) -> bool:
    """Whether the cashier counted a session after this fact happened: it belongs to that one."""
    return SessionCaisse.objects.filter(caissier_id=caissier_id, comptee_le__gt=survenu_le).exists()


def _sum(**filters: object) -> int:
    total = LigneEcriture.objects.filter(**filters).aggregate(total=Sum("montant"))["total"]
    return int(total or 0)
