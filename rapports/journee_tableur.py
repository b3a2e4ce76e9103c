"""The agent's day for spreadsheets and other programs: the PDF's lines and figures, no other."""

from __future__ import annotations

from collections.abc import Iterator

from core.documents.moments import format_moment
from core.documents.tableur import Cellule, Feuille, write_csv, write_xlsx
from core.money import to_decimal
from rapports.journee_contenu import ContenuJournee, Mouvement, sum_of

ENTETES = ("Section", "Libellé", "Détail", "Moment", "Nombre", "Montant", "Devise")
_LARGEURS = (24, 26, 34, 18, 10, 16, 8)


def render_journee_csv(contenu: ContenuJournee) -> bytes:
    """One header, then every figure and line of the day."""
    return write_csv([ENTETES, *_rows(contenu)])


def render_journee_xlsx(contenu: ContenuJournee) -> bytes:
    """The same lines under the day's heading."""
    montant = "#,##0.00" if contenu.devise == "CNY" else "#,##0"
    feuille = Feuille(
        titre="Journée",
        preambule=[
            ["Rapport de journée", contenu.jour.isoformat()],
            ["Agent", contenu.agent],
            ["Agence", contenu.agence],
            ["Établi le", format_moment(contenu.etabli_le, contenu.fuseau, decalage=True)],
        ],
        entetes=ENTETES,
        lignes=_rows(contenu),
        largeurs=_LARGEURS,
        formats=(None, None, None, None, "0", montant, None),
    )
    return write_xlsx([feuille])


def _rows(contenu: ContenuJournee) -> Iterator[list[Cellule]]:
    yield from _figures(contenu)
    for remise in contenu.remises:
        kg = f"{remise.poids_g} g"
        yield _row(contenu, "Colis remis", remise.mode, kg, remise.recettes, nombre=remise.colis)
    for moyen in contenu.encaissements:
        waiting = f"à rapprocher : {moyen.a_rapprocher}" if moyen.a_rapprocher else ""
        yield _row(
            contenu, "Encaissements", moyen.libelle, waiting, moyen.montant, nombre=moyen.nombre
        )
    for section, mouvements in _sections(contenu):
        for line in mouvements:
            moment = format_moment(line.survenu_le, contenu.fuseau)
            yield _row(contenu, section, line.libelle, line.detail, line.montant, moment=moment)
    for recette in contenu.recettes:
        yield _row(
            contenu,
            "Reçus annulés" if recette.annule else "Reçus",
            recette.numero,
            f"{recette.client_nom} · {recette.moyen}",
            recette.montant,
            moment=format_moment(recette.encaisse_le, contenu.fuseau),
            nombre=recette.colis,
        )
    for observation in contenu.observations:
        yield ["Observation", observation, "", "", None, None, ""]


def _figures(contenu: ContenuJournee) -> Iterator[list[Cellule]]:
    figures: list[tuple[str, int | None]] = [
        ("Facturé", contenu.facture),
        ("Encaissé", contenu.encaisse),
        (contenu.reste_libelle, contenu.reste_a_payer),
        ("Report veille", contenu.report_veille),
        ("Encaissé en espèces", contenu.especes),
        ("Dépenses", sum_of(contenu.depenses)),
        ("Transferts", sum_of(contenu.transferts)),
        ("Versements", sum_of(contenu.versements)),
        ("Solde de caisse", contenu.solde),
        ("Compté", contenu.compte),
        ("Écart", contenu.ecart),
    ]
    for libelle, montant in figures:
        if montant is not None:
            yield _row(contenu, "Chiffres", libelle, "", montant)


def _sections(contenu: ContenuJournee) -> list[tuple[str, tuple[Mouvement, ...]]]:
    return [
        ("Jetons cédés", contenu.jetons),
        ("Rabais", contenu.rabais),
        ("Dépenses", contenu.depenses),
        ("Transferts", contenu.transferts),
        ("Versements", contenu.versements),
    ]


def _row(
    contenu: ContenuJournee,
    section: str,
    libelle: str,
    detail: str,
    montant: int,
    *,
    moment: str = "",
    nombre: int | None = None,
) -> list[Cellule]:
    amount = to_decimal(montant, contenu.devise)
    return [section, libelle, detail, moment, nombre, amount, contenu.devise]
