"""Dangerous goods seen in a carton's own words: a screen that raises doubts and clears nothing.

The station's TypeScript twin (`frontend/src/features/station/matieres.ts`) reads the same lexicon
(`lexique_dg.json`) and is held to the same vectors. Sources: IATA Dangerous Goods Regulations —
2.2 (hidden dangerous goods: words that hide a hazard), 4.2 (list of dangerous goods: UN numbers),
packing instructions 965–967 (lithium ion alone, packed with, contained in equipment) and 968–970
(lithium metal), 953 (magnetised material). Energy: Wh = Ah × V; a lithium ion battery above 100 Wh
is fully regulated (Section I), above 160 Wh no airline takes it as a passenger's (DGR 2.3.5.9).
Energies are integers in milliwatt-hours, capacities in mAh, tensions in millivolts.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

LIMITE_SECTION_II_MWH = 100_000
LIMITE_SECTION_I_MWH = 160_000
# A lithium ion cell's nominal tension, supposed when only mAh is written.
TENSION_NOMINALE_MV = 3_700
_ENTIER_MAX = 10**9


class Niveau(StrEnum):
    """What a family of words asks for."""

    INTERDIT = "interdit"
    BLOCAGE = "blocage"
    APPAREIL = "appareil"


class Tranche(StrEnum):
    """Where a battery's energy falls."""

    INCONNUE = "inconnue"
    JUSQU_A_100 = "jusqu_a_100"
    JUSQU_A_160 = "jusqu_a_160"
    AU_DELA = "au_dela"


@dataclass(frozen=True, slots=True)
class Batterie:
    """A battery as its own label says: capacity in mAh, tension in millivolts."""

    mah: int
    mv: int


@dataclass(frozen=True, slots=True)
class Famille:
    """One kind of hazard and the words that betray it."""

    code: str
    un: str
    niveau: Niveau
    energie: bool
    latins: tuple[tuple[str, ...], ...]
    ideogrammes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Avis:
    """What the screen found. ``bloque``: a person must answer ``question`` before any loading.

    ``marque`` is what the label carries (`UN 3481`, `DG ?`), empty for ordinary goods. ``mwh`` is
    the largest energy read; ``mwh_suppose`` when the tension was not written.
    """

    familles: tuple[str, ...] = ()
    termes: tuple[str, ...] = ()
    bloque: bool = False
    interdit: bool = False
    marque: str = ""
    mwh: int | None = None
    mwh_suppose: bool = False
    tranche: Tranche | None = None
    question: str = ""
    question_code: str = ""

    def as_json(self) -> dict[str, Any]:
        """As stored on the carton and told to the station."""
        return {
            "familles": list(self.familles),
            "termes": list(self.termes),
            "question_code": self.question_code,
            "bloque": self.bloque,
            "interdit": self.interdit,
            "mwh": self.mwh,
            "mwh_suppose": self.mwh_suppose,
            "tranche": str(self.tranche) if self.tranche else None,
        }


