"""What the doors read and answer: second factor, proved phone, reset link, notices."""

from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import AfterValidator, StringConstraints

from accounts.schemas.lieux import Telephone
from accounts.schemas.personnes import CodeSecond, Identifiant, MotDePasse
from core.schemas import Instant, Texte, no_nul

Numero = Annotated[Telephone, StringConstraints(min_length=6)]
Jeton = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=120), AfterValidator(no_nul)
]
CodeRequis = Annotated[CodeSecond, StringConstraints(min_length=6)]


class PreuveIn(Schema):
    """One's password again; ``code`` where a second factor is on."""

    mot_de_passe: MotDePasse
    code: CodeSecond = ""


class TotpOut(Schema):
    """The secret to type and the otpauth address to show as a QR code; shown once."""

    secret: str
    uri: str


class CodeTotpIn(Schema):
    code: CodeRequis


class CodesSecoursOut(Schema):
    """Ten one-use recovery codes, shown once."""

    codes_secours: list[str]


class ContactIn(Schema):
    telephone: Numero
    mot_de_passe: MotDePasse


class ContactVerifieIn(Schema):
    telephone: Numero
    code: Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^\d{6}$")]


class EnvoiOut(Schema):
    """Where something was sent (last digits only) and until when it serves."""

    envoye_a: str
    expire_le: Instant


class OubliIn(Schema):
    identifiant: Identifiant


class NouveauMotDePasseIn(Schema):
    jeton: Jeton
    nouveau: MotDePasse


class ReinitialisationIn(Schema):
    motif: Texte = ""
    retirer_totp: bool = False


class AvisOut(Schema):
    id: UUID
    genre: str
    sujet_nom: str
    details: dict[str, str]
    cree_le: Instant
    lu_le: Instant | None
