"""Health addresses: what a load balancer and an operator rely on."""

import pytest
from django.db import connection
from django.test import Client


@pytest.mark.django_db
def test_a_ready_system_says_so(client: Client) -> None:
    response = client.get("/sante/pret")
    assert response.status_code in (200, 503)
    assert response.json()["base"] is True
    assert response.json()["migrations"] is True


@pytest.mark.django_db
def test_the_application_is_not_the_owner_of_its_tables() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
        )
        assert cursor.fetchone() == ("ts_app", False, False)


def test_the_process_answers_without_a_database(client: Client) -> None:
    assert client.get("/sante/vivant").json()["vivant"] is True


@pytest.mark.django_db(transaction=True)
def test_committed() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
