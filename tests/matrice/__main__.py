"""`make matrice`: the counts, the table of planted leaks, and one line of JSON at the end."""

import os
import sys
from pathlib import Path

import orjson
import pytest


def main() -> int:
    """Run the proof under pytest, whose fixtures give the database and the Redis."""
    os.environ.setdefault("TS_LOG_LEVEL", "CRITICAL")
    here = Path(__file__).with_name("preuve.py")
    code = pytest.main([str(here), "-q", "-s", "--show-capture=no", "-p", "no:cacheprovider"])
    proof = sys.modules.get("tests.matrice.preuve")
    result = dict(getattr(proof, "RESULTAT", {}))
    sys.stdout.write(orjson.dumps(result).decode() + "\n")
    return int(code)


if __name__ == "__main__":
    sys.exit(main())
