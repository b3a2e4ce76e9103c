"""Going round the doors: the lock, the budgets, enumeration by time, codes, a second account."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.cache import caches

from accounts.domain.personnes import CodeInvalide, UsageCode
from accounts.models import CodeUnique, User
from accounts.services.codes import issue_code, read_code_text, verify_code
from core.chiffrement import decrypt
from core.ids import uuid7
from core.tenancy import contexte, transverse
from tests.cast import MOT_DE_PASSE, NOW, Api, Distribution

pytestmark = pytest.mark.django_db


@pytest.fixture
def sans_redis(monkeypatch: pytest.MonkeyPatch) -> None:
    """Redis answers nothing: every cache call misses."""
    cache: Any = caches["default"]
    monkeypatch.setattr(cache, "_try", lambda _call, *, missed: missed)


def test_without_redis_a_signed_out_token_still_writes_nothing(
    cast: Distribution, api: Callable[..., Api], sans_redis: None
) -> None:
    device = api(None)
    right = {"identifiant": "agent_mali", "mot_de_passe": MOT_DE_PASSE}
    token = device.post("/auth/connexion", right).json()["access_token"]
    bearer = {"Authorization": f"Bearer {token}"}
    api(cast.admin_mali).post(f"/utilisateurs/{cast.agent_mali.id}/deconnexion")
    assert device.patch("/auth/moi", {"langue": "en"}, headers=bearer).status_code == 401


def test_without_redis_people_log_in_and_the_lock_still_holds(
    cast: Distribution, api: Callable[..., Api], sans_redis: None
) -> None:
    right = {"identifiant": "agent_mali", "mot_de_passe": MOT_DE_PASSE}
    assert api(None).post("/auth/connexion", right).status_code == 200
    for _ in range(5):
        body = {"identifiant": "agent_rci", "mot_de_passe": "faux"}
        assert api(None).post("/auth/connexion", body).status_code == 401
    locked = {"identifiant": "agent_rci", "mot_de_passe": MOT_DE_PASSE}
    assert api(None).post("/auth/connexion", locked).json()["code"] == "compte_verrouille"


def test_without_redis_each_process_keeps_half_of_its_share_of_the_address_budget(
    cast: Distribution, api: Callable[..., Api], sans_redis: None, settings: Any
) -> None:
    settings.PROCESSUS_WEB = 3
    statuses = [
        api(None).post("/auth/reinitialisation/demande", {"identifiant": "x"}).status_code
        for _ in range(20)
    ]
    assert statuses == [202] * 5 + [429] * 15


@pytest.mark.parametrize(
    "disguise", [" Agent_Mali", "AGENT_MALI", "agent _ mali", "ａｇｅｎｔ_mali"]
)
def test_the_lock_is_not_gone_round_by_spelling_or_address(
    cast: Distribution, api: Callable[..., Api], disguise: str
) -> None:
    for n in range(5):
        body = {"identifiant": disguise, "mot_de_passe": "faux"}
        api(None).post("/auth/connexion", body, REMOTE_ADDR=f"203.0.113.{n}")
    body = {"identifiant": "agent_mali", "mot_de_passe": MOT_DE_PASSE}
    other = api(None).post("/auth/connexion", body, REMOTE_ADDR="198.51.100.7")
    assert other.json()["code"] == "compte_verrouille"


def test_a_claimed_address_is_not_believed(cast: Distribution, api: Callable[..., Api]) -> None:
    statuses = {
        api(None)
        .post(
            "/auth/reinitialisation/demande",
            {"identifiant": "x"},
            headers={"X-Forwarded-For": f"198.51.100.{n}"},
            REMOTE_ADDR="203.0.113.200",
        )
        .status_code
        for n in range(31)
    }
    assert statuses == {202, 429}


def test_a_one_time_code_opens_nothing_it_was_not_made_for(cast: Distribution) -> None:
    now = datetime.now(UTC)
    phone, subject = "+22376000077", "x" * 16
    with contexte(cast.agent_mali):
        code = issue_code(
            acteur=cast.agent_mali, now=now, usage=UsageCode.REMISE, telephone=phone,
            sujet=subject, pays="ML",
        )  # fmt: skip
        text = read_code_text(code_id=code.id, now=now)
        assert text is not None
        for usage, telephone, sujet in (
            (UsageCode.CONNEXION, phone, subject),
            (UsageCode.CONTACT, phone, subject),
            (UsageCode.REMISE, "+22376000078", subject),
            (UsageCode.REMISE, phone, "y" * 16),
        ):
            with pytest.raises(CodeInvalide):
                verify_code(now=now, usage=usage, telephone=telephone, sujet=sujet, code=text)
        verify_code(now=now, usage=UsageCode.REMISE, telephone=phone, sujet=subject, code=text)


def test_no_admin_reads_a_code_anywhere(cast: Distribution, api: Callable[..., Api]) -> None:
    now = datetime.now(UTC)
    with contexte(cast.agent_mali):
        code = issue_code(
            acteur=cast.agent_mali, now=now, usage=UsageCode.CONNEXION,
            telephone="+22376000079", pays="ML",
        )  # fmt: skip
    with transverse():
        row = CodeUnique.objects.get(id=code.id)
        assert row.texte_chiffre is not None
        text = decrypt(row.texte_chiffre)
    assert text not in row.empreinte
    for path in ("/notifications", "/audit", "/utilisateurs", f"/recherche?q={text}"):
        body = api(cast.admin_mali).get(path).content.decode()
        assert f'"{text}"' not in body.replace(f'"q":"{text}"', "")
        assert f"*{text}*" not in body


def test_an_author_approves_through_no_second_account_of_theirs(
    cast: Distribution, api: Callable[..., Api]
) -> None:
    """Direction makes itself an admin, sells a guarantee, and signs with the other hat."""
    made = api(cast.direction).post(
        "/utilisateurs",
        {
            "id": str(uuid7()), "identifiant": "prete-nom", "nom": "Prête Nom",
            "fonction": "admin", "pays": "ML", "mot_de_passe": MOT_DE_PASSE,
        },
    )  # fmt: skip
    assert made.status_code == 201
    with transverse():
        puppet = User.objects.get(id=UUID(made.json()["id"]))
    assert puppet.mains == [str(cast.direction.id)]
    api(cast.direction).post(f"/utilisateurs/{puppet.id}/desactivation")
    api(cast.direction).patch(f"/utilisateurs/{puppet.id}", {"actif": True})
    with transverse():
        assert User.objects.get(id=puppet.id).mains == [str(cast.direction.id)]
    assert NOW - timedelta(days=7) < puppet.cree_le
