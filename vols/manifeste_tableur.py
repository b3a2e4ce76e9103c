"""The manifest for spreadsheets and other programs: the same lines, raw integers made readable."""

from __future__ import annotations

from decimal import Decimal

from core.documents.moments import format_moment
from core.documents.tableur import Cellule, Feuille, write_csv, write_xlsx
from core.ids import format_code_suivi
from vols.manifeste_contenu import ContenuManifeste, LigneContenu

ENTETES = (
    "N°", "Code de suivi", "Destinataire", "Téléphone", "Contenu", "Catégorie",
    "Marchandise dangereuse", "Colis", "Pièces", "Poids réel (kg)", "Poids taxable (kg)",
    "Volume (m³)", "Références", "Prix (unités mineures)", "Devise", "Payé en Chine",
)  # fmt: skip
_LARGEURS = (6, 17, 28, 18, 32, 16, 14, 8, 8, 14, 14, 12, 24, 14, 8, 10)
_FORMATS = (
    None, None, None, None, None, None, None, None, "0", "0.000", "0.000", "0.000000", None,
    "0", None, None,
)  # fmt: skip


def render_manifeste_csv(contenu: ContenuManifeste) -> bytes:
    """One header, one line per carton: what another program reads without skipping anything."""
    return write_csv([ENTETES, *(_row(ligne) for ligne in contenu.lignes)])


def render_manifeste_xlsx(contenu: ContenuManifeste) -> bytes:
    """A workbook with the flight above the lines, totals below, and a sheet by category."""
    sums = contenu.totaux
    lines = Feuille(
        titre=f"Manifeste v{contenu.version}",
        preambule=_preamble(contenu),
        entetes=ENTETES,
        lignes=[_row(ligne) for ligne in contenu.lignes],
        totaux=[
            None, "Total", f"{sums.clients} destinataires", None, None, None, None, sums.colis,
            sums.pieces, _kg(sums.poids_g), _kg(sums.poids_taxable_g), _m3(sums.volume_cm3),
        ],
        largeurs=_LARGEURS,
        formats=_FORMATS,
    )  # fmt: skip
    summary = Feuille(
        titre="Par catégorie",
        entetes=("Catégorie", "Colis", "Pièces", "Poids réel (kg)", "Poids taxable (kg)"),
        lignes=[
            [line.categorie, line.colis, line.pieces, _kg(line.poids_g), _kg(line.poids_taxable_g)]
            for line in contenu.recapitulatifs
        ],
        largeurs=(18, 8, 8, 16, 16),
        formats=(None, "0", "0", "0.000", "0.000"),
    )
    return write_xlsx([lines, summary])


def _preamble(contenu: ContenuManifeste) -> list[list[Cellule]]:
    depart = format_moment(contenu.depart_prevu, contenu.fuseau_depart, decalage=True)
    arrivee = format_moment(contenu.arrivee_prevue, contenu.fuseau_arrivee, decalage=True)
    cloture = format_moment(contenu.cloture_le, contenu.fuseau_depart)
    return [
        ["Manifeste de fret", contenu.numero, f"version {contenu.version}"],
        ["LTA", contenu.lta, contenu.mode],
        ["Trajet", f"{contenu.aeroport_depart} → {contenu.aeroport_arrivee}", contenu.compagnie],
        ["Départ prévu", depart],
        ["Arrivée prévue", arrivee],
        ["Clôturé", cloture, contenu.cloture_par],
        ["SHA-256 du contenu", contenu.empreinte],
        [],
    ]


def _row(ligne: LigneContenu) -> list[Cellule]:
    return [
        ligne.rang,
        format_code_suivi(ligne.code_suivi),
        ligne.client_nom,
        ligne.client_telephone,
        ligne.contenu,
        ligne.categorie,
        ligne.danger,
        f"{ligne.colis_rang}/{ligne.colis_total}",
        ligne.nombre_pieces,
        _kg(ligne.poids_g),
        _kg(ligne.poids_taxable_g),
        None if ligne.volume_cm3 is None else _m3(ligne.volume_cm3),
        " ".join(ligne.references),
        None if ligne.montant is None else ligne.montant.montant,
        None if ligne.montant is None else ligne.montant.devise,
        "oui" if ligne.paye_en_chine else "non",
    ]


def _kg(poids_g: int) -> Decimal:
    return Decimal(poids_g).scaleb(-3)


def _m3(volume_cm3: int) -> Decimal:
    return Decimal(volume_cm3).scaleb(-6)
