"""Money: an integer of minor units and its currency, never a float, never a bare number.

Rounding is half up and happens once, where a price is made; a sum that is split over dues adds up
to the unit. The franc CFA has no minor unit, the yuan has two decimals (ISO 4217).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

from babel.numbers import format_currency, format_decimal, get_currency_symbol

DECIMALES = {"XOF": 0, "CNY": 2}


class DeviseInconnue(ValueError):
    """A currency whose number of decimals is not known."""


class DevisesDifferentes(ValueError):
    """Two amounts in different currencies met in one operation."""


def decimals_of(devise: str) -> int:
    """Decimals of a currency: 0 for XOF, 2 for CNY. Raises DeviseInconnue."""
    try:
        return DECIMALES[devise]
    except KeyError as error:
        raise DeviseInconnue(devise) from error


def divide_half_up(numerator: int, denominator: int) -> int:
    """The nearest integer of numerator / denominator, halves away from zero; no float inside."""
    if denominator <= 0:
        raise ValueError("denominator must be positive")
    quotient = (2 * abs(numerator) + denominator) // (2 * denominator)
    return quotient if numerator >= 0 else -quotient


def divide_up(numerator: int, denominator: int) -> int:
    """The smallest integer not below numerator / denominator."""
    if denominator <= 0:
        raise ValueError("denominator must be positive")
    return -(-numerator // denominator)


@dataclass(frozen=True, slots=True)
class Argent:
    """`montant` minor units of `devise` (ISO 4217)."""

    montant: int
    devise: str

    def __post_init__(self) -> None:
        if isinstance(self.montant, bool) or not isinstance(self.montant, int):
            raise TypeError("montant is an integer of minor units")
        decimals_of(self.devise)

    def __add__(self, other: Argent) -> Argent:
        return Argent(self.montant + self._same(other), self.devise)

    def __sub__(self, other: Argent) -> Argent:
        return Argent(self.montant - self._same(other), self.devise)

    def __neg__(self) -> Argent:
        return Argent(-self.montant, self.devise)

    def __lt__(self, other: Argent) -> bool:
        return self.montant < self._same(other)

    def __le__(self, other: Argent) -> bool:
        return self.montant <= self._same(other)

    def __bool__(self) -> bool:
        return self.montant != 0

    def _same(self, other: Argent) -> int:
        if other.devise != self.devise:
            raise DevisesDifferentes(f"{self.devise} / {other.devise}")
        return other.montant

    def format(self, langue: str = "fr") -> str:
        """`12 500 F CFA` in fr; see `format_argent`."""
        return format_argent(self.montant, self.devise, langue)


def sum_argent(amounts: Iterable[Argent], devise: str) -> Argent:
    """The sum of amounts that are all in `devise`; zero of it when there are none."""
    total = Argent(0, devise)
    for amount in amounts:
        total += amount
    return total


_SPACE = "\u00a0"
_NARROW_SPACE = "\u202f"
_LOCALES = {"fr": "fr_FR", "en": "en_GB", "zh": "zh_CN", "bm": "fr_FR"}


def locale_of(langue: str) -> str:
    """The CLDR locale for one of our languages; French for any other."""
    return _LOCALES.get(langue, "fr_FR")


def to_decimal(montant: int, devise: str) -> Decimal:
    """Minor units as a decimal number of the currency, exactly (1250 CNY minor → 12.50)."""
    decimals = decimals_of(devise)
    return Decimal(montant).scaleb(-decimals)


def format_argent(montant: int, devise: str, langue: str = "fr") -> str:
    """An amount as people read it: `12 500 F CFA`, `12,50 ¥`; minor units in."""
    if devise == "CNY":
        text = format_currency(to_decimal(montant, devise), devise, locale=locale_of(langue))
        return text.replace(get_currency_symbol(devise, locale=locale_of(langue)), "¥")
    symbol = get_currency_symbol(devise, locale="fr_FR").replace(_NARROW_SPACE, _SPACE)
    return f"{format_montant(montant, devise, langue)}{_SPACE}{symbol}"


def format_montant(montant: int, devise: str, langue: str = "fr") -> str:
    """Like `format_argent` without the currency: `12 500`, for columns headed by it."""
    decimals = decimals_of(devise)
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return format_decimal(to_decimal(montant, devise), pattern, locale=locale_of(langue))


def format_entier(value: int, langue: str = "fr") -> str:
    """A whole number with the locale's thousands separator."""
    return format_decimal(value, "#,##0", locale=locale_of(langue))


def format_kg(poids_g: int, langue: str = "fr") -> str:
    """Grams as kilograms, exactly, with two or three decimals: `12,50 kg`, `0,125 kg`."""
    pattern = "#,##0.00#"
    value = Decimal(poids_g).scaleb(-3)
    return f"{format_decimal(value, pattern, locale=locale_of(langue))}\u00a0kg"


def format_m3(volume_cm3: int, langue: str = "fr") -> str:
    """Cubic centimetres as cubic metres, exactly to the decimetre cube: `0,252 m³`."""
    value = Decimal(divide_half_up(volume_cm3, 1000)).scaleb(-3)
    return f"{format_decimal(value, '#,##0.000', locale=locale_of(langue))}\u00a0m³"


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Repartition(Generic[T]):
    """What each due receives, in the order given, and what no due could take."""

    parts: tuple[tuple[T, int], ...]
    reste: int


def allocate(somme: int, dues: Iterable[tuple[T, int]]) -> Repartition[T]:
    """Split `somme` over (key, due) given OLDEST FIRST; parts + reste = somme, exactly.

    Each due is filled before the next receives anything; dues of zero receive nothing and are
    left out. All in minor units of one currency. Raises ValueError on a negative sum or due.
    """
    if somme < 0:
        raise ValueError("somme must not be negative")
    left = somme
    parts: list[tuple[T, int]] = []
    for key, due in dues:
        if due < 0:
            raise ValueError("a due must not be negative")
        part = min(left, due)
        if part:
            parts.append((key, part))
            left -= part
    return Repartition(tuple(parts), left)


def allocate_prorata(somme: int, weights: list[int]) -> list[int]:
    """Split `somme` in proportion to weights, to the unit (largest remainders, first ones first).

    For a rebate or a cost shared over cartons. Raises ValueError when the weights sum to zero.
    """
    total = sum(weights)
    if total <= 0 or min(weights) < 0:
        raise ValueError("weights must be positive")
    parts = [somme * weight // total for weight in weights]
    rests = sorted(
        range(len(weights)), key=lambda index: (-(somme * weights[index] % total), index)
    )
    for index in rests[: somme - sum(parts)]:
        parts[index] += 1
    return parts
