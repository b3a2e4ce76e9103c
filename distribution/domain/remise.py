"""Hand-over: what is asked, on what proof, what is refused, what the higher floors are told."""

import hashlib
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from core.errors import BusinessError
from distribution.domain.encaissement import Paiement

PREUVES = ("code", "piece", "derogation")
# What an accomplished hand-over may disagree with, the gravest first.
CONFLITS = (
    "deja_remis",
    "etat_inattendu",
    "encaissement_impossible",
    "colis_bloque",
    "solde_du",
    "reference_deja_utilisee",
    "encaissement_en_avoir",
    "preuve_non_verifiee",
    "derogation_sans_droit",
    "non_pointe",
    "signature_illisible",
)


@dataclass(frozen=True, kw_only=True)
class Preuve:
    """``code`` {code}, ``piece`` {nature, numero} or ``derogation`` {motif}."""

    type: str
    code: str = ""
    nature: str = ""
    numero: str = ""
    motif: str = ""


@dataclass(frozen=True, kw_only=True)
class Retirant:
    """Whoever takes the cartons in the client's stead."""

    nom: str
    telephone: str = ""
    piece: str = ""


@dataclass(frozen=True, kw_only=True)
class Garantie:
    """Sortie sous garantie: who answers for what is still due, and why."""

    garant: str
    motif: str


@dataclass(frozen=True, kw_only=True)
class DemandeRemise:
    """A hand-over as asked, or as it happened; ``signature_png`` is base64."""

    id: UUID
    colis_ids: tuple[UUID, ...]
    preuve: Preuve
    retirant: Retirant | None = None
    signature_png: str = ""
    encaissement: Paiement | None = None
    garantie: Garantie | None = None
    survenu_le: datetime | None = None

    @property
    def contenu(self) -> dict[str, Any]:
        """What makes two sendings of one id the same hand-over; a printed number is no part of it.

        The number may come with the replay alone (see services.encaissement).
        """
        values = asdict(self)
        if values["encaissement"] is not None:
            values["encaissement"]["recu_provisoire"] = ""
        values["signature_png"] = hashlib.sha256(self.signature_png.encode()).hexdigest()
        return values


def code_subject(colis_ids: tuple[UUID, ...]) -> str:
    """What a one-time code opens: exactly these cartons, in any order (64 hex symbols)."""
    text = ",".join(sorted(str(colis_id) for colis_id in colis_ids))
    return hashlib.sha256(text.encode()).hexdigest()


def gravest(conflits: set[str]) -> str:
    """The one conflict a hand-over is filed under."""
    return next((conflit for conflit in CONFLITS if conflit in conflits), "")


@dataclass(frozen=True, kw_only=True)
class RemiseDone:
    """Cartons left with somebody; a ``conflit`` or a guaranteed balance is an admin's matter."""

    remise_id: UUID
    client_id: UUID
    colis_ids: tuple[UUID, ...]
    pays: str
    conflit: str
    solde_garanti: int
    acteur_id: UUID
    now: datetime


class ClientsDifferents(BusinessError):
    """One hand-over is to one client."""

    code = "clients_differents"
    title = "Clients différents"
    fr = "Ces colis sont à plusieurs clients. Faites une remise par client."
    en = "These cartons belong to several clients. Hand over one client at a time."
    zh = "这些包裹属于不同客户，请按客户分别交付。"


class SoldeDu(BusinessError):
    """Something is still due: collect it, or an admin releases on guarantee."""

    code = "solde_du"
    title = "Reste à payer"
    fr = "Il reste {montant} {devise} à payer. Encaissez, ou demandez une sortie sous garantie."
    en = "{montant} {devise} is still due. Collect it, or ask for a release on guarantee."
    zh = "仍需支付 {montant} {devise}。请先收款，或申请担保放行。"


class SignatureRefusee(BusinessError):
    """Not a PNG a pen could have drawn."""

    code = "signature_refusee"
    status = 422
    title = "Signature refusée"
    fr = "La signature n'est pas une image PNG lisible de moins de 300 Ko. Faites-la refaire."
    en = "The signature is not a readable PNG picture under 300 kB. Have it drawn again."
    zh = "签名不是可读取的 300 KB 以内 PNG 图片，请重新签名。"
