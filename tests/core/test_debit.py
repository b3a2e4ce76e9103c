"""Budgets hold with and without Redis."""

from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache

from core import debit
from core.errors import TropDeRequetes
from core.ids import uuid7


def uses_before_refusal(limite: int) -> int:
    cle = str(uuid7())
    for used in range(limite + 1):
        try:
            debit.spend(cle, limite=limite, fenetre_s=60)
        except TropDeRequetes as error:
            assert error.details["attente_s"] == 60
            return used
    return limite + 1


def test_a_budget_holds_to_the_unit() -> None:
    cache.clear()
    assert uses_before_refusal(10) == 10


@pytest.mark.parametrize(("processus", "libres"), [(1, 10), (2, 5), (16, 1)])
def test_without_redis_the_processes_together_leave_half_of_a_budget(
    monkeypatch: pytest.MonkeyPatch, processus: int, libres: int
) -> None:
    def absent(*_args: Any, **_kwargs: Any) -> int:
        raise ValueError

    monkeypatch.setattr(cache, "incr", absent)
    monkeypatch.setattr(settings, "PROCESSUS_WEB", processus)
    assert uses_before_refusal(20) == libres


def test_the_process_forgets_old_budgets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(debit, "_MAX_CLES", 10)
    for n in range(50):
        debit._count_here(f"k{n}", 60)
    assert len(debit._here) <= 10


def test_the_process_keeps_the_latest_budgets_when_it_forgets(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(debit, "_MAX_CLES", 10)
    debit._here.clear()
    for _ in range(3):
        debit._count_here("visé", 3_600)
    for n in range(50):
        debit._count_here(f"k{n}", 60)
    assert debit._here["visé"][1] == 3


def test_one_subscriber_s_ipv6_addresses_share_a_budget() -> None:
    cache.clear()
    debit.spend("porte:2001:db8:1:2::1", limite=1, fenetre_s=60)
    with pytest.raises(TropDeRequetes):
        debit.spend("porte:2001:db8:1:2:ffff::9", limite=1, fenetre_s=60)
    debit.spend("porte:2001:db8:1:3::1", limite=1, fenetre_s=60)
