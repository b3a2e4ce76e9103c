"""The journal's screen says every act and subject in words, in each language."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from accounts.policies import Action

ROOT = Path(__file__).resolve().parents[2]
APPS = ("accounts", "colis", "vols", "distribution", "notifications", "rapports", "core")


def written(pattern: str) -> set[str]:
    """What the services give `record()` under one of its arguments."""
    return {
        found
        for app in APPS
        for path in (ROOT / app).rglob("services/**/*.py")
        for found in re.findall(pattern, path.read_text())
    }


def words(langue: str, section: str) -> Iterator[str]:
    """The keys of a section of the screen's words; `famille.acte` where it has families."""
    text = (ROOT / "frontend" / "src" / "i18n" / langue / "audit.ts").read_text()
    body = re.search(rf"^  {section}: \{{\n(.*?)^  \}},", text, re.DOTALL | re.MULTILINE)
    assert body is not None
    famille = ""
    for line in body[1].splitlines():
        if opened := re.match(r"    (\w+): \{", line):
            famille = f"{opened[1]}."
        elif key := re.match(r"    {1,3}(\w+):", line):
            yield f"{famille if line.startswith('      ') else ''}{key[1]}"


@pytest.mark.parametrize("langue", ["fr", "en", "zh"])
def test_every_act_the_journal_keeps_has_its_words(langue: str) -> None:
    acts = {str(Action[name]) for name in written(r"\baction=Action\.([A-Z_]+)")}
    assert len(acts) > 30
    assert acts - set(words(langue, "actions")) == set()


@pytest.mark.parametrize("langue", ["fr", "en", "zh"])
def test_every_subject_the_journal_names_has_its_word(langue: str) -> None:
    subjects = written(r'\bsujet_type="(\w+)"')
    assert len(subjects) > 10
    assert subjects - set(words(langue, "sujets")) == set()
