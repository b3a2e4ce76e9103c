"""Flights, how full they are, and the lists they are filled in from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import BigIntegerField, Count, F, Q, QuerySet, Sum, Value
from django.db.models.functions import Cast, Greatest

from accounts.policies import Action, require
from core.errors import Introuvable
from core.ids import compact_reference
from core.tenancy import Acteur
from vols.models import Aeroport, Compagnie, EvenementVol, LigneManifeste, Vol

_LIEUX = ("compagnie", "aeroport_depart", "aeroport_arrivee", "pays_origine", "pays_destination")
# The larger of measured edges and typed volume, as the price takes it (colis.tarification).
_VOLUME_CM3 = Greatest(
    F("colis__volume_cm3"),
    (
        Cast("colis__longueur_mm", BigIntegerField())
        * F("colis__largeur_mm")
        * F("colis__hauteur_mm")
        + Value(999)
    )
    / 1000,
    output_field=BigIntegerField(),
)


@dataclass(frozen=True)
class Remplissage:
    """What a flight carries; grams and cm³."""

    colis: int = 0
    pieces: int = 0
    poids_g: int = 0
    poids_taxable_g: int = 0
    volume_cm3: int = 0
    bloques: int = 0


@dataclass(frozen=True)
class FiltreVols:
    """What a list of flights is narrowed to; empty means all."""

    statuts: tuple[str, ...] = ()
    pays: str = ""
    mode: str = ""
    q: str = ""
    depuis: datetime | None = None


def visible_vols() -> QuerySet[Vol]:
    """The flights of the present rows with their places, in one query."""
    return Vol.objects.select_related(*_LIEUX)


def get_vol(acteur: Acteur, vol_id: UUID) -> Vol:
    """One visible flight with its places; :class:`Introuvable` otherwise."""
    require(acteur, Action.READ_VOL)
    return find_vol(vol_id)


def find_vol(vol_id: UUID) -> Vol:
    """One visible flight for a service that has checked the action itself."""
    vol = visible_vols().filter(id=vol_id).first()
    if vol is None:
        raise Introuvable
    return vol


def search_vols(acteur: Acteur, filtre: FiltreVols) -> QuerySet[Vol]:
    """Visible flights; ``q`` is the beginning of a number or an air waybill."""
    require(acteur, Action.READ_VOL)
    vols = visible_vols()
    if filtre.statuts:
        vols = vols.filter(statut__in=filtre.statuts)
    if filtre.pays:
        vols = vols.filter(pays_destination_id=filtre.pays)
    if filtre.mode:
        vols = vols.filter(mode=filtre.mode)
    if filtre.depuis:
        vols = vols.filter(cree_le__gte=filtre.depuis)
    if filtre.q:
        reference = compact_reference(filtre.q)
        lta = f"{reference[:3]}-{reference[3:]}" if len(reference) > 3 else reference
        vols = vols.filter(Q(numero__startswith=reference) | Q(lta__startswith=lta))
    return vols


def compute_remplissages(vol_ids: Iterable[UUID]) -> dict[UUID, Remplissage]:
    """What each flight carries, in one query; a flight without cartons is absent."""
    lines = (
        LigneManifeste.objects.filter(vol_id__in=list(vol_ids), retire_le__isnull=True)
        .order_by()
        .values("vol_id")
        .annotate(
            s_colis=Count("id"),
            s_pieces=Sum("colis__nombre_pieces"),
            s_poids_g=Sum("colis__poids_g"),
            s_poids_taxable_g=Sum("colis__poids_taxable_g"),
            s_volume_cm3=Sum(_VOLUME_CM3),
            s_bloques=Count("id", filter=~Q(colis__blocage="")),
        )
    )
    return {line["vol_id"]: _remplissage(line) for line in lines}


def _remplissage(line: Mapping[str, Any]) -> Remplissage:
    names = [field.name for field in fields(Remplissage)]
    return Remplissage(**{name: line[f"s_{name}"] or 0 for name in names})


def list_evenements(acteur: Acteur, vol_id: UUID) -> list[EvenementVol]:
    """A flight's life, oldest first."""
    require(acteur, Action.READ_VOL)
    return list(EvenementVol.objects.filter(vol_id=vol_id).order_by("id"))


def list_compagnies(acteur: Acteur) -> list[Compagnie]:
    """Every airline known."""
    require(acteur, Action.READ_REFERENCE)
    return list(Compagnie.objects.all())


def list_aeroports(acteur: Acteur) -> list[Aeroport]:
    """Every airport known."""
    require(acteur, Action.READ_REFERENCE)
    return list(Aeroport.objects.all())


def lta_warnings(vol: Vol) -> list[str]:
    """A foreign AWB prefix only warns: airlines carry each other's waybills (IATA interline)."""
    compagnie = vol.compagnie
    if compagnie is None or not compagnie.prefixe_lta or not vol.lta:
        return []
    return [] if vol.lta.startswith(compagnie.prefixe_lta) else ["lta_prefixe_different"]
