"""The pull feed: a snapshot, then what changed; one's own rows only; nothing missed, ever."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connections

from accounts.models import Emplacement
from colis.models import Client
from colis.services.reglement import set_emplacement
from core import clock
from core.flux import lecture
from core.flux.curseur import Curseur
from core.flux.services import purge_changements
from core.ids import uuid7
from core.tenancy import contexte, transverse
from tests.cast import NOW, Distribution
from tests.core.flux import Copie, everything, wait_for_fence
from tests.factories.colis import make_client, make_colis
from tests.factories.depot import make_available, scan
from tests.factories.vols import make_arrived, make_closed, make_loaded
from vols.services import cloture

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=["default", "owner"]),
]
Make = Callable[..., Any]


def station(cast: Distribution, pays: str) -> str:
    return f"station:{cast.agences[pays].id}"


def test_a_first_read_holds_the_station_and_later_ones_only_what_changed(
    cast: Distribution, api: Make
) -> None:
    first = make_colis(cast.agent_chine, NOW)
    copie = Copie(api(cast.agent_chine), station(cast, "CN")).pull()
    assert list(copie.of("colis")) == [str(first.id)]
    assert list(copie.of("client")) == [str(first.client_id)]
    assert len(copie.of("tarif")) == 12
    copie.recus.clear()
    second = make_colis(cast.agent_chine, NOW)
    copie.pull()
    assert {(i["genre"], i["id"]) for i in copie.recus} == {
        ("colis", str(second.id)),
        ("client", str(second.client_id)),
    }
    copie.recus.clear()
    copie.pull()
    assert copie.recus == []


def test_items_have_the_shape_of_their_own_lists(cast: Distribution, api: Make) -> None:
    make_loaded(cast, NOW)
    agent = api(cast.agent_chine)
    copie = Copie(agent, station(cast, "CN")).pull()
    assert copie.of("colis") == everything(agent, "/colis")
    assert copie.of("tarif") == everything(agent, "/tarifs")
    for vol in copie.of("vol").values():
        assert vol.pop("pointage") == {"attendus": 2, "pointes": 0}
    assert copie.of("vol") == everything(agent, "/vols")
    make_available(cast, NOW)
    agent = api(cast.agent_mali)
    copie = Copie(agent, station(cast, "ML")).pull()
    clients = everything(agent, "/clients")
    ids = {colis["client_id"] for colis in copie.of("colis").values()}
    assert copie.of("client") == {id: clients[id] for id in ids}
    assert copie.of("colis") == everything(agent, "/colis?statut=arrive,disponible")
    places = agent.get(f"/emplacements?agence={cast.agences['ML'].id}").json()["items"]
    assert copie.of("emplacement") == {p["id"]: p for p in places}


def test_what_leaves_the_scope_comes_as_a_tombstone(cast: Distribution, api: Make) -> None:
    vol, colis_list = make_closed(cast, NOW)
    origine = Copie(api(cast.agent_chine), station(cast, "CN")).pull()
    assert len(origine.of("colis")) == len(colis_list)
    expect(api(cast.agent_chine).post(f"/vols/{vol.id}/depart"))
    origine.pull()
    assert (origine.of("colis"), origine.of("vol"), origine.of("client")) == ({}, {}, {})


def expect(response: Any) -> Any:
    assert response.status_code in (200, 201), response.content
    return response.json()


def test_a_destination_is_told_nothing_before_the_flight_is_closed_and_hears_it_reopened(
    cast: Distribution, api: Make
) -> None:
    copie = Copie(api(cast.agent_mali), station(cast, "ML")).pull()
    copie.recus.clear()
    vol, colis_list = make_loaded(cast, NOW)
    copie.pull()
    assert copie.recus == []
    with contexte(cast.agent_mali), connections["default"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM core_changement WHERE genre <> 'tarif'")
        seen = cursor.fetchone()[0]
        cursor.execute(
            "SELECT count(*) FROM core_changement WHERE objet_id = ANY(%s)",
            [[vol.id, *(c.id for c in colis_list)]],
        )
        assert (seen - 1, cursor.fetchone()[0]) == (0, 0)  # the one location of the world's start
    expect(api(cast.admin_chine).post(f"/vols/{vol.id}/cloture"))
    copie.pull()
    assert list(copie.of("vol")) == [str(vol.id)]
    le_vol = Copie(api(cast.agent_mali), f"vol:{vol.id}").pull()
    assert set(le_vol.of("colis")) == {str(c.id) for c in colis_list}
    expect(api(cast.admin_chine).post(f"/vols/{vol.id}/reouverture", {"motif": "erreur de lot"}))
    copie.pull()
    assert copie.of("vol") == {}
    assert api(cast.agent_mali).get(f"/sync/flux?portee=vol:{vol.id}").status_code == 404


def test_a_flight_follows_the_check_in_carton_by_carton(cast: Distribution, api: Make) -> None:
    vol, colis_list = make_arrived(cast, NOW, nombre=3)
    le_vol = Copie(api(cast.agent_mali), f"vol:{vol.id}").pull()
    ici = Copie(api(cast.agent_mali), station(cast, "ML")).pull()
    assert ici.of("vol")[str(vol.id)]["pointage"] == {"attendus": 3, "pointes": 0}
    scan(cast.agent_mali, NOW, vol, [colis_list[0].code_suivi])
    le_vol.pull()
    ici.pull()
    assert le_vol.of("colis")[str(colis_list[0].id)]["statut"] == "arrive"
    assert ici.of("vol")[str(vol.id)]["pointage"] == {"attendus": 3, "pointes": 1}
    assert set(ici.of("colis")) == {str(colis_list[0].id)}
    assert ici.of("colis")[str(colis_list[0].id)]["du"]["montant"] == 30_000


def test_a_renamed_shelf_is_told_with_the_cartons_on_it(cast: Distribution, api: Make) -> None:
    _vol, colis_list = make_available(cast, NOW)
    place = cast.emplacements["ML"]
    with contexte(cast.agent_mali):
        set_emplacement(
            acteur=cast.agent_mali, now=NOW, colis=colis_list[0], emplacement_id=place.id
        )
    copie = Copie(api(cast.agent_mali), station(cast, "ML")).pull()
    with contexte(cast.admin_mali):
        Emplacement.objects.filter(id=place.id).update(code="B-09-9")
    copie.pull()
    assert copie.of("emplacement")[str(place.id)]["code"] == "B-09-9"
    assert copie.of("colis")[str(colis_list[0].id)]["emplacement"]["code"] == "B-09-9"


def test_a_client_corrected_at_home_is_told_at_the_origin_too(
    cast: Distribution, api: Make
) -> None:
    client = make_client(cast.agent_mali, NOW, "ML")
    make_colis(cast.agent_chine, NOW, client=client)
    copie = Copie(api(cast.agent_chine), station(cast, "CN")).pull()
    with contexte(cast.agent_mali):
        Client.objects.filter(id=client.id).update(nom="Awa Keïta")
    copie.pull()
    assert copie.of("client")[str(client.id)]["nom"] == "Awa Keïta"
    assert copie.of("client")[str(client.id)].get("adresse") is None


def test_pages_of_any_size_give_the_same_copy_even_while_things_move(
    cast: Distribution, api: Make
) -> None:
    make_loaded(cast, NOW, nombre=4)
    agent = api(cast.agent_chine)
    whole = Copie(agent, station(cast, "CN")).pull()
    small = Copie(agent, station(cast, "CN"))
    while not small.step(3):
        pass
    assert small.lignes == whole.lignes
    moving = Copie(agent, station(cast, "CN"))
    for _n in range(8):
        moving.step(2)
        make_colis(cast.agent_chine, NOW)
    moving.pull(7)
    assert moving.lignes == Copie(agent, station(cast, "CN")).pull().lignes


def test_the_number_of_queries_does_not_grow_with_the_page(
    cast: Distribution, api: Make, django_assert_max_num_queries: Any
) -> None:
    make_loaded(cast, NOW, nombre=20)
    agent = api(cast.agent_chine)
    copie = Copie(agent, station(cast, "CN"))
    for _first_then_changes in range(2):
        wait_for_fence()
        with django_assert_max_num_queries(16):
            assert copie.step(500)
        make_loaded(cast, NOW, nombre=20)
    copie.pull()
    assert len(copie.of("colis")) == 60


def test_direction_reads_a_station_as_its_people_do(cast: Distribution, api: Make) -> None:
    make_available(cast, NOW)
    make_available(cast, NOW, pays="CI")
    make_loaded(cast, NOW)
    for pays, role in (("ML", "agent_mali"), ("CN", "agent_chine"), ("CI", "agent_rci")):
        theirs = Copie(api(cast.role(role)), station(cast, pays)).pull()
        ours = Copie(api(cast.direction), station(cast, pays)).pull()
        assert set(ours.lignes) == set(theirs.lignes)


def test_no_row_of_another_country_is_ever_in_a_feed(cast: Distribution, api: Make) -> None:
    ici = Copie(api(cast.agent_rci), station(cast, "CI")).pull()
    ici.recus.clear()
    vol, colis_list = make_available(cast, NOW, pays="ML")
    ici.pull()
    assert [i for i in ici.recus if i["genre"] != "tarif"] == []
    assert api(cast.agent_rci).get(f"/sync/flux?portee=vol:{vol.id}").status_code == 404
    with contexte(cast.agent_rci), connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM core_changement WHERE pays <> 'CI' OR objet_id = ANY(%s)",
            [[vol.id, *(c.id for c in colis_list)]],
        )
        assert cursor.fetchone() == (0,)


def test_changes_are_kept_ninety_days_whoever_asks_and_then_let_go(cast: Distribution) -> None:
    with connections["owner"].cursor() as cursor:
        for days in (92, 91.5, 90.5, 10):
            cursor.execute(
                "INSERT INTO core_changement (pays, portee, genre, objet_id, le)"
                " VALUES ('CI', 'essai', 'colis', %s, now() - %s * interval '1 day')",
                [uuid7(), days],
            )
        with pytest.raises(Exception, match="garde 90 jours"):
            cursor.execute("DELETE FROM core_changement WHERE portee = 'essai'")
    assert purge_changements() == 2
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM core_changement WHERE portee = 'essai'")
        assert cursor.fetchone() == (2,)


def test_transactions_are_read_in_order_of_number_not_of_text(
    cast: Distribution, api: Make
) -> None:
    """99 before 100: as text it would come after, and a page would jump over what lies between."""
    colis_list = [make_colis(cast.agent_chine, NOW) for _ in range(4)]
    copie = Copie(api(cast.agent_chine), station(cast, "CN")).pull()
    with connections["owner"].cursor() as cursor:
        for xid, colis in zip((98, 99, 100, 101), colis_list, strict=True):
            cursor.execute(
                "INSERT INTO core_changement (xid, pays, portee, genre, objet_id)"
                " VALUES (%s::text::xid8, 'CN', 'station', 'colis', %s)",
                [xid, colis.id],
            )
    copie.curseur = _at(cast, xid=97)
    copie.recus.clear()
    for _page in range(4):
        copie.step(1)
    assert [item["id"] for item in copie.recus] == [str(colis.id) for colis in colis_list]


def _at(cast: Distribution, *, xid: int) -> str:
    """A cursor that has read everything up to a transaction."""
    with transverse():
        base = lecture._fence().base
    return Curseur(portee=station(cast, "CN"), base=base, le=clock.now(), xid=xid).encode()


def test_a_whole_flight_is_one_statement_and_one_row_each(cast: Distribution) -> None:
    vol, colis_list = make_loaded(cast, NOW, nombre=5)
    with contexte(cast.admin_chine), connections["default"].cursor() as cursor:
        cloture.close_vol(acteur=cast.admin_chine, now=NOW, vol_id=vol.id)
        cursor.execute(
            "SELECT genre, count(*) FROM core_changement WHERE xid = pg_current_xact_id()"
            " AND pays = 'CN' AND portee = 'station' GROUP BY genre ORDER BY genre"
        )
        assert dict(cursor.fetchall()) == {"client": 1, "colis": len(colis_list), "vol": 2}
