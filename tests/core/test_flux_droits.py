"""Who may follow which scope, and which cursors are taken back."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connections

from accounts.models import Agence
from core.flux import lecture
from core.flux.curseur import Curseur
from core.tenancy import contexte, transverse
from tests.cast import NOW, Distribution
from tests.core.flux import Copie
from tests.factories.vols import make_vol

pytestmark = pytest.mark.django_db
Make = Callable[..., Any]


def station(cast: Distribution, pays: str) -> str:
    return f"station:{cast.agences[pays].id}"


@pytest.mark.parametrize(
    ("role", "pays", "statut"),
    [
        ("agent_chine", "CN", 200),
        ("admin_chine", "CN", 200),
        ("direction", "CN", 200),
        ("direction", "ML", 200),
        ("agent_mali", "CN", 404),
        ("admin_mali", "CI", 404),
        ("agent_chine", "ML", 404),
        ("client", "ML", 403),
    ],
)
def test_a_station_is_open_to_its_own_people_and_direction(
    cast: Distribution, api: Make, role: str, pays: str, statut: int
) -> None:
    answer = api(cast.role(role)).get(f"/sync/flux?portee={station(cast, pays)}")
    assert answer.status_code == statut, answer.content


def test_another_agency_of_ones_country_is_closed_to_agents_and_open_to_admins(
    cast: Distribution, api: Make
) -> None:
    with transverse():
        autre = Agence.objects.create(
            pays_id="ML", code="SKO", nom="TS Sikasso", ville="Sikasso", adresse="Rue 2",
            telephone="+22321000000", ferme_a="18:00",
        )  # fmt: skip
    path = f"/sync/flux?portee=station:{autre.id}"
    assert api(cast.agent_mali).get(path).status_code == 404
    assert api(cast.admin_mali).get(path).status_code == 200


def test_nobody_writes_the_feed_by_hand(cast: Distribution) -> None:
    for role in ("agent_chine", "direction"):
        for right in ("INSERT", "UPDATE", "DELETE", "TRUNCATE"):
            with contexte(cast.role(role)), connections["default"].cursor() as cursor:
                cursor.execute(
                    "SELECT has_table_privilege(current_user, 'core_changement', %s)", [right]
                )
                assert cursor.fetchone() == (False,), (role, right)


@pytest.mark.parametrize(
    "curseur", ["x", "WzFd", "WyJhIiwiYiIsMSwyLDMsbnVsbCxudWxsXQ", "W251bGxd", "e30"]
)
def test_a_cursor_that_is_not_ours_is_a_form_error(
    cast: Distribution, api: Make, curseur: str
) -> None:
    answer = api(cast.agent_chine).get(f"/sync/flux?portee={station(cast, 'CN')}&curseur={curseur}")
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["curseur"])


def test_a_cursor_of_another_scope_is_a_form_error(cast: Distribution, api: Make) -> None:
    vol = make_vol(cast, NOW)
    copie = Copie(api(cast.agent_chine), f"vol:{vol.id}")
    copie.step()
    answer = api(cast.agent_chine).get(
        f"/sync/flux?portee={station(cast, 'CN')}&curseur={copie.curseur}"
    )
    assert answer.status_code == 422


def _cursor(cast: Distribution, *, age: timedelta = timedelta(0), base: str = "") -> str:
    with transverse():
        fence = lecture._fence()
    return Curseur(
        portee=station(cast, "CN"),
        base=base or fence.base,
        le=datetime.now(UTC) - age,
        xid=fence.xid,
    ).encode()


def test_a_cursor_over_ninety_days_or_of_another_database_is_gone(
    cast: Distribution, api: Make
) -> None:
    path = f"/sync/flux?portee={station(cast, 'CN')}&curseur="
    agent = api(cast.agent_chine)
    assert agent.get(path + _cursor(cast, age=timedelta(days=89))).status_code == 200
    for gone in (_cursor(cast, age=timedelta(days=91)), _cursor(cast, base="1.2")):
        answer = agent.get(path + gone)
        assert (answer.status_code, answer.json()["code"]) == (410, "curseur_perime")
