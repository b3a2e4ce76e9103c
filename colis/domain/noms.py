"""How names are compared: typed at a counter, without accents, in any case."""

import unicodedata

NOM_MAX = 120
CHIFFRES_MIN = 8
_PONCTUATION_TELEPHONE = frozenset(" +-.()/\u00a0\u202f")


def fold_nom(text: str) -> str:
    """Upper case, unaccented, single spaces: ``Traoré  awa`` → ``TRAORE AWA``."""
    decomposed = unicodedata.normalize("NFKD", text)
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(plain.upper().split())[:NOM_MAX]


def phone_digits(text: str) -> str | None:
    """The digits of what looks like a telephone number, without international prefix.

    None when the text holds anything but digits and a telephone's punctuation.
    """
    if not text or any(not _is_digit(c) and c not in _PONCTUATION_TELEPHONE for c in text):
        return None
    digits = "".join(filter(_is_digit, text))
    return digits.removeprefix("00") or None


def _is_digit(char: str) -> bool:
    return char in "0123456789"
