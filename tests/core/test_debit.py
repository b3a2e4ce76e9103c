"""Budgets hold with and without Redis."""

from typing import Any

import pytest
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


def test_without_redis_a_budget_is_stricter_not_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(*_args: Any, **_kwargs: Any) -> int:
        raise ValueError

    monkeypatch.setattr(cache, "incr", absent)
    assert uses_before_refusal(10) == 5


def test_the_process_forgets_old_budgets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(debit, "_MAX_CLES", 10)
    for n in range(50):
        debit._count_here(f"k{n}", 60)
    assert len(debit._here) <= 10
