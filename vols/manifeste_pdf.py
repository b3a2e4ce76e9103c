"""The manifest on paper: landscape, one line per carton, for the airline, customs and the depot."""

from __future__ import annotations

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
from core.documents.mise_en_page import PAYSAGE, EnTete, build_pdf, text_width
from core.documents.moments import format_moment
from core.ids import format_code_suivi
from core.money import divide_half_up, format_entier, format_kg, format_m3
from core.telephone import format_telephone
from vols.manifeste_contenu import ContenuManifeste, LigneContenu

_COLONNES = (
    Colonne("N°", 3.4, "RIGHT"),
    Colonne("Code de suivi", 14, gras=True),
    Colonne("Destinataire", 16.5),
    Colonne("Téléphone", 11),
    Colonne("Contenu", 16),
    Colonne("Catégorie", 9),
    Colonne("Colis", 5, "CENTER"),
    Colonne("Pièces", 5, "RIGHT"),
    Colonne("Poids réel", 7.5, "RIGHT"),
    Colonne("Taxable", 7.5, "RIGHT"),
    Colonne("Volume", 7, "RIGHT"),
)


def render_manifeste_pdf(contenu: ContenuManifeste) -> bytes:
    """The manifest as PDF bytes; the same content always gives the same bytes."""
    largeur = text_width(PAYSAGE)
    sums = contenu.totaux
    flowables: list[Flowable] = [
        build_cards(
            [
                ("Colis", format_entier(sums.colis)),
                ("Pièces", format_entier(sums.pieces)),
                ("Destinataires", format_entier(sums.clients)),
                ("Poids réel", format_kg(sums.poids_g)),
                ("Poids taxable", format_kg(sums.poids_taxable_g)),
                ("Volume", format_m3(sums.volume_cm3)),
            ],
            largeur=largeur,
        ),
        build_space(4),
        build_pairs(_flight_pairs(contenu), largeur=largeur, colonnes=3),
        build_space(3),
        *_warnings(contenu),
        build_table(
            _COLONNES,
            [_row(ligne) for ligne in contenu.lignes],
            largeur=largeur,
            totaux=[_total_row(contenu)],
            taille=7.5,
        ),
        KeepTogether(
            [
                build_heading("Récapitulatif par catégorie"),
                _summary(contenu, largeur * 0.6),
                build_space(7),
                build_signatures(
                    [
                        f"Pour {contenu.agence} : nom, date, signature",
                        "Compagnie ou agent d'escale : nom, date, signature",
                        "Réception à destination : nom, date, signature",
                    ],
                    largeur=largeur,
                ),
            ]
        ),
    ]
    return build_pdf(
        flowables,
        en_tete=EnTete(
            titre="Manifeste de fret",
            reference=f"Vol {contenu.numero} · version {contenu.version}",
            contexte=(
                f"{contenu.aeroport_depart} → {contenu.aeroport_arrivee}",
                f"LTA {contenu.lta} · {contenu.mode}",
                f"Clôturé le {format_moment(contenu.cloture_le, contenu.fuseau_depart)}"
                f" par {contenu.cloture_par}",
            ),
            emetteur=(contenu.agence, contenu.adresse_agence),
            qr=contenu.url,
        ),
        pied=f"Version {contenu.version} · SHA-256 du contenu : {contenu.empreinte}",
        format_page=PAYSAGE,
    )


def _flight_pairs(contenu: ContenuManifeste) -> list[tuple[str, str]]:
    depart = format_moment(contenu.depart_prevu, contenu.fuseau_depart, decalage=True)
    arrivee = format_moment(contenu.arrivee_prevue, contenu.fuseau_arrivee, decalage=True)
    return [
        ("Compagnie", contenu.compagnie),
        ("Départ prévu", depart),
        ("Arrivée prévue", arrivee),
        ("Destination", contenu.pays_destination),
        ("Mode", contenu.mode),
        ("Capacité", _fill(contenu)),
    ]


def _fill(contenu: ContenuManifeste) -> str:
    if not contenu.capacite_kg:
        return "—"
    percent = divide_half_up(contenu.totaux.poids_g * 100, contenu.capacite_kg * 1000)
    return f"{format_entier(contenu.capacite_kg)} kg, remplie à {percent} %"


def _warnings(contenu: ContenuManifeste) -> list[Flowable]:
    notes: list[Flowable] = []
    if contenu.version > 1:
        notes.append(build_note("Cette version annule et remplace les précédentes."))
    dangerous = [ligne for ligne in contenu.lignes if ligne.danger]
    if dangerous:
        marks = ", ".join(sorted({ligne.danger for ligne in dangerous if ligne.danger}))
        notes.append(
            build_note(f"Marchandises dangereuses : {len(dangerous)} colis ({marks}).", alerte=True)
        )
    if contenu.outrepasse:
        notes.append(
            build_note(f"Clôturé au-delà de la capacité : {contenu.outrepasse}", alerte=True)
        )
    return [*notes, build_space(2)] if notes else []


def _row(ligne: LigneContenu) -> list[str]:
    categorie = f"{ligne.categorie} · {ligne.danger}" if ligne.danger else ligne.categorie
    return [
        str(ligne.rang),
        format_code_suivi(ligne.code_suivi),
        ligne.client_nom,
        format_telephone(ligne.client_telephone),
        ligne.contenu,
        categorie,
        f"{ligne.colis_rang}/{ligne.colis_total}",
        "" if ligne.nombre_pieces is None else format_entier(ligne.nombre_pieces),
        format_kg(ligne.poids_g),
        format_kg(ligne.poids_taxable_g),
        "—" if ligne.volume_cm3 is None else format_m3(ligne.volume_cm3),
    ]


def _total_row(contenu: ContenuManifeste) -> list[str]:
    sums = contenu.totaux
    return [
        "",
        "Total",
        f"{format_entier(sums.clients)} destinataires",
        "",
        "",
        "",
        format_entier(sums.colis),
        format_entier(sums.pieces),
        format_kg(sums.poids_g),
        format_kg(sums.poids_taxable_g),
        format_m3(sums.volume_cm3),
    ]


def _summary(contenu: ContenuManifeste, largeur: float) -> Flowable:
    columns = (
        Colonne("Catégorie", 4, gras=True),
        Colonne("Colis", 2, "RIGHT"),
        Colonne("Pièces", 2, "RIGHT"),
        Colonne("Poids réel", 3, "RIGHT"),
        Colonne("Poids taxable", 3, "RIGHT"),
    )
    rows = [
        [
            line.categorie,
            format_entier(line.colis),
            format_entier(line.pieces),
            format_kg(line.poids_g),
            format_kg(line.poids_taxable_g),
        ]
        for line in contenu.recapitulatifs
    ]
    return build_table(columns, rows, largeur=largeur)
