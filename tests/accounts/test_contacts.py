"""The device in the audit, and what its contacts say of when a fact may have happened."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Appareil, ContactAppareil
from accounts.services.appareils import insert_appareil, record_contact, revoke_appareil
from audit.models import Entree
from colis.models import Colis, EvenementColis
from core.ids import uuid7
from core.tenancy import Acteur, contexte
from tests.cast import MOT_DE_PASSE, Distribution
from tests.colis.corps import corps_identifie
from tests.factories.vols import make_vol

pytestmark = pytest.mark.django_db
Make = Callable[..., Any]
HEURE = timedelta(hours=1)


def enrolled(acteur: Acteur, le: datetime) -> UUID:
    """A device of theirs, first met at ``le``."""
    id = uuid7()
    with contexte(acteur):
        insert_appareil(acteur=acteur, now=le, id=id)
        record_contact(acteur=acteur, now=le, id=id, seq_declaree=0)
    return id


def contact(acteur: Acteur, id: UUID, seq: int, le: datetime) -> None:
    with contexte(acteur):
        record_contact(acteur=acteur, now=le, id=id, seq_declaree=seq)


def device(id: UUID, seq: int | None = None) -> dict[str, str]:
    return {"X-Appareil": str(id)} | ({} if seq is None else {"X-Appareil-Seq": str(seq)})


def operation(acteur: Acteur, id: UUID, seq: int, type: str, payload: Any) -> dict[str, Any]:
    return {
        "op_id": str(uuid7()), "device_id": str(id), "seq": seq, "actor_id": str(acteur.id),
        "type": type, "schema_v": 1, "depends_on": [], "payload": payload,
    }  # fmt: skip


def intake(acteur: Acteur, id: UUID, seq: int, le: datetime) -> dict[str, Any]:
    body = corps_identifie(survenu_le=le.isoformat())
    return operation(acteur, id, seq, "colis.enregistrer", body)


def push(api: Any, operations: list[dict[str, Any]], declared: int) -> None:
    body = {
        "operations": operations,
        "declaration": {"seq": declared, "especes": None, "en_attente": 0, "photos": 0},
    }
    response = api.post("/sync/operations", body)
    assert response.status_code == 200, response.content
    results = response.json()["results"]
    assert {r["status"] for r in results} == {"applied"}, results


def moments(acteur: Acteur, operations: list[dict[str, Any]]) -> list[datetime]:
    ids = [UUID(o["payload"]["id"]) for o in operations]
    with contexte(acteur):
        found = dict(Colis.objects.filter(id__in=ids).values_list("id", "survenu_le"))
    return [found[id] for id in ids]


def device_in_audit(acteur: Acteur, colis_id: str) -> UUID | None:
    with contexte(acteur):
        return Entree.objects.get(sujet_id=colis_id, action="colis.enregistrer").appareil_id


def test_an_act_is_audited_with_the_persons_own_device_only(cast: Distribution, api: Make) -> None:
    agent = api(cast.agent_chine)
    mine = enrolled(cast.agent_chine, datetime.now(UTC))
    theirs = enrolled(cast.admin_chine, datetime.now(UTC))
    for header, expected in ((mine, mine), (theirs, None), (uuid7(), None)):
        body = corps_identifie()
        assert agent.post("/colis", body, headers=device(header)).status_code == 201
        assert device_in_audit(cast.admin_chine, body["id"]) == expected
    body = corps_identifie()
    assert agent.post("/colis", body, headers={"X-Appareil": "n'importe"}).status_code == 201
    assert device_in_audit(cast.admin_chine, body["id"]) is None


def test_an_offline_act_is_audited_with_the_device_that_captured_it(
    cast: Distribution, api: Make
) -> None:
    mine = enrolled(cast.agent_chine, datetime.now(UTC) - HEURE)
    op = intake(cast.agent_chine, mine, 1, datetime.now(UTC))
    push(api(cast.agent_chine), [op], 1)
    assert device_in_audit(cast.admin_chine, op["payload"]["id"]) == mine


def test_a_device_revoked_a_moment_ago_no_longer_signs_anything(
    cast: Distribution, api_commit: Make
) -> None:
    agent, now = api_commit(cast.agent_chine), datetime.now(UTC)
    mine = enrolled(cast.agent_chine, now)
    first = corps_identifie()
    assert agent.post("/colis", first, headers=device(mine)).status_code == 201
    admin = api_commit(cast.admin_chine)
    answer = admin.post(f"/appareils/{mine}/revocation", {"motif": "rendu au dépôt"})
    assert answer.status_code == 200, answer.content
    second = corps_identifie()
    assert agent.post("/colis", second, headers=device(mine)).status_code == 201
    assert device_in_audit(cast.admin_chine, first["id"]) == mine
    assert device_in_audit(cast.admin_chine, second["id"]) is None


def test_the_device_costs_one_query_a_minute(cast: Distribution, api: Make) -> None:
    agent = api(cast.agent_chine)
    mine = enrolled(cast.agent_chine, datetime.now(UTC))
    counts = []
    for headers in ({}, device(mine), device(mine), {}):
        with CaptureQueriesContext(connection) as captured:
            assert agent.get("/pays", headers=headers).status_code == 200
        counts.append(len(captured))
    bare = counts[0]
    assert counts == [bare, bare + 1, bare, bare]


def declared(acteur: Acteur, id: UUID) -> int:
    with contexte(acteur):
        return Appareil.objects.get(id=id).seq_declaree


def test_what_a_journal_captured_is_kept_at_the_named_contacts_only(
    cast: Distribution, api: Make
) -> None:
    agent = api(cast.agent_chine)
    mine = enrolled(cast.agent_chine, datetime.now(UTC))
    agent.get("/colis", headers=device(mine, 4))
    agent.post("/colis", corps_identifie(), headers=device(mine, 5))
    assert declared(cast.agent_chine, mine) == 0
    station = f"/sync/flux?portee=station:{cast.agences['CN'].id}"
    assert agent.get(station, headers=device(mine, 6)).status_code == 200
    assert declared(cast.agent_chine, mine) == 6
    for path, body in (
        ("/auth/connexion", {"identifiant": "agent_chine", "mot_de_passe": MOT_DE_PASSE}),
        ("/auth/rafraichissement", {}),
    ):
        before = declared(cast.agent_chine, mine)
        answer = agent.post(path, body, headers=device(mine, before + 1))
        assert answer.status_code == 200, answer.content
        assert declared(cast.agent_chine, mine) == before + 1


def test_another_persons_header_moves_no_journal(cast: Distribution, api: Make) -> None:
    mine = enrolled(cast.agent_chine, datetime.now(UTC))
    station = f"/sync/flux?portee=station:{cast.agences['CN'].id}"
    assert api(cast.admin_chine).get(station, headers=device(mine, 90)).status_code == 200
    assert declared(cast.agent_chine, mine) == 0


def test_ten_batches_of_one_drain_are_not_clamped_by_the_drain_itself(
    cast: Distribution, api: Make
) -> None:
    agent, now = cast.agent_chine, datetime.now(UTC)
    mine = enrolled(agent, now - 10 * HEURE)
    said = [now - 9 * HEURE + timedelta(minutes=5 * n) for n in range(100)]
    ops = [intake(agent, mine, n + 1, le) for n, le in enumerate(said)]
    for start in range(0, 100, 10):
        push(api(agent), ops[start : start + 10], 100)
    assert moments(agent, ops) == said


def test_a_clock_set_back_cannot_move_an_act_before_the_devices_last_contact(
    cast: Distribution, api: Make
) -> None:
    agent, now = cast.agent_chine, datetime.now(UTC)
    mine = enrolled(agent, now - 10 * HEURE)
    contact(agent, mine, 5, now - 2 * HEURE)
    contact(agent, mine, 5, now - HEURE)
    ops = [intake(agent, mine, n, now - 5 * HEURE) for n in range(1, 8)]
    push(api(agent), ops, 7)
    assert moments(agent, ops) == [now - 5 * HEURE] * 5 + [now - HEURE] * 2


def test_a_clock_set_forward_cannot_move_an_act_after_its_receipt(
    cast: Distribution, api: Make
) -> None:
    mine = enrolled(cast.agent_chine, datetime.now(UTC) - HEURE)
    ops = [intake(cast.agent_chine, mine, 1, datetime.now(UTC) + 24 * HEURE)]
    push(api(cast.agent_chine), ops, 1)
    assert moments(cast.agent_chine, ops)[0] <= datetime.now(UTC)


def test_a_request_overtaken_on_its_way_dates_nothing(cast: Distribution, api: Make) -> None:
    agent, now = cast.agent_chine, datetime.now(UTC)
    mine = enrolled(agent, now - 10 * HEURE)
    contact(agent, mine, 7, now - 3 * HEURE)
    contact(agent, mine, 5, now - HEURE)
    op = intake(agent, mine, 7, now - 4 * HEURE)
    push(api(agent), [op], 8)
    assert moments(agent, [op]) == [now - 4 * HEURE]
    with contexte(agent):
        rows = ContactAppareil.objects.filter(appareil_id=mine).order_by("seq_declaree")
        assert [row.seq_declaree for row in rows] == [0, 7, 8]


def test_every_trace_of_an_act_is_clamped_alike(cast: Distribution, api: Make) -> None:
    agent, now = cast.agent_chine, datetime.now(UTC)
    mine = enrolled(agent, now - 10 * HEURE)
    contact(agent, mine, 1, now - HEURE)
    vol = make_vol(cast, now)
    colis = intake(agent, mine, 1, now - 2 * HEURE)
    charge = operation(
        agent, mine, 2, "vol.charger",
        {"vol_id": str(vol.id), "code": colis["payload"]["code_suivi"],
         "survenu_le": (now - 5 * HEURE).isoformat()},
    )  # fmt: skip
    push(api(agent), [colis, charge], 2)
    with contexte(cast.admin_chine):
        event = EvenementColis.objects.get(colis_id=colis["payload"]["id"], type="chargement")
        trace = Entree.objects.get(sujet_id=str(vol.id), action="vol.charger")
    assert (event.survenu_le, trace.survenu_le) == (now - HEURE, now - HEURE)


def test_revoking_twice_is_once(cast: Distribution) -> None:
    mine = enrolled(cast.agent_chine, datetime.now(UTC))
    with contexte(cast.admin_chine):
        for _twice in range(2):
            revoke_appareil(
                acteur=cast.admin_chine, now=datetime.now(UTC), id=mine, motif="rendu au dépôt"
            )
        assert Entree.objects.filter(sujet_id=str(mine)).count() == 1
