"""What one changes of one's own account: the password, the language."""

from collections.abc import Callable

import pytest

from tests.cast import MOT_DE_PASSE, Api, Distribution

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("nouveau", ["court", "1234567890", "password123", MOT_DE_PASSE])
def test_a_weak_or_unchanged_password_is_refused(
    cast: Distribution, api: Callable[..., Api], nouveau: str
) -> None:
    body = {"ancien": MOT_DE_PASSE, "nouveau": nouveau}
    refused = api(cast.agent_mali).post("/auth/mot-de-passe", body)
    assert refused.status_code == 422
    assert "nouveau" in refused.json()["errors"]


def test_one_may_change_ones_own_language(cast: Distribution, api: Callable[..., Api]) -> None:
    person = api(cast.agent_chine)
    assert person.patch("/auth/moi", {"langue": "zh"}).json()["langue"] == "zh"
    assert person.get("/auth/moi").json()["langue"] == "zh"
