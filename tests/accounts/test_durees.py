"""Nobody learns by the time of an answer whether an account or a client's phone is known."""

import statistics
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.cache import cache
from django.db import connection

from accounts import palier
from accounts.backends import CompteBackend
from accounts.models import CodeUnique, User
from core.tenancy import transverse
from tests.accounts.test_reinitialisation import prove
from tests.cast import MOT_DE_PASSE, NOW, Api, Distribution
from tests.factories.colis import make_client

pytestmark = pytest.mark.django_db
CONNU, INCONNU = "+22376123456", "+22376123457"
PALIER_COURT_S = 0.1
"""Far above what a door does, so that only the floor counts; short, for the suite's sake."""


@pytest.fixture
def real_cost(cast: Distribution, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fifth of production's Argon2 cost: far above the queries', so that only it counts."""
    monkeypatch.setattr(Argon2PasswordHasher, "memory_cost", 20_480)
    monkeypatch.setattr(Argon2PasswordHasher, "time_cost", 2)
    with transverse():
        for user in User.objects.filter(fonction="agent"):
            user.set_password(MOT_DE_PASSE)
            user.save(update_fields=["password"])
        client = User.objects.get(id=cast.client.id)
        client.set_unusable_password()
        client.identifiant = f"client:{INCONNU}"
        client.save(update_fields=["password", "identifiant"])
        User.objects.filter(id=cast.agent_rci.id).update(actif=False)


@pytest.fixture
def floor(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(palier, "PALIER_S", PALIER_COURT_S)
    cache.clear()
    yield
    cache.clear()


def compare(
    act: Callable[[str], None],
    known: str,
    *hidden: str,
    tries: int,
    clock: Callable[[], float] = time.perf_counter,
) -> None:
    """Lower quartiles of many interleaved tries differ by less than noise.

    A busy machine only ever adds time: the quicker tries say what the door itself costs. Where a
    hash is the cost, ``time.process_time`` leaves out what other processes took meanwhile.
    """
    spent: dict[str, list[float]] = {name: [] for name in (known, *hidden)}
    for _ in range(tries):
        for name, times in spent.items():
            start = clock()
            act(name)
            times.append(clock() - start)
    cost = {name: statistics.quantiles(times, n=4)[0] for name, times in spent.items()}
    ratios = {name: cost[name] / cost[known] for name in hidden}
    assert all(0.7 < ratio < 1.4 for ratio in ratios.values()), ratios


def test_an_unknown_or_closed_account_takes_as_long_as_a_wrong_password(
    cast: Distribution, real_cost: None
) -> None:
    def wrong(identifiant: str) -> None:
        found = CompteBackend().authenticate(None, identifiant=identifiant, password="faux")
        assert found is None

    compare(wrong, "agent_mali", "personne", "agent_rci", tries=15, clock=time.process_time)


def test_the_log_in_door_takes_as_long_for_every_name(
    cast: Distribution, api: Callable[..., Api], real_cost: None
) -> None:
    def wrong(identifiant: str) -> None:
        body = {"identifiant": identifiant, "mot_de_passe": "faux"}
        refused = api(None).post("/auth/connexion", body)
        assert refused.json()["code"] == "identifiants_invalides"
        AccessAttempt.objects.all().delete()

    names = ("agent_mali", "personne", "agent_rci", f"client:{INCONNU}")
    compare(wrong, *names, tries=9, clock=time.process_time)


def otp_door(api: Callable[..., Api], telephone: str) -> Any:
    return api(None).post("/auth/otp", {"telephone": telephone})


def code_door(api: Callable[..., Api], telephone: str) -> Any:
    return api(None).post("/auth/otp/verification", {"telephone": telephone, "code": "000000"})


def reset_door(api: Callable[..., Api], telephone: str) -> Any:
    name = "agent_mali" if telephone == CONNU else "personne"
    return api(None).post("/auth/reinitialisation/demande", {"identifiant": name})


@pytest.mark.parametrize(("door", "status"), [(otp_door, 202), (code_door, 401), (reset_door, 202)])
def test_a_door_takes_as_long_for_a_phone_or_a_name_we_know(
    cast: Distribution, api: Callable[..., Api], floor: None, door: Callable[..., Any], status: int
) -> None:
    """Codes are aged after each try: a spent budget would spare the known phone its work."""
    make_client(cast.agent_chine, NOW, telephone=CONNU)
    prove(api(cast.agent_mali), CONNU)
    if door is code_door:
        otp_door(api, CONNU)

    def knock(telephone: str) -> None:
        answer = door(api, telephone)
        assert answer.status_code == status, answer.content
        if door is not code_door:
            with transverse():
                CodeUnique.objects.update(cree_le=NOW - timedelta(days=1))

    compare(knock, CONNU, INCONNU, tries=8)


@pytest.mark.parametrize("door", [otp_door, code_door, reset_door])
def test_the_floor_is_held_after_the_commit(
    cast: Distribution,
    api: Callable[..., Api],
    door: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What a known phone writes is committed, and its message queued, before the wait."""
    cache.clear()
    depths: list[int] = []
    monkeypatch.setattr(time, "sleep", lambda _s: depths.append(len(connection.savepoint_ids)))
    before = len(connection.savepoint_ids)
    door(api, INCONNU)
    assert depths == [before]
