"""What the feed shows of cartons, their clients and their prices.

At the origin, a station holds what has not left; at a destination, what is there to hand over.
"""

from collections.abc import Sequence
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from colis.domain import Etat
from colis.models import Client, Colis, Tarif
from colis.schemas.clients import client_out
from colis.schemas.sorties import colis_liste
from colis.schemas.tarifs import tarif_out
from colis.selectors.clients import Contact
from colis.selectors.colis import visible_colis
from core.flux.registry import Lignes, Objet, Portee, each, source

A_L_ORIGINE = (Etat.RECU.value, Etat.GROUPE.value)
EN_STOCK = (Etat.ARRIVE.value, Etat.DISPONIBLE.value)


def station_colis(portee: Portee) -> QuerySet[Colis]:
    """The agency's own cartons; one that belongs to no agency in particular is everybody's."""
    colis = visible_colis().defer("tarif_fige", "trame_balance", "blocage_motif")
    if portee.cote == "origine":
        here = Q(agence_origine_id=portee.id) | Q(agence_origine_id=None)
        return colis.filter(here, pays_origine_id=portee.pays, statut__in=A_L_ORIGINE)
    here = Q(emplacement=None) | Q(emplacement__agence_id=portee.id)
    return colis.filter(here, pays_visible=portee.pays, statut__in=EN_STOCK)


def vol_colis(portee: Portee) -> QuerySet[Colis]:
    """What a flight carries: its expected list."""
    colis = visible_colis().defer("tarif_fige", "trame_balance", "blocage_motif")
    return colis.filter(vol_id=portee.id)


def station_tarifs(portee: Portee) -> QuerySet[Tarif]:
    """Prices in force or to come; they lapse at ``fin_le`` without being told."""
    side = "pays_origine_id" if portee.cote == "origine" else "pays_destination_id"
    current = Q(fin_le=None) | Q(fin_le__gt=portee.now)
    return Tarif.objects.filter(current, **{side: portee.pays})


class ClientsStation:
    """The clients of the station's cartons; the origin knows the contact only (narrow path)."""

    def page(self, portee: Portee, *, apres: UUID | None, limite: int) -> list[Objet]:
        ids = self._ids(portee)
        if apres is not None:
            ids = ids.filter(client_id__gt=apres)
        return self._read(portee, list(ids.order_by("client_id")[:limite]))

    def load(self, portee: Portee, *, ids: Sequence[UUID]) -> list[Objet]:
        return self._read(portee, list(self._ids(portee).filter(client_id__in=ids)))

    def _ids(self, portee: Portee) -> QuerySet[Colis, UUID]:
        colis = station_colis(portee).select_related(None).defer(None)
        return colis.order_by().values_list("client_id", flat=True).distinct()

    def _read(self, portee: Portee, ids: list[UUID]) -> list[Objet]:
        if not ids:
            return []
        if portee.cote == "origine" and portee.acteur.pays is not None:
            found: list[Client | Contact] = list(_contacts(ids))
        else:
            found = list(Client.objects.filter(id__in=ids).order_by("id"))
        return [(client.id, client_out(client)) for client in found]


def _contacts(ids: list[UUID]) -> list[Contact]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.id, c.nom, c.telephone, c.pays, c.langue FROM unnest(%s::uuid[]) AS i,"
            " LATERAL client_contact(i) c ORDER BY c.id",
            [ids],
        )
        return [Contact(*row) for row in cursor.fetchall()]


source("station", "tarif", Lignes(station_tarifs, each(tarif_out)))
source("station", "client", ClientsStation())
source("station", "colis", Lignes(station_colis, each(colis_liste)))
source("vol", "colis", Lignes(vol_colis, each(colis_liste)))
