"""What flights look like on the wire; kg and m³ outside, grams and cm³ inside."""

from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from ninja import Schema
from pydantic import AfterValidator, Field, PlainSerializer, StringConstraints

from core.schemas import Argent, ArgentSaisi, CodePays, Instant, Motif, Texte, no_nul


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


Kg = Annotated[
    Decimal,
    Field(gt=0, le=1_000_000, max_digits=10, decimal_places=3),
    PlainSerializer(_number, return_type=float),
]
M3 = Annotated[
    Decimal,
    Field(gt=0, le=10_000, max_digits=11, decimal_places=6),
    PlainSerializer(_number, return_type=float),
]
Numero = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[A-Za-z0-9 \-]{0,10}$")]
Lta = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[0-9 \-]{0,20}$")]
CodeCompagnie = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]{2}$")]
CodeAeroport = Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{3}$")]
Mode = Annotated[str, StringConstraints(pattern=r"^(cargo|express)$")]
CodeLu = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=400),
    AfterValidator(no_nul),
]


class VolModification(Schema):
    """What may be completed or corrected; null empties a field."""

    numero: Numero | None = None
    lta: Lta | None = None
    compagnie: CodeCompagnie | None = None
    aeroport_depart: CodeAeroport | None = None
    aeroport_arrivee: CodeAeroport | None = None
    depart_prevu: Instant | None = None
    arrivee_prevue: Instant | None = None
    capacite_kg: Kg | None = None
    capacite_m3: M3 | None = None


class VolIn(VolModification):
    """Destination and mode open a flight; the rest is required at closing."""

    id: UUID | None = None
    pays_destination: CodePays
    mode: Mode


class ChargementsIn(Schema):
    """Scanned or typed texts, at most 500."""

    codes: Annotated[list[CodeLu], Field(min_length=1, max_length=500)]
    survenu_le: Instant | None = None


class ClotureIn(Schema):
    """``outrepasser`` is the reason for going beyond capacity."""

    outrepasser: Motif | None = None


class MomentIn(Schema):
    """When it really happened; now by default."""

    survenu_le: Instant | None = None


class FraisIn(Schema):
    """Costs of the flight; an absent one is left alone."""

    fret: ArgentSaisi | None = None
    douane: ArgentSaisi | None = None


class CompagnieOut(Schema):
    code: str
    nom: str
    prefixe_lta: str


class AeroportOut(Schema):
    code: str
    nom: str
    ville: str
    pays: str
    fuseau: str


class RemplissageOut(Schema):
    """What is on board; capacities and percentages are null until a capacity is given."""

    colis: int
    pieces: int
    poids_g: int
    poids_taxable_g: int
    volume_cm3: int
    bloques: int
    capacite_g: int | None = None
    capacite_cm3: int | None = None
    poids_pourcent: int | None = None
    volume_pourcent: int | None = None


class FraisOut(Schema):
    fret: Argent | None = None
    douane: Argent | None = None


class VolOut(Schema):
    id: UUID
    numero: str
    lta: str
    mode: str
    statut: str
    pays_origine: str
    pays_destination: str
    visible_destination: bool
    compagnie: str | None
    aeroport_depart: str | None
    aeroport_arrivee: str | None
    fuseau_depart: str
    fuseau_arrivee: str
    depart_prevu: Instant | None
    arrivee_prevue: Instant | None
    capacite_kg: Kg | None
    capacite_m3: M3 | None
    remplissage: RemplissageOut
    outrepasse: str
    cloture_le: Instant | None
    parti_le: Instant | None
    depart_presume: bool
    arrive_le: Instant | None
    en_douane_le: Instant | None
    pointe_le: Instant | None
    version_manifeste: int
    version: int
    cree_le: Instant
    champs_manquants: list[str]
    avertissements: list[str]
    frais: FraisOut | None = None


class EvenementVolOut(Schema):
    """One stage; ``heure_locale`` is the wall clock of the place it happened in."""

    type: str
    de: str
    vers: str
    motif: str
    details: dict[str, Any]
    survenu_le: Instant
    enregistre_le: Instant
    fuseau: str
    heure_locale: str
    acteur_role: str


class VolDetail(VolOut):
    evenements: list[EvenementVolOut]


class ChargementOut(Schema):
    """``resultat`` is ``charge`` or the refusal's code; ``detail`` its sentence."""

    code: str
    resultat: str
    charge: bool
    deja_ici: bool = False
    colis_id: UUID | None = None
    code_suivi: str | None = None
    poids_g: int | None = None
    destinataire_nom: str | None = None
    statut: str | None = None
    detail: str = ""
    avertissements: list[str]


class ChargementsOut(Schema):
    resultats: list[ChargementOut]
    remplissage: RemplissageOut


class DechargementOut(Schema):
    colis_id: UUID
    code_suivi: str
    statut: str


class VolCharger(Schema):
    """Offline: one scan at the bench."""

    vol_id: UUID
    code: CodeLu
    survenu_le: Instant | None = None


class VolDecharger(Schema):
    """Offline: one carton taken off."""

    vol_id: UUID
    colis_id: UUID
    survenu_le: Instant | None = None


class FiltreVolsParams(Schema):
    """``statut`` may list several, separated by commas."""

    statut: Annotated[str | None, Field(max_length=100)] = None
    pays: CodePays | None = None
    mode: Mode | None = None
    q: Texte | None = None
    depuis: Instant | None = None
