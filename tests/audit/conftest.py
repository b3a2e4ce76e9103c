"""An anchor file of the test's own."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def ancre(tmp_path: Path, settings: Any) -> Path:
    """Where this test's seals are kept outside."""
    settings.ANCRE_FICHIER = str(tmp_path / "dehors" / "sceaux.jsonl")
    return Path(settings.ANCRE_FICHIER)
