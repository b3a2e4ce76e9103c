"""A PostgreSQL and a Valkey of the proof's own, restarted and emptied at will."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import redis

from config.local.valkey import Valkey
from tests import serveur
from tests.serveur import Serveur


@dataclass(frozen=True)
class Lieux:
    """Where everything is kept; made before the settings are read."""

    place: Path
    base: Serveur
    valkey: Valkey

    def new_database(self) -> str:
        """A migrated, empty one, given to the processes born from now on."""
        nom = self.base.clone()
        os.environ["DATABASE_URL"] = self.base.app_url(nom)
        os.environ["DATABASE_OWNER_URL"] = self.base.owner_url(nom)
        return nom

    def flush_redis(self) -> None:
        with redis.Redis.from_url(self.valkey.url()) as client:
            client.flushall()

    def restart_postgres(self) -> None:
        """Sessions are cut, the server is gone, then it is back."""
        pid = self.base.postgres.running_pid()
        if pid is not None:
            self.base.postgres.stop(pid)
        self.base.postgres.wait(self.base.postgres.start(bound_to_us=True))


@contextmanager
def opened(place: Path) -> Iterator[Lieux]:
    """Both servers, over an empty directory; stopped at the end."""
    base = serveur.start()
    valkey = Valkey(place / "var", durable=False)
    valkey.socket.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    processus = valkey.start()
    os.environ.pop("REDIS_URL", None)
    lieux = Lieux(place, base, valkey)
    try:
        valkey.wait(processus)
        lieux.new_database()
        yield lieux
    finally:
        pid = base.postgres.running_pid()
        if pid is not None:
            base.postgres.stop(pid)
        processus.terminate()
        processus.wait(10)
        valkey.socket.unlink(missing_ok=True)
