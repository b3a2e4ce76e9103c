"""Children that die with us: started in their own group, stopped as a group, never orphaned."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from pwd import getpwnam

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def unprivileged() -> tuple[int, int] | None:
    """uid and gid PostgreSQL runs under when we are root (it refuses root); None otherwise."""
    if os.geteuid() != 0:
        return None
    nobody = getpwnam("nobody")
    return nobody.pw_uid, nobody.pw_gid


def _child_setup(user: tuple[int, int] | None, parent_death: int | None) -> Callable[[], None]:
    """What the child does between fork and exec.

    The parent-death signal comes last: changing user clears it. A parent already gone by then
    would never send it, hence the check.
    """
    parent = os.getpid()

    def setup() -> None:
        if user is not None:
            os.setgroups([])
            os.setgid(user[1])
            os.setuid(user[0])
        if _libc is not None and parent_death is not None:
            _libc.prctl(PR_SET_PDEATHSIG, parent_death)
            if os.getppid() != parent:
                os._exit(1)

    return setup


def spawn(
    argv: Sequence[str | Path],
    *,
    log: Path,
    env: Mapping[str, str] | None = None,
    user: tuple[int, int] | None = None,
    parent_death: int | None = signal.SIGTERM,
    cwd: Path | None = None,
) -> subprocess.Popen[bytes]:
    """Start a server in its own process group, output appended to `log`.

    Call it from the main thread: Linux ties the parent-death signal to the creating thread.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as output:
        return subprocess.Popen(
            [str(part) for part in argv],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=dict(env) if env is not None else None,
            cwd=cwd,
            start_new_session=True,
            preexec_fn=_child_setup(user, parent_death),
        )


def signal_group(pid: int, number: int) -> bool:
    """Signal a whole process group; False when nobody is left in it."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, number)
        return True
    return False


def wait_group(pids: Sequence[int], timeout_s: float) -> list[int]:
    """Groups still alive after `timeout_s`; returns as soon as all are gone."""
    deadline = time.monotonic() + timeout_s
    left = list(pids)
    while left and time.monotonic() < deadline:
        for pid in left:
            with suppress(ChildProcessError):
                os.waitpid(pid, os.WNOHANG)
        left = [pid for pid in left if signal_group(pid, 0)]
        if left:
            time.sleep(0.02)
    return left


def tail(log: Path, lines: int = 15) -> str:
    """End of a log, for the error message of a server that did not start."""
    if not log.is_file():
        return ""
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])
