"""What a day's report does not hold yet: still on devices, or waiting for a second person."""

from uuid import UUID

from django.db.models import Count, F, QuerySet, Sum

from accounts.models import Appareil
from accounts.selectors.appareils import compare_bilans
from core.models import Operation
from core.money import format_argent
from core.operations.libelles import label_type
from core.operations.selectors import pending_money

LIGNES = 50
LOT = 100
"""Devices compared at once: a country's are not all read when the first ones fill the lines."""


def unsynchronised(*, pays: str, devise: str, agent_id: UUID | None) -> tuple[str, ...]:
    """One line per device behind or that counts otherwise, one for what is not settled.

    Empty when all is in.

    Under the reader's rows; ``agent_id`` narrows to one person's day.
    """
    tous = Appareil.objects.select_related("user").filter(pays=pays, perdu_le__isnull=True)
    operations = pending_money(Operation.objects.filter(pays=pays))
    if agent_id is not None:
        tous = tous.filter(user_id=agent_id)
        operations = operations.filter(acteur_id=agent_id)
    tous = tous.order_by("user__nom", "id")
    behind = tous.filter(seq_contigue__lt=F("seq_declaree"))[:LIGNES]
    lines = [_device_line(row, devise) for row in behind]
    lines += _difference_lines(tous.filter(bilan__isnull=False), devise)
    found = operations.aggregate(nombre=Count("id"), especes=Sum("especes"))
    if found["nombre"]:
        lines.append(
            f"PROVISOIRE : {found['nombre']} opération(s) d'argent à régler"
            f" ({format_argent(found['especes'] or 0, devise)} en espèces)"
        )
    return tuple(lines)


def _difference_lines(appareils: QuerySet[Appareil], devise: str) -> list[str]:
    """All came, and yet the device says it took something else."""
    lines: list[str] = []
    debut, rows = 0, list(appareils[:LOT])
    while rows and len(lines) < LIGNES:
        ecarts = compare_bilans(rows)
        lines += [
            f"ÉCART : {row.user.nom}, appareil {row.nom or 'sans nom'},"
            f" {label_type(ecart.type, 'fr')} : {ecart.declare.nombre} déclarée(s)"
            f" ({format_argent(ecart.declare.especes, devise)} en espèces),"
            f" {ecart.recu.nombre} reçue(s) ({format_argent(ecart.recu.especes, devise)})"
            for row in rows
            for ecart in ecarts[row.id]
        ]
        debut += LOT
        rows = list(appareils[debut : debut + LOT])
    return lines[:LIGNES]


def _device_line(row: Appareil, devise: str) -> str:
    manque = row.seq_declaree - row.seq_contigue
    especes = row.especes_en_attente or 0
    declared = f", {format_argent(especes, devise)} déclarés" if especes else ""
    nom = row.nom or "sans nom"
    return f"PROVISOIRE : {manque} saisie(s) de {row.user.nom} sur l'appareil {nom}{declared}"
