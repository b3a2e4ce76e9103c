"""The shared cache: Redis, JSON only, and never a reason for an error.

A cache that is absent or slow answers as an empty one: the figures come from the database.
What must hold without Redis (lockouts, limits) asks `available()` and uses its stricter rule.
"""

import time
from collections.abc import Callable
from typing import Any

import orjson
import structlog
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = structlog.get_logger(__name__)

PAUSE_S = 2.0
_INCR = """
if redis.call('exists', KEYS[1]) == 1 then return redis.call('incrby', KEYS[1], ARGV[1]) end
"""


class JsonSerializer:
    """Integers stay bare so that INCR works; everything else is JSON, never pickle."""

    def dumps(self, value: Any) -> int | bytes:
        return value if type(value) is int else orjson.dumps(value)

    def loads(self, data: bytes) -> Any:
        return orjson.loads(data)


class TolerantRedisCache(RedisCache):
    """Redis failures become misses, and are not retried for PAUSE_S so that pages stay fast."""

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._blind_until = 0.0

    def available(self) -> bool:
        """Whether Redis answers now; throttles turn stricter when it does not."""
        return bool(self._try(lambda: self._cache.get_client().ping(), missed=False))

    def _try(self, call: Callable[[], Any], *, missed: Any) -> Any:
        if time.monotonic() < self._blind_until:
            return missed
        try:
            return call()
        except (RedisError, OSError) as error:
            self._blind_until = time.monotonic() + PAUSE_S
            logger.warning("cache_indisponible", erreur=type(error).__name__)
            return missed

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return self._try(lambda: RedisCache.get(self, key, default, version), missed=default)

    def add(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> bool:
        return bool(
            self._try(lambda: RedisCache.add(self, key, value, *args, **kwargs), missed=False)
        )

    def set(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> None:
        self._try(lambda: RedisCache.set(self, key, value, *args, **kwargs), missed=None)

    def touch(self, key: Any, *args: Any, **kwargs: Any) -> bool:
        return bool(self._try(lambda: RedisCache.touch(self, key, *args, **kwargs), missed=False))

    def delete(self, key: Any, version: int | None = None) -> bool:
        return bool(self._try(lambda: RedisCache.delete(self, key, version), missed=False))

    def get_many(self, keys: Any, version: int | None = None) -> dict[str, Any]:
        found: dict[str, Any] = self._try(
            lambda: RedisCache.get_many(self, keys, version), missed={}
        )
        return found

    def has_key(self, key: Any, version: int | None = None) -> bool:
        return bool(self._try(lambda: RedisCache.has_key(self, key, version), missed=False))

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        """Like Django's: a missing key is a ValueError, and so is an absent Redis. One trip."""
        name = self.make_and_validate_key(key, version=version)
        value = self._try(
            lambda: self._cache.get_client(name, write=True).eval(_INCR, 1, name, delta),
            missed=None,
        )
        if value is None:
            raise ValueError(key)
        return int(value)

    def set_many(self, data: dict[str, Any], *args: Any, **kwargs: Any) -> list[Any]:
        failed: list[Any] = self._try(
            lambda: RedisCache.set_many(self, data, *args, **kwargs), missed=list(data)
        )
        return failed

    def delete_many(self, keys: Any, version: int | None = None) -> None:
        self._try(lambda: RedisCache.delete_many(self, keys, version), missed=None)

    def clear(self) -> None:
        self._try(lambda: RedisCache.clear(self), missed=None)
