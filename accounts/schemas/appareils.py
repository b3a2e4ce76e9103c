"""Devices on the wire."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.conf import settings
from ninja import Schema
from pydantic import StringConstraints

from accounts.domain.journal import VERROU_HEURES, EtatAppareil
from accounts.models import Appareil, Pays
from accounts.selectors.appareils import cash_elsewhere
from accounts.selectors.reglages import get_reglages
from core.http import ListeParams
from core.schemas import Argent, CodePays, Instant, Libelle, Motif

Coordonnee = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{43}$")]


class CleIn(Schema):
    """A public key in JWK form (RFC 7517), as WebCrypto exports it."""

    kty: Literal["EC"]
    crv: Literal["P-256"]
    x: Coordonnee
    y: Coordonnee


class AppareilIn(Schema):
    """``preuve`` signs ``ts-appareil:v1:<id>:<user_id>`` with the key it brings."""

    id: UUID
    nom: Libelle
    poste_id: UUID | None = None
    cle_publique: CleIn | None = None
    preuve: Annotated[str, StringConstraints(max_length=128)] = ""


class AppareilPatch(Schema):
    nom: Libelle


class RevocationIn(Schema):
    motif: Motif


class FiltreAppareils(ListeParams):
    user_id: UUID | None = None
    pays: CodePays | None = None


class AppareilEnrole(Schema):
    """What a device needs once enrolled: its receipt series and its limits.

    ``epoque`` grows when the server came back from a backup: what it lost is sent again.
    """

    id: UUID
    nom: str
    serie: str
    enrole_le: Instant
    seq_contigue: int
    plafond_hors_ligne: Argent | None
    verrou_heures: int
    epoque: int


class PersonneBreve(Schema):
    id: UUID
    nom: str


class EcartOut(Schema):
    """A type of which a device says it captured something else than what came."""

    type: str
    declare: int
    recu: int
    especes_declarees: Argent | None
    especes_recues: Argent | None


class AppareilOut(Schema):
    """A device as its country's admins watch it."""

    id: UUID
    poste_id: UUID | None
    nom: str
    user: PersonneBreve
    pays: str
    serie: str
    avec_cle: bool
    enrole_le: Instant
    contact_le: Instant
    seq_contigue: int
    seq_declaree: int
    trous: list[tuple[int, int]]
    en_attente: int
    photos_en_attente: int
    especes_en_attente: Argent | None
    especes_perdues: Argent | None
    horloge_ecart_ms: int
    horloge_douteuse: bool
    quarantaine: int
    ecarts: list[EcartOut]
    etat: EtatAppareil
    revoque_le: Instant | None
    perdu_le: Instant | None
    motif: str


def enrolled(appareil: Appareil, now: datetime) -> dict[str, Any]:
    """An enrolment's answer.

    The cap on unsent cash is the person's: this browser is lent what the others leave of it.
    """
    plafond = get_reglages(appareil.pays, now).plafond_hors_ligne
    reste = max(0, plafond - cash_elsewhere(appareil))
    devise = Pays.objects.get(code=appareil.pays).devise
    return {
        "id": appareil.id,
        "nom": appareil.nom,
        "serie": appareil.serie,
        "enrole_le": appareil.enrole_le,
        "seq_contigue": appareil.seq_contigue,
        "plafond_hors_ligne": {"montant": reste, "devise": devise} if plafond else None,
        "verrou_heures": VERROU_HEURES,
        "epoque": settings.EPOQUE,
    }
