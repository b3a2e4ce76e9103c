"""Cartons and their price as shown."""

from typing import Any
from uuid import UUID

from ninja import Schema

from colis.matieres import code_of_question
from colis.models import Colis
from colis.schemas.matieres import BlocageOut, MatieresOut
from colis.services.etiquette import tracking_url
from colis.services.prix import Prix
from core.ids import format_code_suivi
from core.schemas import Argent, Instant


class ClientCourt(Schema):
    """The addressee as frozen on the carton."""

    id: UUID
    nom: str
    telephone: str


class EmplacementCourt(Schema):
    id: UUID
    code: str


class LigneDevisOut(Schema):
    """One line of the price; the lines' amounts add up to it."""

    code: str
    montant: Argent
    unite: str | None = None
    quantite: int | None = None
    prix_unitaire: int | None = None


class TauxFige(Schema):
    source: str
    cible: str
    numerateur: int
    denominateur: int


class NegocieOut(Schema):
    montant: int
    unite: str
    motif: str


class TarifFige(Schema):
    """The tariff and rate a carton was priced by, frozen."""

    id: UUID | None
    unite: str
    devise: str
    prix: int
    minimum: int
    pas_g: int
    diviseur: int | None
    paliers: list[tuple[int, int]]
    negocie: NegocieOut | None
    prix_unitaire: int
    quantite: int
    minimum_applique: bool
    lignes: list[LigneDevisOut]
    taux: TauxFige | None


class ColisListe(Schema):
    """A carton in a list."""

    id: UUID
    code_suivi: str
    code_affiche: str
    statut: str
    statut_le: Instant
    pays_origine: str
    pays_destination: str
    mode: str
    categorie: str
    contenu: str
    client_id: UUID
    client: ClientCourt
    poids_g: int
    poids_taxable_g: int
    nombre_pieces: int
    envoi_id: UUID | None
    rang: int
    total: int
    prix: Argent
    du: Argent
    paye_en_chine: bool
    blocage: str | None
    surplus: bool
    endommage: bool
    vol_id: UUID | None
    emplacement: EmplacementCourt | None
    arrive_le: Instant | None
    enregistre_le: Instant
    version: int


class ColisOut(Schema):
    """A carton in full."""

    id: UUID
    code_suivi: str
    code_affiche: str
    url_suivi: str
    statut: str
    statut_le: Instant
    pays_origine: str
    pays_destination: str
    mode: str
    categorie: str
    contenu: str
    client_id: UUID
    client: ClientCourt
    poids_g: int
    source_poids: str
    dimensions_mm: list[int] | None
    volume_cm3: int | None
    poids_volumetrique_g: int | None
    poids_taxable_g: int
    nombre_pieces: int
    valeur_declaree: Argent | None
    references_externes: list[str]
    envoi_id: UUID | None
    rang: int
    total: int
    tarif: TarifFige
    prix: Argent
    regle: Argent
    rabais: Argent
    jeton_cede: Argent
    du: Argent
    paye_en_chine: bool
    blocage: BlocageOut | None
    marque_dg: str
    matieres: MatieresOut | None
    origine_inconnue: bool
    surplus: bool
    endommage: bool
    vol_id: UUID | None
    emplacement: EmplacementCourt | None
    arrive_le: Instant | None
    remis_le: Instant | None
    enregistre_par: UUID
    survenu_le: Instant
    enregistre_le: Instant
    version: int


class DevisOut(Schema):
    """The price a carton would have."""

    prix: Argent
    du: Argent
    poids_g: int
    volume_cm3: int | None
    poids_volumetrique_g: int | None
    poids_taxable_g: int
    lignes: list[LigneDevisOut]
    tarif: TarifFige
    bande_pct: int | None


def _argent(montant: int, colis: Colis) -> dict[str, Any]:
    return {"montant": montant, "devise": colis.devise}


