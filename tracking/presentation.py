"""The fiche as people read it: words, amounts and local times in their language."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from core.money import format_argent, format_kg, locale_of
from core.telephone import format_telephone
from tracking.selectors import page_url
from tracking.textes import NOMS, OFFERTES, textes_of

FORMATS = {"zh": "M月d日 HH:mm", "en": "d MMM, HH:mm"}
FORMAT = "d MMM, HH:mm"
TONS = {
    "disponible": "pret",
    "remis": "fini",
    "manquant": "alerte",
    "perdu": "alerte",
    "retourne": "alerte",
    "annule": "alerte",
}


def choose_langue(demandee: str, accept_language: str) -> str:
    """The page's language: the one asked for, else the browser's first that is offered."""
    if demandee in OFFERTES:
        return demandee
    for part in accept_language.lower().split(","):
        tag = part.split(";")[0].strip()[:2]
        if tag in OFFERTES:
            return tag
    return "fr"


def present(fiche: Mapping[str, Any], langue: str) -> dict[str, Any]:
    """Everything the template prints, already in words."""
    mots = textes_of(langue)
    statut = fiche["statut"]
    destination = _nom_pays(fiche["destination"], langue)
    agence = fiche["agence"]
    ville = agence["ville"] if agence else destination
    titre = mots[f"statut.{statut}"]
    if statut in {"arrive", "disponible"} and langue != "zh":
        titre = f"{titre} · {ville}"
    lien = page_url(fiche["code"])
    return {
        **page_context(langue),
        "code": fiche["code_affiche"],
        "lien": lien,
        "titre": titre,
        "detail": mots[f"detail.{statut}"].format(ville=ville),
        "ton": TONS.get(statut, "route"),
        "colis": _colis(fiche, mots),
        "prevu": _prevu(fiche, mots, langue),
        "etapes": [_etape(etape, fiche, mots, langue) for etape in fiche["etapes"]],
        "paiement": _paiement(fiche, mots, langue),
        "details": _details(fiche, mots, langue),
        "agence": _agence(agence),
        "photo": fiche["photo"],
        "apercu": " · ".join([titre, _colis(fiche, mots), format_kg(fiche["poids_g"], langue)]),
        "whatsapp": "https://wa.me/?text=" + quote(f"{mots['titre']} : {lien}"),
    }


def page_context(langue: str) -> dict[str, Any]:
    """What every page needs, found or not."""
    return {
        "langue": "zh-Hans" if langue == "zh" else langue,
        "t": textes_of(langue),
        "langues": [(code, NOMS[code], code == langue) for code in OFFERTES],
    }


def format_local(moment: datetime, fuseau: str, langue: str) -> str:
    """``10 mars, 17:00`` in a zone."""
    local = moment.astimezone(ZoneInfo(fuseau))
    return format_datetime(local, FORMATS.get(langue, FORMAT), locale=locale_of(langue))


def _etape(
    etape: Mapping[str, Any], fiche: Mapping[str, Any], mots: Mapping[str, str], langue: str
) -> dict[str, Any]:
    moment = etape["survenu_le"]
    pays = fiche["origine" if etape["pays"] == fiche["origine"]["code"] else "destination"]
    lieu = etape["ville"] or _nom_pays(pays, langue)
    return {
        "nom": mots[f"etape.{etape['etape']}"],
        "avancement": etape["avancement"],
        "lieu": lieu if moment else "",
        "iso": moment or "",
        "heure": (
            format_local(datetime.fromisoformat(moment), etape["fuseau"], langue) if moment else ""
        ),
    }


def _prevu(fiche: Mapping[str, Any], mots: Mapping[str, str], langue: str) -> dict[str, str] | None:
    prevue = fiche["arrivee_prevue"]
    if prevue is None:
        return None
    ville = prevue["ville"] or _nom_pays(fiche["destination"], langue)
    return {
        "iso": prevue["le"],
        "heure": format_local(datetime.fromisoformat(prevue["le"]), prevue["fuseau"], langue),
        "lieu": mots["heure_de"].format(ville=ville),
    }


def _paiement(
    fiche: Mapping[str, Any], mots: Mapping[str, str], langue: str
) -> dict[str, Any] | None:
    if fiche["statut"] in {"annule", "perdu"}:
        return None
    du = fiche["du"]
    if not du["montant"]:
        return {"du": False, "nom": mots["solde"], "texte": mots["solde_detail"]}
    return {
        "du": True,
        "nom": mots["reste"],
        "texte": format_argent(du["montant"], du["devise"], langue),
    }


def _details(
    fiche: Mapping[str, Any], mots: Mapping[str, str], langue: str
) -> list[tuple[str, str]]:
    prix = fiche["prix"]
    lignes = [
        (mots["poids"], format_kg(fiche["poids_g"], langue)),
        (mots["prix"], format_argent(prix["montant"], prix["devise"], langue)),
        (mots["mode"], mots[f"mode.{fiche['mode']}"]),
        (
            mots["trajet"],
            f"{_nom_pays(fiche['origine'], langue)} → {_nom_pays(fiche['destination'], langue)}",
        ),
        (mots["destinataire"], fiche["destinataire"]),
    ]
    if fiche["poids_taxable_g"] != fiche["poids_g"]:
        lignes.insert(1, (mots["poids_taxable"], format_kg(fiche["poids_taxable_g"], langue)))
    if fiche["nombre_pieces"] > 1:
        lignes.append((mots["pieces"], str(fiche["nombre_pieces"])))
    return lignes


def _agence(agence: Mapping[str, str] | None) -> dict[str, str] | None:
    if agence is None:
        return None
    return {
        **agence,
        "appel": "".join(c for c in agence["telephone"] if c.isdigit() or c == "+"),
        "telephone": format_telephone(agence["telephone"]),
    }


def _colis(fiche: Mapping[str, Any], mots: Mapping[str, str]) -> str:
    if fiche["total"] == 1:
        return mots["colis_seul"]
    return mots["colis"].format(rang=fiche["rang"], total=fiche["total"])


def _nom_pays(pays: Mapping[str, str], langue: str) -> str:
    return pays.get(f"nom_{langue}") or pays["nom"]
