"""Two people at once: real threads, real transactions."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connections

from core.errors import BusinessError
from core.tenancy import transverse
from distribution.domain.caisse import ReferenceDejaUtilisee, TropPercu
from distribution.models import Encaissement
from distribution.selectors.verification import check_journal
from tests.cast import NOW, Distribution
from tests.factories.argent import collect, make_arrived, open_till, reread
from tests.factories.colis import make_client

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.lent]


def race(*acts: Callable[[], Any]) -> list[Any]:
    """Run the acts at the same moment, each on its own connection; refusals are results."""
    gate = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        try:
            gate.wait()
            return act()
        except BusinessError as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def assert_sound() -> None:
    with transverse():
        assert [r for r in check_journal() if r.defauts] == []


def test_two_racing_collections_never_exceed_the_due(cast: Distribution) -> None:
    colis = make_arrived(cast, NOW)
    open_till(cast.agent_mali, NOW)
    open_till(cast.agent_mali_2, NOW, rang=1)
    results = race(
        lambda: collect(cast.agent_mali, NOW, (colis, 20_000)),
        lambda: collect(cast.agent_mali_2, NOW, (colis, 20_000)),
    )
    assert sorted(type(result).__name__ for result in results) == ["Encaissement", "TropPercu"]
    assert reread(cast.agent_mali, colis).du == 10_000
    assert_sound()


def test_two_sums_over_the_same_cartons_in_any_order_do_not_deadlock(cast: Distribution) -> None:
    client = make_client(cast.agent_chine, NOW)
    cartons = [make_arrived(cast, NOW, client=client) for _ in range(4)]
    open_till(cast.agent_mali, NOW)
    open_till(cast.agent_mali_2, NOW, rang=1)
    results = race(
        lambda: collect(cast.agent_mali, NOW, *[(c, 30_000) for c in cartons]),
        lambda: collect(cast.agent_mali_2, NOW, *[(c, 30_000) for c in reversed(cartons)]),
    )
    assert sum(isinstance(result, TropPercu) for result in results) == 1
    assert_sound()


def test_receipts_have_no_gap_under_concurrency(cast: Distribution) -> None:
    colis = [make_arrived(cast, NOW) for _ in range(2)]
    open_till(cast.agent_mali, NOW)
    open_till(cast.agent_mali_2, NOW, rang=1)

    def many(acteur: Any, carton: Any) -> Callable[[], None]:
        def run() -> None:
            for n in range(8):
                try:
                    collect(acteur, NOW, (carton, 1_000 if n % 2 else 999_000))
                except TropPercu:
                    continue

        return run

    race(many(cast.agent_mali, colis[0]), many(cast.agent_mali_2, colis[1]))
    with transverse():
        numeros = sorted(Encaissement.objects.values_list("recu_numero", flat=True))
    assert numeros == [f"BKO-2026-{n:06d}" for n in range(1, 9)]
    assert_sound()


def test_one_reference_typed_twice_at_once_pays_once(cast: Distribution) -> None:
    colis = make_arrived(cast, NOW)
    open_till(cast.agent_mali, NOW)
    open_till(cast.agent_mali_2, NOW, rang=1)
    results = race(
        *(
            lambda acteur=acteur: collect(
                acteur, NOW, (colis, 5_000), moyen="orange_money", reference_operateur="OM-7"
            )
            for acteur in (cast.agent_mali, cast.agent_mali_2)
        )
    )
    assert sum(isinstance(result, ReferenceDejaUtilisee) for result in results) == 1
    assert reread(cast.agent_mali, colis).du == 25_000
    assert_sound()


def test_the_same_payment_sent_twice_at_once_is_one(cast: Distribution) -> None:
    colis = make_arrived(cast, NOW)
    open_till(cast.agent_mali, NOW)
    first = collect(cast.agent_mali, NOW, (colis, 1_000))
    results = race(
        *(lambda: collect(cast.agent_mali, NOW, (colis, 1_000), id=first.id) for _ in range(3))
    )
    assert {result.id for result in results} == {first.id}
    assert reread(cast.agent_mali, colis).du == 29_000
