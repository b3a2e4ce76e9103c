"""The pure rules of the messages."""

from datetime import UTC, datetime, time, timedelta
from random import Random

import pytest

from notifications.domain import (
    PRIORITES,
    TRANSITIONS,
    Constat,
    Etape,
    Nature,
    Niveau,
    Phase,
    Silence,
    Statut,
    StatutNotificationInterdit,
    advance_by_recu,
    after_silence,
    classify,
    deadline,
    line_capacity,
    replaces,
    require_transition,
    retry_delay,
)

MATIN = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)


def test_every_status_has_its_moves_and_only_those() -> None:
    assert set(TRANSITIONS) == set(Statut)
    for de in Statut:
        for vers in Statut:
            if vers in TRANSITIONS[de]:
                require_transition(de, vers)
                continue
            with pytest.raises(StatutNotificationInterdit) as refus:
                require_transition(de, vers)
            assert de.value in refus.value.sentence("fr")


def test_what_the_phone_has_is_never_undone_by_us() -> None:
    assert TRANSITIONS[Statut.LU] == frozenset()
    assert TRANSITIONS[Statut.LIVRE] == {Statut.LU}
    assert Statut.EN_ATTENTE not in TRANSITIONS[Statut.ENVOYE]


@pytest.mark.parametrize(
    ("actuel", "recu", "attendu"),
    [
        (Statut.ENVOYE, Statut.LIVRE, Statut.LIVRE),
        (Statut.ENVOYE, Statut.LU, Statut.LU),
        (Statut.LU, Statut.LIVRE, None),
        (Statut.LIVRE, Statut.LIVRE, None),
        (Statut.LIVRE, Statut.ENVOYE, None),
        (Statut.INCERTAIN, Statut.LIVRE, Statut.LIVRE),
        (Statut.ANNULE, Statut.LIVRE, Statut.LIVRE),
        (Statut.ENVOYE, Statut.ECHEC_PERMANENT, Statut.ECHEC_PERMANENT),
        (Statut.LIVRE, Statut.ECHEC_PERMANENT, None),
    ],
)
def test_a_receipt_only_moves_forward(actuel: Statut, recu: Statut, attendu: Statut | None) -> None:
    assert advance_by_recu(actuel, recu) is attendu


@pytest.mark.parametrize(
    ("statut", "corps", "niveau", "nature"),
    [
        (200, b'{"success":true,"messageId":"a"}', Niveau.MESSAGE, Nature.ACCEPTE),
        (201, b'{"success":true}', Niveau.MESSAGE, Nature.ACCEPTE),
        (202, b'{"messageId":"a"}', Niveau.MESSAGE, Nature.ACCEPTE),
        (200, b"", Niveau.MESSAGE, Nature.INCERTAIN),
        (200, b"[]", Niveau.MESSAGE, Nature.INCERTAIN),
        (200, b"{}", Niveau.MESSAGE, Nature.INCERTAIN),
        (400, b'{"error":{"code":"MISSING_ACCOUNT_ID"}}', Niveau.LIGNE, Nature.BAS),
        (400, b'{"error":{"message":"Not on WhatsApp"}}', Niveau.DESTINATAIRE, Nature.PERMANENT),
        (404, b'{"error":{"code":"RECIPIENT_NOT_FOUND"}}', Niveau.DESTINATAIRE, Nature.PERMANENT),
        (413, b"", Niveau.MESSAGE, Nature.PERMANENT),
        (302, b"", Niveau.MESSAGE, Nature.TEMPORAIRE),
        (500, b'{"error":{"code":"SEND_ERROR"}}', Niveau.MESSAGE, Nature.TEMPORAIRE),
        (502, b'{"error":{"code":"SEND_ERROR"}}', Niveau.MESSAGE, Nature.INCERTAIN),
        (504, b"", Niveau.MESSAGE, Nature.INCERTAIN),
    ],
)
def test_answers_are_classified_by_word_then_by_status(
    statut: int, corps: bytes, niveau: Niveau, nature: Nature
) -> None:
    verdict = classify(Constat(Phase.REPONSE, statut, corps))
    assert (verdict.niveau, verdict.nature) == (niveau, nature)


