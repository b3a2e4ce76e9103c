"""`python -m bench`: an empty temporary directory, free ports, then the measures in a child.

The settings are read once at import, so that the child must be born with its environment.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

PORTS = 3
OUTSIDE = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "SENTRY_DSN")


def free_ports() -> int:
    """First of three consecutive free TCP ports on loopback."""
    for _try in range(50):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            first: int = probe.getsockname()[1]
        if first + PORTS < 65_536 and all(_is_free(first + n) for n in range(PORTS)):
            return first
    raise RuntimeError("Aucune suite de ports libres.")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def _erase(var: Path) -> None:
    """PostgreSQL's files may live away from a closed temporary directory."""
    trace = var / "postgres.ailleurs"
    if trace.is_file():
        shutil.rmtree(Path(trace.read_text()).parent, ignore_errors=True)
    shutil.rmtree(var, ignore_errors=True)


def main() -> int:
    """Run the measures; their exit code."""
    var = Path(tempfile.mkdtemp(prefix="ts-bench-"))
    given = {name: value for name, value in os.environ.items() if name not in OUTSIDE}
    try:
        return subprocess.run(
            [sys.executable, "-m", "bench.passage"],
            env=given
            | {
                "DJANGO_SETTINGS_MODULE": "config.settings",
                "TS_MODE": "local",
                "TS_VAR": str(var),
                "TS_PORT": str(free_ports()),
                "TS_LOG_LEVEL": os.environ.get("TS_LOG_LEVEL", "WARNING"),
                "TS_LIMITE_UTILISATEUR": "100000000",
            },
            check=False,
        ).returncode
    except KeyboardInterrupt:
        return 130
    finally:
        _erase(var)


if __name__ == "__main__":
    sys.exit(main())
