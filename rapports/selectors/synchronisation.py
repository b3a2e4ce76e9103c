"""What a day's report does not hold yet: still on devices, or waiting for a second person."""

from uuid import UUID

from django.db.models import Count, F, Sum

from accounts.models import Appareil
from core.models import Operation
from core.money import format_argent
from core.operations.selectors import pending_money


def unsynchronised(*, pays: str, devise: str, agent_id: UUID | None) -> tuple[str, ...]:
    """One line per device behind and one for what is not settled; empty when all is in.

    Under the reader's rows; ``agent_id`` narrows to one person's day.
    """
    appareils = Appareil.objects.select_related("user").filter(
        pays=pays, perdu_le__isnull=True, seq_contigue__lt=F("seq_declaree")
    )
    operations = pending_money(Operation.objects.filter(pays=pays))
    if agent_id is not None:
        appareils = appareils.filter(user_id=agent_id)
        operations = operations.filter(acteur_id=agent_id)
    lines = [_device_line(row, devise) for row in appareils.order_by("user__nom", "id")[:50]]
    found = operations.aggregate(nombre=Count("id"), especes=Sum("especes"))
    if found["nombre"]:
        lines.append(
            f"PROVISOIRE : {found['nombre']} opération(s) d'argent à régler"
            f" ({format_argent(found['especes'] or 0, devise)} en espèces)"
        )
    return tuple(lines)


def _device_line(row: Appareil, devise: str) -> str:
    manque = row.seq_declaree - row.seq_contigue
    especes = row.especes_en_attente or 0
    declared = f", {format_argent(especes, devise)} déclarés" if especes else ""
    nom = row.nom or "sans nom"
    return f"PROVISOIRE : {manque} saisie(s) de {row.user.nom} sur l'appareil {nom}{declared}"
