"""Answers written without a second validation have exactly their schema's shape."""

from collections.abc import Callable
from typing import Any

import pytest

from colis.schemas.sorties import ColisListe, ColisOut
from core.schemas import Page
from tests.cast import Api, Distribution
from tests.colis.corps import corps_identifie

pytestmark = pytest.mark.django_db
MakeApi = Callable[..., Api]


def same_through(schema: Any, body: dict[str, Any]) -> bool:
    """Whether the schema reads the body and would write the very same one."""
    written: dict[str, Any] = schema.model_validate(body).model_dump(mode="json")
    return written == body


@pytest.mark.parametrize(
    "over",
    [
        {},
        {
            "dimensions_mm": [400, 300, 250],
            "references_externes": ["SF1234567890123"],
            "valeur_declaree": {"montant": 5000, "devise": "CNY"},
            "prix_negocie": {"montant": 9500, "unite": "kg", "motif": "client fidèle"},
        },
        {"categorie": "telephone", "nombre_pieces": 3},
    ],
)
def test_a_carton_is_answered_as_its_schema_says(
    cast: Distribution, api: MakeApi, over: dict[str, Any]
) -> None:
    chine = api(cast.agent_chine)
    corps = corps_identifie(**over)
    created = chine.post("/colis", corps)
    assert created.status_code == 201
    again = chine.post("/colis", corps)
    assert (again.status_code, again.headers["Idempotency-Replayed"]) == (200, "true")
    read = chine.get(f"/colis/{corps['id']}")
    for response in (created, again, read):
        assert response.headers["Content-Type"] == "application/json; charset=utf-8"
        assert same_through(ColisOut, response.json())
    listed = chine.get("/colis").json()
    assert listed["items"]
    assert same_through(Page[ColisListe], listed)


def test_a_page_with_a_next_one_keeps_its_shape(cast: Distribution, api: MakeApi) -> None:
    chine = api(cast.agent_chine)
    for _ in range(2):
        assert chine.post("/colis", corps_identifie()).status_code == 201
    body = chine.get("/colis", data={"limite": 1}).json()
    assert body["suivant"]
    assert same_through(Page[ColisListe], body)
