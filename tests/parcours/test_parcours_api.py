"""The main job, by HTTP alone, for both destinations."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.cast import Distribution
from tests.parcours.parcours import walk

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("pays", ["ML", "CI"])
def test_a_carton_is_registered_flown_checked_in_paid_and_handed_over(
    pays: str, cast: Distribution, api_commit: Callable[..., Any]
) -> None:
    journee = walk(api_commit, cast, pays)
    assert len(journee.encaissement_ids) == 2
