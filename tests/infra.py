"""pytest plugin (loaded by tests/conftest.py): real PostgreSQL and Valkey under Django.

Django's `default` connects as ts_app, so that row-level security is in force in every test;
`owner` connects as ts_owner for the few tests that look behind it.
"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from random import SystemRandom
from typing import Any

import pytest
import requests
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.cache import caches
from django.db import connections
from django.test import TransactionTestCase
from psycopg.conninfo import conninfo_to_dict

from config.celery import app as celery_app
from config.local.valkey import Valkey
from tests import serveur

ROOT = serveur.ROOT
PORTS = (10_000, 32_000)


def pytest_configure(config: pytest.Config) -> None:
    """Passwords stay Argon2 but cheap: tests create people by the dozen."""
    Argon2PasswordHasher.time_cost = 1
    Argon2PasswordHasher.memory_cost = 64
    Argon2PasswordHasher.parallelism = 1


def _point(alias: str, url: str) -> None:
    """Turn one Django connection to another database, in place: every thread shares the dict."""
    parts = conninfo_to_dict(url)
    connections.settings[alias].update(
        NAME=parts["dbname"],
        USER=parts["user"],
        PASSWORD=parts["password"],
        HOST=parts["host"],
        PORT=parts["port"],
    )


class Bases:
    """This process's own database, replaced by a fresh clone after a test that committed."""

    def __init__(self) -> None:
        self.serveur = serveur.start()
        self.name = ""
        self.renew()

    def renew(self) -> None:
        before, self.name = self.name, self.serveur.clone()
        connections.close_all()
        _point("default", self.serveur.app_url(self.name))
        _point("owner", self.serveur.owner_url(self.name))
        if before:
            self.serveur.drop(before)

    def close(self) -> None:
        connections.close_all()
        self.serveur.drop(self.name)


@pytest.fixture(scope="session")
def bases() -> Iterator[Bases]:
    """Real databases for this run; asked for by every test marked `django_db`."""
    made = Bases()
    yield made
    made.close()


@pytest.fixture(scope="session")
def valkey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Valkey]:
    """A Redis for this process alone: cache, channels and broker."""
    server = Valkey(tmp_path_factory.mktemp("valkey"), durable=False)
    server.socket.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    process = server.start()
    server.wait(process)
    settings.CACHES["default"]["LOCATION"] = server.url(1)
    caches["default"].close()
    del caches["default"]
    settings.CHANNEL_LAYERS["default"]["CONFIG"]["hosts"] = [server.url(2)]
    celery_app.conf.update(broker_url=f"redis+socket://{server.socket}?virtual_host=0")
    yield server
    caches["default"].close()
    process.terminate()
    process.wait()
    server.socket.unlink(missing_ok=True)
    server.socket.parent.rmdir()


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any, bases: Bases, valkey: Valkey) -> Iterator[None]:
    """Replaces pytest-django's: no test database is created by Django itself.

    Django would empty tables after a committing test by TRUNCATE, which ts_app may not do and
    append-only tables refuse: such a test is followed by a fresh clone instead.
    """

    def renew(_case: TransactionTestCase) -> None:
        with django_db_blocker.unblock():
            bases.renew()

    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
        patch.setattr(TransactionTestCase, "_fixture_teardown", renew)
        yield
        connections.close_all()


@pytest.fixture(autouse=True)
def cache_vide(request: pytest.FixtureRequest) -> Iterator[None]:
    """Limits and cached answers do not leak from one test into the next."""
    yield
    if "django_db_setup" in request.fixturenames:
        caches["default"].clear()


@pytest.fixture(scope="session", autouse=True)
def medias(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files of the tests, away from those of `make run`."""
    root = tmp_path_factory.mktemp("media")
    settings.MEDIA_ROOT = root
    settings.ANCRE_FICHIER = str(root / "ancre.jsonl")
    return root


def free_ports(count: int) -> int:
    """First of `count` consecutive free TCP ports on loopback.

    Below the range the system draws outgoing connections from: a port may wait half a minute for
    its server, and any client on the machine would take one of those meanwhile.
    """
    for _try in range(200):
        first = SystemRandom().randrange(*PORTS)
        if all(_is_free(first + offset) for offset in range(count)):
            return first
    raise RuntimeError("Aucune suite de ports libres.")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


@pytest.fixture(scope="session")
def moto(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of an S3 emulation (moto's server) in its own process."""
    port = free_ports(1)
    log = (tmp_path_factory.mktemp("moto") / "moto.log").open("wb")
    process = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
        stdout=log,
        stderr=log,
        env=os.environ | {"PYTHONWARNINGS": "ignore"},
    )
    address = f"http://127.0.0.1:{port}"
    for _try in range(200):
        try:
            requests.get(f"{address}/moto-api/data.json", timeout=1)
        except requests.ConnectionError:
            time.sleep(0.05)
        else:
            break
    yield address
    process.terminate()
    process.wait()
    log.close()
