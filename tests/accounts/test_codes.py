"""One-time codes: bound, budgeted, used once."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from accounts.domain.personnes import CodeEmis, CodeInvalide, TropDeCodes, UsageCode
from accounts.models import CodeUnique
from accounts.services.codes import (
    erase_code_text,
    issue_code,
    read_code_text,
    verify_code,
)
from core.events import _handlers, on
from core.tenancy import Acteur, contexte
from tests.cast import NOW, Distribution

pytestmark = pytest.mark.django_db
PHONE = "+22376123456"
REMISE = UsageCode.REMISE


@pytest.fixture
def agent(cast: Distribution) -> Iterator[Acteur]:
    with contexte(cast.agent_mali):
        yield cast.agent_mali


def issue(agent: Acteur, now: datetime = NOW, sujet: str = "s1", phone: str = PHONE) -> str:
    code = issue_code(acteur=agent, now=now, usage=REMISE, telephone=phone, sujet=sujet, pays="ML")
    text = read_code_text(code_id=code.id, now=now)
    assert text is not None
    return text


def verify(code: str, now: datetime = NOW, sujet: str = "s1", phone: str = PHONE) -> None:
    verify_code(now=now, usage=REMISE, telephone=phone, sujet=sujet, code=code)


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def test_a_code_is_six_digits_and_is_nowhere_in_clear(agent: Acteur) -> None:
    text = issue(agent)
    assert len(text) == 6
    assert text.isdigit()
    row = CodeUnique.objects.get()
    assert text not in row.empreinte
    assert row.texte_chiffre is not None
    assert text.encode() not in bytes(row.texte_chiffre)


def test_a_code_serves_once(agent: Acteur) -> None:
    text = issue(agent)
    verify(text)
    with pytest.raises(CodeInvalide):
        verify(text)


@pytest.mark.parametrize(
    ("sujet", "phone"), [("autre", PHONE), ("s1", "+22376000000")], ids=["sujet", "telephone"]
)
def test_a_code_serves_only_what_it_is_bound_to(agent: Acteur, sujet: str, phone: str) -> None:
    text = issue(agent)
    with pytest.raises(CodeInvalide):
        verify(text, sujet=sujet, phone=phone)
    with pytest.raises(CodeInvalide):
        verify_code(now=NOW, usage=UsageCode.CONNEXION, telephone=PHONE, sujet="s1", code=text)
    verify(text)


def test_a_code_dies_after_ten_minutes(agent: Acteur) -> None:
    text = issue(agent)
    with pytest.raises(CodeInvalide):
        verify(text, now=NOW + timedelta(minutes=10))
    verify(text, now=NOW + timedelta(minutes=9, seconds=59))


def test_a_new_code_replaces_the_earlier_one(agent: Acteur) -> None:
    first = issue(agent)
    second = issue(agent, NOW + timedelta(seconds=1))
    if first != second:
        with pytest.raises(CodeInvalide):
            verify(first, now=NOW + timedelta(seconds=2))
    verify(second, now=NOW + timedelta(seconds=2))


def test_five_wrong_tries_kill_a_code(agent: Acteur) -> None:
    text = issue(agent)
    for _ in range(5):
        with pytest.raises(CodeInvalide):
            verify(wrong(text))
    with pytest.raises(CodeInvalide):
        verify(text)


def test_four_wrong_tries_leave_the_code_alive(agent: Acteur) -> None:
    text = issue(agent)
    for _ in range(4):
        with pytest.raises(CodeInvalide):
            verify(wrong(text))
    verify(text)


def test_a_phone_gets_five_codes_an_hour_over_every_country(
    agent: Acteur, cast: Distribution
) -> None:
    for n in range(4):
        issue(agent, sujet=f"s{n}")
    with contexte(cast.agent_rci):
        issue_code(
            acteur=cast.agent_rci, now=NOW, usage=REMISE, telephone=PHONE, sujet="x", pays="CI"
        )
    with pytest.raises(TropDeCodes):
        issue(agent, sujet="s9")
    issue(agent, NOW + timedelta(hours=1), sujet="s9")


def test_a_phone_has_fifteen_wrong_tries_a_day(agent: Acteur) -> None:
    now = NOW
    for n in range(3):
        now = NOW + timedelta(minutes=20 * n)
        text = issue(agent, now, sujet=f"s{n}")
        for _ in range(5):
            with pytest.raises(CodeInvalide):
                verify(wrong(text), now, sujet=f"s{n}")
    with pytest.raises(TropDeCodes):
        issue(agent, now + timedelta(hours=2), sujet="s9")
    issue(agent, NOW + timedelta(days=1, hours=1), sujet="s9")


def test_the_text_is_gone_once_sent_or_used(agent: Acteur) -> None:
    code = issue_code(acteur=agent, now=NOW, usage=REMISE, telephone=PHONE, sujet="s1", pays="ML")
    text = read_code_text(code_id=code.id, now=NOW)
    erase_code_text(code_id=code.id)
    assert read_code_text(code_id=code.id, now=NOW) is None
    assert text is not None
    verify(text)


def test_whoever_sends_messages_is_told_of_a_code_by_its_id(agent: Acteur) -> None:
    seen: list[CodeEmis] = []
    heard = on(CodeEmis)(seen.append)
    kept, _handlers[CodeEmis] = _handlers[CodeEmis], [heard]
    try:
        issue(agent)
    finally:
        _handlers[CodeEmis] = [h for h in kept if h is not heard]
    assert [(e.usage, e.pays, e.acteur_id) for e in seen] == [("remise", "ML", agent.id)]
    assert seen[0].code_id == CodeUnique.objects.get().id
