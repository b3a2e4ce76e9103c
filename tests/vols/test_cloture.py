"""Closing: what it needs, what it freezes, what it shows; the manifest and its versions."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from accounts.models import Reglage
from colis.models import Colis
from core.errors import ActionInterdite
from core.tenancy import contexte
from tests.cast import NOW, Distribution
from tests.factories.argent import make_arrived
from tests.factories.colis import make_colis
from tests.factories.vols import (
    load,
    make_closed,
    make_departed,
    make_loaded,
    make_lta,
    make_vol,
)
from vols.domain import (
    CapaciteDepassee,
    DgIncompatible,
    VolBloque,
    VolIncomplet,
    VolVide,
    find_dg_conflicts,
)
from vols.models import EvenementVol, Manifeste, Vol
from vols.selectors import read_contenu
from vols.services import cloture
from vols.services.cloture import close_vol, reopen_vol

pytestmark = pytest.mark.django_db


def close(cast: Distribution, vol: Vol, **given: Any) -> Vol:
    with contexte(cast.admin_chine):
        return close_vol(acteur=cast.admin_chine, now=NOW, vol_id=vol.id, **given)


def statut(cast: Distribution, vol: Vol) -> str:
    with contexte(cast.agent_chine):
        return Vol.objects.get(id=vol.id).statut


@pytest.mark.parametrize(
    "champ",
    [
        "numero", "lta", "compagnie", "aeroport_depart", "aeroport_arrivee", "depart_prevu",
        "arrivee_prevue",
    ],
)  # fmt: skip
def test_closing_names_what_is_missing(cast: Distribution, champ: str) -> None:
    missing: dict[str, Any] = {champ: None}
    vol, _ = make_loaded(cast, NOW, **missing)
    with pytest.raises(VolIncomplet) as refusal:
        close(cast, vol)
    assert refusal.value.details["champs"] == [champ]
    assert refusal.value.errors == {champ: ["requis pour clôturer"]}
    assert statut(cast, vol) == "ouvert"


def test_an_empty_flight_is_not_closed(cast: Distribution) -> None:
    vol = make_vol(cast, NOW)
    with pytest.raises(VolVide):
        close(cast, vol)


def test_a_blocked_carton_keeps_the_flight_open_and_is_named(cast: Distribution) -> None:
    vol, colis_list = make_loaded(cast, NOW)
    with contexte(cast.agent_chine):
        Colis.objects.filter(id=colis_list[0].id).update(blocage="dg", blocage_motif="doute")
    with pytest.raises(VolBloque) as refusal:
        close(cast, vol)
    assert refusal.value.code == "colis_bloque"
    assert colis_list[0].code_suivi == refusal.value.details["codes"][0].replace("-", "")


def test_dangerous_goods_that_may_not_meet_keep_the_flight_open(cast: Distribution) -> None:
    vol = make_vol(cast, NOW)
    pair = [make_colis(cast.agent_chine, NOW, categorie=c) for c in ("batterie", "liquide")]
    load(cast, NOW, vol, pair)
    with pytest.raises(DgIncompatible) as refusal:
        close(cast, vol)
    assert refusal.value.details["categories"] == [["batterie", "liquide"]]


def test_the_table_of_dangerous_goods_knows_no_order() -> None:
    assert find_dg_conflicts(["liquide", "standard", "batterie"]) == [("batterie", "liquide")]
    assert find_dg_conflicts(["batterie", "standard"]) == []


@pytest.mark.parametrize("capacite", [{"capacite_kg": 5}, {"capacite_m3": 0.001}])
def test_beyond_capacity_a_reason_is_needed_and_kept(
    cast: Distribution, capacite: dict[str, Any], api: Callable[..., Any]
) -> None:
    vol, colis_list = make_loaded(cast, NOW)
    with contexte(cast.agent_chine):
        Colis.objects.filter(id__in=[c.id for c in colis_list]).update(volume_cm3=900)
    assert api(cast.agent_chine).patch(f"/vols/{vol.id}", capacite).status_code == 200
    with pytest.raises(CapaciteDepassee):
        close(cast, vol)
    closed = close(cast, vol, outrepasser="accord de la compagnie")
    assert (closed.statut, closed.depasse_motif) == ("cloture", "accord de la compagnie")


def test_exactly_full_is_not_beyond(cast: Distribution) -> None:
    vol, _ = make_loaded(cast, NOW, nombre=2, capacite_kg=6)
    assert close(cast, vol, outrepasser="au cas où").depasse_motif == ""


def test_agents_close_only_where_the_setting_lets_them(cast: Distribution) -> None:
    vol, _ = make_loaded(cast, NOW)
    with contexte(cast.agent_chine), pytest.raises(ActionInterdite):
        close_vol(acteur=cast.agent_chine, now=NOW, vol_id=vol.id)
    with contexte(cast.admin_chine):
        Reglage(
            pays_id="CN", cle="vol_cloture_agents", valeur=True, effet_le=NOW,
            auteur_id=cast.admin_chine.id,
        ).save(force_insert=True)  # fmt: skip
    with contexte(cast.agent_chine):
        closed = close_vol(acteur=cast.agent_chine, now=NOW, vol_id=vol.id)
    assert closed.statut == "cloture"


@pytest.mark.parametrize(
    ("pays", "agent", "stranger"),
    [("ML", "agent_mali", "agent_rci"), ("CI", "agent_rci", "agent_mali")],
)
def test_the_destination_sees_flight_and_cartons_from_closing_to_reopening_and_no_one_else(
    cast: Distribution, api: Callable[..., Any], pays: str, agent: str, stranger: str
) -> None:
    vol, colis_list = make_loaded(cast, NOW, pays=pays)
    there, elsewhere = api(cast.role(agent)), api(cast.role(stranger))
    paths = [
        f"/vols/{vol.id}",
        f"/colis/{colis_list[0].id}",
        f"/colis/par-code/{colis_list[0].code_suivi}",
        f"/vols/{vol.id}/pointage",
    ]

    def seen(person: Any) -> list[int]:
        return [person.get(path).status_code for path in paths]

    assert seen(there) == [404] * 4
    assert there.get("/vols").json()["items"] == []
    assert there.get(f"/colis?vol={vol.id}").json()["items"] == []
    admin = api(cast.admin_chine)
    assert admin.post(f"/vols/{vol.id}/cloture").status_code == 200
    assert seen(there) == [200] * 4
    assert [v["id"] for v in there.get("/vols").json()["items"]] == [str(vol.id)]
    assert len(there.get(f"/colis?vol={vol.id}").json()["items"]) == 2
    assert there.get(f"/vols/{vol.id}/manifeste.pdf").status_code == 200
    assert seen(elsewhere) == [404] * 4
    assert elsewhere.get(f"/vols/{vol.id}/manifeste.pdf").status_code == 404
    admin.post(f"/vols/{vol.id}/reouverture", {"motif": "un colis de trop"})
    assert seen(there) == [404] * 4
    assert there.get(f"/vols/{vol.id}/manifeste.pdf?version=1").status_code == 404


@pytest.mark.parametrize("forme", ["pdf", "csv", "xlsx"])
def test_a_manifest_exists_from_closing_on_and_its_header_is_its_own_hash(
    cast: Distribution, api: Callable[..., Any], forme: str
) -> None:
    vol, colis_list = make_loaded(cast, NOW)
    agent = api(cast.agent_chine)
    path = f"/vols/{vol.id}/manifeste.{forme}"
    assert agent.get(path).status_code == 404
    close(cast, vol)
    response = agent.get(path)
    assert response.status_code == 200
    assert response["X-Content-SHA256"] == hashlib.sha256(response.content).hexdigest()
    assert agent.get(path).content == response.content
    if forme == "csv":
        text = response.content.decode("utf-8-sig")
        assert len(text.splitlines()) == 1 + len(colis_list)


def test_reopening_makes_a_second_version_and_keeps_the_first(
    cast: Distribution, api: Callable[..., Any]
) -> None:
    vol, colis_list = make_closed(cast, NOW)
    agent = api(cast.agent_chine)
    first = agent.get(f"/vols/{vol.id}/manifeste.csv").content
    with contexte(cast.admin_chine):
        reopen_vol(acteur=cast.admin_chine, now=NOW, vol_id=vol.id, motif="un colis oublié")
    assert agent.get(f"/vols/{vol.id}/manifeste.csv").status_code == 404
    more = make_colis(cast.agent_chine, NOW)
    load(cast, NOW, vol, [more])
    assert close(cast, vol).version_manifeste == 2
    assert agent.get(f"/vols/{vol.id}/manifeste.csv?version=1").content == first
    latest = agent.get(f"/vols/{vol.id}/manifeste.csv").content
    assert latest == agent.get(f"/vols/{vol.id}/manifeste.csv?version=2").content
    assert len(latest.splitlines()) == len(colis_list) + 2
    assert agent.get(f"/vols/{vol.id}/manifeste.csv?version=3").status_code == 404


def test_a_manifest_says_what_was_aboard_at_closing_whatever_happens_later(
    cast: Distribution,
) -> None:
    vol, colis_list = make_closed(cast, NOW)
    with contexte(cast.agent_chine):
        Colis.objects.filter(id=colis_list[0].id).update(destinataire_nom="Quelqu'un d'autre")
        manifeste = Manifeste.objects.get(vol_id=vol.id)
    contenu = read_contenu(manifeste.contenu)
    assert contenu.lignes[0].client_nom == "Awa Traoré"
    assert contenu.empreinte == manifeste.sha256
    assert (manifeste.nombre_colis, manifeste.poids_g) == (2, 6000)


def test_reopening_needs_a_reason_and_leaves_it_on_record(
    cast: Distribution, api: Callable[..., Any]
) -> None:
    vol, _ = make_closed(cast, NOW)
    admin = api(cast.admin_chine)
    assert admin.post(f"/vols/{vol.id}/reouverture", {}).status_code == 422
    assert (
        admin.post(f"/vols/{vol.id}/reouverture", {"motif": "erreur de colis"}).status_code == 200
    )
    with contexte(cast.agent_chine):
        event = EvenementVol.objects.get(vol_id=vol.id, type="reouverture")
        assert (event.de, event.vers, event.motif) == ("cloture", "ouvert", "erreur de colis")


def test_each_stage_is_stamped_with_the_wall_clock_of_its_place(
    cast: Distribution, api: Callable[..., Any]
) -> None:
    vol, _ = make_departed(cast, NOW)
    assert api(cast.agent_mali).post(f"/vols/{vol.id}/arrivee").status_code == 200
    steps = {
        step["type"]: step
        for step in api(cast.agent_mali).get(f"/vols/{vol.id}").json()["evenements"]
    }
    assert steps["depart"]["fuseau"] == "Asia/Shanghai"
    assert steps["depart"]["heure_locale"] == "2026-03-10T17:00:00+08:00"
    assert steps["arrivee"]["fuseau"] == "Africa/Bamako"


def test_a_departure_noted_late_keeps_its_own_time_but_not_before_closing(
    cast: Distribution, api: Callable[..., Any]
) -> None:
    vol, _ = make_closed(cast, NOW)
    before = (NOW - timedelta(hours=2)).isoformat()
    response = api(cast.agent_chine).post(f"/vols/{vol.id}/depart", {"survenu_le": before})
    assert response.status_code == 200
    with contexte(cast.agent_chine):
        assert Vol.objects.get(id=vol.id).parti_le == NOW


def test_an_air_waybill_belongs_to_one_flight(cast: Distribution, api: Callable[..., Any]) -> None:
    lta = make_lta()
    make_vol(cast, NOW, lta=lta)
    body = {"pays_destination": "CI", "mode": "express", "lta": lta}
    response = api(cast.agent_chine).post("/vols", body)
    assert (response.status_code, response.json()["code"]) == (409, "lta_deja_utilisee")


def test_reopening_leaves_in_sight_a_carton_a_surplus_scan_has_just_taken(
    cast: Distribution, monkeypatch: pytest.MonkeyPatch
) -> None:
    vol, _ = make_closed(cast, NOW)
    taken = make_arrived(cast, NOW)
    monkeypatch.setattr(cloture, "active_colis_ids", lambda _: [taken.id])
    with contexte(cast.admin_chine):
        reopen_vol(acteur=cast.admin_chine, now=NOW, vol_id=vol.id, motif="un colis oublié")
        assert Colis.objects.get(id=taken.id).visible_destination
