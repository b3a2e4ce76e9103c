"""Reads of collections; clients and cashiers are named by separate reads, since a row-level
policy may hide a payer of another country behind a visible collection."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from accounts.domain.jours import day_bounds
from accounts.models import Pays, User
from accounts.policies import Action, require
from colis.models import Client, Colis
from core.errors import Introuvable
from core.tenancy import Acteur
from distribution.models import Encaissement, LigneEncaissement

HORS_COMPTE = ("annule", "perdu")


def payable_colis_ids(client_id: UUID, pays: Pays) -> list[UUID]:
    """A client's cartons a counter of ``pays`` may collect on, oldest first.

    At the destination those already due there; at the origin those not arrived yet.
    """
    colis = Colis.objects.filter(client_id=client_id, du__gt=0).exclude(statut__in=HORS_COMPTE)
    if pays.origine:
        mine = colis.filter(pays_origine=pays, facture_le=None)
    else:
        mine = colis.filter(pays_destination=pays, facture_le__isnull=False)
    return list(mine.order_by("facture_le", "enregistre_le", "id").values_list("id", flat=True))


@dataclass(frozen=True, kw_only=True)
class FiltreEncaissements:
    """What a list of collections may be narrowed by."""

    client_id: UUID | None = None
    colis_id: UUID | None = None
    session_id: UUID | None = None
    caissier_id: UUID | None = None
    agence_id: UUID | None = None
    moyen: str | None = None
    rapprochement: str | None = None
    annule: bool | None = None
    q: str | None = None
    pays: str | None = None
    debut: date | None = None
    fin: date | None = None


def list_encaissements(
    *, acteur: Acteur, filtre: FiltreEncaissements | None = None
) -> QuerySet[Encaissement]:
    """One's country's collections, newest first; lines and reversals come in bounded queries."""
    require(acteur, Action.READ_ENCAISSEMENT)
    rows = _detailed(Encaissement.objects.all())
    if filtre is None:
        return rows
    given = {
        "client_id": filtre.client_id,
        "session_id": filtre.session_id,
        "caissier_id": filtre.caissier_id,
        "agence_id": filtre.agence_id,
        "moyen": filtre.moyen,
        "rapprochement": filtre.rapprochement,
        "pays_id": filtre.pays,
    }
    rows = rows.filter(**{name: value for name, value in given.items() if value is not None})
    return _narrowed(rows, filtre, acteur)


def _narrowed(
    rows: QuerySet[Encaissement], filtre: FiltreEncaissements, acteur: Acteur
) -> QuerySet[Encaissement]:
    if filtre.colis_id is not None:
        rows = rows.filter(
            id__in=LigneEncaissement.objects.filter(colis_id=filtre.colis_id).values(
                "encaissement_id"
            )
        )
    if filtre.annule is not None:
        rows = rows.filter(annulation__isnull=not filtre.annule)
    if filtre.q:
        rows = rows.filter(
            Q(recu_numero__iexact=filtre.q)
            | Q(recu_provisoire__iexact=filtre.q)
            | Q(reference_operateur__iexact=filtre.q)
        )
    if filtre.debut or filtre.fin:
        rows = rows.filter(_between(filtre, filtre.pays or acteur.pays))
    return rows


def _between(filtre: FiltreEncaissements, pays: str | None) -> Q:
    fuseau = Pays.objects.filter(code=pays).values_list("fuseau", flat=True).first() or "UTC"
    found = Q()
    if filtre.debut:
        found &= Q(enregistre_le__gte=day_bounds(filtre.debut, filtre.debut, fuseau)[0])
    if filtre.fin:
        found &= Q(enregistre_le__lt=day_bounds(filtre.fin, filtre.fin, fuseau)[1])
    return found


def get_encaissement(*, acteur: Acteur, id: UUID) -> Encaissement:
    """One collection of one's rows; :class:`core.errors.Introuvable` otherwise."""
    require(acteur, Action.READ_ENCAISSEMENT)
    return load_encaissement(id)


def load_encaissement(id: UUID) -> Encaissement:
    """One collection with its lines; the caller has checked the right to read it."""
    found = _detailed(Encaissement.objects.filter(id=id)).first()
    if found is None:
        raise Introuvable
    return found


def _detailed(rows: QuerySet[Encaissement]) -> QuerySet[Encaissement]:
    lignes = LigneEncaissement.objects.select_related("colis").order_by("id")
    return rows.select_related("annulation", "agence", "pays").prefetch_related(
        Prefetch("lignes", queryset=lignes)
    )


@dataclass(frozen=True)
class Noms:
    """Who paid and who cashed, where one may know."""

    clients: dict[UUID, tuple[str, str]]
    caissiers: dict[UUID, str]


def names_of(encaissements: Iterable[Encaissement]) -> Noms:
    """Names and phones of payers, names of cashiers: two queries however many collections.

    A payer hidden from the origin is named as the addressee frozen on the carton.
    """
    rows = list(encaissements)
    clients = {
        id: (nom, telephone)
        for id, nom, telephone in Client.objects.filter(
            id__in={row.client_id for row in rows}
        ).values_list("id", "nom", "telephone")
    }
    for row in rows:
        for ligne in row.lignes.all():
            colis = ligne.colis
            clients.setdefault(
                colis.client_id, (colis.destinataire_nom, colis.destinataire_telephone)
            )
    caissiers = dict(
        User.objects.filter(id__in={row.caissier_id for row in rows}).values_list("id", "nom")
    )
    return Noms(clients=clients, caissiers=caissiers)


def last_movements(client_id: UUID, pays: str | None, limite: int) -> list[Encaissement]:
    """A client's latest payments in the countries one sees."""
    rows = Encaissement.objects.filter(client_id=client_id)
    if pays is not None:
        rows = rows.filter(pays_id=pays)
    return list(_detailed(rows).order_by("-id")[:limite])


def list_creances(
    *,
    acteur: Acteur,
    now: datetime,
    client_id: UUID | None = None,
    age_min_j: int | None = None,
    remis: bool | None = None,
    pays: str | None = None,
) -> QuerySet[Colis]:
    """Cartons invoiced at the destination and not entirely settled."""
    require(acteur, Action.READ_ENCAISSEMENT)
    rows = Colis.objects.filter(du__gt=0, facture_le__isnull=False)
    if acteur.pays is not None:
        rows = rows.filter(Q(pays_destination=acteur.pays) | Q(pays_origine=acteur.pays))
    if pays is not None:
        rows = rows.filter(pays_destination=pays)
    if client_id is not None:
        rows = rows.filter(client_id=client_id)
    if age_min_j is not None:
        rows = rows.filter(facture_le__lte=now - timedelta(days=age_min_j))
    if remis is not None:
        rows = rows.filter(statut="remis") if remis else rows.exclude(statut="remis")
    return rows
