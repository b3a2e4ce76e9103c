"""schemathesis over the running system: no 5xx, nothing undeclared, for each kind of caller."""

import os
import subprocess
from pathlib import Path

import pytest
import requests

from tests.systeme import Systeme

pytestmark = [pytest.mark.e2e, pytest.mark.schema, pytest.mark.lent]

CHECKS = ",".join(
    (
        "not_a_server_error", "status_code_conformance", "content_type_conformance",
        "response_schema_conformance",
    )
)  # fmt: skip
# The session used must outlive the test: what ends it has its own tests.
EXCLUDED = ("deconnexion", "desactivation", "auth/mot-de-passe")
# A caller's share of the whole run; more with TS_CONTRAT_S.
BUDGET_S = int(os.environ.get("TS_CONTRAT_S", "20"))


def access_token(systeme: Systeme, identifiant: str) -> str:
    answer = requests.post(
        f"{systeme.http}/api/v1/auth/connexion",
        json={"identifiant": identifiant, "mot_de_passe": systeme.mot_de_passe},
        timeout=10,
    )
    assert answer.status_code == 200, answer.text
    return str(answer.json()["access_token"])


@pytest.mark.parametrize(
    "identifiant", ["", "admin_chine", "agent_mali", "admin_mali", "direction"]
)
def test_whatever_is_sent_the_answer_is_a_declared_one(
    systeme: Systeme, identifiant: str, tmp_path: Path
) -> None:
    command = [
        "schemathesis", "run", f"{systeme.http}/api/v1/openapi.json",
        "--checks", CHECKS, "--phases", "coverage,fuzzing", "--max-examples", "10",
        "--max-time", str(BUDGET_S), "--seed", "20260310", "--no-shrink", "--workers", "1",
        "--request-timeout", "20", "--warnings", "off",
        "--exclude-path-regex", "|".join(EXCLUDED),
    ]  # fmt: skip
    if identifiant:
        token = access_token(systeme, identifiant)
        command += ["--header", f"Authorization: Bearer {token}"]
    done = subprocess.run(
        [str(Path(".venv/bin") / command[0]), *command[1:]],
        capture_output=True, text=True, check=False, timeout=BUDGET_S * 4,
    )  # fmt: skip
    print(f"\n--- schemathesis, {identifiant or 'sans compte'}")
    print("\n".join(done.stdout.splitlines()[-25:]))
    assert done.returncode == 0, done.stdout[-8000:]
