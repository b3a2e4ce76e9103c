"""An extract of the journal on paper, each act with its seal, and the seals to compare later."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from audit.models import Entree
from audit.scellement.etat import Chaine
from core.documents.composants import Colonne, build_heading, build_note, build_table
from core.documents.mise_en_page import PAYSAGE, EnTete, build_pdf, text_width
from core.documents.moments import format_moment
from core.money import format_entier


@dataclass(frozen=True, kw_only=True)
class Extrait:
    """What the paper shows; ``sceaux`` gives an act's seal, ``fuseau`` the local time."""

    lignes: Sequence[Entree]
    noms: Mapping[UUID, str]
    sceaux: Mapping[UUID, tuple[int, str]]
    chaines: Sequence[Chaine]
    filtre: Mapping[str, str]
    fuseau: str
    demandeur: str
    etabli_le: datetime


def render_audit_pdf(extrait: Extrait) -> bytes:
    """The extract as PDF bytes; the same content always gives the same bytes."""
    largeur = text_width(PAYSAGE)
    colonnes = (
        Colonne("Enregistré le", 3),
        Colonne("Qui", 3, gras=True),
        Colonne("Acte", 3.2),
        Colonne("Sujet", 4.4),
        Colonne("Avant", 4, lignes=4),
        Colonne("Après", 4, lignes=4),
        Colonne("Motif", 3, lignes=3),
        Colonne("Sceau", 2.8),
    )
    filtres = ", ".join(f"{name} = {value}" for name, value in extrait.filtre.items())
    return build_pdf(
        [
            build_table(colonnes, [_row(e, extrait) for e in extrait.lignes], largeur=largeur,
                        taille=6.5, vide="Aucun acte pour ces filtres."),
            build_heading("Derniers sceaux"),
            build_table(
                (Colonne("Chaîne", 1), Colonne("Numéro", 1, "RIGHT"), Colonne("Fait le", 2.4),
                 Colonne("Lignes", 1.4, "RIGHT"), Colonne("Empreinte (SHA-256)", 8)),
                [_seal(chaine, extrait.fuseau) for chaine in extrait.chaines],
                largeur=largeur, taille=7.5, vide="Aucun sceau encore.",
            ),
            build_note(
                "Un acte sans sceau est trop récent : rien n'en est affirmé. Comparer un sceau à"
                " celui gardé hors de la base prouve que rien n'a changé avant lui."
            ),
        ],
        en_tete=EnTete(
            titre="Journal des actes",
            reference=f"{format_entier(len(extrait.lignes))} actes",
            contexte=(f"Filtres : {filtres}" if filtres else "Sans filtre",
                      f"Demandé par {extrait.demandeur}"),
        ),
        pied=f"Établi le {format_moment(extrait.etabli_le, extrait.fuseau, decalage=True)}",
        format_page=PAYSAGE,
    )  # fmt: skip


def _row(entree: Entree, extrait: Extrait) -> list[str]:
    seal = extrait.sceaux.get(entree.id)
    return [
        format_moment(entree.enregistre_le, extrait.fuseau),
        extrait.noms.get(entree.acteur_id, entree.acteur_role),
        entree.action,
        f"{entree.sujet_type} {entree.sujet_id}",
        _fields(entree.avant),
        _fields(entree.apres),
        entree.motif,
        f"{entree.pays} nº {seal[0]} {seal[1][:12]}" if seal else "–",
    ]


def _fields(fields: Mapping[str, object] | None) -> str:
    return "; ".join(f"{key} : {value}" for key, value in sorted((fields or {}).items()))


def _seal(chaine: Chaine, fuseau: str) -> list[str]:
    return [
        chaine.chaine,
        str(chaine.numero),
        format_moment(chaine.scelle_le, fuseau, decalage=True),
        format_entier(chaine.total),
        chaine.empreinte,
    ]
