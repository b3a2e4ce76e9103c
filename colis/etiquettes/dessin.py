"""The two layouts. Seen from two metres: where it goes; from one: whose; in the hand: the rest."""

from __future__ import annotations

from PIL import Image

from colis.etiquettes.modele import Etiquette, Taille
from colis.etiquettes.toile import Toile
from core.ids import format_code_suivi

_NOM_LONG = 48
_MODES = {"cargo": "CARGO 普货", "express": "EXPRESS 快件"}


def draw_etiquette(etiquette: Etiquette, taille: Taille) -> Image.Image:
    """The label as a 1-bit picture at 203 dpi."""
    toile = Toile(*taille.points)
    if taille is Taille.GRANDE:
        _draw_grande(toile, etiquette)
    else:
        _draw_petite(toile, etiquette)
    return toile.finish()


def _mode(etiquette: Etiquette) -> str:
    return _MODES.get(etiquette.mode, etiquette.mode.upper())


def _draw_grande(toile: Toile, etiquette: Etiquette) -> None:
    left, width = 28, toile.largeur - 56
    toile.text(left, 30, etiquette.ville.upper(), taille=172, taille_min=80, largeur=width)
    mode = _mode(etiquette)
    mode_width = toile.measure(mode, 50) + 36
    toile.text(
        left, 186, etiquette.pays.upper(), taille=62, taille_min=32,
        largeur=width - mode_width - 20,
    )  # fmt: skip
    toile.badge(left + width - mode_width, 176, mode, taille=50, marge=18)
    toile.rule(left, 258, width, 5)

    danger = 168 if etiquette.danger else 0
    toile.text(
        left, 282, etiquette.client_nom, taille=60, taille_min=36,
        largeur=width - danger - 10, lignes=2 if len(etiquette.client_nom) < _NOM_LONG else 3,
    )  # fmt: skip
    details = etiquette.categorie
    if etiquette.nombre_pieces:
        details += f" · {etiquette.nombre_pieces} pièces"
    if etiquette.client_telephone_fin:
        details += f" · Tél. {etiquette.client_telephone_fin}"
    toile.text(
        left, 420, details, taille=34, taille_min=28, largeur=width - danger - 10, gras=False
    )
    if etiquette.danger:
        toile.diamond(left + width - danger, 272, danger, etiquette.danger)
    toile.rule(left, 466, width, 3)

    toile.text(left, 488, "COLIS 件", taille=26, largeur=250, gras=False)
    toile.text(left, 526, etiquette.rang_texte, taille=112, taille_min=60, largeur=270)
    toile.text(left + 300, 488, "POIDS 重量", taille=26, largeur=300, gras=False)
    toile.text(
        left + 300, 526, etiquette.poids_texte, taille=112, taille_min=60, largeur=width - 300
    )
    toile.rule(left, 640, width, 3)

    side = toile.qr(left + 6, 668, 270, etiquette.url)
    right = left + side + 44
    room = left + width - right
    if etiquette.paye_en_chine:
        toile.frame(right, 668, room, 84, 5)
        toile.text(
            right + 16, 693, etiquette.paiement_texte, taille=46, taille_min=30,
            largeur=room - 32, ancre="centre",
        )  # fmt: skip
    else:
        toile.text(right, 676, etiquette.paiement_texte, taille=30, largeur=room, gras=False)
        toile.text(right, 716, etiquette.prix_texte, taille=62, taille_min=36, largeur=room)
    if etiquette.paye_en_chine:
        toile.text(right, 776, etiquette.prix_texte, taille=42, largeur=room, gras=False)
    toile.text(right, 846, etiquette.agence, taille=34, taille_min=28, largeur=room, lignes=1)
    toile.text(
        right, 890, f"{etiquette.enregistre_le:%d/%m/%Y}", taille=34, largeur=room, gras=False
    )
    toile.rule(left, 962, width, 3)

    toile.code128(984, 118, etiquette.code_suivi, module_max=4)
    toile.text(
        left, 1120, format_code_suivi(etiquette.code_suivi), taille=76,
        largeur=width, ancre="centre",
    )  # fmt: skip


def _draw_petite(toile: Toile, etiquette: Etiquette) -> None:
    left, width = 14, toile.largeur - 28
    side = toile.qr(left, 14, 168, etiquette.url)
    right = left + side + 22
    room = left + width - right
    toile.text(right, 14, etiquette.ville.upper(), taille=62, taille_min=30, largeur=room)
    mode = etiquette.mode.upper()
    mode_width = toile.measure(mode, 22) + 16
    toile.badge(left + width - mode_width, 66, mode, taille=22, marge=8)
    toile.text(
        right, 70, etiquette.pays.upper(), taille=24, taille_min=16, largeur=room - mode_width - 8
    )
    toile.text(right, 102, etiquette.client_nom, taille=27, taille_min=22, largeur=room)
    details = f"{etiquette.rang_texte} · {etiquette.poids_texte}"
    toile.text(right, 134, details, taille=24, taille_min=18, largeur=room)
    if etiquette.paye_en_chine:
        toile.text(right, 163, etiquette.paiement_texte, taille=22, taille_min=16, largeur=room)
    else:
        toile.text(right, 163, etiquette.prix_texte, taille=22, taille_min=16, largeur=room)
    foot = f"{etiquette.categorie} · {etiquette.agence} · {etiquette.enregistre_le:%d/%m/%Y}"
    if etiquette.nombre_pieces:
        foot = f"{etiquette.nombre_pieces} pcs · {foot}"
    danger = (
        toile.badge(left, 189, etiquette.danger, taille=20, marge=6) + 8 if etiquette.danger else 0
    )
    toile.text(
        left + danger, 194, foot, taille=18, taille_min=14, largeur=width - danger, gras=False
    )
    toile.code128(220, 54, etiquette.code_suivi, module_max=2)
    toile.text(
        left, 283, format_code_suivi(etiquette.code_suivi), taille=36,
        largeur=width, ancre="centre",
    )  # fmt: skip
