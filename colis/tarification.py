"""What a carton weighs for the bill and what it costs: one function for everybody.

The quotation, the carton, the label, the message and the receipt all show what `compute_devis`
answered, so they cannot disagree. Integers only: grams, mm, cm³, minor units of the currency.
Chargeable weight and "pay as the next break if cheaper" follow IATA's TACT rules 3.9 and 3.10.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from core.money import divide_half_up, divide_up


class Unite(StrEnum):
    KG = "kg"
    PIECE = "piece"
    M3 = "m3"


# Billed in the small unit (g, piece, cm³), priced by the large one.
PAR_UNITE = {Unite.KG: 1000, Unite.PIECE: 1, Unite.M3: 1_000_000}


class MesureManquante(ValueError):
    """The tariff bills by something that was not measured; `champ` names the missing field."""

    def __init__(self, champ: str) -> None:
        super().__init__(champ)
        self.champ = champ


class BaremeInvalide(ValueError):
    """Breaks out of order, or a negative price, minimum, step or divisor."""


@dataclass(frozen=True, slots=True)
class Palier:
    """From `seuil` (g, pieces or cm³) on, `prix` minor units per kg, piece or m³."""

    seuil: int
    prix: int


@dataclass(frozen=True, slots=True)
class Bareme:
    """The part of a tariff that makes a price.

    `paliers` starts at 0 and rises. `minimum` is in minor units, `pas_g` the step the chargeable
    weight is rounded up to, `diviseur` cm³ per kg (5000, 6000) or None for exact weight.
    """

    unite: Unite
    devise: str
    paliers: tuple[Palier, ...]
    minimum: int = 0
    pas_g: int = 1
    diviseur: int | None = None

    def __post_init__(self) -> None:
        seuils = [palier.seuil for palier in self.paliers]
        if not seuils or seuils[0] != 0 or sorted(set(seuils)) != seuils:
            raise BaremeInvalide("paliers")
        if any(palier.prix < 0 for palier in self.paliers) or self.minimum < 0:
            raise BaremeInvalide("prix")
        if self.pas_g < 1 or (self.diviseur is not None and self.diviseur < 1):
            raise BaremeInvalide("pas_g")


@dataclass(frozen=True, slots=True)
class Mesures:
    """What was measured on a carton; None is what nobody measured."""

    poids_g: int
    dimensions_mm: tuple[int, int, int] | None = None
    volume_cm3: int | None = None
    nombre_pieces: int | None = None


@dataclass(frozen=True, slots=True)
class PrixNegocie:
    """A unit price agreed at intake; the tariff's step, divisor and minimum still hold."""

    montant: int
    unite: Unite


class CodeLigne(StrEnum):
    TRANSPORT = "transport"
    PALIER_SUIVANT = "palier_suivant"
    MINIMUM = "minimum"


@dataclass(frozen=True, slots=True)
class LigneDevis:
    """One line of the quotation; the lines' `montant` add up to the price.

    `quantite` is in the small unit of `unite` (g, piece, cm³), `prix_unitaire` per large unit.
    """

    code: CodeLigne
    montant: int
    unite: Unite | None = None
    quantite: int | None = None
    prix_unitaire: int | None = None


@dataclass(frozen=True, slots=True)
class Devis:
    """A price with what it was made from."""

    montant: int
    devise: str
    unite: Unite
    poids_g: int
    volume_cm3: int | None
    poids_volumetrique_g: int | None
    poids_taxable_g: int
    quantite: int
    prix_unitaire: int
    minimum_applique: bool
    negocie: bool
    lignes: tuple[LigneDevis, ...]


def build_paliers(prix: int, seuils: Iterable[tuple[int, int]] = ()) -> tuple[Palier, ...]:
    """The breaks of a tariff of base price `prix` and (seuil, prix) pairs in any order."""
    prices = {0: prix, **dict(seuils)}
    return tuple(Palier(seuil, prices[seuil]) for seuil in sorted(prices))


