"""Close a flight, that is freeze it, show it and print it; reopen it; cancel it."""

from datetime import datetime
from uuid import UUID

from accounts.domain.seconde import Genre
from accounts.policies import Action, require
from accounts.selectors.reglages import get_reglages
from accounts.services.visas import Acte, record_concession
from colis.models import Colis
from colis.services.mouvement import lock_colis
from colis.services.reglement import set_visibility
from core.errors import BusinessError
from core.events import publish
from core.ids import format_code_suivi
from core.tenancy import Acteur
from vols.domain import (
    ActeVol,
    CapaciteDepassee,
    DgIncompatible,
    VolBloque,
    VolCancelled,
    VolClosed,
    VolIncomplet,
    VolReopened,
    VolVide,
    dangers_of,
    find_dg_conflicts,
    missing_fields,
    next_etat_vol,
)
from vols.models import Vol
from vols.selectors import find_vol
from vols.services.chargement import take_off
from vols.services.etapes import (
    active_colis_ids,
    lock_vol,
    make_fait,
    pass_vol,
    record_etape,
    volume_of,
)
from vols.services.manifeste import freeze_manifeste


def close_vol(*, acteur: Acteur, now: datetime, vol_id: UUID, outrepasser: str = "") -> Vol:
    """Freeze contents and weights, make the manifest's next version, show it to the destination.

    Raises VolVide, VolIncomplet, VolBloque, DgIncompatible, or CapaciteDepassee unless
    ``outrepasser`` gives the reason for going beyond.
    """
    _require(acteur, Action.CLOSE_VOL, now)
    vol = lock_vol(vol_id)
    next_etat_vol(vol.statut, ActeVol.CLOTURE)
    colis_list = lock_colis(active_colis_ids(vol))
    depasse = _check(vol, colis_list, outrepasser)
    de = pass_vol(
        vol,
        ActeVol.CLOTURE,
        cloture_le=now,
        visible_destination=True,
        depasse_motif=outrepasser if depasse else "",
        version_manifeste=vol.version_manifeste + 1,
    )
    set_visibility(colis_ids=[colis.id for colis in colis_list], visible=True)
    manifeste = freeze_manifeste(acteur=acteur, now=now, vol=vol)
    record_etape(
        acteur=acteur, now=now, vol=vol, acte=ActeVol.CLOTURE, action=Action.CLOSE_VOL, de=de,
        motif=vol.depasse_motif,
        details={
            "version_manifeste": vol.version_manifeste,
            "sha256": manifeste.sha256,
            "colis": len(colis_list),
            "poids_g": manifeste.poids_g,
        },
    )  # fmt: skip
    if depasse:
        tell_capacite(acteur=acteur, now=now, vol=vol)
    publish(
        make_fait(
            VolClosed, acteur=acteur, now=now, vol=vol, version_manifeste=vol.version_manifeste
        )
    )
    return find_vol(vol_id)


def reopen_vol(*, acteur: Acteur, now: datetime, vol_id: UUID, motif: str) -> Vol:
    """Before departure only: hide flight and cartons again, and let contents change."""
    _require(acteur, Action.REOPEN_VOL, now)
    vol = lock_vol(vol_id)
    de = pass_vol(
        vol, ActeVol.REOUVERTURE, cloture_le=None, visible_destination=False, depasse_motif=""
    )
    locked = lock_colis(active_colis_ids(vol))
    hidden = [colis.id for colis in locked if colis.vol_id == vol.id]
    set_visibility(colis_ids=hidden, visible=False)
    record_etape(
        acteur=acteur, now=now, vol=vol, acte=ActeVol.REOUVERTURE, action=Action.REOPEN_VOL,
        de=de, motif=motif,
    )  # fmt: skip
    publish(make_fait(VolReopened, acteur=acteur, now=now, vol=vol))
    return find_vol(vol_id)


