"""The public page's words, one dictionary per language; French fills what another lacks.

A language is offered once its dictionary is complete; ``bm`` waits to be filled.
"""

from collections.abc import Mapping

from tracking.textes.bm import BM
from tracking.textes.en import EN
from tracking.textes.fr import FR
from tracking.textes.zh import ZH

DICTIONNAIRES: dict[str, Mapping[str, str]] = {"fr": FR, "en": EN, "bm": BM, "zh": ZH}
NOMS = {"fr": "Français", "en": "English", "bm": "Bamanankan", "zh": "中文"}
OFFERTES = tuple(langue for langue, mots in DICTIONNAIRES.items() if not FR.keys() - mots.keys())


def textes_of(langue: str) -> dict[str, str]:
    """Every word of the page in a language, French where it is missing."""
    return {**FR, **DICTIONNAIRES.get(langue, {})}
