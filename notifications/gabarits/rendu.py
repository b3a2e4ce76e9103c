"""From a template and plain values to the text on the phone. Pure: same values, same text.

Values are stored raw (grams, minor units, UTC moments) so that every figure is written by the same
functions as the label, the quote and the receipt.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from core.ids import format_code_suivi
from core.money import format_argent, format_entier, format_kg, locale_of
from notifications.domain import Etape
from notifications.gabarits.lexique import AUTRES, CONSIGNES, ETATS, MENTIONS, MOYENS, NOMBRES
from notifications.gabarits.textes import DEFAUTS

CARTONS_MAX = 40
TEXTE_MAX = 4000
"""WhatsApp's own limit is 4096 characters; further cartons are counted, not listed."""

_MOT = re.compile(r"\{([a-z_.]+)\}")
_PAR_COLIS = re.compile(r"\{colis\.[a-z_]+\}")
_CONTROLES = re.compile(r"[\x00-\x1f\x7f*_~`]+")


def default_template(etape: Etape, langue: str) -> str:
    """The text shipped for a step; French for a language nobody has filled in."""
    return DEFAUTS.get(langue, DEFAUTS["fr"])[etape]


def unknown_words(texte: str, etape: Etape) -> list[str]:
    """Placeholders of `texte` the step does not offer: what a template's author must correct."""
    return sorted(set(_MOT.findall(texte)) - set(offered_words(etape)))


def offered_words(etape: Etape) -> list[str]:
    """Placeholders a text of this step may use."""
    return sorted(set(_MOT.findall(DEFAUTS["fr"][etape])) | _COMMUNS)


_ZERO_DIT = frozenset({"encaisse", "report_veille", "solde"})
_NOMS = {"code_suivi": "code", "usage": "consigne"}
_LEXIQUES = {"usage": CONSIGNES, "moyen": MOYENS, "etat": ETATS, "mention": MENTIONS}
_COMMUNS = frozenset(
    {"client", "nombre", "lien", "lien_arret", "agence", "adresse", "horaires", "ville", "date"}
    | {"telephone_agence", "ville_origine", "poids_total", "prix_total", "reste", "paye", "vol"}
    | {"colis.code", "colis.poids", "colis.prix", "colis.reste", "colis.contenu", "colis.lien"}
)


def render(texte: str, variables: Mapping[str, Any], langue: str) -> str:
    """The message. `variables` as built by `notifications/services/variables.py`; see `_shown`."""
    langue = langue if langue in DEFAUTS else "fr"
    zone = str(variables.get("fuseau") or "UTC")
    cartons = [_shown(brut, langue, zone) for brut in variables.get("colis", [])]
    valeurs = _shown(variables, langue, zone)
    if cartons:
        un, plusieurs = NOMBRES[langue]
        valeurs["nombre"] = un if len(cartons) == 1 else plusieurs.format(n=len(cartons))
    listes = CARTONS_MAX
    rendu = _assemble(texte, valeurs, cartons[:listes], _others(cartons, listes, langue))
    while len(rendu) > TEXTE_MAX and listes > 1:
        listes = listes * 3 // 4
        rendu = _assemble(texte, valeurs, cartons[:listes], _others(cartons, listes, langue))
    return rendu[:TEXTE_MAX]


def _others(cartons: Sequence[object], listes: int, langue: str) -> str:
    reste = len(cartons) - listes
    return AUTRES[langue].format(n=reste) if reste > 0 else ""


def _assemble(
    texte: str,
    valeurs: Mapping[str, str],
    cartons: Sequence[Mapping[str, str]],
    autres: str,
) -> str:
    sorties: list[str] = []
    for repete, lignes in groupby(texte.split("\n"), key=_repeats):
        bloc = list(lignes)
        if not repete:
            sorties += _fill_all(bloc, valeurs)
            continue
        for carton in cartons:
            sorties += _fill_all(bloc, {**valeurs, **{f"colis.{k}": v for k, v in carton.items()}})
        if autres:
            sorties.append(autres)
    return "\n".join(sorties)


def _repeats(ligne: str) -> bool:
    return _PAR_COLIS.search(ligne) is not None


def _fill_all(lignes: Sequence[str], valeurs: Mapping[str, str]) -> list[str]:
    """The lines with their words replaced; a line naming an absent value is left out."""
    return [
        _MOT.sub(lambda mot: valeurs[mot[1]], ligne)
        for ligne in lignes
        if all(valeurs.get(mot) for mot in _MOT.findall(ligne))
    ]


def _shown(brut: Mapping[str, Any], langue: str, zone: str) -> dict[str, str]:
    """Raw values as people read them; the unit's suffix leaves the name (`poids_g` → `poids`)."""
    montre: dict[str, str] = {}
    for nom, valeur in brut.items():
        if valeur is None or valeur == "" or isinstance(valeur, list):
            continue
        if nom.endswith("_g"):
            montre[nom[:-2]] = format_kg(int(valeur), langue)
        elif nom.endswith("_le"):
            montre[nom[:-3]] = _moment(str(valeur), langue, zone)
        elif isinstance(valeur, Mapping):
            montre |= _money(nom, valeur, langue)
        else:
            montre[_NOMS.get(nom, nom)] = _word(nom, valeur, langue)
    return montre


def _money(nom: str, valeur: Mapping[str, Any], langue: str) -> dict[str, str]:
    """An amount; zero is not said (`Reste à payer` disappears when nothing is), but of a till."""
    montant = int(valeur["montant"])
    if montant == 0 and nom not in _ZERO_DIT:
        return {}
    return {nom: format_argent(montant, str(valeur["devise"]), langue).replace("\u202f", "\u00a0")}


def _word(nom: str, valeur: object, langue: str) -> str:
    texte = str(valeur)
    if nom == "code_suivi":
        return format_code_suivi(texte)
    if nom in _LEXIQUES:
        return _LEXIQUES[nom][langue].get(texte, texte)
    if nom.startswith("lien"):
        return texte
    if isinstance(valeur, int) and not isinstance(valeur, bool):
        return format_entier(valeur, langue)
    return clean(texte, 900 if nom == "texte" else 120)


def _moment(texte: str, langue: str, zone: str) -> str:
    moment = datetime.fromisoformat(texte).astimezone(ZoneInfo(zone))
    motif = "d MMMM HH:mm" if langue != "zh" else "M月d日 HH:mm"
    return format_datetime(moment, motif, locale=locale_of(langue))


def clean(texte: str, limite: int) -> str:
    """People's own words, without what WhatsApp would read as formatting or as a new line."""
    return _CONTROLES.sub(" ", texte).strip()[:limite]
