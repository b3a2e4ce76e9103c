"""What makes a password weak besides length and lists: few different symbols, runs, our own name.

The sentences are in the caller's language, like Django's own validators'.
"""

import unicodedata
from itertools import pairwise

DISTINCTS_MINIMUM = 5
SUITE_MAXIMUM = 4
HORS_SUITE_MINIMUM = 8
"""A run is harmless beside this many other symbols."""
MAISON = ("tsaircargo", "aircargo", "bamako", "abidjan", "guangzhou", "motdepasse")
PHRASES = {
    "peu_varie": {
        "fr": "Trop peu de caractères différents : mêlez des mots sans rapport.",
        "en": "Too few different characters: mix unrelated words.",
        "zh": "不同字符太少，请混合不相关的词语。",
    },
    "suite": {
        "fr": "Une suite comme « 12345 », « abcde » ou « aaaaa » se devine : retirez-la.",
        "en": "A run such as “12345”, “abcde” or “aaaaa” is easy to guess: remove it.",
        "zh": "“12345”、“abcde”或“aaaaa”之类的序列容易被猜到，请去掉。",
    },
    "maison": {
        "fr": "Le nom de la maison ou d'une ville, plus quelques chiffres, est essayé d'abord.",
        "en": "The house's name or a city, plus a few digits, is what gets tried first.",
        "zh": "公司或城市名加几个数字最先被尝试，请更换。",
    },
}


def weaknesses(mot_de_passe: str) -> list[str]:
    """The codes of what makes it weak (keys of PHRASES); none for a good one."""
    plat = unicodedata.normalize("NFKC", mot_de_passe).casefold()
    found = []
    if len(set(plat)) < DISTINCTS_MINIMUM:
        found.append("peu_varie")
    suite = _longest_run(plat)
    if suite > SUITE_MAXIMUM and len(plat) - suite < HORS_SUITE_MINIMUM:
        found.append("suite")
    reste = "".join(c for c in plat if c.isalpha())
    if any(reste in (mot, mot * 2) for mot in MAISON):
        found.append("maison")
    return found


def _longest_run(texte: str) -> int:
    """The longest stretch that repeats, climbs or goes down by one."""
    longest = length = 1
    step: int | None = None
    for before, after in pairwise(texte):
        gap = ord(after) - ord(before)
        length = length + 1 if gap == step else 2 if gap in (-1, 0, 1) else 1
        step = gap if gap in (-1, 0, 1) else None
        longest = max(longest, length)
    return longest
