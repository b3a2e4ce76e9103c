"""Shapes of the lines and of the texts on the wire."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import AfterValidator, Field, StringConstraints

from core.schemas import CodePays, Instant, no_nul
from notifications.domain import Etape
from notifications.models import Gabarit, Ligne

Langue = Annotated[str, StringConstraints(pattern=r"^(fr|en|zh|bm)$")]
TexteGabarit = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=5, max_length=3000)
]
Milliemes = Annotated[int, Field(strict=True, ge=0, le=600_000)]
Plafond = Annotated[int, Field(strict=True, ge=0, le=100_000)]
Ordre = Annotated[int, Field(strict=True, ge=0, le=100)]
Court = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=60),
    AfterValidator(no_nul),
]
Compte = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=80, pattern=r"^[!-~]+$"),
]
Secret = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=8, max_length=500, pattern=r"^[!-~]+$"),
]
Motif = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=120), AfterValidator(no_nul)
]
NomModele = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,512}$")]
CodeLangue = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(_[A-Z]{2})?$")]
Parametre = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=200),
    AfterValidator(no_nul),
]
Fournisseur = Literal["wachap", "cloud", "orange"]
Usage = Literal["etapes", "urgences", "sms"]
Canal = Literal["whatsapp", "sms"]


class ModeleApprouve(Schema):
    """A text the provider approved: what leaves when the client has not written for 24 h.

    `parametres` fill its blanks in order, with the words this step's texts may use.
    """

    etape: Etape
    langue: Langue
    nom: NomModele
    code_langue: CodeLangue = "fr"
    parametres: Annotated[list[Parametre], Field(max_length=20, default_factory=list)]


class LigneSante(Schema):
    """A line now. `plafond_du_jour` is today's cap, lower while it warms up."""

    id: UUID
    nom: str
    pays: str
    usage: str
    etat: str
    etat_le: Instant
    pause_jusqu_le: Instant | None
    pause_motif: str
    actif: bool
    capacite_jour: int
    plafond_du_jour: int
    envois_du_jour: int
    envoyes_24h: int


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
    pause_motif: str
    actif: bool
    etat: str
    etat_le: Instant
    modeles: list[ModeleApprouve]


class LigneEntree(Schema):
    """A new line. `secret` is encrypted at once and never shown; `pays` is head office's choice.

    `chauffe`: a new number writes to few people at first (50 messages, then twice each day).
    """

    id: UUID
    pays: CodePays | None = None
    nom: Court
    fournisseur: Fournisseur
    compte: Compte
    secret: Secret
    usage: Usage
    ordre: Ordre = 0
    intervalle_min_ms: Milliemes = 5_000
    intervalle_max_ms: Milliemes = 10_000
    plafond_jour: Plafond = 6_700
    chauffe: bool = True


class LigneModification(Schema):
    """What is given changes; `chauffe_le` null ends the warm-up, `modeles` replaces them all."""

    nom: Court | None = None
    ordre: Ordre | None = None
    intervalle_min_ms: Milliemes | None = None
    intervalle_max_ms: Milliemes | None = None
    plafond_jour: Plafond | None = None
    actif: bool | None = None
    chauffe_le: date | None = None
    modeles: Annotated[list[ModeleApprouve], Field(max_length=60)] | None = None

    def given(self) -> dict[str, Any]:
        """The fields to change."""
        dits = self.dict(exclude_unset=True)
        return {n: v for n, v in dits.items() if v is not None or n == "chauffe_le"}


class SecretEntree(Schema):
    """The provider's new secret; `compte` when the account changed with it."""

    secret: Secret
    compte: Compte | None = None


class PauseEntree(Schema):
    """`minutes` 0 ends the rest; a rest says why."""

    minutes: Annotated[int, Field(strict=True, ge=0, le=1440)]
    motif: Motif = ""


class GabaritSortie(Schema):
    """`version` 0 is the text shipped with the software."""

    pays: str
    etape: Etape
    canal: Canal
    langue: str
    version: int
    texte: str


class GabaritEntree(Schema):
    """`canal` sms: the two steps an SMS tells where WhatsApp knows nobody (code, available)."""

    pays: CodePays
    etape: Etape
    canal: Canal = "whatsapp"
    langue: Langue
    texte: TexteGabarit


class GabaritChoix(Schema):
    """Which text."""

    pays: CodePays
    etape: Etape
    canal: Canal = "whatsapp"
    langue: Langue


class GabaritVersion(GabaritSortie):
    """`cree_le` is null for the text shipped; `auteur` for a writer of another country."""

    cree_le: Instant | None
    auteur: str | None


class Apercu(Schema):
    """`inconnus`: words between braces this step does not offer; `mots`: those it does.

    `segments`: how many SMS the same text would take, of `places_par_sms` places each, `places`
    in all; `hors_alphabet`: the characters that double its cost.
    """

    texte: str
    inconnus: list[str]
    mots: list[str]
    longueur: int
    maximum: int
    segments: int
    places: int
    places_par_sms: int
    hors_alphabet: str


def ligne_item(ligne: Ligne) -> dict[str, Any]:
    """One line, never its secret."""
    noms = set(LigneSortie.model_fields) - {"pays", "modeles"}
    lue = {nom: getattr(ligne, nom) for nom in noms}
    return lue | {"pays": ligne.pays_id, "modeles": _modeles(ligne)}


def _modeles(ligne: Ligne) -> list[dict[str, Any]]:
    return [
        {
            "etape": etape,
            "langue": langue,
            "nom": modele["nom"],
            "code_langue": modele.get("langue", "fr"),
            "parametres": modele.get("parametres", []),
        }
        for etape, par_langue in ligne.modeles.items()
        for langue, modele in par_langue.items()
    ]


def gabarit_item(gabarit: Gabarit) -> dict[str, Any]:
    """One version of a country's text."""
    return {
        "pays": gabarit.pays_id,
        "etape": gabarit.etape,
        "canal": gabarit.canal,
        "langue": gabarit.langue,
        "version": gabarit.version,
        "texte": gabarit.texte,
    }