def compute_volume_mm3(mesures: Mesures) -> int | None:
    """The carton's volume in mm³: the larger of measured edges and typed volume, if any."""
    volumes = []
    if mesures.dimensions_mm is not None:
        longueur, largeur, hauteur = mesures.dimensions_mm
        volumes.append(longueur * largeur * hauteur)
    if mesures.volume_cm3 is not None:
        volumes.append(mesures.volume_cm3 * 1000)
    return max(volumes, default=None)


def compute_volumetrique_g(volume_mm3: int, diviseur: int) -> int:
    """Volumetric weight in grams, rounded up; `diviseur` in cm³ per kg, which is mm³ per g."""
    return divide_up(volume_mm3, diviseur)


def compute_taxable_g(poids_g: int, volumetrique_g: int | None, pas_g: int) -> int:
    """Chargeable weight in grams: the larger weight, rounded UP to the tariff's step."""
    return divide_up(max(poids_g, volumetrique_g or 0), pas_g) * pas_g


def compute_devis(
    mesures: Mesures, bareme: Bareme, prix_negocie: PrixNegocie | None = None
) -> Devis:
    """The price of a carton in minor units, rounded half up once.

    Raises MesureManquante when the tariff bills by pieces or volume and the carton has none.
    """
    volume_mm3 = compute_volume_mm3(mesures)
    volumetrique_g = None
    if bareme.diviseur is not None and volume_mm3 is not None:
        volumetrique_g = compute_volumetrique_g(volume_mm3, bareme.diviseur)
    taxable_g = compute_taxable_g(mesures.poids_g, volumetrique_g, bareme.pas_g)
    volume_cm3 = None if volume_mm3 is None else divide_up(volume_mm3, 1000)

    unite, paliers = bareme.unite, bareme.paliers
    if prix_negocie is not None:
        unite, paliers = prix_negocie.unite, build_paliers(prix_negocie.montant)
    quantite = _billed_quantity(unite, taxable_g, volume_cm3, mesures.nombre_pieces)
    lignes, prix_unitaire = _price_lines(unite, paliers, quantite)
    montant = sum(ligne.montant for ligne in lignes)
    minimum_applique = montant < bareme.minimum
    if minimum_applique:
        lignes.append(LigneDevis(CodeLigne.MINIMUM, bareme.minimum - montant))
        montant = bareme.minimum
    return Devis(
        montant=montant,
        devise=bareme.devise,
        unite=unite,
        poids_g=mesures.poids_g,
        volume_cm3=volume_cm3,
        poids_volumetrique_g=volumetrique_g,
        poids_taxable_g=taxable_g,
        quantite=quantite,
        prix_unitaire=prix_unitaire,
        minimum_applique=minimum_applique,
        negocie=prix_negocie is not None,
        lignes=tuple(lignes),
    )


def _billed_quantity(
    unite: Unite, taxable_g: int, volume_cm3: int | None, nombre_pieces: int | None
) -> int:
    if unite is Unite.KG:
        return taxable_g
    if unite is Unite.PIECE:
        if nombre_pieces is None:
            raise MesureManquante("nombre_pieces")
        return nombre_pieces
    if volume_cm3 is None:
        raise MesureManquante("volume_cm3")
    return volume_cm3


def _price_lines(
    unite: Unite, paliers: tuple[Palier, ...], quantite: int
) -> tuple[list[LigneDevis], int]:
    """The transport line, the saving of a later break if there is one, and the unit price paid."""
    reached = [palier for palier in paliers if palier.seuil <= quantite][-1]
    later = [palier for palier in paliers if palier.seuil > quantite]
    best = min(
        [reached, *later],
        key=lambda palier: (max(quantite, palier.seuil) * palier.prix, palier.seuil),
    )
    par_unite = PAR_UNITE[unite]
    base = divide_half_up(quantite * reached.prix, par_unite)
    lignes = [LigneDevis(CodeLigne.TRANSPORT, base, unite, quantite, reached.prix)]
    if best is not reached:
        paid = divide_half_up(best.seuil * best.prix, par_unite)
        lignes.append(
            LigneDevis(CodeLigne.PALIER_SUIVANT, paid - base, unite, best.seuil, best.prix)
        )
    return lignes, best.prix
