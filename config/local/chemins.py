"""Where a local run keeps its sockets.

A Unix socket path is limited to ~104 bytes, so the sockets cannot always live in the data
directory: they go to a short directory of the user, named after the data directory's hash.
"""

import hashlib
import os
import tempfile
from pathlib import Path


def socket_dir(var: Path) -> Path:
    """Short directory for the sockets of the servers whose data is under `var`."""
    digest = hashlib.sha256(str(var.resolve()).encode()).hexdigest()[:12]
    base = Path(os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir())
    if len(str(base)) > 60:
        base = Path("/tmp")  # noqa: S108 - the directory made below is private to this user
    return base / f"ts-{os.getuid()}-{digest}"


def valkey_socket(var: Path) -> Path:
    return socket_dir(var) / "valkey.sock"
