"""The agent's day on paper: what was handed over, what came in and left, what the till holds."""

from __future__ import annotations

from reportlab.platypus import Flowable, KeepTogether

from core.documents.composants import (
    Colonne,
    build_cards,
    build_heading,
    build_note,
    build_signatures,
    build_space,
    build_table,
)
from core.documents.mise_en_page import PORTRAIT, EnTete, build_pdf, text_width
from core.documents.moments import format_heure, format_jour, format_moment
from core.money import format_entier, format_kg
from rapports.journee_contenu import ContenuJournee, Mouvement, sum_of

_MODES = {"cargo": "Cargo", "express": "Express"}


def render_journee_pdf(contenu: ContenuJournee) -> bytes:
    """The day's report as PDF bytes; the same content always gives the same bytes."""
    largeur = text_width(PORTRAIT)
    flowables: list[Flowable] = [
        _cards(contenu, largeur),
        KeepTogether([build_heading("Colis remis par mode"), _remises(contenu, largeur)]),
        KeepTogether([build_heading("Encaissements par moyen"), _moyens(contenu, largeur)]),
        *_movements(contenu, "Jetons cédés", contenu.jetons, largeur),
        *_movements(contenu, "Rabais accordés", contenu.rabais, largeur),
        *_movements(contenu, "Dépenses", contenu.depenses, largeur),
        *_movements(contenu, "Transferts", contenu.transferts, largeur),
        *_movements(contenu, "Versements au coffre et à la banque", contenu.versements, largeur),
        KeepTogether([build_heading("Solde de caisse"), *_balance(contenu, largeur)]),
        *_observations(contenu),
        KeepTogether(
            [
                build_space(7),
                build_signatures(
                    [f"L'agent : {contenu.agent}", "Le responsable : nom, signature"],
                    largeur=largeur,
                ),
            ]
        ),
        *_receipts(contenu, largeur),
    ]
    return build_pdf(
        flowables,
        en_tete=EnTete(
            titre=_title(contenu),
            reference=format_jour(contenu.jour),
            contexte=(f"Agent : {contenu.agent}",),
            emetteur=(contenu.agence, contenu.adresse_agence),
        ),
        pied=f"Établi le {format_moment(contenu.etabli_le, contenu.fuseau, decalage=True)}",
    )


def _title(contenu: ContenuJournee) -> str:
    """On every page: a provisional report must not be read as the last word."""
    return f"Rapport de journée{' provisoire' if contenu.provisoire else ''}"


def _cards(contenu: ContenuJournee, largeur: float) -> Flowable:
    return build_cards(
        [
            ("Colis remis", format_entier(sum(line.colis for line in contenu.remises))),
            ("Facturé", contenu.argent(contenu.facture)),
            ("Encaissé", contenu.argent(contenu.encaisse)),
            ("Solde de caisse", contenu.argent(contenu.solde)),
        ],
        largeur=largeur,
    )


def _remises(contenu: ContenuJournee, largeur: float) -> Flowable:
    columns = (
        Colonne("Mode", 4, gras=True),
        Colonne("Colis remis", 2, "RIGHT"),
        Colonne("Poids", 3, "RIGHT"),
        Colonne(f"Recettes ({contenu.devise})", 3, "RIGHT"),
    )
    rows = [
        [
            _MODES.get(line.mode, line.mode),
            format_entier(line.colis),
            format_kg(line.poids_g),
            contenu.nombre(line.recettes),
        ]
        for line in contenu.remises
    ]
    total = [
        "Total",
        format_entier(sum(line.colis for line in contenu.remises)),
        format_kg(sum(line.poids_g for line in contenu.remises)),
        contenu.nombre(sum(line.recettes for line in contenu.remises)),
    ]
    return build_table(columns, rows, largeur=largeur, totaux=[total] if rows else [],
                       vide="Aucun colis remis ce jour.")  # fmt: skip


