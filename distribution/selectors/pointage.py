"""Progress of a check-in, carton by carton, in a number of queries that does not grow."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from accounts.policies import Action, require
from colis.domain import Etat
from colis.models import Colis
from colis.selectors.colis import names_of
from core.tenancy import Acteur
from distribution.domain.pointage import POINTES, Resultat
from distribution.models import Pointage
from vols.models import LigneManifeste, Vol
from vols.selectors import find_vol


@dataclass(frozen=True)
class Ligne:
    """One carton with the scan that counted, if any; ``par`` is who made it."""

    colis: Colis
    pointage: Pointage | None
    surplus: bool
    par: str | None = None

    @property
    def resultat(self) -> str:
        """What became of it: its scan's answer, else attendu, manquant or arrive by its state."""
        if self.pointage is not None:
            return self.pointage.resultat
        if self.colis.statut in POINTES:
            return Resultat.ARRIVE.value
        return "manquant" if self.colis.statut in (Etat.MANQUANT, Etat.PERDU) else "attendu"


@dataclass(frozen=True)
class EtatPointage:
    """A flight's check-in; the sums follow from the lines."""

    vol: Vol
    lignes: tuple[Ligne, ...]

    @property
    def attendus(self) -> int:
        return sum(not ligne.surplus for ligne in self.lignes)

    @property
    def pointes(self) -> int:
        return sum(not x.surplus and x.colis.statut in POINTES for x in self.lignes)

    @property
    def manquants(self) -> int:
        return self.attendus - self.pointes

    @property
    def surplus(self) -> int:
        return len(self.lignes) - self.attendus

    @property
    def endommages(self) -> int:
        return sum(ligne.colis.endommage for ligne in self.lignes)


def read_pointage(acteur: Acteur, vol_id: UUID) -> EtatPointage:
    """Expected, scanned, missing, surplus and damaged cartons of a visible flight."""
    require(acteur, Action.READ_POINTAGE)
    vol = find_vol(vol_id)
    manifest = [
        line.colis
        for line in LigneManifeste.objects.filter(vol_id=vol.id, retire_le__isnull=True)
        .select_related("colis__emplacement")
        .order_by("id")
    ]
    counted = list(Pointage.objects.filter(vol_id=vol.id, compte=True).order_by("id"))
    scans = {p.colis_id: p for p in counted if p.colis_id}
    ids = {colis.id for colis in manifest}
    extra = _extra(colis_id for colis_id in scans if colis_id not in ids)
    names = names_of(p.acteur_id for p in counted)
    lignes = [_ligne(colis, scans.get(colis.id), names, surplus=False) for colis in manifest]
    lignes += [_ligne(colis, scans.get(colis.id), names, surplus=True) for colis in extra]
    return EtatPointage(vol=vol, lignes=tuple(lignes))


def _extra(colis_ids: Iterable[UUID]) -> list[Colis]:
    return list(
        Colis.objects.filter(id__in=list(colis_ids)).select_related("emplacement").order_by("id")
    )


def _ligne(
    colis: Colis, pointage: Pointage | None, names: dict[UUID, str], *, surplus: bool
) -> Ligne:
    return Ligne(
        colis=colis,
        pointage=pointage,
        surplus=surplus,
        par=names.get(pointage.acteur_id) if pointage else None,
    )
