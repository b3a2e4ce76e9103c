"""Check-ins, stock and hand-overs as the API and the offline log show them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from colis.models import Colis
from colis.selectors.colis import names_of
from distribution.models import Remise
from distribution.selectors.pointage import EtatPointage, Ligne
from distribution.selectors.remise import signature_url
from distribution.selectors.stock import age_days
from distribution.services.pointage import ScanResult


def present_scan(result: ScanResult) -> dict[str, Any]:
    """One scan's answer."""
    pointage, colis = result.pointage, result.colis
    shown: dict[str, Any] = {
        "id": pointage.id,
        "code": pointage.code_lu,
        "resultat": pointage.resultat,
        "etat": pointage.etat,
        "alerte": result.alerte or None,
        "rejoue": result.rejoue,
    }
    if colis is None:
        return shown
    return shown | {
        "colis_id": colis.id,
        "code_suivi": colis.code_suivi,
        "destinataire_nom": colis.destinataire_nom,
        "rang": colis.rang,
        "total": colis.total,
        "statut": colis.statut,
    }


def present_pointage(etat: EtatPointage) -> dict[str, Any]:
    """A check-in's progress and list."""
    return {
        "attendus": etat.attendus,
        "pointes": etat.pointes,
        "manquants": etat.manquants,
        "surplus": etat.surplus,
        "endommages": etat.endommages,
        "statut": etat.vol.statut,
        "liste": [_ligne(ligne) for ligne in etat.lignes],
    }


def _ligne(ligne: Ligne) -> dict[str, Any]:
    colis, pointage = ligne.colis, ligne.pointage
    return _court(colis) | {
        "categorie": colis.categorie,
        "resultat": ligne.resultat,
        "surplus": ligne.surplus,
        "emplacement": colis.emplacement.code if colis.emplacement else None,
        "note": pointage.note if pointage else "",
        "pointe_le": pointage.survenu_le if pointage else None,
        "pointe_par": ligne.par,
    }


def present_stock(colis: Colis, now: datetime) -> dict[str, Any]:
    """One carton of the depot."""
    emplacement = colis.emplacement
    return _court(colis) | {
        "client_id": colis.client_id,
        "emplacement": {"id": emplacement.id, "code": emplacement.code} if emplacement else None,
        "arrive_le": colis.arrive_le,
        "age_j": age_days(colis, now),
    }


def _court(colis: Colis) -> dict[str, Any]:
    return {
        "colis_id": colis.id,
        "code_suivi": colis.code_suivi,
        "statut": colis.statut,
        "destinataire_nom": colis.destinataire_nom,
        "destinataire_telephone": colis.destinataire_telephone,
        "contenu": colis.contenu,
        "poids_g": colis.poids_g,
        "rang": colis.rang,
        "total": colis.total,
        "blocage": colis.blocage or None,
        "endommage": colis.endommage,
        "du": {"montant": colis.du, "devise": colis.devise},
    }


def present_remises(remises: Iterable[Remise]) -> list[dict[str, Any]]:
    """Hand-overs with their cartons and who made them (one query for the names)."""
    rows = list(remises)
    names = names_of(remise.acteur_id for remise in rows)
    return [_remise(remise, names.get(remise.acteur_id)) for remise in rows]


def present_remise(remise: Remise) -> dict[str, Any]:
    """One hand-over, with its signature's address."""
    return present_remises([remise])[0] | {"signature_url": signature_url(remise)}


def _remise(remise: Remise, nom: str | None) -> dict[str, Any]:
    lignes = list(remise.lignes.all())
    return {
        "id": remise.id,
        "pays": remise.pays_id,
        "agence_id": remise.agence_id,
        "client_id": remise.client_id,
        "client_nom": remise.client.nom,
        "preuve": remise.preuve_type,
        "piece_nature": remise.piece_nature,
        "derogation_motif": remise.derogation_motif,
        "retirant": {"nom": remise.retirant_nom, "telephone": remise.retirant_telephone}
        if remise.retirant_nom
        else None,
        "garantie": _garantie(remise, lignes[0].colis.devise if lignes else "XOF"),
        "signature": bool(remise.signature_cle),
        "conflit": remise.conflit,
        "colis": [
            {
                "colis_id": ligne.colis_id,
                "code_suivi": ligne.colis.code_suivi,
                "contenu": ligne.colis.contenu,
                "poids_g": ligne.colis.poids_g,
                "statut": ligne.colis.statut,
                "annulee_le": ligne.annulee_le,
            }
            for ligne in lignes
        ],
        "acteur_id": remise.acteur_id,
        "acteur_nom": nom,
        "survenu_le": remise.survenu_le,
        "enregistre_le": remise.enregistre_le,
    }


def _garantie(remise: Remise, devise: str) -> dict[str, Any] | None:
    if not remise.garant:
        return None
    return {
        "garant": remise.garant,
        "motif": remise.garantie_motif,
        "solde": {"montant": remise.solde_garanti, "devise": devise},
    }