def compute_mwh(mah: int, mv: int) -> int:
    """Energy in mWh of ``mah`` mAh at ``mv`` mV, rounded up: mAh × V is mWh."""
    return -(-mah * mv // 1000)


def rank_tranche(mwh: int | None) -> Tranche:
    """Which rules an energy falls under; exactly 100 Wh is still Section II, 160 Wh Section I."""
    if mwh is None:
        return Tranche.INCONNUE
    if mwh <= LIMITE_SECTION_II_MWH:
        return Tranche.JUSQU_A_100
    return Tranche.JUSQU_A_160 if mwh <= LIMITE_SECTION_I_MWH else Tranche.AU_DELA


def fold_mots(texte: str) -> str:
    """Lower case, full-width forms narrowed, accents dropped, characters simplified.

    That is how the lexicon is compared: its Chinese words are written in the simplified form.
    """
    plain = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", texte).lower())
    kept = "".join(char for char in plain if not unicodedata.category(char).startswith("M"))
    return kept.replace("œ", "oe").replace("æ", "ae").translate(_simplified())


def _words(folded: str) -> tuple[str, ...]:
    """Latin words in the singular, and numbers; a plural is its singular and an s or an x."""
    return tuple(
        mot[:-1] if len(mot) > 3 and mot[-1] in "sx" else mot
        for mot in re.findall(r"[a-z]+|[0-9]+", folded)
    )


def _is_latin(mot: str) -> bool:
    return mot.isascii()


@cache
def _simplified() -> Mapping[int, int]:
    """Traditional characters of the lexicon's words, each to its simplified one."""
    data = _lexique()[2]
    return str.maketrans(data["traditionnels"], data["simplifies"])


@cache
def _lexique() -> tuple[tuple[Famille, ...], tuple[str, ...], Mapping[str, Any]]:
    data = json.loads(Path(__file__).with_name("lexique_dg.json").read_text(encoding="utf-8"))
    familles = tuple(
        Famille(
            code=une["code"],
            un=une["un"],
            niveau=Niveau(une["niveau"]),
            energie=une["energie"],
            latins=tuple(_words(mot) for mot in une["mots"] if _is_latin(mot)),
            ideogrammes=tuple(mot for mot in une["mots"] if not _is_latin(mot)),
        )
        for une in data["familles"]
    )
    return familles, tuple(data["sans"]), data


def _without(mots: list[str], sans: tuple[str, ...]) -> list[str]:
    """The words with every innocent phrase struck out (a phone's case holds no phone)."""
    longueur = len(sans)
    rang = 0
    while rang + longueur <= len(mots):
        if tuple(mots[rang : rang + longueur]) == sans:
            mots = [*mots[:rang], "|", *mots[rang + longueur :]]
        rang += 1
    return mots


def _found(famille: Famille, mots: list[str], compact: str) -> list[str]:
    """The family's terms that occur, in the lexicon's order."""
    phrase = f" {' '.join(mots)} "
    latins = [" ".join(terme) for terme in famille.latins if f" {' '.join(terme)} " in phrase]
    return latins + [terme for terme in famille.ideogrammes if terme in compact]


def read_energies(texte: str) -> tuple[int | None, bool]:
    """The largest energy written in ``texte``, in mWh, and whether its tension was supposed.

    ``20 000 mAh 3,7 V``, ``10Ah 12V``, ``74Wh``: spaces, comma or point are all read.
    """
    folded = re.sub(r"(?<=\d)[ \u00a0\u202f](?=\d{3}(?!\d))", "", fold_mots(texte))
    wattheures = [_milli(n) for n in re.findall(r"(\d+(?:[.,]\d+)?)\s*(?:wh|瓦时)", folded)]
    mah = [_milli(n) // 1000 for n in re.findall(r"(\d+(?:[.,]\d+)?)\s*(?:mah|毫安)", folded)]
    mah += [_milli(n) for n in re.findall(r"(\d+(?:[.,]\d+)?)\s*(?:ah|安时)", folded)]
    volts = [_milli(n) for n in re.findall(r"(\d+(?:[.,]\d+)?)\s*(?:v(?![a-z])|伏)", folded)]
    if wattheures:
        return max(wattheures), False
    if not mah:
        return None, False
    return compute_mwh(max(mah), max(volts, default=TENSION_NOMINALE_MV)), not volts


def _milli(nombre: str) -> int:
    """``3,7`` → 3700, without a float. ``20.000`` (a thousands separator) reads 20 000."""
    entier, _, decimales = nombre.replace(",", ".").partition(".")
    if len(decimales) == 3 and entier != "0":
        entier, decimales = entier + decimales, ""
    return min(int(entier) * 1000 + int((decimales + "000")[:3]), _ENTIER_MAX * 1000)


def screen_contenu(contenu: str, categorie: str, batterie: Batterie | None = None) -> Avis:
    """What the words, the category and the energies give away. A doubt holds; nothing clears.

    Equipment with a battery inside (PI 967) is ordinary freight under its own category up to
    100 Wh: it only gets its mark. Everything else that is found waits for an admin's answer.
    """
    familles, sans, data = _lexique()
    mwh, suppose = (compute_mwh(batterie.mah, batterie.mv), False) if batterie else (None, False)
    if mwh is None:
        mwh, suppose = read_energies(contenu)
    trouvees = _families(familles, sans, contenu)
    imposee = data["categories"].get(categorie)
    if imposee is None and mwh is not None and not any(f.energie for f in trouvees):
        imposee = "lithium_seul" if categorie not in data["appareils"] else "lithium_appareil"
    for famille in familles:
        if famille.code == imposee:
            trouvees.setdefault(famille, [])
    if not trouvees:
        return Avis()
    ordre = [famille for famille in familles if famille in trouvees]
    tranche = rank_tranche(mwh) if any(f.energie for f in ordre) else None
    declare = categorie in data["appareils"]
    grande = tranche in (Tranche.JUSQU_A_160, Tranche.AU_DELA)
    doutes = [f for f in ordre if f.niveau is not Niveau.APPAREIL or not declare or grande]
    code = _question_code(doutes, grande)
    return Avis(
        familles=tuple(f.code for f in ordre),
        termes=tuple(dict.fromkeys(terme for f in ordre for terme in trouvees[f])),
        bloque=bool(doutes),
        interdit=any(f.niveau is Niveau.INTERDIT for f in ordre),
        marque=(doutes or ordre)[0].un,
        mwh=mwh,
        mwh_suppose=suppose,
        tranche=tranche,
        question=data["questions"][code] if code else "",
        question_code=code,
    )


def code_of_question(motif: str) -> str:
    """The code of a question the screen itself asked; empty for a person's own words.

    What is stored is the sentence the server wrote; a screen shows it in its reader's language.
    """
    questions = _lexique()[2]["questions"]
    return next((code for code, question in questions.items() if question == motif), "")


def _question_code(doutes: list[Famille], grande: bool) -> str:
    """The first doubt's own question; above 100 Wh the energy is the question."""
    if not doutes:
        return ""
    return "energie" if grande and doutes[0].energie else doutes[0].code


def _families(
    familles: tuple[Famille, ...], sans: tuple[str, ...], contenu: str
) -> dict[Famille, list[str]]:
    folded = fold_mots(contenu)
    mots = list(_words(folded))
    compact = "".join(folded.split())
    for innocent in sans:
        if _is_latin(innocent):
            mots = _without(mots, _words(innocent))
        else:
            compact = compact.replace(innocent, "|")
    found = {famille: _found(famille, mots, compact) for famille in familles}
    return {famille: termes for famille, termes in found.items() if termes}
