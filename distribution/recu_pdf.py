"""The receipt on paper: A5 for the office printer, 80 mm for the counter's thermal printer."""

from __future__ import annotations

import io
from enum import StrEnum

from reportlab.lib.pagesizes import A5
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable, Image, KeepTogether

from core.documents.composants import (
    Colonne,
    build_cards,
    build_note,
    build_pairs,
    build_signatures,
    build_space,
    build_table,
)
from core.documents.mise_en_page import EnTete, build_pdf, text_width
from core.documents.moments import format_moment
from core.documents.ticket import Ticket
from core.ids import format_code_suivi
from core.money import format_kg
from core.telephone import format_telephone
from distribution.recu_contenu import ContenuRecu

_MERCI = "Merci de votre confiance. Conservez ce reçu."


class FormatRecu(StrEnum):
    A5 = "a5"
    ROULEAU = "80mm"


def render_recu_pdf(contenu: ContenuRecu, format_: FormatRecu) -> bytes:
    """The receipt as PDF bytes; the same content always gives the same bytes."""
    return _render_a5(contenu) if format_ is FormatRecu.A5 else _render_rouleau(contenu)


def _title(contenu: ContenuRecu) -> str:
    return "Reçu annulé" if contenu.annule_le else "Reçu"


def _settlement(contenu: ContenuRecu) -> list[tuple[str, str]]:
    """What happened to the amount due, line by line; lines of zero are left out."""
    lines = [("Dû avant ce paiement", contenu.argent(contenu.du_avant))]
    lines.append((f"Encaissé · {contenu.moyen_texte}", contenu.argent(contenu.encaisse)))
    if contenu.rabais:
        lines.append(("Rabais", contenu.argent(contenu.rabais)))
    if contenu.jeton_cede:
        lines.append(("Jeton cédé", contenu.argent(contenu.jeton_cede)))
    if contenu.avoir:
        lines.append(("Avoir du client", contenu.argent(contenu.avoir)))
    return lines


def _annulation(contenu: ContenuRecu) -> str:
    moment = format_moment(contenu.annule_le, contenu.fuseau)
    return f"ANNULÉ le {moment}. Motif : {contenu.motif_annulation or '—'}"


def _render_a5(contenu: ContenuRecu) -> bytes:
    largeur = text_width(A5)
    several = len({ligne.client_nom for ligne in contenu.lignes if ligne.client_nom}) > 1
    columns = (
        Colonne("Code de suivi", 30, gras=True),
        Colonne("Contenu", 25),
        Colonne("Poids", 12.5, "RIGHT"),
        Colonne(f"Dû ({contenu.devise})", 15, "RIGHT"),
        Colonne(f"Payé ({contenu.devise})", 15, "RIGHT"),
    )
    rows = [
        [
            format_code_suivi(ligne.code_suivi),
            f"{ligne.client_nom} · {ligne.contenu}" if several else ligne.contenu,
            format_kg(ligne.poids_g),
            contenu.nombre(ligne.du_avant),
            contenu.nombre(ligne.montant),
        ]
        for ligne in contenu.lignes
    ]
    total = [
        f"{len(rows)} colis",
        "",
        "",
        contenu.nombre(contenu.du_avant),
        contenu.nombre(contenu.encaisse),
    ]
    flowables: list[Flowable] = []
    if contenu.annule_le:
        flowables += [build_note(_annulation(contenu), alerte=True), build_space(2)]
    flowables += [
        build_pairs(_identity(contenu), largeur=largeur),
        build_space(2),
        build_table(columns, rows, largeur=largeur, totaux=[total], taille=7.5),
        build_space(4),
        KeepTogether([*_foot_a5(contenu, largeur)]),
    ]
    return build_pdf(
        flowables,
        en_tete=EnTete(
            titre=_title(contenu),
            reference=contenu.numero,
            contexte=(
                format_moment(contenu.encaisse_le, contenu.fuseau),
                *([f"provisoire {contenu.numero_provisoire}"] if contenu.numero_provisoire else []),
            ),
            emetteur=(contenu.agence, contenu.adresse_agence, contenu.telephone_agence),
            qr=contenu.url,
        ),
        pied=_MERCI,
        format_page=A5,
    )