def test_every_status_has_a_verdict() -> None:
    for statut in range(200, 600):
        assert classify(Constat(Phase.REPONSE, statut, b"\xff")).nature in Nature


def test_backoff_is_full_jitter_doubling_from_half_an_hour_to_four_hours() -> None:
    hasard = Random(7)
    for essai, sommet_min in ((1, 30), (2, 60), (3, 120), (4, 240), (9, 240)):
        delais = [retry_delay(Etape.PARTI, essai, hasard, None) for _ in range(300)]
        assert max(delais) <= timedelta(minutes=sommet_min)
        assert max(delais) > timedelta(minutes=sommet_min * 0.9)
        assert min(delais) < timedelta(minutes=sommet_min * 0.1)


def test_a_code_climbs_its_own_steps_and_retry_after_is_a_floor() -> None:
    delais = [retry_delay(Etape.OTP, essai, Random(1), None) for essai in (1, 2, 3, 4, 5)]
    assert [delai.total_seconds() for delai in delais] == [5, 15, 45, 120, 120]
    assert retry_delay(Etape.OTP, 1, Random(1), 60) == timedelta(seconds=60)


@pytest.mark.parametrize(
    ("heure_utc", "zone", "reprise"),
    [
        (datetime(2026, 3, 10, 20, 59, tzinfo=UTC), "Africa/Bamako", None),
        (
            datetime(2026, 3, 10, 21, 0, tzinfo=UTC),
            "Africa/Bamako",
            datetime(2026, 3, 11, 7, 0, tzinfo=UTC),
        ),
        (
            datetime(2026, 3, 11, 6, 59, tzinfo=UTC),
            "Africa/Bamako",
            datetime(2026, 3, 11, 7, 0, tzinfo=UTC),
        ),
        (datetime(2026, 3, 11, 7, 0, tzinfo=UTC), "Africa/Bamako", None),
        (
            datetime(2026, 3, 10, 14, 0, tzinfo=UTC),
            "Asia/Shanghai",
            datetime(2026, 3, 10, 23, 0, tzinfo=UTC),
        ),
    ],
)
def test_quiet_hours_are_the_recipients(
    heure_utc: datetime, zone: str, reprise: datetime | None
) -> None:
    assert after_silence(Etape.PARTI, heure_utc, zone, Silence()) == (reprise or heure_utc)
    assert after_silence(Etape.OTP, heure_utc, zone, Silence()) == heure_utc


def test_quiet_hours_inside_a_day_and_none_at_all() -> None:
    sieste = Silence(time(12, 0), time(14, 0))
    midi = datetime(2026, 3, 10, 12, 30, tzinfo=UTC)
    assert after_silence(Etape.PARTI, midi, "UTC", sieste).hour == 14
    assert after_silence(Etape.PARTI, midi, "UTC", Silence(time(3, 0), time(3, 0))) == midi
    assert after_silence(Etape.PARTI, midi, "UTC", None) == midi


def test_a_later_step_replaces_an_earlier_one_and_money_is_never_replaced() -> None:
    assert replaces(Etape.DISPONIBLE, Etape.RECU)
    assert not replaces(Etape.PARTI, Etape.PARTI)
    assert not replaces(Etape.RECU, Etape.DISPONIBLE)
    assert not any(replaces(etape, Etape.PAIEMENT) for etape in Etape)


def test_codes_come_before_alerts_before_steps_before_reminders() -> None:
    ordre = [Etape.OTP, Etape.ALERTE, Etape.PARTI, Etape.RAPPEL]
    assert sorted(ordre, key=lambda etape: PRIORITES[etape]) == ordre


def test_a_code_gives_up_after_ten_minutes_a_step_after_three_days() -> None:
    assert deadline(Etape.OTP, MATIN) - MATIN == timedelta(minutes=10)
    assert deadline(Etape.RECU, MATIN) - MATIN == timedelta(hours=72)


def test_a_line_at_five_to_ten_seconds_carries_about_6700_messages_in_fourteen_hours() -> None:
    assert line_capacity(5000, 10_000, 100_000) == 6720
    assert line_capacity(5000, 10_000, 500) == 500
