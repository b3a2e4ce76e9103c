"""What a receipt says, read from the rows that made it."""

from datetime import datetime
from uuid import UUID

from accounts.policies import Action, require
from colis.models import Colis
from colis.selectors.tarifs import find_taux
from core.money import divide_half_up
from core.tenancy import Acteur
from distribution.domain.encaissement import Taux
from distribution.models import Encaissement
from distribution.recu_contenu import ContenuRecu, LigneRecu
from distribution.selectors.encaissement import get_encaissement, names_of


def load_recu(*, acteur: Acteur, id: UUID) -> ContenuRecu:
    """A collection's receipt; :class:`core.errors.Introuvable` outside one's rows."""
    require(acteur, Action.READ_ENCAISSEMENT)
    encaissement = get_encaissement(acteur=acteur, id=id)
    noms = names_of([encaissement])
    nom, telephone = noms.clients.get(encaissement.client_id, ("—", ""))
    annulation = getattr(encaissement, "annulation", None)
    agence = encaissement.agence
    return ContenuRecu(
        numero=encaissement.recu_numero,
        agence=agence.nom,
        adresse_agence=agence.adresse,
        telephone_agence=agence.telephone,
        fuseau=encaissement.pays.fuseau,
        encaisse_le=encaissement.survenu_le,
        caissier=noms.caissiers.get(encaissement.caissier_id, "—"),
        client_nom=nom,
        client_telephone=telephone,
        devise=encaissement.devise,
        moyen=encaissement.moyen,
        lignes=tuple(
            LigneRecu(
                code_suivi=ligne.colis.code_suivi,
                contenu=ligne.colis.contenu,
                poids_g=ligne.colis.poids_g,
                du_avant=_in_till(ligne.du_avant, ligne.colis, encaissement),
                montant=ligne.montant,
                client_nom=ligne.colis.destinataire_nom,
            )
            for ligne in encaissement.lignes.all()
        ),
        rabais=encaissement.rabais,
        motif_rabais=encaissement.rabais_motif,
        jeton_cede=encaissement.jeton_cede,
        avoir=encaissement.avoir,
        reference_operateur=encaissement.reference_operateur,
        numero_provisoire=encaissement.recu_provisoire,
        annule_le=annulation.enregistre_le if annulation else None,
        motif_annulation=annulation.motif if annulation else "",
    )


def taux_of(colis: Colis, devise: str, now: datetime) -> Taux | None:
    """1 in the carton's own currency; else the rate frozen on it, else the dated one, else None."""
    if colis.devise == devise:
        return Taux()
    fige = (colis.tarif_fige or {}).get("taux") or {}
    if (fige.get("source"), fige.get("cible")) == (devise, colis.devise):
        return Taux(int(fige["numerateur"]), int(fige["denominateur"]))
    taux = find_taux(source=devise, cible=colis.devise, now=now)
    return Taux(taux.numerateur, taux.denominateur) if taux else None


def _in_till(montant: int, colis: Colis, encaissement: Encaissement) -> int:
    """A due in the receipt's currency, at the rate it was settled with."""
    taux = taux_of(colis, encaissement.devise, encaissement.enregistre_le) or Taux()
    return divide_half_up(montant * taux.denominateur, taux.numerateur)
