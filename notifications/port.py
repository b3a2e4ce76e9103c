"""The provider's port: what a messaging provider must do for us, whoever it is.

An adapter turns its provider's words into these; nothing above it knows WaChap.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from notifications.domain import Nature, Niveau, Statut


@dataclass(frozen=True, kw_only=True)
class CompteLigne:
    """What an adapter needs to use one line; the secret is in clear only here, never stored so."""

    compte: str
    secret: str = field(repr=False)
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Modele:
    """A text the provider approved beforehand, and what fills its blanks, in order."""

    nom: str
    langue: str
    parametres: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Contenu:
    """One message: a text, or a picture or document with its caption (`texte`).

    `libre` says that the provider takes free text now (WhatsApp's own API: 24 h after the client
    last wrote); when it does not, `modele` is what may leave.
    """

    texte: str
    libre: bool = True
    modele: Modele | None = None
    image_url: str = ""
    document_url: str = ""
    nom_fichier: str = ""


@dataclass(frozen=True, kw_only=True)
class Accepted:
    """The provider took it. `provider_id` may be empty: receipts are then matched by phone."""

    provider_id: str
    statut_http: int | None = None
    code: str = "ACCEPTE"


@dataclass(frozen=True, kw_only=True)
class Rejected:
    """The provider did not take it: whose fault, for how long (`notifications/domain`)."""

    niveau: Niveau
    nature: Nature
    code: str
    retry_after_s: int | None = None
    essais_max: int | None = None
    statut_http: int | None = None


@dataclass(frozen=True, kw_only=True)
class Unknown:
    """The bytes left and no readable answer came: the phone may or may not have it."""

    code: str
    statut_http: int | None = None


Resultat = Accepted | Rejected | Unknown


class SanteLigne(StrEnum):
    """INJOIGNABLE: nobody answers there, or only errors; INCONNUE: it answers without saying."""

    CONNECTEE = "connectee"
    BASSE = "basse"
    INJOIGNABLE = "injoignable"
    INCONNUE = "inconnue"


@dataclass(frozen=True, kw_only=True)
class EtatLigne:
    """A line as its provider sees it now; `detail` is the provider's own word."""

    sante: SanteLigne
    detail: str = ""


@dataclass(frozen=True, kw_only=True)
class DeliveryEvent:
    """A receipt. `provider_id` may be unknown to us yet; `telephone` is E.164 or empty.

    `numero_en_cause` with a failure: the phone cannot be written to, whatever the message;
    `fenetre_fermee`: free text was refused, an approved template may leave instead.
    """

    provider_id: str
    statut: Statut
    telephone: str = ""
    compte: str = ""
    survenu_le: datetime | None = None
    code: str = ""
    numero_en_cause: bool = False
    fenetre_fermee: bool = False


@dataclass(frozen=True, kw_only=True)
class IncomingMessage:
    """What a client wrote back (STOP, ARRET)."""

    telephone: str
    texte: str
    compte: str = ""
    survenu_le: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Webhook:
    """A call that claims to be the provider's: the secret of its path, or its signature."""

    corps: bytes
    secret: str = ""
    signature: str = ""


@dataclass(frozen=True, kw_only=True)
class Capabilities:
    """What the provider offers; without receipts the uncertain rule applies at once.

    `window`: free text only in the 24 h after the client wrote, approved templates otherwise;
    `documents`: a file may be sent with its caption, else its text leaves alone.
    """

    receipts: bool = False
    idempotent_send: bool = False
    number_check: bool = False
    typing: bool = False
    window: bool = False
    documents: bool = False


class Port(Protocol):
    """One provider."""

    @property
    def capabilities(self) -> Capabilities:
        """What it offers."""

    def send(
        self, ligne: CompteLigne, telephone: str, contenu: Contenu, client_ref: str
    ) -> Resultat:
        """Send once, without any retry of its own; never raises for what the network does."""

    def line_health(self, ligne: CompteLigne) -> EtatLigne:
        """Ask how the line is, without sending anything."""

    def check_numbers(
        self, ligne: CompteLigne, telephones: Sequence[str]
    ) -> Mapping[str, bool | None]:
        """For each E.164 number, whether it is on WhatsApp; None when the provider cannot say."""

    def verify_webhook(self, webhook: Webhook, secret: str) -> bool:
        """Whether a call is the provider's, judged with the secret we share with it."""

    def parse_webhook(self, corps: bytes) -> list[DeliveryEvent | IncomingMessage]:
        """The events of a raw body; tolerant: what is not understood is left out."""
