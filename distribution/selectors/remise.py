"""Hand-overs of one's country."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.files.storage import default_storage
from django.db.models import Prefetch, QuerySet

from accounts.policies import Action, require
from core.errors import Introuvable
from core.tenancy import Acteur
from distribution.models import Remise, RemiseColis

TRIS = ("enregistre_le", "survenu_le")


@dataclass(frozen=True, kw_only=True)
class FiltreRemises:
    """What a list of hand-overs is narrowed by."""

    client: UUID | None = None
    colis: UUID | None = None
    acteur: UUID | None = None
    conflit: bool | None = None
    garantie: bool | None = None
    depuis: datetime | None = None
    pays: str | None = None


def list_remises(*, acteur: Acteur, filtre: FiltreRemises) -> QuerySet[Remise]:
    """Hand-overs, narrowed."""
    require(acteur, Action.READ_STOCK)
    given = {
        "client_id": filtre.client,
        "lignes__colis_id": filtre.colis,
        "acteur_id": filtre.acteur,
        "enregistre_le__gte": filtre.depuis,
        "pays_id": filtre.pays,
    }
    remises = _full().filter(**{name: value for name, value in given.items() if value is not None})
    if filtre.conflit is not None:
        remises = remises.exclude(conflit="") if filtre.conflit else remises.filter(conflit="")
    if filtre.garantie is not None:
        wanted = {"solde_garanti__gt": 0} if filtre.garantie else {"solde_garanti": 0}
        remises = remises.filter(**wanted)
    return remises


def get_remise(*, acteur: Acteur, id: UUID) -> Remise:
    """One hand-over with its cartons; :class:`Introuvable` outside one's rows."""
    require(acteur, Action.READ_STOCK)
    return load_remise(id)


def load_remise(id: UUID) -> Remise:
    """The same, for an act that has checked its own action."""
    remise = _full().filter(id=id).first()
    if remise is None:
        raise Introuvable
    return remise


def signature_url(remise: Remise) -> str | None:
    """A signed, expiring address of the signature."""
    return default_storage.url(remise.signature_cle) if remise.signature_cle else None


def _full() -> QuerySet[Remise]:
    lignes = RemiseColis.objects.select_related("colis").order_by("colis_id")
    return Remise.objects.select_related("client").prefetch_related(
        Prefetch("lignes", queryset=lignes)
    )