def _identity(contenu: ContenuRecu) -> list[tuple[str, str]]:
    pairs = [
        ("Client", contenu.client_nom),
        ("Caissier", contenu.caissier),
        ("Téléphone", format_telephone(contenu.client_telephone)),
        ("Moyen", contenu.moyen_texte),
    ]
    if contenu.reference_operateur:
        pairs.append(("Référence", contenu.reference_operateur))
    if contenu.remis_a:
        pairs.append(("Remis à", contenu.remis_a))
    return pairs


def _foot_a5(contenu: ContenuRecu, largeur: float) -> list[Flowable]:
    flowables: list[Flowable] = [
        build_cards(
            [
                ("Encaissé", contenu.argent(contenu.encaisse)),
                ("Reste à payer", contenu.argent(contenu.reste)),
            ],
            largeur=largeur,
        ),
        build_space(3),
    ]
    for label, value in _settlement(contenu)[2:]:
        motif = f" ({contenu.motif_rabais})" if label == "Rabais" and contenu.motif_rabais else ""
        flowables.append(build_note(f"{label} : {value}{motif}"))
    flowables.append(build_space(3))
    if contenu.signature_png is None:
        flowables.append(build_signatures(["Le client", "Le caissier"], largeur=largeur))
    else:
        picture = Image(io.BytesIO(contenu.signature_png), 50 * mm, 20 * mm, kind="proportional")
        picture.hAlign = "LEFT"
        flowables += [build_note("Signature du client"), picture]
    return flowables


def _render_rouleau(contenu: ContenuRecu) -> bytes:
    ticket = Ticket(f"{_title(contenu)} {contenu.numero}")
    _add_head(ticket, contenu)
    ticket.filet()
    for ligne in contenu.lignes:
        code = format_code_suivi(ligne.code_suivi)
        ticket.paire(code, contenu.argent(ligne.montant), gras=True)
        details = (ligne.client_nom, ligne.contenu, format_kg(ligne.poids_g))
        ticket.gauche(" · ".join(part for part in details if part), taille=8)
        if ligne.du_avant != ligne.montant:
            ticket.gauche(f"dû avant : {contenu.argent(ligne.du_avant)}", taille=8)
    ticket.filet()
    for label, value in _settlement(contenu):
        ticket.paire(label, value)
    if contenu.reference_operateur:
        ticket.paire("Référence", contenu.reference_operateur)
    ticket.filet(epais=True)
    ticket.paire("ENCAISSÉ", contenu.argent(contenu.encaisse), taille=13, gras=True)
    ticket.paire("Reste à payer", contenu.argent(contenu.reste), taille=11, gras=True)
    ticket.filet(epais=True)
    _add_proofs(ticket, contenu)
    ticket.centre(_MERCI, taille=8)
    ticket.espace(6)
    return ticket.build()


def _add_head(ticket: Ticket, contenu: ContenuRecu) -> None:
    ticket.centre("TS AIR CARGO", taille=15, gras=True)
    ticket.centre(contenu.agence, gras=True)
    ticket.centre(contenu.adresse_agence, taille=8)
    ticket.centre(contenu.telephone_agence, taille=8)
    ticket.filet(epais=True)
    ticket.centre(_title(contenu).upper(), taille=11, gras=True)
    ticket.centre(contenu.numero, taille=13, gras=True)
    if contenu.numero_provisoire:
        ticket.centre(f"provisoire {contenu.numero_provisoire}", taille=8)
    if contenu.annule_le:
        ticket.centre(_annulation(contenu), gras=True)
    ticket.espace(1)
    ticket.paire("Date", format_moment(contenu.encaisse_le, contenu.fuseau))
    ticket.paire("Caissier", contenu.caissier)
    ticket.paire("Client", contenu.client_nom, gras=True)
    ticket.paire("Téléphone", format_telephone(contenu.client_telephone))
    if contenu.remis_a:
        ticket.paire("Remis à", contenu.remis_a)


def _add_proofs(ticket: Ticket, contenu: ContenuRecu) -> None:
    if contenu.signature_png is not None:
        ticket.gauche("Signature du client", taille=8)
        ticket.image(ImageReader(io.BytesIO(contenu.signature_png)), hauteur_mm=18)
    if contenu.url is not None:
        ticket.qr(contenu.url)
