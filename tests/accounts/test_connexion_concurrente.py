"""Racing log-ins and refreshes, against a live server with real transactions."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests

from tests.cast import MOT_DE_PASSE, Distribution

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.lent]


def test_racing_wrong_passwords_get_five_tries_in_all(cast: Distribution, live_server: Any) -> None:
    url = f"{live_server.url}/api/v1/auth/connexion"

    def guess(n: int) -> int:
        body = {"identifiant": "agent_mali", "mot_de_passe": f"faux-{n}"}
        return requests.post(url, json=body, timeout=30).status_code

    with ThreadPoolExecutor(8) as pool:
        answers = Counter(pool.map(guess, range(24)))
    assert answers == {401: 5, 429: 19}


def test_racing_refreshes_share_one_successor(cast: Distribution, live_server: Any) -> None:
    root = f"{live_server.url}/api/v1/auth"
    opened = requests.post(
        f"{root}/connexion",
        json={"identifiant": "agent_mali", "mot_de_passe": MOT_DE_PASSE},
        timeout=30,
    )
    cookie = {"ts_refresh": opened.cookies["ts_refresh"]}

    def refresh(_: int) -> tuple[int, str | None]:
        answer = requests.post(f"{root}/rafraichissement", cookies=cookie, timeout=30)
        return answer.status_code, answer.cookies.get("ts_refresh")

    with ThreadPoolExecutor(6) as pool:
        answers = set(pool.map(refresh, range(6)))
    assert len(answers) == 1
    assert answers.pop()[0] == 200
