"""The device's log at the server: stored first, applied once, answered per operation."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from ninja import Schema

from accounts.models import Appareil
from core.errors import Introuvable
from core.ids import uuid7
from core.models import Operation
from core.operations.registry import OPERATIONS, operation
from core.tenancy import Acteur
from tests.cast import Distribution

pytestmark = pytest.mark.django_db

DEVICE = uuid7()
effects: list[str] = []


class NoteIn(Schema):
    texte: str


@pytest.fixture(autouse=True)
def note_operation() -> Iterator[None]:
    effects.clear()

    @operation("test.noter", NoteIn)
    def note(acteur: Acteur, now: datetime, payload: NoteIn) -> dict[str, Any]:
        if payload.texte == "refus":
            raise Introuvable
        effects.append(payload.texte)
        return {"texte": payload.texte, "conflit": payload.texte == "conflit"}

    yield
    del OPERATIONS["test.noter"]


def envelope(acteur: Acteur, texte: str = "a", *, seq: int = 1, **over: Any) -> dict[str, Any]:
    return {
        "op_id": str(uuid7()),
        "device_id": str(DEVICE),
        "seq": seq,
        "actor_id": str(acteur.id),
        "type": "test.noter",
        "payload": {"texte": texte},
        **over,
    }


def push(api: Any, acteur: Acteur, *operations: dict[str, Any]) -> dict[str, Any]:
    response = api(acteur).post("/sync/operations", {"operations": list(operations)})
    assert response.status_code == 200, response.content
    assert response["X-TS-Sync"] == "1"
    body: dict[str, Any] = response.json()
    return body


def statuses(body: dict[str, Any]) -> list[str]:
    return [r["status"] for r in body["results"]]


def test_an_operation_is_applied_once_however_often_it_is_sent(
    cast: Distribution, api: Callable[..., Any]
) -> None:
    op = envelope(cast.agent_chine)
    assert statuses(push(api, cast.agent_chine, op)) == ["applied"]
    assert statuses(push(api, cast.agent_chine, op, op)) == ["duplicate", "duplicate"]
    assert effects == ["a"]


def test_the_same_id_with_other_content_is_rejected_and_the_first_stays(
    cast: Distribution, api: Callable[..., Any]
) -> None:
    op = envelope(cast.agent_chine)
    push(api, cast.agent_chine, op)
    body = push(api, cast.agent_chine, {**op, "payload": {"texte": "b"}})
    assert body["results"][0]["problem"]["code"] == "id_deja_utilise"
    assert statuses(push(api, cast.agent_chine, op)) == ["duplicate"]
    assert effects == ["a"]


def test_one_refused_operation_blocks_no_other_and_keeps_its_reason(
    cast: Distribution, api: Callable[..., Any], as_acteur: Callable[..., Any]
) -> None:
    ops = [envelope(cast.agent_chine, t, seq=n) for n, t in enumerate(("a", "refus", "c"), 1)]
    body = push(api, cast.agent_chine, *ops)
    assert statuses(body) == ["applied", "rejected", "applied"]
    assert body["results"][1]["problem"]["code"] == "introuvable"
    with as_acteur(cast.agent_chine):
        assert Operation.objects.get(op_id=ops[1]["op_id"]).statut == "rejected"
    assert effects == ["a", "c"]


def test_a_child_waits_for_its_parent(cast: Distribution, api: Callable[..., Any]) -> None:
    parent, child = envelope(cast.agent_chine, "p", seq=1), envelope(cast.agent_chine, "e", seq=2)
    child["depends_on"] = [parent["op_id"]]
    assert statuses(push(api, cast.agent_chine, child)) == ["deferred"]
    assert statuses(push(api, cast.agent_chine, parent, child)) == ["applied", "applied"]
    assert effects == ["p", "e"]


def test_a_conflict_is_applied_and_told(cast: Distribution, api: Callable[..., Any]) -> None:
    body = push(api, cast.agent_chine, envelope(cast.agent_chine, "conflit"))
    assert statuses(body) == ["applied_with_conflict"]


def test_an_unknown_type_and_a_bad_payload_are_rejected_with_their_reason(
    cast: Distribution, api: Callable[..., Any]
) -> None:
    body = push(
        api,
        cast.agent_chine,
        envelope(cast.agent_chine, type="colis.inventer"),
        envelope(cast.agent_chine, seq=2, payload={"texte": 4}),
    )
    codes = [r["problem"]["code"] for r in body["results"]]
    assert codes == ["operation_inconnue", "saisie_invalide"]


def test_another_persons_envelope_is_refused_and_not_stored(
    cast: Distribution, api: Callable[..., Any], as_acteur: Callable[..., Any]
) -> None:
    op = envelope(cast.admin_chine)
    body = push(api, cast.agent_chine, op)
    assert body["results"][0]["problem"]["code"] == "auteur_different"
    with as_acteur(cast.agent_chine):
        assert not Operation.objects.filter(op_id=UUID(op["op_id"])).exists()


def test_a_device_enrolled_to_somebody_else_is_refused_whole(
    cast: Distribution, api: Callable[..., Any]
) -> None:
    push(api, cast.agent_chine, envelope(cast.agent_chine))
    response = api(cast.agent_mali).post(
        "/sync/operations", {"operations": [envelope(cast.agent_mali)]}
    )
    assert response.status_code == 403
    assert response.json()["code"] == "appareil_refuse"


def test_the_server_names_what_is_missing_from_a_device(
    cast: Distribution, api: Callable[..., Any]
) -> None:
    body = push(
        api,
        cast.agent_chine,
        *[envelope(cast.agent_chine, seq=n) for n in (1, 2, 4, 7)],
    )
    assert (body["contiguous_upto"], body["gaps"]) == (2, [[3, 3], [5, 6]])
    body = push(api, cast.agent_chine, envelope(cast.agent_chine, seq=3))
    assert (body["contiguous_upto"], body["gaps"]) == (4, [[5, 6]])


def test_a_batch_needs_a_bounded_number_of_queries_per_operation(
    cast: Distribution, api: Callable[..., Any], django_assert_max_num_queries: Any
) -> None:
    ops = [envelope(cast.agent_chine, str(n), seq=n) for n in range(1, 51)]
    with django_assert_max_num_queries(50 * 10 + 40):
        push(api, cast.agent_chine, *ops)
    assert len(effects) == 50


def test_more_than_fifty_operations_are_refused_and_none_is_stored(
    cast: Distribution, api: Callable[..., Any], as_acteur: Callable[..., Any]
) -> None:
    ops = [envelope(cast.agent_chine, seq=n) for n in range(1, 52)]
    response = api(cast.agent_chine).post("/sync/operations", {"operations": ops})
    assert response.status_code == 422
    with as_acteur(cast.agent_chine):
        assert Operation.objects.count() == 0


def test_an_older_sending_does_not_take_back_what_the_device_declared(
    cast: Distribution, api: Callable[..., Any], as_acteur: Callable[..., Any]
) -> None:
    first = envelope(cast.agent_chine, seq=1)
    push(api, cast.agent_chine, first)
    push(api, cast.agent_chine, envelope(cast.agent_chine, "b", seq=4))
    push(api, cast.agent_chine, first)
    with as_acteur(cast.agent_chine):
        appareil = Appareil.objects.get(id=DEVICE)
    assert (appareil.seq_declaree, appareil.seq_contigue) == (4, 1)
