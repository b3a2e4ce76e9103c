"""The SQL a request sends, captured, and run again alone by pgbench in prepared mode.

Each capture becomes one pgbench script. What a request made itself (UUIDv7 ids younger than the
capture, and the texts named by the caller) becomes an expression over pgbench's random numbers,
so that a script may be played again and again without breaking a unique key.
"""

import re
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection
from psycopg.conninfo import conninfo_to_dict

UUID_TEXT = re.compile(r"'(\{?)([0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12})(\}?)'")
_COLON_IN_TEXT = re.compile(r":(?=[A-Za-z_])(?<!::)")
_TPS = re.compile(r"^tps = ([0-9.]+)", re.MULTILINE)
_graines = count(1)
"""pgbench draws anew at each run: the rows of the run before are still there."""


@dataclass
class Capture:
    """The statements of one request, with their values written in."""

    sql: list[str] = field(default_factory=list)
    transaction: bool = False

    def wrap(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        """The wrapper Django calls around each statement (connection.execute_wrapper)."""
        if many:
            raise NotImplementedError("executemany n'est pas rejoué")
        self.transaction = self.transaction or context["connection"].in_atomic_block
        self.sql.append(context["connection"].ops.compose_sql(sql, params) if params else sql)
        return execute(sql, params, many, context)


@contextmanager
def captured() -> Iterator[Capture]:
    """What this thread's default connection is asked meanwhile."""
    capture = Capture()
    with connection.execute_wrapper(capture.wrap):
        yield capture


def script(capture: Capture, *, depuis_ms: int, textes: Sequence[str] = ()) -> str:
    """The pgbench script of a capture; ``depuis_ms`` (Unix) is when it began."""
    names: dict[str, str] = {}
    body = [_replayed(sql, depuis_ms, textes, names) for sql in capture.sql]
    draws = [f"\\set {name} random(1, 281474976710655)" for name in names.values()]
    if capture.transaction:
        body = ["BEGIN", *body, "COMMIT"]
    return "\n".join([*draws, *(f"{sql};" for sql in body)]) + "\n"


def _replayed(sql: str, depuis_ms: int, textes: Sequence[str], names: dict[str, str]) -> str:
    flat = _split_colons(" ".join(sql.split()))

    def fresh(match: re.Match[str]) -> str:
        opening, text, closing = match.groups()
        if UUID(text).int >> 80 < depuis_ms:
            return match[0]
        name = names.setdefault(text, f"v{len(names)}")
        uuid = f"('019f0000-0000-7000-8000-' || lpad(to_hex(:{name}::bigint), 12, '0'))::uuid"
        return f"ARRAY[{uuid}]" if opening and closing else uuid

    flat = UUID_TEXT.sub(fresh, flat)
    for text in textes:
        if f"'{text}'" in flat:
            name = names.setdefault(text, f"v{len(names)}")
            flat = flat.replace(f"'{text}'", f"lpad(:{name}::text, {len(text)}, 'Z')")
    return flat


def _split_colons(sql: str) -> str:
    """JSON's ``{"a":true}`` would read as pgbench's variable ``:true``: a space says it is not."""
    return _COLON_IN_TEXT.sub(": ", sql)


@dataclass(frozen=True)
class Pgbench:
    """The server's own tool, driven as the application's role on its socket."""

    binary: Path
    url: str
    connexions: int

    def run(self, scripts: Sequence[Path], transactions: int) -> float:
        """Play ``transactions`` of the scripts, drawn evenly; how many it did a second."""
        parts = {name: str(value) for name, value in conninfo_to_dict(self.url).items()}
        files = [arg for path in scripts for arg in ("-f", str(path))]
        done = subprocess.run(
            [
                str(self.binary), "--no-vacuum", "--protocol=prepared",
                f"--random-seed={next(_graines)}",
                "-c", str(self.connexions), "-j", "1",
                "-t", str(max(1, transactions // self.connexions)),
                "-h", parts["host"], "-p", parts["port"], "-U", parts["user"], *files,
                parts["dbname"],
            ],
            env={"PGPASSWORD": parts["password"], "LC_ALL": "C"},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        found = _TPS.search(done.stdout)
        if done.returncode or found is None:
            raise RuntimeError(f"pgbench :\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
        return float(found[1])
