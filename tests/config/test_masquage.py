"""Nothing private reaches a log line or an error report."""

import pytest

from config.masquage import mask, mask_event, mask_text


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("envoi à +22370123456", "envoi à ***3456"),
        ("envoi à 0022370123456.", "envoi à ***3456."),
        ("appel de 70 12 34 56", "appel de ***3456"),
        ("appel de 07 01 23 45 67", "appel de ***4567"),
        ("appel de 70123456", "appel de ***3456"),
        ("POST /api/v1/webhooks/wachap/abcDEF123", "POST /api/v1/webhooks/wachap/***"),
        ("GET /media/photos/a.jpg?sig=abc:def", "GET /media/photos/a.jpg?sig=***"),
        ("GET /api/v1/clients?q=Traor%C3%A9&limite=5", "GET /api/v1/clients?q=***&limite=5"),
        ("Bearer eyJhbGciOi.eyJzdWIi.c2ln-_x", "Bearer ***"),
        ("clé sk_abcdefgh12345678", "clé ***"),
        ("postgresql://ts_app:motdepasse@hote/ts", "postgresql://ts_app:***@hote/ts"),
    ],
)
def test_private_values_are_masked(written: str, read: str) -> None:
    assert mask_text(written) == read


def test_dates_identifiers_and_amounts_stay_readable() -> None:
    text = "2026-03-10T09:00:00Z vol 0190f5b2-7a3c-7def-8123-456789abcdef dû 125000 XOF"
    assert mask_text(text) == text


def test_secrets_are_masked_by_name_at_any_depth() -> None:
    event = {"corps": [{"mot_de_passe": "abc", "refresh_token": "x", "poids_g": 12}]}
    assert mask(event) == {
        "corps": [{"mot_de_passe": "***", "refresh_token": "***", "poids_g": 12}]
    }


def test_the_http_status_is_kept_but_a_one_time_code_is_not() -> None:
    assert mask_event(None, "", {"code": 200})["code"] == 200
    assert mask_event(None, "", {"code": "482913"})["code"] == "***"