def colis_liste(colis: Colis) -> dict[str, Any]:
    """A carton as a list shows it; reads no further row."""
    emplacement = colis.emplacement
    return {
        "id": colis.id,
        "code_suivi": colis.code_suivi,
        "code_affiche": format_code_suivi(colis.code_suivi),
        "statut": colis.statut,
        "statut_le": colis.statut_le,
        "pays_origine": colis.pays_origine_id,
        "pays_destination": colis.pays_destination_id,
        "mode": colis.mode,
        "categorie": colis.categorie,
        "contenu": colis.contenu,
        "client_id": colis.client_id,
        "client": {
            "id": colis.client_id,
            "nom": colis.destinataire_nom,
            "telephone": colis.destinataire_telephone,
        },
        "poids_g": colis.poids_g,
        "poids_taxable_g": colis.poids_taxable_g,
        "nombre_pieces": colis.nombre_pieces,
        "envoi_id": colis.envoi_id,
        "rang": colis.rang,
        "total": colis.total,
        "prix": _argent(colis.prix, colis),
        "du": _argent(colis.du, colis),
        "paye_en_chine": colis.regle_origine > 0,
        "blocage": colis.blocage or None,
        "surplus": colis.surplus,
        "endommage": colis.endommage,
        "vol_id": colis.vol_id,
        "emplacement": {"id": emplacement.id, "code": emplacement.code} if emplacement else None,
        "arrive_le": colis.arrive_le,
        "enregistre_le": colis.enregistre_le,
        "version": colis.version,
    }


def colis_out(colis: Colis) -> dict[str, Any]:
    """A carton in full; reads its aliases if they were not prefetched."""
    dimensions = [colis.longueur_mm, colis.largeur_mm, colis.hauteur_mm]
    valeur = colis.valeur_declaree
    return colis_liste(colis) | {
        "url_suivi": tracking_url(colis.code_suivi),
        "source_poids": colis.source_poids,
        "dimensions_mm": dimensions if all(dimensions) else None,
        "volume_cm3": colis.volume_cm3,
        "poids_volumetrique_g": colis.poids_volumetrique_g,
        "valeur_declaree": None
        if valeur is None
        else {"montant": valeur, "devise": colis.valeur_devise or colis.devise},
        "references_externes": [reference.valeur for reference in colis.references.all()],
        "tarif": tarif_fige(colis.tarif_fige),
        "regle": _argent(colis.regle, colis),
        "rabais": _argent(colis.rabais, colis),
        "jeton_cede": _argent(colis.jeton_cede, colis),
        "blocage": {
            "nature": colis.blocage,
            "motif": colis.blocage_motif,
            "pays": colis.blocage_pays,
            "question_code": code_of_question(colis.blocage_motif),
        }
        if colis.blocage
        else None,
        "marque_dg": colis.marque_dg,
        "matieres": colis.matieres,
        "origine_inconnue": colis.origine_inconnue,
        "remis_le": colis.remis_le,
        "enregistre_par": colis.enregistre_par,
        "survenu_le": colis.survenu_le,
    }


def tarif_fige(fige: dict[str, Any]) -> dict[str, Any]:
    """The frozen tariff with its price lines."""
    devise = fige["devise"]
    shown: dict[str, Any] = {name: fige[name] for name in _FIGE}
    shown["id"] = fige["tarif_id"]
    shown["lignes"] = [
        ligne | {"montant": {"montant": ligne["montant"], "devise": devise}}
        for ligne in fige["lignes"]
    ]
    return shown


_FIGE = tuple(name for name in TarifFige.model_fields if name not in {"id", "lignes"})


def devis_out(prix: Prix) -> dict[str, Any]:
    """A quotation line by line."""
    devis, tarif = prix.devis, tarif_fige(prix.fige)
    montant = {"montant": devis.montant, "devise": devis.devise}
    return {
        "prix": montant,
        "du": montant,
        "poids_g": devis.poids_g,
        "volume_cm3": devis.volume_cm3,
        "poids_volumetrique_g": devis.poids_volumetrique_g,
        "poids_taxable_g": devis.poids_taxable_g,
        "lignes": tarif["lignes"],
        "tarif": tarif,
        "bande_pct": prix.bande_pct,
    }
