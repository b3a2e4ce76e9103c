"""A Node script played against a running system, and what it said."""

import os
import subprocess
from pathlib import Path

from tests.infra import ROOT
from tests.systeme import Systeme


def play_script(systeme: Systeme, script: Path, images: Path, *, limite_s: int, **env: str) -> str:
    """Fails with all the script said when it fails; its pictures are in ``images``."""
    done = subprocess.run(
        ["node", str(script)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=limite_s,
        env=os.environ
        | {
            "TS_ADRESSE": systeme.http,
            "TS_SIMULATEUR": systeme.simulateur,
            "TS_DEMO_MOT_DE_PASSE": systeme.mot_de_passe,
            "TS_IMAGES": str(images),
        }
        | env,
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout
