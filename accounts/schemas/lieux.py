"""What the edges of countries, agencies and settings read and answer."""

from datetime import time
from typing import Annotated, Literal, Self
from uuid import UUID

from ninja import Schema
from pydantic import AfterValidator, Field, StringConstraints, WithJsonSchema, model_validator

from core.ids import uuid7
from core.schemas import CodePays, Instant, Libelle, MontantNul, Texte, no_nul


def _wall_clock(value: time) -> time:
    if value.tzinfo is not None:
        raise ValueError("heure du lieu, sans fuseau")
    return value


HEURE = {"type": "string", "pattern": r"^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$"}
Heure = Annotated[time, AfterValidator(_wall_clock), WithJsonSchema(HEURE)]
Telephone = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=32), AfterValidator(no_nul)
]
CodeLieu = Annotated[
    str, StringConstraints(strip_whitespace=True, pattern=r"^[A-Za-z0-9][A-Za-z0-9-]{0,19}$")
]
CodeAgence = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9]{2,8}$")]


class AgenceBreve(Schema):
    id: UUID
    code: str
    nom: str
    ville: str


class Changements(Schema):
    """A partial change: at least one field, none of them null unless it may be."""

    @model_validator(mode="after")
    def _something(self) -> Self:
        if not self.model_fields_set:
            raise ValueError("indiquez au moins un champ à modifier")
        return self

    def given(self) -> dict[str, object]:
        """Only the fields the caller sent."""
        return self.model_dump(exclude_unset=True)


class PaysOut(Schema):
    code: str
    nom: str
    nom_en: str
    nom_zh: str
    devise: str
    fuseau: str
    indicatif: str
    origine: bool


class AgenceIn(Schema):
    id: UUID = Field(default_factory=uuid7)
    pays: CodePays | None = None
    code: CodeAgence
    nom: Annotated[Libelle, StringConstraints(max_length=80)]
    ville: Annotated[Libelle, StringConstraints(max_length=60)]
    adresse: Annotated[Texte, StringConstraints(min_length=1, max_length=200)]
    telephone: Annotated[Telephone, StringConstraints(min_length=6, max_length=20)]
    horaires: Annotated[Texte, StringConstraints(max_length=120)] = ""
    ferme_a: Heure


class AgencePatch(Changements):
    nom: Annotated[Libelle, StringConstraints(max_length=80)] = ""
    ville: Annotated[Libelle, StringConstraints(max_length=60)] = ""
    adresse: Annotated[Texte, StringConstraints(min_length=1, max_length=200)] = ""
    telephone: Annotated[Telephone, StringConstraints(min_length=6, max_length=20)] = ""
    horaires: Annotated[Texte, StringConstraints(max_length=120)] = ""
    ferme_a: Heure = time(18)
    actif: bool = True


class AgenceOut(Schema):
    id: UUID
    pays: str = Field(validation_alias="pays_id")
    code: str
    nom: str
    ville: str
    adresse: str
    telephone: str
    horaires: str
    ferme_a: Heure
    actif: bool


class EmplacementIn(Schema):
    id: UUID = Field(default_factory=uuid7)
    agence_id: UUID
    code: CodeLieu


class EmplacementPatch(Changements):
    code: CodeLieu = ""
    actif: bool = True


class EmplacementOut(Schema):
    id: UUID
    agence_id: UUID
    pays: str = Field(validation_alias="pays_id")
    code: str
    actif: bool


HeureDite = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]


class Silence(Schema):
    """Quiet hours, local; ``fin`` may be the next morning."""

    debut: HeureDite
    fin: HeureDite


class ReglagesPatch(Changements):
    """New values; money in minor units of the country's currency."""

    vol_cloture_agents: bool = False
    disponible_au_pointage: bool = False
    notifications_fusion_arrive: bool = False
    notifications_silence: Silence | Literal[False] | None = None
    rappel_jours: list[Annotated[int, Field(strict=True, ge=1, le=365)]] = Field(
        default=[3, 7, 14], max_length=10
    )
    rabais_limite: MontantNul = 0
    jeton_cede_limite: MontantNul = 0
    arrondi_caisse: Literal[0, 5, 25] = 0
    annulation_minutes: Annotated[int, Field(strict=True, ge=0, le=1440)] = 30
    remise_habitue_limite: MontantNul = 0
    credit_client: MontantNul = 0
    visa_colis_limite: MontantNul = 0
    visa_client_limite: MontantNul = 0
    visa_jour_limite: MontantNul = 0
    pesee_controle_pct: Annotated[int, Field(strict=True, ge=0, le=100)] = 3
    prix_negocie_bande_pct: Annotated[int, Field(strict=True, ge=0, le=100)] = 10
    franchise_stockage_jours: Annotated[int, Field(strict=True, ge=0, le=365)] = 7
    plafond_hors_ligne: MontantNul = 0
    televersement_jours: Annotated[int, Field(strict=True, ge=1, le=365)] = 30


class ReglageAVenir(Schema):
    cle: str
    valeur: object
    effet_le: Instant


class ReglagesOut(Schema):
    """What is in effect now, and what is already decided for later."""

    pays: str
    valeurs: dict[str, object]
    controles: list[str]
    a_venir: list[ReglageAVenir]


class PaysBref(Schema):
    code: str
    nom: str
    nom_en: str
    nom_zh: str
    devise: str
    fuseau: str
    indicatif: str


class ConfigurationOut(Schema):
    """What a device needs before anybody signs in."""

    ws_url: str
    langues: list[str]
    pays: list[PaysBref]
    version: str
    local: bool