def cancel_vol(*, acteur: Acteur, now: datetime, vol_id: UUID, motif: str) -> Vol:
    """Cancel a flight that has not left; its cartons are back at the station, unseen elsewhere."""
    _require(acteur, Action.CANCEL_VOL, now)
    vol = lock_vol(vol_id)
    next_etat_vol(vol.statut, ActeVol.ANNULATION)
    colis_list = lock_colis(active_colis_ids(vol))
    set_visibility(colis_ids=[colis.id for colis in colis_list], visible=False)
    for colis in colis_list:
        colis.visible_destination = False
    de = pass_vol(vol, ActeVol.ANNULATION, visible_destination=False)
    if colis_list:
        take_off(acteur=acteur, now=now, vol=vol, colis_list=colis_list, motif=motif)
    record_etape(
        acteur=acteur, now=now, vol=vol, acte=ActeVol.ANNULATION, action=Action.CANCEL_VOL,
        de=de, motif=motif, details={"colis": len(colis_list)},
    )  # fmt: skip
    publish(make_fait(VolCancelled, acteur=acteur, now=now, vol=vol))
    return find_vol(vol_id)


def _require(acteur: Acteur, action: Action, now: datetime) -> None:
    """Closing is an admin's, unless the country's setting opens it to agents."""
    require(acteur, action, get_reglages(acteur.pays, now).actifs)


def _check(vol: Vol, colis_list: list[Colis], outrepasser: str) -> bool:
    """Whether capacity is exceeded (with a reason); every other fault is refused."""
    refusal = (
        _emptiness(colis_list)
        or _incompleteness(vol)
        or _blocked(colis_list)
        or _dangerous(colis_list)
    )
    if refusal is not None:
        raise refusal
    poids_g, volume_cm3 = _excess(vol, colis_list)
    if not poids_g and not volume_cm3:
        return False
    if not outrepasser:
        raise CapaciteDepassee(poids_g=poids_g, volume_cm3=volume_cm3)
    return True


def tell_capacite(*, acteur: Acteur, now: datetime, vol: Vol) -> None:
    """The flight leaves; another admin signs the excess within 48 hours."""
    record_concession(
        acteur=acteur,
        now=now,
        acte=Acte(
            genre=Genre.CAPACITE,
            pays=vol.pays_origine_id,
            sujet_type="vol",
            sujet_id=vol.id,
            libelle=vol.numero,
            motif=vol.depasse_motif,
        ),
        visa=True,
    )


def _emptiness(colis_list: list[Colis]) -> BusinessError | None:
    return None if colis_list else VolVide()


def _incompleteness(vol: Vol) -> BusinessError | None:
    missing = missing_fields(
        {
            "numero": vol.numero,
            "lta": vol.lta,
            "compagnie": vol.compagnie_id,
            "aeroport_depart": vol.aeroport_depart_id,
            "aeroport_arrivee": vol.aeroport_arrivee_id,
            "depart_prevu": vol.depart_prevu_le,
            "arrivee_prevue": vol.arrivee_prevue_le,
        }
    )
    if not missing:
        return None
    return VolIncomplet(
        liste=", ".join(missing),
        champs=missing,
        errors={champ: ["requis pour clôturer"] for champ in missing},
    )


def _blocked(colis_list: list[Colis]) -> BusinessError | None:
    codes = [format_code_suivi(c.code_suivi) for c in colis_list if c.blocage]
    return VolBloque(liste=", ".join(codes[:20]), codes=codes) if codes else None


def _dangerous(colis_list: list[Colis]) -> BusinessError | None:
    pairs = find_dg_conflicts(
        danger
        for colis in colis_list
        for danger in dangers_of(colis.categorie, (colis.matieres or {}).get("familles", ()))
    )
    if not pairs:
        return None
    return DgIncompatible(
        liste=", ".join(" + ".join(pair) for pair in pairs),
        categories=[list(pair) for pair in pairs],
    )


def _excess(vol: Vol, colis_list: list[Colis]) -> tuple[int, int]:
    """Grams and cm³ beyond capacity; a capacity nobody gave limits nothing."""
    poids_g = sum(colis.poids_g for colis in colis_list)
    volume_cm3 = sum(volume_of(colis) or 0 for colis in colis_list)
    over_g = poids_g - vol.capacite_g if vol.capacite_g is not None else 0
    over_cm3 = volume_cm3 - vol.capacite_cm3 if vol.capacite_cm3 is not None else 0
    return max(over_g, 0), max(over_cm3, 0)
