"""What waits for a second person, and what was given up by whom."""

from typing import Any, Literal, Self
from uuid import UUID

from ninja import Schema
from pydantic import model_validator

from accounts.domain.seconde import Genre
from core.http import ListeParams
from core.schemas import Argent, CodePays, Instant, Jour, Texte

StatutVisa = Literal["en_attente", "accorde", "refuse"]


class Auteur(Schema):
    id: UUID
    nom: str
    role: str


class ConcessionOut(Schema):
    """One thing given up or overridden; ``visa`` is null where none was needed."""

    id: UUID
    pays: str
    genre: str
    auteur: Auteur
    sujet_type: str
    sujet_id: UUID
    libelle: str
    client_id: UUID | None
    montant: Argent | None
    motif: str
    details: dict[str, Any]
    enregistre_le: Instant
    visa: StatutVisa | None


class VisaOut(Schema):
    """A concession that waits; ``empechement`` is why the reader may not sign it.

    ``suite``, once refused, is what undoes the act; nothing is undone by itself.
    """

    id: UUID
    statut: StatutVisa
    concession: ConcessionOut
    cree_le: Instant
    echeance_le: Instant
    age_h: int
    en_retard: bool
    empechement: str | None
    suite: str | None
    decide_le: Instant | None
    decide_par: str | None
    decision_motif: str


class DecisionIn(Schema):
    """A refusal says why."""

    decision: Literal["accorder", "refuser"]
    motif: Texte = ""

    @model_validator(mode="after")
    def _explained(self) -> Self:
        if self.decision == "refuser" and len(self.motif) < 3:
            raise ValueError("dites pourquoi vous refusez")
        return self


class FiltreVisas(ListeParams):
    statut: StatutVisa | None = "en_attente"
    genre: Genre | None = None
    pays: CodePays | None = None
    auteur: UUID | None = None


class Periode(Schema):
    """Local days of the reader's country, both included; the last 30 by default."""

    debut: Jour | None = None
    fin: Jour | None = None
    genre: Genre | None = None
    pays: CodePays | None = None
    acteur: UUID | None = None


class FiltreConcessions(ListeParams, Periode):
    pass


class LigneSynthese(Schema):
    """One actor's concessions of one kind in one currency."""

    pays: str
    acteur: Auteur
    genre: str
    nombre: int
    montant: Argent | None
    en_attente: int
    montant_en_attente: Argent | None
    refuses: int


class SyntheseOut(Schema):
    debut: Jour
    fin: Jour
    lignes: list[LigneSynthese]
