"""What the edges of people read and answer."""

from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import AfterValidator, Field, StringConstraints

from accounts.schemas.lieux import AgenceBreve, Changements, Telephone
from core.ids import uuid7
from core.schemas import CodePays, Instant, Libelle, Texte, no_nul

Langue = Literal["fr", "en", "zh"]
FonctionGeree = Literal["agent", "admin"]


Identifiant = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=60),
    AfterValidator(no_nul),
]
MotDePasse = Annotated[str, StringConstraints(min_length=1, max_length=200)]
CodeSecond = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=20), AfterValidator(no_nul)
]


class ConnexionIn(Schema):
    identifiant: Identifiant
    mot_de_passe: MotDePasse
    se_souvenir: bool = False
    code_totp: CodeSecond = ""


class Moi(Schema):
    """Who one is; ``actions`` is the policy table's answer, for the screens' ``can()``."""

    id: UUID
    identifiant: str
    nom: str
    fonction: str
    role: str
    pays: str | None
    agence: AgenceBreve | None
    langue: str
    actions: list[str]
    telephone: str
    contact_verifie: bool
    totp_actif: bool
    totp_requis: bool
    mot_de_passe_a_changer: bool
    codes_secours: int


class SessionOuverte(Schema):
    access_token: str
    expires_in: int
    utilisateur: Moi


class LangueIn(Schema):
    langue: Langue


class MotDePasseIn(Schema):
    ancien: MotDePasse
    nouveau: MotDePasse


class SessionOut(Schema):
    id: UUID
    appareil: str
    adresse: str | None
    memorisee: bool
    cree_le: Instant
    utilisee_le: Instant = Field(validation_alias="tournee_le")
    expire_le: Instant
    courante: bool = False


class UtilisateurIn(Schema):
    id: UUID = Field(default_factory=uuid7)
    identifiant: Identifiant
    nom: Libelle
    fonction: FonctionGeree
    pays: CodePays | None = None
    agence_id: UUID | None = None
    langue: Langue = "fr"
    telephone: Telephone | None = None
    mot_de_passe: MotDePasse


class UtilisateurPatch(Changements):
    nom: Libelle = ""
    fonction: FonctionGeree = "agent"
    agence_id: UUID | None = None
    langue: Langue = "fr"
    telephone: Telephone = ""
    actif: Literal[True] = True


class UtilisateurOut(Schema):
    id: UUID
    identifiant: str
    nom: str
    fonction: str
    role: str
    pays: str | None = Field(validation_alias="pays_id")
    agence: AgenceBreve | None
    langue: str
    telephone: str
    contact_verifie_le: Instant | None
    totp_actif: bool
    mot_de_passe_provisoire: bool
    actif: bool
    cree_le: Instant
    vu_le: Instant | None


class DesactivationIn(Schema):
    motif: Texte = ""


class SessionsFermees(Schema):
    sessions: int
