"""What the public page shows of a carton's life: its stages, from the events the house keeps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from core.errors import BusinessError

PARCOURS = ("recu", "groupe", "expedie", "arrive", "disponible", "remis")
"""The stages in their order; the other states are detours shown only while they last."""

RANGS = {
    **{etape: 10 * rang for rang, etape in enumerate(PARCOURS)},
    "annule": 5,
    "manquant": 25,
    "perdu": 26,
    "retourne": 45,
}
FINS = frozenset({"annule", "perdu", "retourne", "remis"})
ORIGINE = frozenset({"recu", "groupe", "expedie", "annule"})


class Avancement(StrEnum):
    """Where a stage stands."""

    FAIT = "fait"
    EN_COURS = "en_cours"
    A_VENIR = "a_venir"


@dataclass(frozen=True)
class EtapeSuivie:
    """One stage: when (aware) and where, as far as known."""

    etape: str
    avancement: Avancement
    survenu_le: datetime | None
    pays: str
    ville: str


class SuiviIntrouvable(BusinessError):
    """Unknown and malformed codes answer alike."""

    code = "suivi_introuvable"
    status = 404
    title = "Colis introuvable"
    fr = "Aucun colis ne correspond à ce code. Vérifiez le lien reçu ou le code de l'étiquette."
    en = "No parcel matches this code. Check the link you received or the code on the label."
    zh = "没有与此编号匹配的包裹。请检查收到的链接或标签上的编号。"


class CodeConnexionInvalide(BusinessError):
    """A client's code is wrong, old or for nobody: one answer, so that no phone is revealed."""

    code = "code_connexion_invalide"
    status = 401
    title = "Code invalide"
    fr = "Ce code n'est pas le bon ou n'est plus valable. Demandez-en un nouveau."
    en = "This code is wrong or no longer valid. Ask for a new one."
    zh = "验证码错误或已失效，请重新获取。"
    keep_writes = True


def build_etapes(
    *,
    statut: str,
    evenements: Sequence[Mapping[str, Any]],
    pays_origine: str,
    pays_destination: str,
) -> list[EtapeSuivie]:
    """The stages to show, in order: those passed, the present one, those to come.

    ``evenements`` (vers, survenu_le, pays, ville) come in the order they were recorded; a step
    back (unloaded, corrected) hides what it undid and keeps the first time of what remains.
    """
    passed = _passed(statut, evenements)
    rang = RANGS[statut]
    shown = [e for e in PARCOURS if RANGS[e] <= rang and (e in passed or e == statut)]
    if statut not in PARCOURS:
        shown.append(statut)
    coming = [] if statut in FINS else [e for e in PARCOURS if RANGS[e] > rang]
    etapes = []
    for etape in (*shown, *coming):
        evenement = passed.get(etape, {})
        etapes.append(
            EtapeSuivie(
                etape=etape,
                avancement=_avancement(etape, statut, coming),
                survenu_le=evenement.get("survenu_le"),
                pays=evenement.get("pays")
                or (pays_origine if etape in ORIGINE else pays_destination),
                ville=evenement.get("ville", ""),
            )
        )
    return etapes


def _passed(statut: str, evenements: Sequence[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    passed: dict[str, Mapping[str, Any]] = {}
    for evenement in evenements:
        vers = evenement["vers"]
        passed = {e: found for e, found in passed.items() if RANGS[e] <= RANGS.get(vers, 0)}
        passed.setdefault(vers, evenement)
    return {e: found for e, found in passed.items() if RANGS.get(e, 99) <= RANGS[statut]}


def _avancement(etape: str, statut: str, coming: Sequence[str]) -> Avancement:
    if etape in coming:
        return Avancement.A_VENIR
    if etape == statut and statut != "remis":
        return Avancement.EN_COURS
    return Avancement.FAIT


def mask_nom(initiale: str) -> str:
    """A name nobody can read: its first letter and dots."""
    return f"{initiale.upper()}•••" if initiale else "•••"
