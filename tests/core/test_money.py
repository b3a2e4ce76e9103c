from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.money import (
    Argent,
    DeviseInconnue,
    DevisesDifferentes,
    allocate,
    allocate_prorata,
    divide_half_up,
    divide_up,
    format_argent,
    format_entier,
    format_kg,
    format_m3,
    format_montant,
    sum_argent,
)

AMOUNTS = st.integers(0, 10**12)


@given(st.integers(-(10**30), 10**30), st.integers(1, 10**20))
def test_half_up_is_exact_even_beyond_floats(numerator: int, denominator: int) -> None:
    exact = abs(Fraction(numerator, denominator)) + Fraction(1, 2)
    expected = exact.numerator // exact.denominator
    assert divide_half_up(numerator, denominator) == (expected if numerator >= 0 else -expected)


def test_halves_go_away_from_zero() -> None:
    assert [divide_half_up(n, 2) for n in (1, 3, -1, -3, 2)] == [1, 2, -1, -2, 1]


def test_dividing_up_never_loses_a_unit() -> None:
    assert [divide_up(n, 6000) for n in (0, 1, 6000, 6001)] == [0, 1, 1, 2]


@pytest.mark.parametrize("divide", [divide_half_up, divide_up])
def test_a_division_by_zero_is_refused(divide: object) -> None:
    with pytest.raises(ValueError, match="positive"):
        divide(1, 0)  # type: ignore[operator]


@given(AMOUNTS, st.lists(AMOUNTS, max_size=20))
def test_an_allocation_adds_up_and_fills_the_oldest_first(somme: int, dues: list[int]) -> None:
    result = allocate(somme, list(enumerate(dues)))
    assert sum(part for _, part in result.parts) + result.reste == somme
    assert all(0 < part <= dues[key] for key, part in result.parts)
    partial = [key for key, part in result.parts if part < dues[key]]
    assert len(partial) <= 1
    assert partial == [] or partial == [result.parts[-1][0]]
    assert result.reste == max(0, somme - sum(dues))


def test_a_negative_sum_or_due_is_refused() -> None:
    with pytest.raises(ValueError, match="somme"):
        allocate(-1, [])
    with pytest.raises(ValueError, match="due"):
        allocate(1, [("a", -1)])


@given(AMOUNTS, st.lists(st.integers(0, 10**6), min_size=1, max_size=20))
def test_a_share_by_weight_adds_up_and_stays_within_one_unit(
    somme: int, weights: list[int]
) -> None:
    weights[0] += 1
    parts = allocate_prorata(somme, weights)
    assert sum(parts) == somme
    for part, weight in zip(parts, weights, strict=True):
        assert abs(Fraction(somme * weight, sum(weights)) - part) < 1


def test_amounts_add_only_in_one_currency() -> None:
    assert Argent(1, "XOF") + Argent(2, "XOF") == Argent(3, "XOF")
    assert sum_argent([Argent(5, "CNY"), -Argent(2, "CNY")], "CNY") == Argent(3, "CNY")
    assert Argent(1, "XOF") < Argent(2, "XOF")
    with pytest.raises(DevisesDifferentes):
        Argent(1, "XOF") + Argent(1, "CNY")
    with pytest.raises(DevisesDifferentes):
        _ = Argent(1, "XOF") <= Argent(1, "CNY")


def test_a_float_or_an_unknown_currency_never_becomes_money() -> None:
    with pytest.raises(TypeError):
        Argent(1.5, "XOF")  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        Argent(montant=True, devise="XOF")
    with pytest.raises(DeviseInconnue):
        Argent(1, "EUR")


@pytest.mark.parametrize(
    ("montant", "devise", "langue", "shown"),
    [
        (12500, "XOF", "fr", "12\u202f500\u00a0F\u00a0CFA"),
        (12500, "XOF", "en", "12,500\u00a0F\u00a0CFA"),
        (-12500, "XOF", "fr", "-12\u202f500\u00a0F\u00a0CFA"),
        (1250, "CNY", "fr", "12,50\u00a0¥"),
        (125000, "CNY", "en", "¥1,250.00"),
        (125005, "CNY", "zh", "¥1,250.05"),
    ],
)
def test_an_amount_is_shown_with_its_currency_s_decimals(
    montant: int, devise: str, langue: str, shown: str
) -> None:
    assert format_argent(montant, devise, langue) == shown


def test_quantities_are_shown_exactly() -> None:
    assert format_montant(1250, "CNY") == "12,50"
    assert format_entier(1250000) == "1\u202f250\u202f000"
    assert format_kg(12500) == "12,50\u00a0kg"
    assert format_kg(125, "en") == "0.125\u00a0kg"
    assert format_m3(252_000) == "0,252\u00a0m³"
