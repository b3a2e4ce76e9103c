"""What a flight's check-in found wrong: the paper that goes to the airline within its deadline."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from reportlab.platypus import Flowable, KeepTogether

from core.documents.composants import (
    Colonne,
    build_cards,
    build_heading,
    build_note,
    build_pairs,
    build_signatures,
    build_space,
    build_table,
)
from core.documents.mise_en_page import PORTRAIT, EnTete, build_pdf, text_width
from core.documents.moments import format_moment
from core.documents.tableur import hash_content
from core.ids import format_code_suivi
from core.money import format_entier, format_kg


@dataclass(frozen=True)
class ColisIrregulier:
    """A carton that is missing, surplus or damaged; `observation` is the agent's note."""

    code_suivi: str
    client_nom: str
    contenu: str
    poids_g: int
    observation: str = ""
    constate_le: datetime | None = None
    photos: int = 0


@dataclass(frozen=True)
class ContenuIrregularites:
    """The result of a closed check-in; moments are aware, shown in the agency's zone."""

    numero: str
    lta: str
    compagnie: str
    aeroport_depart: str
    aeroport_arrivee: str
    agence: str
    fuseau: str
    arrive_le: datetime | None
    cloture_le: datetime
    cloture_par: str
    attendus: int
    pointes: int
    manquants: tuple[ColisIrregulier, ...]
    surplus: tuple[ColisIrregulier, ...]
    endommages: tuple[ColisIrregulier, ...]
    version_manifeste: int = 1
    adresse_agence: str = ""
    url: str | None = None

    @property
    def empreinte(self) -> str:
        """SHA-256 of the content, wherever it is printed."""
        return hash_content({**asdict(self), "url": None})


def render_irregularites_pdf(contenu: ContenuIrregularites) -> bytes:
    """The irregularity report as PDF bytes."""
    largeur = text_width(PORTRAIT)
    flowables: list[Flowable] = [
        build_cards(
            [
                ("Attendus", format_entier(contenu.attendus)),
                ("Pointés", format_entier(contenu.pointes)),
                ("Manquants", format_entier(len(contenu.manquants))),
                ("Surplus", format_entier(len(contenu.surplus))),
                ("Endommagés", format_entier(len(contenu.endommages))),
            ],
            largeur=largeur,
        ),
        build_space(4),
        build_pairs(
            [
                ("Compagnie", contenu.compagnie),
                ("LTA", contenu.lta),
                ("Trajet", f"{contenu.aeroport_depart} → {contenu.aeroport_arrivee}"),
                ("Manifeste", f"version {contenu.version_manifeste}"),
                ("Vol arrivé le", format_moment(contenu.arrive_le, contenu.fuseau)),
                ("Pointage clos le", format_moment(contenu.cloture_le, contenu.fuseau)),
            ],
            largeur=largeur,
        ),
    ]
    if not (contenu.manquants or contenu.surplus or contenu.endommages):
        flowables += [
            build_space(6),
            build_note("Aucune irrégularité : tous les colis attendus ont été pointés conformes."),
        ]
    flowables += _section("Colis manquants", contenu.manquants, contenu.fuseau, largeur)
    flowables += _section(
        "Colis en surplus, absents du manifeste", contenu.surplus, contenu.fuseau, largeur
    )
    flowables += _section("Colis endommagés", contenu.endommages, contenu.fuseau, largeur)
    flowables.append(
        KeepTogether(
            [
                build_space(9),
                build_signatures(
                    [
                        f"Pour {contenu.agence} : nom, date, signature",
                        "Compagnie ou agent d'escale : nom, date, signature",
                    ],
                    largeur=largeur,
                ),
            ]
        )
    )
    return build_pdf(
        flowables,
        en_tete=EnTete(
            titre="Rapport d'irrégularités",
            reference=f"Vol {contenu.numero}",
            contexte=(f"Pointage clos par {contenu.cloture_par}",),
            emetteur=(contenu.agence, contenu.adresse_agence),
            qr=contenu.url,
        ),
        pied=f"SHA-256 du contenu : {contenu.empreinte}",
    )


def _section(
    titre: str, colis_list: tuple[ColisIrregulier, ...], fuseau: str, largeur: float
) -> list[Flowable]:
    if not colis_list:
        return []
    columns = (
        Colonne("Code de suivi", 21.6, gras=True),
        Colonne("Destinataire", 20),
        Colonne("Contenu", 17),
        Colonne("Poids", 10, "RIGHT"),
        Colonne("Constaté le", 16),
        Colonne("Observation", 21, lignes=4),
    )
    rows = [
        [
            format_code_suivi(colis.code_suivi),
            colis.client_nom,
            colis.contenu,
            format_kg(colis.poids_g),
            format_moment(colis.constate_le, fuseau),
            _observation(colis),
        ]
        for colis in colis_list
    ]
    total_g = sum(colis.poids_g for colis in colis_list)
    total = [f"{len(colis_list)} colis", "", "", format_kg(total_g), "", ""]
    return [
        build_heading(f"{titre} ({len(colis_list)})"),
        build_table(columns, rows, largeur=largeur, totaux=[total], taille=7.5),
    ]


def _observation(colis: ColisIrregulier) -> str:
    photos = f"{colis.photos} photo{'s' if colis.photos > 1 else ''}" if colis.photos else ""
    return " · ".join(part for part in (colis.observation, photos) if part)
