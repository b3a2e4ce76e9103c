"""The bench's own arithmetic: medians, the JSON line, CPU of a family, SQL made replayable."""

from random import Random
from uuid import UUID

import orjson
import pytest
from django.db import connection

from bench.cpu import family_ticks, parse_stat
from bench.reglages import Reglages, read_reglages
from bench.resultats import Mesure, growth, json_line, summarise, table
from bench.semis import draw_code, draw_uuid7
from bench.sql import Capture, captured, script
from core.ids import parse_code_suivi


def mesure(app_ms: float, sql_ms: float = 1.0) -> Mesure:
    return Mesure(rps=100, app_ms=app_ms, db_ms=1, redis_ms=0.1, sql_rps=1000, sql_cpu_ms=sql_ms)


def test_a_case_is_told_by_the_median_of_its_rounds() -> None:
    told = summarise([mesure(3), mesure(90), mesure(4)])
    assert (told.app_ms, told.cpu_ms, told.ratio) == (4, 5, 5)


def test_a_case_without_sql_has_no_ratio_instead_of_an_error() -> None:
    assert summarise([mesure(3, sql_ms=0)]).ratio == 0


def test_the_last_line_is_json_with_every_case() -> None:
    cases = {"creation": summarise([mesure(3)])}
    line = json_line(n=10, seed=2, requetes=5, cases=cases, croissance={"liste_50": 1.1})
    read = orjson.loads(line)
    assert "\n" not in line
    assert (read["n"], read["cases"]["creation"]["cpu_ms"]) == (10, 4)
    assert read["croissance"] == {"liste_50": 1.1}


def test_the_table_says_whether_an_aim_is_held() -> None:
    cases = {"liste_50": summarise([mesure(1)]), "creation": summarise([mesure(9)])}
    liste, creation = table(cases).splitlines()[1:]
    assert liste.endswith("≤ 3 : tenue")
    assert creation.endswith("≤ 5 : manquée")


def test_a_batch_is_held_to_its_rate() -> None:
    (line,) = table({"lot_50": summarise([mesure(4)])}).splitlines()[1:]
    assert line.endswith("≥ 200/s : manquée")


def test_growth_compares_the_cases_measured_twice() -> None:
    petit = {"liste_50": summarise([mesure(3)]), "creation": summarise([mesure(3)])}
    assert growth(petit, {"liste_50": summarise([mesure(5)])}) == {"liste_50": 1.5}


def test_a_process_name_with_parentheses_does_not_shift_the_figures() -> None:
    stat = parse_stat("7 (pg (x) y) S 3 7 7 0 -1 0 0 0 0 0 40 2 5 1 20 0 1 0 9 0 0")
    assert (stat.ppid, stat.own, stat.buried) == (3, 42, 6)


def test_a_family_is_the_parent_with_its_grandchildren_and_nobody_else() -> None:
    line = "{} (a) S {} 0 0 0 0 0 0 0 0 0 {} 0 0 0 0 0 0 0 0 0 0"
    stats = {
        pid: parse_stat(line.format(pid, ppid, ticks))
        for pid, ppid, ticks in ((1, 0, 1), (2, 1, 10), (3, 2, 100), (9, 0, 1000))
    }
    assert family_ticks(stats, 1) == 111


def test_parameters_come_from_the_environment_and_bad_ones_are_refused() -> None:
    assert read_reglages({}) == Reglages()
    assert read_reglages({"N": "5000", "SEED": "7", "N_GROWTH": "1"}) == Reglages(
        n=5000, seed=7, croissance=True
    )
    with pytest.raises(ValueError, match="REQUETES"):
        read_reglages({"REQUETES": "1"})


def test_laid_codes_are_valid_and_ids_sort_by_their_moment() -> None:
    hasard = Random(1)
    code = draw_code(hasard)
    assert parse_code_suivi(code) == code
    first, second = draw_uuid7(hasard, 1_700_000_000_000), draw_uuid7(hasard, 1_700_000_000_001)
    assert first < second
    assert (first.version, first.variant) == (7, "specified in RFC 4122")


def test_what_a_request_made_itself_is_drawn_anew_at_each_replay() -> None:
    connu, neuf = UUID(int=5 << 80), UUID(int=2_000 << 80 | 1)
    capture = Capture(
        [
            f"SELECT g('{neuf.hex}'::uuid, '{connu.hex}'::uuid, 'CODE000000001')",
            f"SELECT f('{{{neuf.hex}}}'::uuid[])",
        ],
        transaction=True,
    )
    text = script(capture, depuis_ms=1_000, textes=["CODE000000001"])
    lines = text.splitlines()
    assert [line.split()[1] for line in lines[:2]] == ["v0", "v1"]
    assert (lines[2], lines[-1]) == ("BEGIN;", "COMMIT;")
    assert neuf.hex not in text
    assert connu.hex in text
    assert text.count(":v0::bigint") == 2
    assert "ARRAY[(" in lines[4]
    assert "lpad(:v1::text, 13, 'Z')" in text


def test_json_in_a_statement_is_not_read_as_a_variable() -> None:
    text = script(Capture(["""SELECT '{"a":true}'::jsonb, '10:20'"""]), depuis_ms=0)
    assert text == """SELECT '{"a": true}'::jsonb, '10:20';\n"""


@pytest.mark.django_db
def test_a_capture_holds_the_statements_with_their_values() -> None:
    with captured() as capture, connection.cursor() as cursor:
        cursor.execute("SELECT %s, %s", ["d'or", 3])
    assert capture.sql == ["SELECT 'd''or', 3"]
    assert capture.transaction
