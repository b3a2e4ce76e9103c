"""Prices and rates in force."""

from datetime import datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet

from accounts.policies import Action, require
from colis.models import Tarif, TauxChange
from core.errors import Introuvable
from core.tenancy import Acteur


def find_tarif(
    *,
    pays_origine: str,
    pays_destination: str,
    mode: str,
    categorie: str,
    now: datetime,
    client_id: UUID | None = None,
    vol_id: UUID | None = None,
) -> Tarif | None:
    """The price in force at ``now``: client and flight > client > standard; None if there is none.

    One query, whatever the number of special prices.
    """
    special = Q(client=None, vol_id=None)
    if client_id is not None:
        special |= Q(client_id=client_id, vol_id=None)
        if vol_id is not None:
            special |= Q(client_id=client_id, vol_id=vol_id)
    return (
        Tarif.objects.filter(
            special,
            pays_origine_id=pays_origine,
            pays_destination_id=pays_destination,
            mode=mode,
            categorie=categorie,
            debut_le__lte=now,
        )
        .filter(Q(fin_le=None) | Q(fin_le__gt=now))
        .order_by(
            F("vol_id").desc(nulls_last=True), F("client_id").desc(nulls_last=True), "-debut_le"
        )
        .first()
    )


def find_taux(*, source: str, cible: str, now: datetime) -> TauxChange | None:
    """The latest rate begun by ``now``; None between equal currencies or when none was set."""
    if source == cible:
        return None
    return (
        TauxChange.objects.filter(source=source, cible=cible, debut_le__lte=now)
        .order_by("-debut_le", "-id")
        .first()
    )


def list_tarifs(
    *,
    acteur: Acteur,
    now: datetime,
    pays_destination: str | None = None,
    mode: str | None = None,
    categorie: str | None = None,
    client_id: UUID | None = None,
    en_vigueur: bool | None = None,
) -> QuerySet[Tarif]:
    """The prices both ends of a route may read."""
    require(acteur, Action.READ_TARIF)
    tarifs = Tarif.objects.all()
    given = {
        "pays_destination_id": pays_destination,
        "mode": mode,
        "categorie": categorie,
        "client_id": client_id,
    }
    tarifs = tarifs.filter(**{name: value for name, value in given.items() if value is not None})
    if en_vigueur is None:
        return tarifs
    current = Q(debut_le__lte=now) & (Q(fin_le=None) | Q(fin_le__gt=now))
    return tarifs.filter(current if en_vigueur else ~current)


def get_tarif(*, acteur: Acteur, id: UUID) -> Tarif:
    """One price; :class:`core.errors.Introuvable` outside one's routes."""
    require(acteur, Action.READ_TARIF)
    tarif = Tarif.objects.filter(id=id).first()
    if tarif is None:
        raise Introuvable
    return tarif


def list_taux(*, acteur: Acteur) -> QuerySet[TauxChange]:
    """Every rate ever set."""
    require(acteur, Action.READ_TARIF)
    return TauxChange.objects.all()
