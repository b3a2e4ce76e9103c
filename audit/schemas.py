"""What the journal's readers ask and get."""

from typing import Annotated, Any
from uuid import UUID

from ninja import Schema
from pydantic import Field, StringConstraints

from audit.scellement.constat import Nature
from core.http import ListeParams
from core.schemas import Instant

Mot = Annotated[str, StringConstraints(max_length=40, pattern=r"^[A-Za-z0-9_.:+-]*$")]


class FiltreAudit(Schema):
    """Filters shared by the list and its export; times are RFC 3339."""

    pays: Annotated[str, StringConstraints(pattern=r"^([A-Z]{2}|SIEGE)$")] | None = None
    acteur_id: UUID | None = None
    action: Mot = ""
    sujet_type: Mot = ""
    sujet_id: Mot = ""
    depuis: Instant | None = None
    jusqu: Instant | None = None

    def given(self) -> dict[str, Any]:
        """The filters as the selector takes them."""
        return {name: getattr(self, name) for name in FiltreAudit.model_fields}


class ListeAudit(FiltreAudit, ListeParams):
    """The list adds its page."""


class EntreeOut(Schema):
    """One act of the journal."""

    id: UUID
    pays: str
    acteur_id: UUID
    acteur: str = Field(default="", description="Nom, quand il est visible")
    acteur_role: str
    action: str
    sujet_type: str
    sujet_id: str
    avant: dict[str, Any] | None
    apres: dict[str, Any] | None
    motif: str
    requete_id: str
    appareil_id: UUID | None
    survenu_le: Instant
    enregistre_le: Instant


class VerificationIn(Schema):
    """Since when to check; thirty days by default. Long journals: `manage.py verifier_audit`."""

    depuis: Instant | None = None


class DefautOut(Schema):
    """One thing wrong: a row by table and id, a seal by chain and number, or a guard."""

    nature: Nature
    chaine: str
    numero: int | None
    table: str
    ligne_id: str
    detail: str


class VerificationOut(Schema):
    """What was checked, and the first thing wrong. ``ancre``: also against the outside file."""

    intact: bool
    scelles: int = Field(description="Lignes relues sous leurs sceaux")
    sceaux: int
    non_scelles: int = Field(description="Lignes trop récentes : rien n'en est affirmé")
    ancres: int = Field(description="Sceaux comparés à l'ancre gardée dehors")
    ancre: bool
    complet: bool
    depuis: Instant | None
    premier_defaut: DefautOut | None = None


class ChaineOut(Schema):
    """One chain of seals."""

    chaine: str
    numero: int
    empreinte: str
    scelle_le: Instant
    total: int
    non_scelles: int
    retard_s: int
    en_retard: bool
    ancre_numero: int | None
    ancre_le: Instant | None


class SceauxOut(Schema):
    """The state of the seals, and where they are kept outside."""

    chaines: list[ChaineOut]
    ancres: list[str]
