"""Sendings at the same moment: real threads, real transactions, one effect each."""

import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connections

from core.models import Operation
from core.operations import selectors
from core.operations.services import reception
from core.tenancy import Acteur, transverse
from tests.cast import Distribution
from tests.factories.journal import Journal, bring, verdicts

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.lent]

Effets = list[tuple[Acteur, str]]
Api = Callable[..., Any]


def race(*acts: Callable[[], Any]) -> list[Any]:
    """Run the acts at the same moment, each on its own connection."""
    gate = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        try:
            gate.wait()
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_a_push_its_replay_and_the_import_of_the_same_log_have_one_effect_each(
    cast: Distribution, api: Api, effets: Effets
) -> None:
    journal = Journal(cast.agent_mali).enrol(api)
    for n in range(20):
        journal.capture("test.noter", {"texte": str(n)})
    results = race(
        lambda: journal.push(api, *journal.log),
        lambda: journal.push(api, *journal.log),
        lambda: bring(api, cast.admin_mali, journal.export()),
    )
    assert Counter(texte for _, texte in effets) == Counter(str(n) for n in range(20))
    told = {status for answer in results[:2] for status, _ in verdicts(answer)}
    assert told <= {"applied", "duplicate"}
    assert results[2]["appliquees"] + results[2]["deja_connues"] == 20
    [item] = api(cast.admin_mali).get("/appareils").json()["items"]
    assert (item["seq_contigue"], item["quarantaine"]) == (20, 0)


def test_one_number_used_by_two_operations_sent_at_once_is_given_to_one_of_them(
    cast: Distribution, api: Api, effets: Effets, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = selectors.neighbours

    def slowly(**wanted: Any) -> Any:
        found = read(**wanted)
        time.sleep(0.5)
        return found

    monkeypatch.setattr(reception, "neighbours", slowly)
    journal = Journal(cast.agent_mali).enrol(api)
    twin = Journal(cast.agent_mali, id=journal.id, cle=journal.cle)
    first = journal.capture("test.noter", {"texte": "a"})
    second = twin.capture("test.noter", {"texte": "b"})
    answers = race(lambda: journal.push(api, first), lambda: twin.push(api, second))
    told = sorted(verdict for answer in answers for verdict in verdicts(answer))
    assert told == [("applied", None), ("deferred", "numero_repris")]
    assert len(effets) == 1


def test_two_admins_settling_one_operation_at_once_apply_it_once(
    cast: Distribution, api: Api, effets: Effets
) -> None:
    journal = Journal(cast.agent_mali).enrol(api)
    op = journal.capture("test.noter", {"texte": "a"})
    del op["signature"]
    journal.push(api, op)
    with transverse():
        aside = Operation.objects.get()
    body = {"decision": "appliquer", "motif": "vérifié avec l'agent"}
    statuses = race(
        *[
            lambda who=who: api(who).post(f"/sync/quarantaine/{aside.id}", body).status_code
            for who in (cast.admin_mali, cast.direction)
        ]
    )
    assert sorted(statuses) == [200, 409]
    assert len(effets) == 1


def test_a_failing_operation_leaves_the_ones_before_it_committed(
    cast: Distribution, api: Api, effets: Effets
) -> None:
    journal = Journal(cast.agent_mali).enrol(api)
    ops = [journal.capture("test.noter", {"texte": t}) for t in ("a", "panne", "refus", "d")]
    assert [status for status, _ in verdicts(journal.push(api, *ops))] == [
        "applied",
        "deferred",
        "rejected",
        "applied",
    ]
    with transverse():
        kept = list(Operation.objects.order_by("seq").values_list("statut", flat=True))
    assert kept == ["applied", "deferred", "rejected", "applied"]
