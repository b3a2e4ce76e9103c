"""A carton's price: negotiated, special, quoted and frozen alike."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from colis.domain import ColisSaisi
from colis.models import Client, Colis, Tarif
from colis.services.enregistrement import quote_colis, register_colis
from core.ids import uuid7
from core.tenancy import contexte, transverse
from tests.cast import NOW, Api, Distribution
from tests.colis.corps import corps_colis
from tests.factories.colis import make_client

pytestmark = pytest.mark.django_db
MakeApi = Callable[..., Api]


def test_a_category_without_price_names_the_destination_s_admin(
    cast: Distribution, api: MakeApi
) -> None:
    response = api(cast.agent_chine).post("/colis", corps_colis(categorie="cosmetique"))
    assert (response.status_code, response.json()["code"]) == (422, "tarif_absent")


def test_an_agent_negotiates_within_the_band_and_an_admin_freely(
    cast: Distribution, api: MakeApi
) -> None:
    def ask(role: str, montant: int, unite: str = "kg") -> Any:
        prix = {"montant": montant, "unite": unite, "motif": "gros client"}
        return api(cast.role(role)).post("/colis", corps_colis(prix_negocie=prix))

    assert ask("agent_chine", 9_000).json()["prix"]["montant"] == 27_000
    refused = ask("agent_chine", 8_999)
    assert (refused.status_code, refused.json()["code"]) == (409, "prix_hors_bande")
    assert ask("agent_chine", 10_000, "piece").status_code == 409
    assert ask("admin_chine", 5_000).json()["prix"]["montant"] == 15_000


def test_special_prices_take_precedence_client_and_flight_first(cast: Distribution) -> None:
    client = make_client(cast.agent_mali, NOW)
    vol = uuid7()
    with contexte(cast.admin_mali):
        for prix, client_id, vol_id in ((8_000, client.id, None), (7_000, client.id, vol)):
            Tarif.objects.create(
                pays_origine_id="CN", pays_destination_id="ML", mode="cargo", unite="kg",
                categorie="standard", devise="XOF", prix=prix, client_id=client_id, vol_id=vol_id,
                debut_le=NOW - timedelta(days=1), cree_par=cast.admin_mali.id, cree_le=NOW,
            )  # fmt: skip
    saisie = ColisSaisi(
        pays_destination="ML", mode="cargo", categorie="standard", contenu="X", poids_g=1000,
        source_poids="manuel", client_id=client.id,
    )  # fmt: skip
    stranger = make_client(cast.agent_chine, NOW)
    with contexte(cast.agent_chine):
        prices = [
            quote_colis(acteur=cast.agent_chine, now=NOW, saisie=wanted).devis.montant
            for wanted in (
                saisie,
                ColisSaisi(**{**saisie.__dict__, "vol_id": vol}),
                ColisSaisi(**{**saisie.__dict__, "client_id": stranger.id}),
            )
        ]
    assert prices == [8_000, 7_000, 10_000]


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    poids_g=st.integers(1, 100_000),
    dimensions=st.none() | st.tuples(*[st.integers(10, 2000)] * 3),
    pieces=st.integers(1, 200),
    categorie=st.sampled_from(["standard", "telephone", "electronique"]),
    mode=st.sampled_from(["cargo", "express"]),
)
def test_the_quotation_is_the_carton_s_price(
    cast: Distribution,
    poids_g: int,
    dimensions: tuple[int, int, int] | None,
    pieces: int,
    categorie: str,
    mode: str,
) -> None:
    client = make_client(cast.agent_chine, NOW)
    saisie = ColisSaisi(
        pays_destination="ML", mode=mode, categorie=categorie, contenu="X", poids_g=poids_g,
        source_poids="manuel", client_id=client.id, dimensions_mm=dimensions,
        nombre_pieces=pieces,
    )  # fmt: skip
    with contexte(cast.agent_chine):
        quoted = quote_colis(acteur=cast.agent_chine, now=NOW, saisie=saisie)
        colis, _ = register_colis(acteur=cast.agent_chine, now=NOW, saisie=saisie)
    assert (colis.prix, colis.poids_taxable_g) == (
        quoted.devis.montant,
        quoted.devis.poids_taxable_g,
    )
    assert sum(ligne["montant"] for ligne in colis.tarif_fige["lignes"]) == colis.prix == colis.du


def test_a_quotation_stores_nothing(cast: Distribution, api: MakeApi) -> None:
    response = api(cast.agent_chine).post("/colis/devis", corps_colis(dimensions_mm=[100] * 3))
    body = response.json()
    assert response.status_code == 200, body
    assert body["prix"] == {"montant": 30_000, "devise": "XOF"}
    assert [ligne["code"] for ligne in body["lignes"]] == ["transport"]
    with transverse():
        assert (Colis.objects.count(), Client.objects.count()) == (0, 0)


def test_a_rate_is_frozen_with_the_tariff(cast: Distribution, api: MakeApi) -> None:
    body = api(cast.agent_chine).post("/colis", corps_colis()).json()
    assert body["tarif"]["taux"] == {
        "source": "CNY",
        "cible": "XOF",
        "numerateur": 85,
        "denominateur": 100,
    }
