"""Shapes of the messages on the wire."""

from typing import Annotated, Any
from uuid import UUID

from ninja import Schema
from pydantic import Field, StringConstraints

from core.schemas import CodePays, Instant
from notifications.domain import Etape, Motif, Statut
from notifications.domain.veille import Nature
from notifications.models import MessageDu as Du
from notifications.models import Notification, Tentative
from notifications.schemas.lignes import LigneSante

Telephone = Annotated[str, StringConstraints(pattern=r"^\+[0-9]{6,15}$")]


class FiltreNotifications(Schema):
    """Which messages: every field narrows."""

    statut: Statut | None = None
    pays: CodePays | None = None
    etape: Etape | None = None
    motif: Motif | None = None
    telephone: Telephone | None = None
    client: UUID | None = None


class NotificationSortie(Schema):
    id: UUID
    pays: str
    client_id: UUID | None
    telephone: str
    langue: str
    etape: Etape
    statut: Statut
    motif: str
    code_motif: str
    texte: str
    lot: int
    tentatives: int
    prochaine_tentative_le: Instant
    echeance_le: Instant
    envoye_le: Instant | None
    livre_le: Instant | None
    lu_le: Instant | None
    cree_le: Instant


class TentativeSortie(Schema):
    numero: int
    ligne: str
    commencee_le: Instant
    terminee_le: Instant | None
    issue: str
    http_statut: int | None
    code: str
    latence_ms: int | None


class MessageDuSortie(Schema):
    etape: Etape
    colis_id: UUID | None
    code_suivi: str | None
    cree_le: Instant


class NotificationDetail(NotificationSortie):
    ligne: str | None
    messages: list[MessageDuSortie]
    essais: list[TentativeSortie]


class RelanceEntree(Schema):
    """`ids` or `filtre`, one of the two; `essai` only counts."""

    ids: Annotated[list[UUID], Field(max_length=1000)] | None = None
    filtre: FiltreNotifications | None = None
    essai: bool = False


class RelanceSortie(Schema):
    essai: bool
    nombre: int
    ids: list[UUID]
    par_motif: dict[str, int]


class AnnulationSortie(RelanceSortie):
    """`retenus`: chosen, but a receipt or a reversal of money, or already gone."""

    retenus: int


class Compte(Schema):
    pays: str
    etape: str
    statut: str
    nombre: int


class Attente(Schema):
    pays: str
    motif: str
    nombre: int


class Capacite(Schema):
    """What a country's lines carry in a day, and what was owed there yesterday."""

    pays: str
    capacite_jour: int
    besoin_hier: int


class Debit(Schema):
    """What one line sent of one step: in the last hour, and in its last five minutes."""

    pays: str
    ligne: str
    etape: Etape
    heure: int
    cinq_minutes: int
    rates: int


class AlerteSortie(Schema):
    """One thing wrong now. `valeurs`: the figures its sentence needs (`detail` says it in French).

    `depuis_le`, `sonnee_le` are null until the watch has seen and rung it; `silence_jusqu_le` is
    the end of its rest, null for one that rings once only.
    """

    pays: str
    nature: Nature
    cle: str
    detail: str
    valeurs: dict[str, str | int]
    depuis_le: Instant | None
    sonnee_le: Instant | None
    silence_jusqu_le: Instant | None
    fois: int


class SanteSortie(Schema):
    """What an operator must see within a minute."""

    lignes: list[LigneSante]
    debits: list[Debit]
    capacites: list[Capacite]
    par_statut_24h: list[Compte]
    en_souffrance: list[Attente]
    incertains: int
    a_regrouper: int
    plus_ancienne_en_attente_le: Instant | None
    taux_livraison_24h: float | None


class RecuAccepte(Schema):
    recu: bool


def notification_item(notification: Notification) -> dict[str, Any]:
    """One message as a list shows it."""
    champs = {
        nom: getattr(notification, nom)
        for nom in NotificationSortie.model_fields
        if nom not in {"pays"}
    }
    return champs | {"pays": notification.pays_id}


def tentative_item(tentative: Tentative) -> dict[str, Any]:
    """One try."""
    noms = set(TentativeSortie.model_fields) - {"ligne"}
    return {nom: getattr(tentative, nom) for nom in noms} | {"ligne": tentative.ligne.nom}


def message_item(message: Du) -> dict[str, Any]:
    """One owed message a notification tells."""
    return {
        "etape": message.etape,
        "colis_id": message.colis_id,
        "code_suivi": message.colis.code_suivi if message.colis else None,
        "cree_le": message.cree_le,
    }
