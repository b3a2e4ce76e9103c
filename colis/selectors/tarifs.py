"""Prices and rates in force."""

from datetime import datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet

from accounts.policies import Action, require
from colis.models import Tarif, TauxChange
from core.errors import Introuvable
from core.lot import in_lot, once
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

    One query, whatever the number of special prices; in a batch, one a route for all those who
    have no special price.
    """
    route = (pays_origine, pays_destination, mode, categorie)
    if in_lot() and (
        client_id is None
        or client_id not in once(("tarif", *route, now, "clients"), lambda: _specials(route, now))
    ):
        return once(("tarif", *route, now), lambda: _find(route, now, None, None))
    return _find(route, now, client_id, vol_id)


Route = tuple[str, str, str, str]


def _in_force(route: Route, now: datetime) -> QuerySet[Tarif]:
    return Tarif.objects.filter(
        Q(fin_le=None) | Q(fin_le__gt=now),
        pays_origine_id=route[0],
        pays_destination_id=route[1],
        mode=route[2],
        categorie=route[3],
        debut_le__lte=now,
    )


def _specials(route: Route, now: datetime) -> frozenset[UUID | None]:
    clients = _in_force(route, now).filter(client_id__isnull=False)
    return frozenset(clients.values_list("client_id", flat=True).distinct())


def _find(route: Route, now: datetime, client_id: UUID | None, vol_id: UUID | None) -> Tarif | None:
    special = Q(client=None, vol_id=None)
    if client_id is not None:
        special |= Q(client_id=client_id, vol_id=None)
        if vol_id is not None:
            special |= Q(client_id=client_id, vol_id=vol_id)
    return (
        _in_force(route, now)
        .filter(special)
        .order_by(
            F("vol_id").desc(nulls_last=True), F("client_id").desc(nulls_last=True), "-debut_le"
        )
        .first()
    )


def find_taux(*, source: str, cible: str, now: datetime) -> TauxChange | None:
    """The latest rate begun by ``now``; None between equal currencies or when none was set."""
    if source == cible:
        return None
    found = TauxChange.objects.filter(source=source, cible=cible, debut_le__lte=now)
    return once(("taux", source, cible, now), found.order_by("-debut_le", "-id").first)


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
