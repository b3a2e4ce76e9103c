"""A carton's price: one function for quotation and intake, frozen with what it was made from."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from colis.domain import NegocieSaisi, PrixHorsBande, TarifAbsent
from colis.models import Colis, Tarif, TauxChange
from colis.selectors.reglages import bande_pct
from colis.selectors.tarifs import find_tarif, find_taux
from colis.tarification import (
    Bareme,
    Devis,
    MesureManquante,
    Mesures,
    PrixNegocie,
    Unite,
    build_paliers,
    compute_devis,
)
from core.errors import SaisieInvalide
from core.tenancy import Acteur

Fige = dict[str, Any]


@dataclass(frozen=True)
class Prix:
    """A price and its frozen explanation, as stored in ``Colis.tarif_fige``.

    ``bande_pct``: on a quotation, how far an agent may negotiate; None for who is free to.
    """

    devis: Devis
    fige: Fige
    tarif_id: UUID | None
    bande_pct: int | None = None


def price_new(
    *,
    acteur: Acteur,
    now: datetime,
    pays_origine: str,
    devise_origine: str,
    pays_destination: str,
    mode: str,
    categorie: str,
    mesures: Mesures,
    client_id: UUID | None = None,
    vol_id: UUID | None = None,
    negocie: NegocieSaisi | None = None,
) -> Prix:
    """The price by the tariff in force: negotiated > client and flight > client > standard.

    Raises TarifAbsent, PrixHorsBande (online: one agreed offline is kept, marked ``hors_bande``),
    and SaisieInvalide naming a measure the tariff needs.
    """
    tarif = find_tarif(
        pays_origine=pays_origine, pays_destination=pays_destination, mode=mode,
        categorie=categorie, now=now, client_id=client_id, vol_id=vol_id,
    )  # fmt: skip
    if tarif is None:
        raise TarifAbsent(mode=mode, categorie=categorie, pays=pays_destination)
    hors_bande = None
    if negocie is not None:
        check_negocie(acteur=acteur, now=now, negocie=negocie, unite=tarif.unite, prix=tarif.prix)
        hors_bande = _band_passed(acteur, now, negocie, tarif.unite, tarif.prix)
    taux = find_taux(source=devise_origine, cible=tarif.devise, now=now)
    fige = _fige_of(tarif, taux, negocie)
    if hors_bande is not None:
        fige["hors_bande"] = hors_bande
    return _price(fige, mesures, tarif.id)


def price_again(*, colis: Colis, mesures: Mesures, negocie: NegocieSaisi | None = None) -> Prix:
    """The price of corrected measures by the carton's own frozen tariff and rate."""
    fige = dict(colis.tarif_fige)
    if negocie is not None:
        fige["negocie"] = asdict(negocie)
    return _price(fige, mesures, colis.tarif_id)


def check_negocie(
    *, acteur: Acteur, now: datetime, negocie: NegocieSaisi, unite: str, prix: int
) -> None:
    """An agent stays within the country's band around the tariff, in its unit; an admin is free.

    What was agreed offline stands: its visa is asked afterwards (concessions.tell_negocie).
    """
    bande = _band_passed(acteur, now, negocie, unite, prix)
    if bande is not None and not acteur.hors_ligne:
        raise PrixHorsBande(bande_pct=bande)


def _band_passed(
    acteur: Acteur, now: datetime, negocie: NegocieSaisi, unite: str, prix: int
) -> int | None:
    """The band, in percent, this agent's price is outside of; None when they may agree on it."""
    if acteur.fonction != "agent":
        return None
    bande = bande_pct(acteur.pays or "", now)
    within = negocie.unite == unite and abs(negocie.montant - prix) * 100 <= prix * bande
    return None if within else bande


def _fige_of(tarif: Tarif, taux: TauxChange | None, negocie: NegocieSaisi | None) -> Fige:
    return {
        "tarif_id": str(tarif.id),
        "unite": tarif.unite,
        "devise": tarif.devise,
        "prix": tarif.prix,
        "minimum": tarif.minimum,
        "pas_g": tarif.pas_g,
        "diviseur": tarif.diviseur,
        "paliers": tarif.paliers,
        "negocie": asdict(negocie) if negocie else None,
        "taux": {
            "source": taux.source,
            "cible": taux.cible,
            "numerateur": taux.numerateur,
            "denominateur": taux.denominateur,
        }
        if taux
        else None,
    }


def bareme_of(fige: Mapping[str, Any]) -> Bareme:
    """The tariff as the pricing function reads it."""
    return Bareme(
        unite=Unite(fige["unite"]),
        devise=fige["devise"],
        paliers=build_paliers(fige["prix"], [(seuil, prix) for seuil, prix in fige["paliers"]]),
        minimum=fige["minimum"],
        pas_g=fige["pas_g"],
        diviseur=fige["diviseur"],
    )


def _price(fige: Fige, mesures: Mesures, tarif_id: UUID | None) -> Prix:
    agreed = fige["negocie"]
    negocie = PrixNegocie(agreed["montant"], Unite(agreed["unite"])) if agreed else None
    try:
        devis = compute_devis(mesures, bareme_of(fige), negocie)
    except MesureManquante as error:
        raise SaisieInvalide(errors={error.champ: ["nécessaire pour ce tarif"]}) from error
    return Prix(devis, fige | _explained(devis), tarif_id)


def _explained(devis: Devis) -> Fige:
    return {
        "unite_facturee": str(devis.unite),
        "quantite": devis.quantite,
        "prix_unitaire": devis.prix_unitaire,
        "minimum_applique": devis.minimum_applique,
        "lignes": [
            {
                "code": str(ligne.code),
                "montant": ligne.montant,
                "unite": str(ligne.unite) if ligne.unite else None,
                "quantite": ligne.quantite,
                "prix_unitaire": ligne.prix_unitaire,
            }
            for ligne in devis.lignes
        ],
    }


def mesures_of(colis: Colis) -> Mesures:
    """The measures stored on a carton."""
    dimensions = None
    if colis.longueur_mm and colis.largeur_mm and colis.hauteur_mm:
        dimensions = (colis.longueur_mm, colis.largeur_mm, colis.hauteur_mm)
    return Mesures(
        poids_g=colis.poids_g,
        dimensions_mm=dimensions,
        volume_cm3=colis.volume_cm3,
        nombre_pieces=colis.nombre_pieces,
    )


PRIX_COLONNES = (
    "tarif", "tarif_fige", "devise", "prix", "du", "poids_volumetrique_g", "poids_taxable_g",
)  # fmt: skip


def put_price(colis: Colis, prix: Prix) -> None:
    """Write a price on a carton's columns (``PRIX_COLONNES``), what is settled deducted."""
    colis.tarif_id = prix.tarif_id
    colis.tarif_fige = prix.fige
    colis.devise = prix.devis.devise
    colis.prix = prix.devis.montant
    colis.du = colis.prix - colis.regle - colis.rabais - colis.jeton_cede
    colis.poids_volumetrique_g = prix.devis.poids_volumetrique_g
    colis.poids_taxable_g = prix.devis.poids_taxable_g
