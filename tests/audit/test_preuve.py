"""The short form of `make preuve-audit`: every attack found, the right thing named."""

import os
import subprocess
import sys

import orjson
import pytest

from tests.serveur import ROOT


@pytest.mark.lent
def test_every_attack_on_the_journal_is_found_and_named() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.preuve_audit"],
        cwd=ROOT,
        env=os.environ | {"LIGNES": "20000", "ATTAQUES": "1500", "TOURS": "1", "ECRITURES": "10"},
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    body = orjson.loads(done.stdout.splitlines()[-1])
    assert body["mutations"] == body["found"] >= 20
    assert (body["rows"], body["intact"]) == (20_000, True)
    assert 0 < body["memoire_mo"] < 600
