"""Prices and rates: set by the destination, never in the past, never overlapping."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from colis.domain import TarifChevauchant
from colis.models import Tarif
from colis.selectors.tarifs import find_tarif, find_taux
from colis.services.tarifs import create_tarif
from core.ids import uuid7
from core.tenancy import contexte
from tests.cast import NOW, Api, Distribution
from tests.factories.colis import make_client

pytestmark = pytest.mark.django_db
MakeApi = Callable[..., Api]


def corps(**over: Any) -> dict[str, Any]:
    return {
        "pays_destination": "ML",
        "mode": "cargo",
        "categorie": "cosmetique",
        "unite": "kg",
        "prix": {"montant": 11_000, "devise": "XOF"},
        "minimum": 1_000,
        "diviseur": 6000,
    } | over


def test_the_destination_s_admin_sets_a_price_both_ends_read(
    cast: Distribution, api: MakeApi
) -> None:
    body = corps(paliers=[{"seuil": 45_000, "prix": 9_000}], id=str(uuid7()))
    made = api(cast.admin_mali).post("/tarifs", body)
    again = api(cast.admin_mali).post("/tarifs", body)
    assert (made.status_code, again.status_code) == (201, 200), made.json()
    assert again.json() == made.json()
    assert made.json()["minimum"] == {"montant": 1_000, "devise": "XOF"}
    for acteur, seen in ((cast.agent_chine, 1), (cast.agent_mali, 1), (cast.agent_rci, 0)):
        query = {"categorie": "cosmetique", "pays_destination": "ML", "en_vigueur": "true"}
        assert len(api(acteur).get("/tarifs", data=query).json()["items"]) == seen


@pytest.mark.parametrize("role", ["agent_mali", "agent_chine", "admin_chine"])
def test_nobody_else_sets_prices(cast: Distribution, api: MakeApi, role: str) -> None:
    assert api(cast.role(role)).post("/tarifs", corps()).status_code == 403


def _past() -> str:
    return (datetime.now(UTC) - timedelta(minutes=1)).isoformat()


@pytest.mark.parametrize(
    ("over", "champ"),
    [
        ({"debut_le": "past"}, "debut_le"),
        ({"fin_le": "past"}, "fin_le"),
        ({"prix": {"montant": 1, "devise": "CNY"}}, "prix"),
        ({"prix": {"montant": -1, "devise": "XOF"}}, "prix.montant"),
        ({"pays_destination": "CI"}, "pays_destination"),
        ({"pays_destination": "CN"}, "pays_destination"),
        ({"pays_origine": "ML"}, "pays_origine"),
        ({"diviseur": 0}, "diviseur"),
        ({"unite": "tonne"}, "unite"),
        ({"client_id": "00000000-0000-7000-8000-000000000001"}, "client_id"),
    ],
)
def test_a_price_that_does_not_hold_is_refused_under_its_field(
    cast: Distribution, api: MakeApi, over: dict[str, Any], champ: str
) -> None:
    body = corps(**{name: _past() if value == "past" else value for name, value in over.items()})
    response = api(cast.admin_mali).post("/tarifs", body)
    assert response.status_code == 422, response.json()
    assert champ in response.json()["errors"]


def test_an_overlap_is_refused_until_the_first_is_closed_by_date(
    cast: Distribution, api: MakeApi
) -> None:
    mali = api(cast.admin_mali)
    first = mali.post("/tarifs", corps()).json()
    later = (datetime.now(UTC) + timedelta(days=2)).isoformat()
    refused = mali.post("/tarifs", corps(debut_le=later))
    assert (refused.status_code, refused.json()["code"]) == (409, "tarif_chevauchant")
    assert refused.json()["details"]["id"] == first["id"]
    assert mali.patch(f"/tarifs/{first['id']}", {"fin_le": _past()}).status_code == 422
    closed = mali.patch(f"/tarifs/{first['id']}", {"fin_le": later})
    assert closed.status_code == 200
    assert mali.post("/tarifs", corps(debut_le=later)).status_code == 201
    reopened = mali.patch(f"/tarifs/{first['id']}", {"fin_le": None})
    assert reopened.json()["code"] == "tarif_chevauchant"


def test_another_country_s_price_or_an_ended_one_is_not_touched(
    cast: Distribution, api: MakeApi
) -> None:
    with contexte(cast.admin_mali):
        ended = Tarif.objects.create(
            pays_origine_id="CN", pays_destination_id="ML", mode="cargo", unite="kg",
            categorie="liquide", devise="XOF", prix=1, debut_le=NOW - timedelta(days=9),
            fin_le=NOW - timedelta(days=1), cree_par=cast.admin_mali.id, cree_le=NOW,
        )  # fmt: skip
    body = {"fin_le": None}
    assert api(cast.admin_rci).patch(f"/tarifs/{ended.id}", body).status_code == 404
    response = api(cast.admin_mali).patch(f"/tarifs/{ended.id}", body)
    assert (response.status_code, response.json()["code"]) == (409, "tarif_clos")


def test_a_client_s_price_stands_beside_the_standard_one(cast: Distribution, api: MakeApi) -> None:
    client = make_client(cast.agent_mali, NOW)
    mali = api(cast.admin_mali)
    assert mali.post("/tarifs", corps()).status_code == 201
    assert mali.post("/tarifs", corps(client_id=str(client.id))).status_code == 201


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    spans=st.lists(
        st.tuples(st.integers(0, 20), st.none() | st.integers(1, 10)), min_size=1, max_size=8
    )
)
def test_whatever_is_accepted_at_most_one_price_rules_at_any_moment(
    cast: Distribution, spans: list[tuple[int, int | None]]
) -> None:
    acteur = cast.admin_mali
    categorie = "document"
    with contexte(acteur):
        savepoint = transaction.savepoint()
        for start, length in spans:
            debut = NOW + timedelta(days=start)
            fin = debut + timedelta(days=length) if length else None
            try:
                create_tarif(
                    acteur=acteur, now=NOW, pays_origine="CN", pays_destination="ML",
                    mode="express", categorie=categorie, unite="kg", prix=1, devise="XOF",
                    debut_le=debut, fin_le=fin,
                )  # fmt: skip
            except TarifChevauchant:
                continue
        rows = list(Tarif.objects.filter(categorie=categorie))
        for day in sorted({d for start, length in spans for d in (start, start + (length or 0))}):
            moment = NOW + timedelta(days=day, hours=1)
            ruling = [
                t for t in rows if t.debut_le <= moment and (not t.fin_le or t.fin_le > moment)
            ]
            assert len(ruling) <= 1
            found = find_tarif(
                pays_origine="CN", pays_destination="ML", mode="express", categorie=categorie,
                now=moment,
            )  # fmt: skip
            assert found == (ruling[0] if ruling else None)
        transaction.savepoint_rollback(savepoint)


def test_a_rate_rules_from_its_start(cast: Distribution, api: MakeApi) -> None:
    later = datetime.now(UTC) + timedelta(days=1)
    body = {"source": "CNY", "cible": "XOF", "numerateur": 90, "denominateur": 100}
    made = api(cast.admin_mali).post("/taux", body | {"debut_le": later.isoformat()})
    assert made.status_code == 201, made.json()
    with contexte(cast.agent_chine):
        now, after = (
            find_taux(source="CNY", cible="XOF", now=moment)
            for moment in (datetime.now(UTC), later)
        )
    assert now is not None
    assert after is not None
    assert (now.numerateur, after.numerateur) == (85, 90)
    assert len(api(cast.agent_chine).get("/taux").json()["items"]) == 2


@pytest.mark.parametrize(
    "over",
    [{"cible": "CNY"}, {"cible": "EUR"}, {"numerateur": 0}, {"debut_le": "2020-01-01T00:00:00Z"}],
)
def test_a_rate_that_does_not_hold_is_refused(
    cast: Distribution, api: MakeApi, over: dict[str, Any]
) -> None:
    body = {"source": "CNY", "cible": "XOF", "numerateur": 90, "denominateur": 100} | over
    assert api(cast.admin_mali).post("/taux", body).status_code == 422
    assert api(cast.agent_mali).post("/taux", body).status_code in (403, 422)
