"""How tills and collections read on the wire."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from colis.models import Colis
from distribution.models import Annulation, Caisse, Encaissement, SessionCaisse
from distribution.selectors.encaissement import Noms, names_of


def argent(montant: int, devise: str) -> dict[str, Any]:
    """Money on the wire."""
    return {"montant": montant, "devise": devise}


def show_caisse(caisse: Caisse, session: SessionCaisse | None, solde: int | None) -> dict[str, Any]:
    """A till, who has it open, and its balance where it may be read."""
    return {
        "id": caisse.id,
        "nom": caisse.nom,
        "pays": caisse.pays_id,
        "agence_id": caisse.agence_id,
        "agence": caisse.agence.nom,
        "devise": caisse.devise,
        "session": session
        and {
            "id": session.id,
            "caissier_id": session.caissier_id,
            "ouverte_le": session.ouverte_le,
        },
        "solde": None if solde is None else argent(solde, caisse.devise),
    }


def show_session(session: SessionCaisse, noms: dict[UUID, str] | None = None) -> dict[str, Any]:
    """A session; what was expected is not there before the count."""
    comptee = session.statut != "ouverte"
    signer, compteur = session.validee_par, session.comptee_par
    return {
        "id": session.id,
        "caisse_id": session.caisse_id,
        "caisse": session.caisse.nom,
        "agence_id": session.agence_id,
        "agence": session.agence.nom,
        "pays": session.pays_id,
        "caissier": {
            "id": session.caissier_id,
            "nom": getattr(session, "caissier_nom", None),
        },
        "devise": session.devise,
        "statut": session.statut,
        "fonds": argent(session.fonds, session.devise),
        "fonds_coupures": session.fonds_coupures,
        "ouverte_le": session.ouverte_le,
        "caissier_absent": _absence(session),
        "comptee_le": session.comptee_le,
        "comptee_par": compteur and {"id": compteur, "nom": (noms or {}).get(compteur)},
        "comptage_motif": session.comptage_motif,
        "compte_coupures": session.compte_coupures,
        "compte": session.compte,
        "attendu": session.attendu if comptee else None,
        "ecart": session.ecart if comptee else None,
        "validee_le": session.validee_le,
        "validee_par": signer and {"id": signer, "nom": (noms or {}).get(signer)},
        "validation_motif": session.validation_motif,
    }


def _absence(session: SessionCaisse) -> str | None:
    """Why the cashier of an open till cannot count it any more."""
    if session.statut != "ouverte" or getattr(session, "caissier_en_poste", True):
        return None
    return "desactive" if getattr(session, "caissier_actif", None) is False else "parti"


def show_encaissements(rows: Iterable[Encaissement]) -> list[dict[str, Any]]:
    """Collections with the names one may read, in a bounded number of queries."""
    encaissements = list(rows)
    noms = names_of(encaissements)
    return [show_encaissement(row, noms) for row in encaissements]


def show_encaissement(encaissement: Encaissement, noms: Noms) -> dict[str, Any]:
    """One collection, its lines and its reversal."""
    devise = encaissement.devise
    nom, _ = noms.clients.get(encaissement.client_id, (None, ""))
    annulation = getattr(encaissement, "annulation", None)
    return {
        "id": encaissement.id,
        "recu_numero": encaissement.recu_numero,
        "recu_provisoire": encaissement.recu_provisoire,
        "numero_provisoire": encaissement.recu_provisoire,
        "pays": encaissement.pays_id,
        "agence": encaissement.agence.nom,
        "session_id": encaissement.session_id,
        "caissier": {
            "id": encaissement.caissier_id,
            "nom": noms.caissiers.get(encaissement.caissier_id),
        },
        "client": {"id": encaissement.client_id, "nom": nom},
        "moyen": encaissement.moyen,
        "montant": argent(encaissement.montant, devise),
        "reference_operateur": encaissement.reference_operateur,
        "rapprochement": encaissement.rapprochement,
        "rabais": argent(encaissement.rabais, devise),
        "rabais_motif": encaissement.rabais_motif,
        "jeton_cede": argent(encaissement.jeton_cede, devise),
        "avoir": argent(encaissement.avoir, devise),
        "tardif": encaissement.tardif,
        "lignes": [
            {
                "colis_id": ligne.colis_id,
                "code_suivi": ligne.colis.code_suivi,
                "destinataire": ligne.colis.destinataire_nom,
                "montant": argent(ligne.montant, devise),
                "du_avant": argent(ligne.du_avant, ligne.colis.devise),
                "montant_du": argent(ligne.montant_du, ligne.colis.devise),
                "rabais": argent(ligne.rabais, ligne.colis.devise),
                "jeton_cede": argent(ligne.jeton_cede, ligne.colis.devise),
                "du": argent(ligne.colis.du, ligne.colis.devise),
            }
            for ligne in encaissement.lignes.all()
        ],
        "annulation": annulation and show_annulation(annulation),
        "survenu_le": encaissement.survenu_le,
        "enregistre_le": encaissement.enregistre_le,
    }


def show_annulation(annulation: Annulation) -> dict[str, Any]:
    """One reversal."""
    return {
        "id": annulation.id,
        "encaissement_id": annulation.encaissement_id,
        "motif": annulation.motif,
        "acteur_id": annulation.acteur_id,
        "enregistre_le": annulation.enregistre_le,
    }


def show_creance(colis: Colis, now: datetime) -> dict[str, Any]:
    """A carton not entirely settled, and for how many days."""
    devise = colis.devise
    return {
        "colis_id": colis.id,
        "code_suivi": colis.code_suivi,
        "client_id": colis.client_id,
        "destinataire": colis.destinataire_nom,
        "telephone": colis.destinataire_telephone,
        "statut": colis.statut,
        "prix": argent(colis.prix, devise),
        "regle": argent(colis.regle, devise),
        "rabais": argent(colis.rabais, devise),
        "jeton_cede": argent(colis.jeton_cede, devise),
        "du": argent(colis.du, devise),
        "facture_le": colis.facture_le,
        "age_j": (now - colis.facture_le).days if colis.facture_le else 0,
    }
