import json
from pathlib import Path

import pytest

from core.telephone import (
    TelephoneInvalide,
    format_telephone,
    is_telephone,
    mask_telephone,
    normalise_telephone,
    pays_telephone,
)

VECTORS = json.loads(
    (Path(__file__).resolve().parents[3] / "shared/vectors/identifiants.json").read_text("utf-8")
)["telephone"]


@pytest.mark.parametrize(("number", "pays"), VECTORS["valid"])
def test_a_number_of_our_countries_is_kept_and_placed(number: str, pays: str) -> None:
    assert normalise_telephone(number) == number
    assert pays_telephone(number) == pays


@pytest.mark.parametrize("pays", [None, "ML", "CI", "CN"])
@pytest.mark.parametrize("number", VECTORS["invalid"])
def test_a_number_nobody_can_ring_is_refused(number: str, pays: str | None) -> None:
    assert not is_telephone(number, pays)


@pytest.mark.parametrize(("typed", "pays", "number"), VECTORS["normalise"])
def test_a_number_is_normalised_from_where_it_was_typed(typed: str, pays: str, number: str) -> None:
    assert normalise_telephone(typed, pays) == number


@pytest.mark.parametrize(
    "typed", ["", "abc", "76 12 34 56", "+223 76 12 34 56 ext 9", "1-800-FLOWERS", "7" * 400]
)
def test_text_that_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(TelephoneInvalide):
        normalise_telephone(typed)


def test_a_number_is_shown_grouped_and_masked() -> None:
    assert format_telephone("+22376123456") == "+223 76 12 34 56"
    assert format_telephone("?") == "?"
    assert mask_telephone("+22376123456") == "…3456"
    assert pays_telephone("?") is None
