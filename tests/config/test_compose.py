"""The production file passes on what the operations page tells people to write."""

import re

import yaml

from tests.infra import ROOT

LOCALES = {
    "TS_MODE", "TS_PORT", "TS_VAR", "TS_DEMO_MOT_DE_PASSE", "TS_SANS_DEMONSTRATION",
    "DATABASE_OWNER_URL",
}  # fmt: skip
"""Of a local run, or of the one service that migrates."""


def test_every_variable_of_the_operations_page_reaches_the_application() -> None:
    page = (ROOT / "docs" / "exploitation.md").read_text()
    nommees = {
        nom
        for ligne in page.splitlines()
        if ligne.startswith("| `")
        for nom in re.findall(r"`([A-Z][A-Z0-9_]+)`", ligne.split("|")[1])
    }
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    passees = set(compose["services"]["web"]["environment"])
    assert "TS_ANCRE_COURRIEL" in nommees
    assert nommees - passees - LOCALES == set()


def test_the_anchor_is_written_outside_the_database_s_volume() -> None:
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    for service in ("web", "worker-documents", "preparation"):
        lu = compose["services"][service]
        montes = [un.rpartition(":")[2] for un in lu["volumes"]]
        assert lu["environment"]["TS_ANCRE_FICHIER"].endswith("/ancre/sceaux.jsonl}")
        assert montes == ["/ancre"]
