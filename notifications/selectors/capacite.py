"""What grouping saves, counted on the rows themselves."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count

from notifications.domain import URGENTES, Etape
from notifications.models import MessageDu


@dataclass(frozen=True, kw_only=True)
class Economie:
    """One step: what was owed carton by carton, and the messages that tell it."""

    etape: Etape
    dus: int
    messages: int


def grouping_savings() -> list[Economie]:
    """Every owed message against the groups that tell them; in the order of a carton's life.

    A group is one client, one step and one shipment or flight, as `services/regroupement.py`
    makes it; latecomers' second lots are not counted. Codes, alerts and reports are left out:
    nothing of theirs could be grouped.
    """
    dus: Counter[str] = Counter()
    messages: Counter[str] = Counter()
    etapes = frozenset(Etape) - URGENTES - {Etape.RAPPORT}
    groupes = MessageDu.objects.filter(etape__in=etapes).values(
        "pays_id", "client_id", "telephone", "etape", "groupe"
    )
    vus: set[tuple[str, str, str, str]] = set()
    for groupe in groupes.annotate(nombre=Count("id")):
        etape = groupe["etape"]
        dus[etape] += groupe["nombre"]
        qui = str(groupe["client_id"] or groupe["telephone"])
        vus.add((groupe["pays_id"], qui, etape, groupe["groupe"]))
    for _pays, _qui, etape, _groupe in vus:
        messages[etape] += 1
    return [
        Economie(etape=etape, dus=dus[etape], messages=messages[etape])
        for etape in Etape
        if dus[etape]
    ]
