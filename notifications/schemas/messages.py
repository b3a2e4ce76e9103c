"""Shapes of the messages on the wire."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from ninja import Schema
from pydantic import Field, StringConstraints

from core.schemas import CodePays, Instant
from notifications.domain import Etape, Statut
from notifications.models import Gabarit, Ligne, Notification, Tentative
from notifications.models import MessageDu as Du

Telephone = Annotated[str, StringConstraints(pattern=r"^\+[0-9]{6,15}$")]
Langue = Annotated[str, StringConstraints(pattern=r"^(fr|en|zh|bm)$")]
TexteGabarit = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=5, max_length=3000)
]


class FiltreNotifications(Schema):
    """Which messages: every field narrows."""

    statut: Statut | None = None
    pays: CodePays | None = None
    etape: Etape | None = None
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


class LigneSante(Schema):
    id: UUID
    nom: str
    pays: str
    usage: str
    etat: str
    etat_le: Instant
    pause_jusqu_le: Instant | None
    actif: bool
    capacite_jour: int
    envoyes_24h: int


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


class SanteSortie(Schema):
    """What an operator must see within a minute."""

    lignes: list[LigneSante]
    capacites: list[Capacite]
    par_statut_24h: list[Compte]
    en_souffrance: list[Attente]
    incertains: int
    a_regrouper: int
    plus_ancienne_en_attente_le: Instant | None
    taux_livraison_24h: float | None


class LigneSortie(Schema):
    id: UUID
    pays: str
    nom: str
    fournisseur: str
    compte: str
    usage: str
    ordre: int
    intervalle_min_ms: int
    intervalle_max_ms: int
    plafond_jour: int
    envois_jour: int
    chauffe_le: date | None
    pause_jusqu_le: Instant | None
    actif: bool
    etat: str
    etat_le: Instant


Milliemes = Annotated[int, Field(strict=True, ge=0, le=600_000)]


class LigneModification(Schema):
    nom: Annotated[str, StringConstraints(min_length=1, max_length=60)] | None = None
    ordre: Annotated[int, Field(strict=True, ge=0, le=100)] | None = None
    intervalle_min_ms: Milliemes | None = None
    intervalle_max_ms: Milliemes | None = None
    plafond_jour: Annotated[int, Field(strict=True, ge=0, le=100_000)] | None = None
    actif: bool | None = None
    chauffe_le: date | None = None


class GabaritSortie(Schema):
    """`version` 0 is the text shipped with the software."""

    pays: str
    etape: Etape
    langue: str
    version: int
    texte: str


class GabaritEntree(Schema):
    pays: CodePays
    etape: Etape
    langue: Langue
    texte: TexteGabarit


class GabaritChoix(Schema):
    """Which text."""

    pays: CodePays
    etape: Etape
    langue: Langue


class GabaritVersion(GabaritSortie):
    """`cree_le` is null for the text shipped with the software."""

    cree_le: Instant | None


class Apercu(Schema):
    """`inconnus`: words between braces this step does not offer; `mots`: those it does."""

    texte: str
    inconnus: list[str]
    mots: list[str]
    longueur: int


class PauseEntree(Schema):
    minutes: Annotated[int, Field(strict=True, ge=0, le=1440)]


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


def ligne_item(ligne: Ligne) -> dict[str, Any]:
    """One line, never its secret."""
    noms = set(LigneSortie.model_fields) - {"pays"}
    return {nom: getattr(ligne, nom) for nom in noms} | {"pays": ligne.pays_id}


def gabarit_item(gabarit: Gabarit) -> dict[str, Any]:
    """One version of a country's text."""
    return {
        "pays": gabarit.pays_id,
        "etape": gabarit.etape,
        "langue": gabarit.langue,
        "version": gabarit.version,
        "texte": gabarit.texte,
    }
