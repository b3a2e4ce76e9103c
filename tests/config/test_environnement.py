"""The typed environment: local mode needs nothing, production invents nothing."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from config.environment import Environment, MissingSetting
from config.local.coffre import load_secrets


def test_production_refuses_to_start_without_its_secrets(tmp_path: Path) -> None:
    env = Environment(mode="production", var=tmp_path)
    with pytest.raises(MissingSetting, match="SECRET_KEY"):
        env.secret("secret_key", "django")
    with pytest.raises(MissingSetting, match="TS_JWT_CLES"):
        _ = env.jwt_keys
    with pytest.raises(MissingSetting, match="DATABASE_URL"):
        _ = env.database
    assert list(tmp_path.iterdir()) == []


def test_a_local_run_keeps_the_secrets_it_made(tmp_path: Path) -> None:
    first = load_secrets(tmp_path)
    assert load_secrets(tmp_path) == first
    assert (tmp_path / "secrets.json").stat().st_mode & 0o777 == 0o600


def test_the_broker_cache_and_channels_have_their_own_databases(tmp_path: Path) -> None:
    given = Environment(var=tmp_path, REDIS_URL=SecretStr("redis://:mot@hote:6379/0"))
    assert given.redis(1) == "redis://:mot@hote:6379/1"
    embedded = Environment(var=tmp_path)
    assert embedded.redis(2).endswith("valkey.sock?db=2")
    assert embedded.celery_broker.endswith("valkey.sock?virtual_host=0")
