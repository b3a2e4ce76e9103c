"""Reminders: a carton that waits is recalled to its client, a few days apart, never pestering.

At most one reminder per client in 20 h, for all their cartons together; each carton's rank of
reminder is owed once, whatever runs twice.
"""

from collections import defaultdict
from datetime import datetime, timedelta
from uuid import NAMESPACE_OID, UUID, uuid5

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import Pays
from accounts.selectors.reglages import get_reglages
from colis.domain import Etat
from colis.models import Colis
from core.tenancy import transverse
from core.verrous import lock_name
from notifications.domain import Etape
from notifications.models import MessageDu
from notifications.services.dus import Du, record_dus

ENTRE_RAPPELS = timedelta(hours=20)
LOT = 2_000


def remind(*, now: datetime) -> int:
    """Owe the reminders of the day in every country; returns how many cartons they tell."""
    with transverse():
        lock_name("notifications.rappels")
        return sum(_of_country(pays, now) for pays in Pays.objects.filter(origine=False))


def _of_country(pays: Pays, now: datetime) -> int:
    paliers = sorted(set(get_reglages(pays.code, now).rappel_jours))
    if not paliers:
        return 0
    dus = [
        (colis, rang)
        for rang in range(1, len(paliers) + 1)
        for colis in _untold(pays, paliers, rang, now)
    ]
    deja = _told({_fact(colis, rang) for colis, rang in dus})
    recents = _recently(pays.code, {colis.client_id for colis, _ in dus}, now)
    par_client: dict[UUID, list[tuple[Colis, int]]] = defaultdict(list)
    for colis, rang in dus:
        if _fact(colis, rang) not in deja and colis.client_id not in recents:
            par_client[colis.client_id].append((colis, rang))
    return record_dus(
        now=now,
        dus=[
            Du(
                evenement_id=_fact(colis, rang),
                etape=Etape.RAPPEL,
                pays=pays.code,
                telephone=colis.destinataire_telephone,
                groupe=f"rappel:{now:%Y-%m-%dT%H}",
                client_id=client_id,
                colis_id=colis.id,
                variables={"etat": colis.statut},
            )
            for client_id, suite in par_client.items()
            for colis, rang in suite
        ],
    )


def _untold(pays: Pays, paliers: list[int], rang: int, now: datetime) -> QuerySet[Colis]:
    """Cartons come to this reminder (1 = first) and not told of it, the oldest first.

    A late sweep piles none up: a carton that has come to the next one is of the next one. Those
    told already are left out by the database, or they would keep the newer ones waiting.
    """
    palier = timedelta(days=paliers[rang - 1])
    attendent = Colis.objects.filter(
        pays_destination_id=pays.code,
        pays_visible=pays.code,
        statut=Etat.DISPONIBLE,
        statut_le__lte=now - palier,
        blocage="",
    )
    if rang < len(paliers):
        attendent = attendent.filter(statut_le__gt=now - timedelta(days=paliers[rang]))
    dit = MessageDu.objects.filter(
        colis_id=OuterRef("id"), etape=Etape.RAPPEL, cree_le__gte=OuterRef("statut_le") + palier
    )
    return attendent.filter(~Exists(dit)).order_by("statut_le", "id")[:LOT]


def _fact(colis: Colis, rang: int) -> UUID:
    """One fact per stay and rank: a carton put back in stock later is recalled anew."""
    return uuid5(NAMESPACE_OID, f"{colis.id}|{colis.statut_le.isoformat()}|rappel|{rang}")


def _told(faits: set[UUID]) -> set[UUID]:
    return set(
        MessageDu.objects.filter(evenement_id__in=faits, etape=Etape.RAPPEL).values_list(
            "evenement_id", flat=True
        )
    )


def _recently(pays: str, clients: set[UUID], now: datetime) -> set[UUID | None]:
    """Clients reminded less than 20 h ago."""
    recents = MessageDu.objects.filter(
        Q(client_id__in=clients),
        pays_id=pays,
        etape=Etape.RAPPEL,
        cree_le__gt=now - ENTRE_RAPPELS,
    )
    return set(recents.values_list("client_id", flat=True))
