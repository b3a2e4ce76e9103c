"""The depot: put away, found by place and age; lost, sent back, corrected, added at arrival."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db.models import Sum

from colis.domain import TransitionInterdite
from colis.models import Colis, EvenementColis
from core.errors import ActionInterdite, Introuvable, SaisieInvalide
from core.ids import uuid7
from core.tenancy import contexte
from distribution.models import LigneEcriture, Pointage, RemiseColis
from distribution.services.anomalies import correct_colis, declare_lost, return_colis
from distribution.services.cloture_pointage import close_pointage
from distribution.services.remise import hand_over
from distribution.services.stock import place_colis
from tests.cast import NOW, Distribution
from tests.factories.colis import make_client, make_colis, make_telephone
from tests.factories.depot import ask, fresh, make_available, pay, scan
from tests.factories.vols import make_arrived

pytestmark = pytest.mark.django_db


def test_putting_an_arrived_carton_away_makes_it_available(cast: Distribution) -> None:
    _, colis_list = make_available(cast, NOW, nombre=1, close=False)
    place = cast.emplacements["ML"]
    with contexte(cast.agent_mali):
        colis = place_colis(
            acteur=cast.agent_mali, now=NOW, colis_id=colis_list[0].id, emplacement_id=place.id
        )
    assert (colis.statut, colis.emplacement_id) == ("disponible", place.id)


def test_putting_away_twice_in_the_same_place_is_one_event(cast: Distribution) -> None:
    _, colis_list = make_available(cast, NOW, nombre=1)
    with contexte(cast.agent_mali):
        for _ in range(2):
            place_colis(
                acteur=cast.agent_mali, now=NOW, colis_id=colis_list[0].id,
                emplacement_id=cast.emplacements["ML"].id,
            )  # fmt: skip
        events = EvenementColis.objects.filter(colis_id=colis_list[0].id, type="rangement")
        assert events.count() == 1


def test_a_one_shelf_depot_needs_no_place(cast: Distribution) -> None:
    _, colis_list = make_available(cast, NOW, nombre=1, close=False)
    with contexte(cast.agent_mali):
        colis = place_colis(
            acteur=cast.agent_mali, now=NOW, colis_id=colis_list[0].id, emplacement_id=None
        )
    assert colis.statut == "disponible"


def test_another_country_s_place_is_no_place(cast: Distribution) -> None:
    _, colis_list = make_available(cast, NOW, nombre=1)
    with contexte(cast.agent_mali), pytest.raises(SaisieInvalide):
        place_colis(
            acteur=cast.agent_mali, now=NOW, colis_id=colis_list[0].id,
            emplacement_id=cast.emplacements["CI"].id,
        )  # fmt: skip


@pytest.mark.parametrize("statut", ["expedie", "manquant", "remis", "perdu", "retourne"])
def test_only_stock_is_put_away(cast: Distribution, statut: str) -> None:
    colis = make_colis(cast.agent_chine, NOW, "ML", statut)
    with contexte(cast.agent_mali), pytest.raises(TransitionInterdite) as refusal:
        place_colis(acteur=cast.agent_mali, now=NOW, colis_id=colis.id, emplacement_id=None)
    assert refusal.value.details["etat"] == statut


def test_the_stock_shows_place_and_age_and_is_found_by_them(
    cast: Distribution, api: Callable[..., Any]
) -> None:
    old = datetime.now(UTC) - timedelta(days=9, hours=1)
    colis = make_colis(cast.agent_chine, old, "ML", "disponible")
    make_colis(cast.agent_chine, datetime.now(UTC), "ML", "disponible")
    place = cast.emplacements["ML"]
    agent = api(cast.agent_mali)
    put = agent.post(f"/colis/{colis.id}/rangement", {"emplacement_id": str(place.id)})
    assert put.status_code == 200, put.content
    for query in (f"emplacement={place.id}", "emplacement=a-01-1", "age_min_j=9"):
        items = agent.get(f"/stock?{query}").json()["items"]
        assert [(i["colis_id"], i["age_j"]) for i in items] == [(str(colis.id), 9)], query
    assert len(agent.get("/stock").json()["items"]) == 2
    assert agent.get(f"/stock?q={colis.code_suivi[-6:]}").json()["items"][0]["colis_id"] == str(
        colis.id
    )
    assert agent.get("/stock?limite=201").status_code == 422
    assert api(cast.agent_rci).get("/stock").json()["items"] == []
    assert api(cast.agent_chine).get("/stock").status_code == 403


def test_a_list_of_stock_costs_a_constant_number_of_queries(
    cast: Distribution, api: Callable[..., Any], django_assert_max_num_queries: Any
) -> None:
    client = make_client(cast.agent_chine, NOW)
    for _ in range(50):
        make_colis(cast.agent_chine, NOW, "ML", "disponible", client=client)
    agent = api(cast.agent_mali)
    with django_assert_max_num_queries(6):
        assert len(agent.get("/stock").json()["items"]) == 50


def test_a_missing_carton_is_declared_lost_by_an_admin_with_a_reason(cast: Distribution) -> None:
    vol, colis_list = make_arrived(cast, NOW, nombre=2)
    scan(cast.agent_mali, NOW, vol, [colis_list[0].code_suivi])
    with contexte(cast.agent_mali):
        close_pointage(acteur=cast.agent_mali, now=NOW, vol_id=vol.id)
    lost = colis_list[1]
    with contexte(cast.agent_mali), pytest.raises(ActionInterdite):
        declare_lost(acteur=cast.agent_mali, now=NOW, colis_id=lost.id, motif="introuvable")
    with contexte(cast.admin_mali):
        colis = declare_lost(acteur=cast.admin_mali, now=NOW, colis_id=lost.id, motif="introuvable")
        assert EvenementColis.objects.filter(colis_id=lost.id, motif="introuvable").exists()
    assert colis.statut == "perdu"


def test_an_available_carton_is_sent_back_with_a_reason(cast: Distribution) -> None:
    _, colis_list = make_available(cast, NOW, nombre=1)
    with contexte(cast.admin_mali):
        colis = return_colis(
            acteur=cast.admin_mali, now=NOW, colis_id=colis_list[0].id, motif="refusé"
        )
    assert colis.statut == "retourne"


@pytest.mark.parametrize("statut", ["expedie", "arrive", "disponible", "remis", "perdu"])
def test_only_a_missing_carton_is_declared_lost(cast: Distribution, statut: str) -> None:
    colis = make_colis(cast.agent_chine, NOW, "ML", statut)
    with contexte(cast.admin_mali), pytest.raises(TransitionInterdite) as refusal:
        declare_lost(acteur=cast.admin_mali, now=NOW, colis_id=colis.id, motif="erreur")
    assert refusal.value.details["etat"] == statut


@pytest.mark.parametrize("statut", ["expedie", "arrive", "manquant", "remis", "perdu"])
def test_only_an_available_carton_is_sent_back(cast: Distribution, statut: str) -> None:
    colis = make_colis(cast.agent_chine, NOW, "ML", statut)
    with contexte(cast.admin_mali), pytest.raises(TransitionInterdite):
        return_colis(acteur=cast.admin_mali, now=NOW, colis_id=colis.id, motif="erreur")


def test_a_mistaken_scan_is_undone_with_its_receivable(cast: Distribution) -> None:
    vol, colis_list = make_arrived(cast, NOW, nombre=1)
    scan(cast.agent_mali, NOW, vol, [colis_list[0].code_suivi], "endommage")
    with contexte(cast.admin_mali):
        correct_colis(
            acteur=cast.admin_mali, now=NOW, colis_id=colis_list[0].id, vers="expedie",
            motif="mauvais carton scanné",
        )  # fmt: skip
        total = LigneEcriture.objects.filter(
            colis_id=colis_list[0].id, compte__type="creances"
        ).aggregate(total=Sum("montant"))
        assert total["total"] == 0
        assert not Pointage.objects.filter(vol_id=vol.id, compte=True).exists()
    [colis] = fresh(cast.agent_mali, colis_list)
    assert (colis.statut, colis.facture_le, colis.arrive_le) == ("expedie", None, None)
    [again] = scan(cast.agent_mali, NOW, vol, [colis_list[0].code_suivi])
    assert again.pointage.resultat == "arrive"


def test_a_mistaken_hand_over_is_undone_and_may_be_made_again(cast: Distribution) -> None:
    _, colis_list = make_available(cast, NOW, nombre=1)
    pay(cast.agent_mali, colis_list)
    with contexte(cast.agent_mali):
        hand_over(acteur=cast.agent_mali, now=NOW, demande=ask(colis_list))
    with contexte(cast.direction):
        correct_colis(
            acteur=cast.direction, now=NOW, colis_id=colis_list[0].id, vers="disponible",
            motif="remis au mauvais client",
        )  # fmt: skip
    [colis] = fresh(cast.agent_mali, colis_list)
    assert (colis.statut, colis.remis_le) == ("disponible", None)
    with contexte(cast.agent_mali):
        assert RemiseColis.objects.get(colis_id=colis.id).annulee_le == NOW
        _, created = hand_over(acteur=cast.agent_mali, now=NOW, demande=ask(colis_list))
    assert created


def test_a_lost_carton_that_turns_up_is_missing_again(cast: Distribution) -> None:
    colis = make_colis(cast.agent_chine, NOW, "ML", "perdu")
    with contexte(cast.admin_mali):
        correct_colis(
            acteur=cast.admin_mali, now=NOW, colis_id=colis.id, vers="manquant", motif="retrouvé"
        )
    assert fresh(cast.agent_mali, [colis])[0].statut == "manquant"


@pytest.mark.parametrize(
    ("statut", "vers"),
    [
        ("disponible", "expedie"),
        ("remis", "expedie"),
        ("arrive", "disponible"),
        ("manquant", "disponible"),
        ("retourne", "disponible"),
        ("disponible", "manquant"),
        ("arrive", "annule"),
    ],
)
def test_a_correction_the_table_does_not_know_is_refused(
    cast: Distribution, statut: str, vers: str
) -> None:
    colis = make_colis(cast.agent_chine, NOW, "ML", statut)
    with contexte(cast.admin_mali), pytest.raises(TransitionInterdite) as refusal:
        correct_colis(acteur=cast.admin_mali, now=NOW, colis_id=colis.id, vers=vers, motif="essai")
    assert refusal.value.details["etat"] == statut
    assert fresh(cast.admin_mali, [colis])[0].statut == statut


def test_an_agent_corrects_nothing(cast: Distribution) -> None:
    colis = make_colis(cast.agent_chine, NOW, "ML", "remis")
    with contexte(cast.agent_mali), pytest.raises(ActionInterdite):
        correct_colis(
            acteur=cast.agent_mali, now=NOW, colis_id=colis.id, vers="disponible", motif="essai"
        )


def test_another_country_s_carton_is_not_there_to_be_corrected(cast: Distribution) -> None:
    colis = make_colis(cast.agent_chine, NOW, "ML", "remis")
    with contexte(cast.admin_rci), pytest.raises(Introuvable):
        correct_colis(
            acteur=cast.admin_rci, now=NOW, colis_id=colis.id, vers="disponible", motif="essai"
        )


def _arrival(**over: Any) -> dict[str, Any]:
    return {
        "id": str(uuid7()),
        "client": {"nom": "Awa Traoré", "telephone": make_telephone()},
        "mode": "cargo",
        "categorie": "standard",
        "contenu": "Chaussures",
        "poids_g": 2000,
        "source_poids": "manuel",
        "motif": "trouvé sans étiquette dans le lot",
    } | over


def test_a_carton_nobody_registered_is_added_at_arrival_priced_and_due(
    cast: Distribution, api: Callable[..., Any]
) -> None:
    body = _arrival()
    admin = api(cast.admin_mali)
    response = admin.post("/colis/arrivees", body)
    assert response.status_code == 201, response.content
    shown = response.json()
    assert (shown["statut"], shown["origine_inconnue"]) == ("arrive", True)
    assert shown["du"] == {"montant": 20_000, "devise": "XOF"}
    again = admin.post("/colis/arrivees", body)
    assert (again.status_code, again["Idempotency-Replayed"]) == (200, "true")
    with contexte(cast.admin_mali):
        legs = LigneEcriture.objects.filter(colis_id=shown["id"], compte__type="creances")
        assert legs.get().montant == 20_000
    with contexte(cast.agent_chine):
        assert Colis.objects.filter(id=shown["id"]).exists()
    with contexte(cast.agent_rci):
        assert not Colis.objects.filter(id=shown["id"]).exists()


def test_only_the_destination_s_admin_adds_at_arrival(
    cast: Distribution, api: Callable[..., Any]
) -> None:
    for role in ("agent_mali", "agent_chine", "admin_chine", "direction"):
        assert api(cast.role(role)).post("/colis/arrivees", _arrival()).status_code == 403, role


def test_an_arrival_with_bad_measures_is_refused_and_stores_nothing(
    cast: Distribution, api: Callable[..., Any]
) -> None:
    admin = api(cast.admin_mali)
    for over in ({"poids_g": 0}, {"poids_g": "2000"}, {"categorie": "licorne"}, {"client": None}):
        assert admin.post("/colis/arrivees", _arrival(**over)).status_code == 422, over
    with contexte(cast.admin_mali):
        assert Colis.objects.count() == 0
