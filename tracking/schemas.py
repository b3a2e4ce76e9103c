"""What the public page's API and the client's account read and answer."""

from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field, StringConstraints

from accounts.schemas.lieux import Changements, Telephone
from core.schemas import Argent, Instant


class OtpIn(Schema):
    telephone: Telephone


class OtpEnvoye(Schema):
    """The same for every phone, known or not."""

    statut: Literal["envoye_si_connu"] = "envoye_si_connu"
    duree_s: int = 600


class OtpVerificationIn(Schema):
    telephone: Telephone
    code: Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[0-9]{6}$")]
    se_souvenir: bool = False


class PaysSuivi(Schema):
    code: str
    nom: str
    nom_en: str
    nom_zh: str
    fuseau: str


class EtapeOut(Schema):
    """A stage; ``fuseau`` is the zone of the place it happens in."""

    etape: str
    avancement: Literal["fait", "en_cours", "a_venir"]
    survenu_le: Instant | None
    pays: str
    ville: str
    fuseau: str


class ArriveePrevue(Schema):
    le: Instant
    fuseau: str
    ville: str


class AgencePublique(Schema):
    nom: str
    ville: str
    adresse: str
    horaires: str
    telephone: str


class SuiviOut(Schema):
    """What anybody holding the code may know."""

    code: str
    code_affiche: str
    statut: str
    statut_le: Instant
    destinataire: str
    mode: str
    rang: int
    total: int
    nombre_pieces: int
    poids_g: int
    poids_taxable_g: int
    prix: Argent
    du: Argent
    origine: PaysSuivi
    destination: PaysSuivi
    etapes: list[EtapeOut]
    arrivee_prevue: ArriveePrevue | None
    agence: AgencePublique | None
    photo: bool


class MonColis(Schema):
    """One of the client's own parcels."""

    id: UUID
    code_suivi: str
    url: str
    statut: str
    statut_le: Instant
    contenu: str
    mode: str
    pays_origine: str = Field(validation_alias="pays_origine_id")
    pays_destination: str = Field(validation_alias="pays_destination_id")
    envoi_id: UUID | None
    rang: int
    total: int
    poids_g: int
    poids_taxable_g: int
    prix: Argent
    du: Argent
    enregistre_le: Instant
    arrive_le: Instant | None
    remis_le: Instant | None


class LigneRecu(Schema):
    code_suivi: str
    montant: Argent


class MonRecu(Schema):
    """A receipt of the client; ``annule_le`` when it was reversed."""

    id: UUID
    recu_numero: str
    pays: str
    montant: Argent
    moyen: str
    rabais: int
    enregistre_le: Instant
    annule_le: Instant | None
    lignes: list[LigneRecu]


class PreferencesOut(Schema):
    langue: str
    consentement_whatsapp: bool | None
    pays: list[str]


class PreferencesPatch(Changements):
    langue: Literal["fr", "en", "zh", "bm"] = "fr"
    consentement_whatsapp: bool = False
