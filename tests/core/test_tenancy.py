"""Row-level security: no context, no rows."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from accounts.models import User
from tests.cast import Distribution, reset_contexte

pytestmark = pytest.mark.django_db


def test_the_application_role_owns_nothing_and_bypasses_nothing() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT session_user, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = session_user"
        )
        assert cursor.fetchone() == ("ts_app", False, False)
        cursor.execute("SELECT count(*) FROM pg_tables WHERE tableowner = 'ts_app'")
        assert cursor.fetchone() == (0,)


def test_without_context_there_are_no_users(cast: Distribution) -> None:
    reset_contexte()
    assert User.objects.count() == 0


def test_a_country_sees_its_own_users_only(
    cast: Distribution, as_acteur: Callable[..., Any]
) -> None:
    with as_acteur(cast.agent_mali):
        assert set(User.objects.values_list("pays_id", flat=True)) == {"ML"}
    with as_acteur(cast.direction):
        assert User.objects.count() == 9
    assert User.objects.count() == 0
