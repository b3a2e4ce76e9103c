import json
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.ids import (
    ALPHABET,
    AwbInvalide,
    CodeSuiviInvalide,
    NatureSaisie,
    format_code_suivi,
    generate_code_suivi,
    is_awb,
    is_courier,
    is_s10,
    normalise_awb,
    normalise_code_suivi,
    parse_code_suivi,
    read_saisie,
    uuid7,
)

VECTORS = json.loads(
    (Path(__file__).resolve().parents[3] / "shared/vectors/identifiants.json").read_text("utf-8")
)
CODE = VECTORS["code_suivi"]["valid"][0]


def test_uuid7_is_version_7_and_strictly_increasing() -> None:
    made = [uuid7() for _ in range(5000)]
    assert all(identifier.version == 7 for identifier in made)
    assert all(identifier.variant == "specified in RFC 4122" for identifier in made)
    assert all(first < second for first, second in pairwise(made))


def test_uuid7_still_increases_when_the_clock_stands_or_steps_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    moment = time.time_ns()
    made = []
    for nanoseconds in (moment, moment, moment - 10**9, moment - 1):
        monkeypatch.setattr(time, "time_ns", lambda nanoseconds=nanoseconds: nanoseconds)
        made.append(uuid7())
    assert made == sorted(made)
    assert len({identifier.int >> 64 for identifier in made}) == 4


def test_uuid7_begins_with_the_milliseconds_of_its_making() -> None:
    before = time.time_ns() // 1_000_000
    made = uuid7().int >> 80
    assert before <= made <= time.time_ns() // 1_000_000 + 1


@pytest.mark.parametrize("code", VECTORS["code_suivi"]["valid"])
def test_a_valid_code_reads_as_itself(code: str) -> None:
    assert normalise_code_suivi(code) == code
    assert normalise_code_suivi(format_code_suivi(code)) == code


@pytest.mark.parametrize("code", VECTORS["code_suivi"]["one_symbol_wrong"])
def test_one_wrong_symbol_is_refused(code: str) -> None:
    assert parse_code_suivi(code) is None
    with pytest.raises(CodeSuiviInvalide):
        normalise_code_suivi(code)


@pytest.mark.parametrize(("typed", "code"), VECTORS["code_suivi"]["reads_as"])
def test_reading_a_code_is_forgiving(typed: str, code: str) -> None:
    assert normalise_code_suivi(typed) == code


@given(st.integers(0, 12), st.sampled_from(ALPHABET))
def test_any_single_substitution_in_a_fresh_code_is_caught(place: int, symbol: str) -> None:
    code = generate_code_suivi()
    changed = code[:place] + symbol + code[place + 1 :]
    assert parse_code_suivi(changed) == (code if changed == code else None)


@given(st.text(max_size=40))
def test_any_text_is_read_without_an_error(text: str) -> None:
    saisie = read_saisie(text)
    assert saisie.code is None or parse_code_suivi(saisie.code) == saisie.code
    assert "\x00" not in saisie.valeur + saisie.reference


def test_a_generated_code_is_valid_shown_4_4_5_and_never_looks_postal() -> None:
    for _ in range(200):
        code = generate_code_suivi()
        assert parse_code_suivi(code) == code
        assert [len(part) for part in format_code_suivi(code).split("-")] == [4, 4, 5]
        assert read_saisie(code).nature is NatureSaisie.CODE


@pytest.mark.parametrize("number", VECTORS["awb"]["valid"])
def test_a_right_awb_is_accepted_and_shown_3_8(number: str) -> None:
    assert is_awb(number)
    assert normalise_awb(number) == f"{number[:3]}-{number[-8:]}"


@pytest.mark.parametrize("number", VECTORS["awb"]["invalid"])
def test_a_wrong_awb_is_refused(number: str) -> None:
    assert not is_awb(number)
    with pytest.raises(AwbInvalide):
        normalise_awb(number)


@pytest.mark.parametrize("number", VECTORS["s10"]["valid"])
def test_a_right_s10_is_accepted(number: str) -> None:
    assert is_s10(number)
    assert read_saisie(number.lower()).nature is NatureSaisie.S10


@pytest.mark.parametrize("number", VECTORS["s10"]["invalid"])
def test_a_wrong_s10_is_refused(number: str) -> None:
    assert not is_s10(number)


@pytest.mark.parametrize(
    "typed",
    [
        CODE,
        CODE.lower(),
        format_code_suivi(CODE),
        f"]C1{CODE}",
        f"\x1d{CODE}\r\n",
        f"https://suivi.example.test/suivi/{CODE}",
        f"https://suivi.example.test/suivi/{format_code_suivi(CODE).lower()}/?l=fr#haut",
        f"suivi.example.test/suivi/{CODE}",
    ],
)
def test_a_code_is_recognised_however_it_arrives(typed: str) -> None:
    saisie = read_saisie(typed)
    assert (saisie.nature, saisie.valeur, saisie.code) == (NatureSaisie.CODE, CODE, CODE)


@pytest.mark.parametrize(
    ("typed", "nature", "valeur"),
    [
        (CODE[-5:], NatureSaisie.FIN_DE_CODE, CODE[-5:]),
        ("ddlr3", NatureSaisie.FIN_DE_CODE, "DD1R3"),
        ("dd1r", NatureSaisie.INCONNU, "DD1R"),
        ("071 0000 0000", NatureSaisie.AWB, "071-00000000"),
        ("071-99999999", NatureSaisie.FIN_DE_CODE, "07199999999"),
        ("SF1234567890123", NatureSaisie.COURRIER, "SF1234567890123"),
        ("yt-1234567890123", NatureSaisie.COURRIER, "YT1234567890123"),
        ("773123456789012", NatureSaisie.COURRIER, "773123456789012"),
        ("", NatureSaisie.INCONNU, ""),
        ("http://[bad/", NatureSaisie.INCONNU, "HTTP://[BAD/"),
        (VECTORS["code_suivi"]["one_symbol_wrong"][0], NatureSaisie.INCONNU, "YAK9VS9EDD1R3"),
    ],
)
def test_what_was_typed_is_told_apart(typed: str, nature: NatureSaisie, valeur: str) -> None:
    saisie = read_saisie(typed)
    assert (saisie.nature, saisie.valeur) == (nature, valeur)


def test_a_courier_number_that_also_reads_as_a_code_keeps_both() -> None:
    number = next(
        digits for n in range(10**12, 10**12 + 2000) if parse_code_suivi(digits := str(n))
    )
    saisie = read_saisie(number)
    assert is_courier(number)
    assert (saisie.nature, saisie.reference, saisie.code) == (
        NatureSaisie.COURRIER,
        number,
        number,
    )
