"""A flight as the API and the offline feed show it."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from accounts.policies import Action, allowed
from core.tenancy import Acteur
from vols.domain import missing_fields
from vols.models import Aeroport, EvenementVol, Vol
from vols.selectors import Remplissage, compute_remplissages, lta_warnings


def present_vol(acteur: Acteur, vol: Vol, remplissage: Remplissage | None = None) -> dict[str, Any]:
    """One flight; costs only for those who may write them."""
    depart, arrivee = vol.aeroport_depart, vol.aeroport_arrivee
    names = {
        "numero": vol.numero,
        "lta": vol.lta,
        "compagnie": vol.compagnie_id,
        "aeroport_depart": vol.aeroport_depart_id,
        "aeroport_arrivee": vol.aeroport_arrivee_id,
        "depart_prevu": vol.depart_prevu_le,
        "arrivee_prevue": vol.arrivee_prevue_le,
    }
    return names | {
        "id": vol.id,
        "mode": vol.mode,
        "statut": vol.statut,
        "pays_origine": vol.pays_origine_id,
        "pays_destination": vol.pays_destination_id,
        "visible_destination": vol.visible_destination,
        "fuseau_depart": (depart or vol.pays_origine).fuseau,
        "fuseau_arrivee": (arrivee or vol.pays_destination).fuseau,
        "capacite_kg": _scaled(vol.capacite_g, 3),
        "capacite_m3": _scaled(vol.capacite_cm3, 6),
        "remplissage": present_remplissage(vol, remplissage or Remplissage()),
        "outrepasse": vol.depasse_motif,
        "cloture_le": vol.cloture_le,
        "parti_le": vol.parti_le,
        "depart_presume": vol.depart_presume,
        "arrive_le": vol.arrive_le,
        "en_douane_le": vol.en_douane_le,
        "pointe_le": vol.pointe_le,
        "version_manifeste": vol.version_manifeste,
        "version": vol.version,
        "cree_le": vol.cree_le,
        "champs_manquants": missing_fields(names),
        "avertissements": lta_warnings(vol),
        "frais": _frais(vol) if allowed(acteur, Action.WRITE_FRAIS) else None,
    }


def present_full(acteur: Acteur, vol: Vol) -> dict[str, Any]:
    """One flight with what it carries (one query)."""
    return present_vol(acteur, vol, compute_remplissages([vol.id]).get(vol.id))


def present_page(acteur: Acteur, page: dict[str, Any]) -> dict[str, Any]:
    """A page of flights with what each carries: one more query, however many."""
    vols: Iterable[Vol] = page["items"]
    loads = compute_remplissages([vol.id for vol in vols])
    return {**page, "items": [present_vol(acteur, vol, loads.get(vol.id)) for vol in vols]}


def present_remplissage(vol: Vol, remplissage: Remplissage) -> dict[str, Any]:
    """How full it is; percentages rounded down, so that 100 means full."""
    return {
        "colis": remplissage.colis,
        "pieces": remplissage.pieces,
        "poids_g": remplissage.poids_g,
        "poids_taxable_g": remplissage.poids_taxable_g,
        "volume_cm3": remplissage.volume_cm3,
        "bloques": remplissage.bloques,
        "capacite_g": vol.capacite_g,
        "capacite_cm3": vol.capacite_cm3,
        "poids_pourcent": _percent(remplissage.poids_g, vol.capacite_g),
        "volume_pourcent": _percent(remplissage.volume_cm3, vol.capacite_cm3),
    }


def present_load(vol_id: UUID, vol: Vol) -> dict[str, Any]:
    """The live fill bar's figures."""
    return present_remplissage(vol, compute_remplissages([vol_id]).get(vol_id, Remplissage()))


def present_evenement(evenement: EvenementVol) -> dict[str, Any]:
    """One stage, with the wall clock of its place."""
    return {
        "type": evenement.type,
        "de": evenement.de,
        "vers": evenement.vers,
        "motif": evenement.motif,
        "details": evenement.details,
        "survenu_le": evenement.survenu_le,
        "enregistre_le": evenement.enregistre_le,
        "fuseau": evenement.fuseau,
        "heure_locale": local_time(evenement.survenu_le, evenement.fuseau),
        "acteur_role": evenement.acteur_role,
    }


def local_time(moment: datetime, fuseau: str) -> str:
    """RFC 3339 with the place's own offset."""
    return moment.astimezone(ZoneInfo(fuseau)).isoformat(timespec="seconds")


def present_aeroport(aeroport: Aeroport) -> dict[str, Any]:
    return {
        "code": aeroport.code,
        "nom": aeroport.nom,
        "ville": aeroport.ville,
        "pays": aeroport.pays_code,
        "fuseau": aeroport.fuseau,
    }


def _scaled(value: int | None, decimals: int) -> Decimal | None:
    return None if value is None else Decimal(value).scaleb(-decimals)


def _percent(part: int, whole: int | None) -> int | None:
    return part * 100 // whole if whole else None


def _frais(vol: Vol) -> dict[str, Any]:
    return {
        "fret": _argent(vol.fret, vol.fret_devise),
        "douane": _argent(vol.douane, vol.douane_devise),
    }


def _argent(montant: int | None, devise: str) -> dict[str, Any] | None:
    return None if montant is None else {"montant": montant, "devise": devise}
