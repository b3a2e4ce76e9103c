"""Redis may vanish: pages get slower, never wrong and never an error."""

from typing import Any

import pytest
from django.core.cache import cache

from config.cache import TolerantRedisCache


@pytest.fixture
def absent() -> TolerantRedisCache:
    params: dict[str, Any] = {"OPTIONS": {"serializer": "config.cache.JsonSerializer"}}
    return TolerantRedisCache("unix:///nulle/part.sock?db=1", params)


def test_an_absent_redis_reads_as_an_empty_cache(absent: TolerantRedisCache) -> None:
    absent.set("tarif", 1)
    assert absent.get("tarif", "rien") == "rien"
    assert absent.get_many(["tarif"]) == {}
    assert absent.add("tarif", 1) is False
    assert absent.delete("tarif") is False
    assert absent.available() is False
    absent.clear()


def test_counting_without_redis_says_that_it_cannot(absent: TolerantRedisCache) -> None:
    with pytest.raises(ValueError, match="debit"):
        absent.incr("debit")


@pytest.mark.django_db
def test_values_are_kept_as_json_and_counters_as_integers() -> None:
    cache.set("stats", {"colis": 3, "du": [1, 2]})
    cache.set("compteur", 1)
    assert cache.get("stats") == {"colis": 3, "du": [1, 2]}
    assert cache.incr("compteur") == 2
    assert cache.get("compteur") == 2