def _moyens(contenu: ContenuJournee, largeur: float) -> Flowable:
    columns = (
        Colonne("Moyen", 4, gras=True),
        Colonne("Reçus", 2, "RIGHT"),
        Colonne(f"À rapprocher ({contenu.devise})", 3, "RIGHT"),
        Colonne(f"Encaissé ({contenu.devise})", 3, "RIGHT"),
    )
    rows = [
        [
            line.libelle,
            format_entier(line.nombre),
            contenu.nombre(line.a_rapprocher) if line.a_rapprocher else "—",
            contenu.nombre(line.montant),
        ]
        for line in contenu.encaissements
    ]
    total = [
        "Total",
        format_entier(sum(line.nombre for line in contenu.encaissements)),
        contenu.nombre(sum(line.a_rapprocher for line in contenu.encaissements)),
        contenu.nombre(contenu.encaisse),
    ]
    return build_table(columns, rows, largeur=largeur, totaux=[total] if rows else [],
                       vide="Aucun encaissement ce jour.")  # fmt: skip


def _movements(
    contenu: ContenuJournee, titre: str, mouvements: tuple[Mouvement, ...], largeur: float
) -> list[Flowable]:
    if not mouvements:
        return []
    columns = (
        Colonne("Heure", 1.3),
        Colonne("Objet", 4, gras=True),
        Colonne("Détail", 5),
        Colonne(f"Montant ({contenu.devise})", 2.6, "RIGHT"),
    )
    rows = [
        [
            format_heure(line.survenu_le, contenu.fuseau),
            line.libelle,
            line.detail,
            contenu.nombre(line.montant),
        ]
        for line in mouvements
    ]
    total = ["", f"Total ({len(rows)})", "", contenu.nombre(sum_of(mouvements))]
    return [build_heading(titre), build_table(columns, rows, largeur=largeur, totaux=[total])]


def _balance(contenu: ContenuJournee, largeur: float) -> list[Flowable]:
    columns = (Colonne("", 9), Colonne(contenu.devise, 3, "RIGHT"))
    rows = [
        ["Report veille", contenu.nombre(contenu.report_veille)],
        ["+ Encaissé en espèces", contenu.nombre(contenu.especes)],
        ["− Dépenses", contenu.nombre(sum_of(contenu.depenses))],
        ["− Transferts", contenu.nombre(sum_of(contenu.transferts))],
        ["− Versements", contenu.nombre(sum_of(contenu.versements))],
    ]
    totals = [["Solde de caisse", contenu.nombre(contenu.solde)]]
    if contenu.compte is not None and contenu.ecart is not None:
        totals.append(["Compté", contenu.nombre(contenu.compte)])
        totals.append(["Écart", contenu.nombre(contenu.ecart)])
    flowables = [build_table(columns, rows, largeur=largeur * 0.6, totaux=totals)]
    if contenu.solde != contenu.solde_journal:
        flowables += [
            build_space(2),
            build_note(
                f"Le journal donne {contenu.argent(contenu.solde_journal)} : un mouvement manque "
                "à ce rapport. Prévenez un admin avant de signer.",
                alerte=True,
            ),
        ]
    flowables += [
        build_space(2),
        build_note(f"{contenu.reste_libelle} : {contenu.argent(contenu.reste_a_payer)}"),
    ]
    return flowables


def _observations(contenu: ContenuJournee) -> list[Flowable]:
    if not contenu.observations:
        return []
    return [
        build_heading("Observations"),
        *(build_note(f"– {observation}") for observation in contenu.observations),
    ]


def _receipts(contenu: ContenuJournee, largeur: float) -> list[Flowable]:
    if not contenu.recettes:
        return []
    columns = (
        Colonne("Reçu", 3.4, gras=True),
        Colonne("Heure", 1.2),
        Colonne("Client", 4.4),
        Colonne("Colis", 1.2, "RIGHT"),
        Colonne("Moyen", 2.4),
        Colonne(f"Montant ({contenu.devise})", 2.6, "RIGHT"),
    )
    rows = [
        [
            line.numero,
            format_heure(line.encaisse_le, contenu.fuseau),
            line.client_nom,
            format_entier(line.colis),
            f"{line.moyen} (annulé)" if line.annule else line.moyen,
            contenu.nombre(0 if line.annule else line.montant),
        ]
        for line in contenu.recettes
    ]
    return [
        build_heading(f"Détail des reçus ({len(rows)})"),
        build_table(columns, rows, largeur=largeur, taille=7.5),
    ]
