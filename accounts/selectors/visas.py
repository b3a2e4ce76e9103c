"""Reads of concessions, visas and notices; sums by actor; the posts an act was made at."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from accounts.domain.jours import day_bounds, local_day
from accounts.models import Appareil, Avis, Concession, Pays, Visa
from accounts.policies import Action, require
from audit.models import Entree
from core.tenancy import Acteur

PARTAGE = timedelta(hours=24)
"""An account seen this lately on the act's post shares it, whatever it signs from."""


def list_visas(
    acteur: Acteur,
    *,
    statut: str | None = None,
    genre: str | None = None,
    pays: str | None = None,
    auteur_id: UUID | None = None,
) -> QuerySet[Visa]:
    """The visas of one's country, or of all of them for direction."""
    require(acteur, Action.READ_VISA)
    visas = Visa.objects.select_related("concession")
    filters = {
        "statut": statut,
        "concession__genre": genre,
        "pays_id": pays,
        "auteur_id": auteur_id,
    }
    return visas.filter(**{name: value for name, value in filters.items() if value is not None})


def list_concessions(
    acteur: Acteur,
    *,
    debut: datetime | None = None,
    fin: datetime | None = None,
    genre: str | None = None,
    pays: str | None = None,
    acteur_id: UUID | None = None,
) -> QuerySet[Concession]:
    """Everything given up in [debut, fin), with its visa when it needed one."""
    require(acteur, Action.READ_VISA)
    filters: dict[str, Any] = {
        "enregistre_le__gte": debut,
        "enregistre_le__lt": fin,
        "genre": genre,
        "pays_id": pays,
        "acteur_id": acteur_id,
    }
    rows = Concession.objects.select_related("visa")
    return rows.filter(**{name: value for name, value in filters.items() if value is not None})


def sum_concessions(rows: QuerySet[Concession]) -> list[dict[str, Any]]:
    """One line per country, actor, kind and currency: how many, how much, how much unsigned."""
    attente = Q(visa__statut="en_attente")
    lines = (
        rows.order_by()
        .values("pays_id", "acteur_id", "acteur_nom", "acteur_role", "genre", "devise")
        .annotate(
            nombre=Count("id"),
            total=Sum("montant"),
            en_attente=Count("id", filter=attente),
            montant_en_attente=Sum("montant", filter=attente, default=0),
            refuses=Count("id", filter=Q(visa__statut="refuse")),
        )
    )
    return sorted(
        (dict(line) for line in lines),
        key=lambda line: (line["pays_id"], line["acteur_nom"], line["genre"], line["devise"]),
    )


def list_avis(acteur: Acteur) -> list[Avis]:
    """One's own unread safety notices, the latest first."""
    require(acteur, Action.SECURE_ACCOUNT)
    rows = Avis.objects.filter(user_id=acteur.id, lu_le__isnull=True)
    return list(rows.order_by("-cree_le")[:20])


def unsigned_sums(
    *,
    pays: Pays,
    acteur_id: UUID,
    client_id: UUID | None,
    colis_ids: Sequence[UUID],
    depuis: datetime,
    now: datetime,
) -> tuple[int, int, int]:
    """What nobody has signed yet: (the most on one of these cartons, on the client, today).

    In the country's currency; another one counts by its ``borne``.
    """
    unsigned = (
        Concession.objects.filter(pays=pays, visa__isnull=False, enregistre_le__gt=depuis)
        .filter(Q(devise=pays.devise) | Q(borne__isnull=False))
        .exclude(visa__statut="accorde")
    )
    jour = local_day(now, pays.fuseau)
    debut, fin = day_bounds(jour, jour, pays.fuseau)
    today = unsigned.filter(acteur_id=acteur_id, enregistre_le__gte=debut, enregistre_le__lt=fin)
    of_client = unsigned.filter(client_id=client_id) if client_id else unsigned.none()
    per_colis = [
        _total(unsigned.filter(colis_ids__contains=[str(colis_id)])) for colis_id in colis_ids
    ]
    return max(per_colis, default=0), _total(of_client), _total(today)


def postes_of(appareil_id: UUID | None) -> set[UUID]:
    """The post (browser) of a device, and the device itself."""
    return _postes([appareil_id]) if appareil_id else set()


def postes_seen(user_id: UUID, fait_le: datetime) -> set[UUID]:
    """The posts an account's devices were seen at since a day before the act."""
    rows = Appareil.objects.filter(user_id=user_id, contact_le__gte=fait_le - PARTAGE)
    return {poste for poste in rows.values_list("poste_id", flat=True) if poste is not None}


def postes_of_acte(
    auteur_id: UUID, fait_le: datetime, appareils: Iterable[UUID], sujet: tuple[str, UUID] | None
) -> set[UUID]:
    """The posts an act was made at: named by it, or by its author's audit rows on the subject.

    An act that names none may come from any post its author was seen at that day. None where
    every account shares one machine by setting (local mode).
    """
    if settings.POSTE_PARTAGE:
        return set()
    named = set(appareils)
    if sujet is not None:
        rows = Entree.objects.filter(
            sujet_type=sujet[0], sujet_id=str(sujet[1]), acteur_id=auteur_id
        )
        named |= {one for one in rows.values_list("appareil_id", flat=True) if one is not None}
    return _postes(named) if named else postes_seen(auteur_id, fait_le)


def _postes(appareils: Iterable[UUID]) -> set[UUID]:
    ids = set(appareils)
    if not ids:
        return set()
    known = Appareil.objects.filter(id__in=ids).values_list("poste_id", flat=True)
    return ids | {poste for poste in known if poste is not None}


def _total(rows: QuerySet[Concession]) -> int:
    return int(rows.aggregate(total=Sum(Coalesce("borne", "montant")))["total"] or 0)
