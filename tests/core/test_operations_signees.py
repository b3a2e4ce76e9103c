"""What a keyed device sends is believed when its signature, chain and numbers hold."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from core import clock
from core.ids import uuid7
from core.models import Operation
from core.operations.services import set_aside_orphans
from core.signature import canonical as of_server
from core.tenancy import Acteur, transverse
from tests.cast import Distribution
from tests.factories.journal import Journal, canonical, reason, verdicts

pytestmark = pytest.mark.django_db

Effets = list[tuple[Acteur, str]]
Api = Callable[..., Any]


@pytest.fixture
def journal(cast: Distribution, api: Api, effets: Effets) -> Journal:
    return Journal(cast.agent_chine).enrol(api)


def note(journal: Journal, texte: str = "a", **over: Any) -> dict[str, Any]:
    return journal.capture("test.noter", {"texte": texte}, **over)


def texts(effets: Effets) -> list[str]:
    return [texte for _, texte in effets]


def test_a_signed_unbroken_log_is_applied_in_its_order(
    journal: Journal, api: Api, effets: Effets
) -> None:
    ops = [note(journal, t) for t in ("a", "b", "é\u2028\U0001f4e6", "d")]
    answer = journal.push(api, *ops[:2])
    assert verdicts(answer) == [("applied", None)] * 2
    assert verdicts(journal.push(api, *ops)) == [("duplicate", None)] * 2 + [("applied", None)] * 2
    assert texts(effets) == ["a", "b", "é\u2028\U0001f4e6", "d"]
    assert (answer["epoque"], answer["contiguous_upto"]) == (1, 2)


def test_the_service_is_told_which_device_and_which_number(
    journal: Journal, api: Api, effets: Effets
) -> None:
    journal.push(api, note(journal), note(journal, "b"))
    assert [(a.appareil_id, a.appareil_seq) for a, _ in effets] == [
        (journal.id, 1),
        (journal.id, 2),
    ]


def test_an_unsigned_envelope_of_a_keyed_device_waits_for_a_second_person(
    journal: Journal, api: Api, effets: Effets
) -> None:
    op = note(journal)
    del op["signature"]
    answer = journal.push(api, op)
    assert verdicts(answer) == [("deferred", "sans_signature")]
    assert answer["contiguous_upto"] == 1
    assert effets == []


@pytest.mark.parametrize(
    "change",
    [
        {"payload": {"texte": "1000000"}},
        {"captured_at": "2026-03-09T08:00:00.000Z"},
        {"depends_on": [str(uuid7())]},
        {"ajoute": True},
    ],
)
def test_any_member_edited_after_the_signature_sets_the_operation_aside(
    journal: Journal, api: Api, effets: Effets, change: dict[str, Any]
) -> None:
    answer = journal.push(api, {**note(journal), **change})
    assert verdicts(answer) == [("deferred", "signature_invalide")]
    assert effets == []


def test_another_devices_key_signs_nothing_here(journal: Journal, api: Api, effets: Effets) -> None:
    intruder = Journal(journal.acteur, id=journal.id)
    assert verdicts(journal.push(api, note(intruder))) == [("deferred", "signature_invalide")]


def test_an_operation_that_does_not_name_the_one_before_it_breaks_the_chain(
    journal: Journal, api: Api, effets: Effets
) -> None:
    first = note(journal)
    journal.dernier = "0" * 64
    forged, after = note(journal, "b"), note(journal, "c")
    answer = journal.push(api, first, forged, after)
    assert verdicts(answer) == [
        ("applied", None),
        ("deferred", "chaine_rompue"),
        ("applied", None),
    ]
    assert texts(effets) == ["a", "c"]


def test_an_operation_the_next_one_does_not_name_breaks_the_chain_too(
    journal: Journal, api: Api, effets: Effets
) -> None:
    _, second = note(journal), note(journal, "b")
    journal.push(api, second)
    rewritten = Journal(journal.acteur, id=journal.id, cle=journal.cle)
    other = note(rewritten, "réécrite")
    assert verdicts(journal.push(api, other)) == [("deferred", "chaine_rompue")]
    assert texts(effets) == ["b"]


def test_a_first_operation_that_names_another_breaks_the_chain(
    journal: Journal, api: Api, effets: Effets
) -> None:
    journal.dernier = "ab" * 32
    assert verdicts(journal.push(api, note(journal))) == [("deferred", "chaine_rompue")]


def test_a_number_used_twice_keeps_the_first_and_sets_the_second_aside(
    journal: Journal, api: Api, effets: Effets
) -> None:
    first = note(journal)
    journal.push(api, first)
    twin = Journal(journal.acteur, id=journal.id, cle=journal.cle)
    second = note(twin, "b")
    assert verdicts(journal.push(api, second)) == [("deferred", "numero_repris")]
    assert verdicts(journal.push(api, first, second)) == [
        ("duplicate", None),
        ("deferred", "numero_repris"),
    ]
    assert texts(effets) == ["a"]


def test_a_gap_is_no_broken_chain_and_is_named(journal: Journal, api: Api, effets: Effets) -> None:
    _, second = note(journal), note(journal, "b")
    answer = journal.push(api, second)
    assert verdicts(answer) == [("applied", None)]
    assert (answer["contiguous_upto"], answer["gaps"]) == (0, [[1, 1]])


def test_what_was_doubted_is_applied_once_it_comes_as_it_was_signed(
    journal: Journal, api: Api, effets: Effets
) -> None:
    op = note(journal)
    stripped = {name: value for name, value in op.items() if name != "signature"}
    assert verdicts(journal.push(api, stripped)) == [("deferred", "sans_signature")]
    assert verdicts(journal.push(api, op)) == [("applied", None)]
    assert verdicts(journal.push(api, op, note(journal, "b"))) == [
        ("duplicate", None),
        ("applied", None),
    ]
    assert texts(effets) == ["a", "b"]


def test_a_batch_over_256_kb_is_refused_whole_but_one_operation_may_be_large(
    journal: Journal, api: Api, effets: Effets
) -> None:
    small, large = note(journal), note(journal, "x" * 270_000)
    response = journal.post(api, small, large)
    assert (response.status_code, response.json()["code"]) == (413, "corps_trop_gros")
    assert effets == []
    assert verdicts(journal.push(api, large)) == [("applied", None)]


def test_one_unforeseen_failure_leaves_its_operation_waiting_and_the_others_applied(
    journal: Journal, api: Api, effets: Effets
) -> None:
    ops = [note(journal, t) for t in ("a", "panne", "c")]
    assert verdicts(journal.push(api, *ops)) == [
        ("applied", None),
        ("deferred", "erreur_serveur"),
        ("applied", None),
    ]
    assert texts(effets) == ["a", "c"]


def test_a_clock_far_off_is_flagged_and_orders_nothing(
    journal: Journal, api: Api, effets: Effets, cast: Distribution
) -> None:
    late = note(journal, "a", clock_offset_ms=-86_400_000)
    future = note(journal, "b", captured_at="2099-01-01T00:00:00.000Z")
    exact = note(journal, "c")
    answer = journal.push(api, late, future, exact)
    assert [r["status"] for r in answer["results"]] == ["applied"] * 3
    with transverse():
        gaps = list(Operation.objects.order_by("seq").values_list("horloge_ecart_ms", flat=True))
    assert gaps[0] == -86_400_000
    assert gaps[1] > 300_000
    assert gaps[2] == 0


def test_a_child_whose_parent_does_not_come_in_72_hours_waits_for_a_second_person(
    journal: Journal, api: Api, effets: Effets
) -> None:
    child = note(journal, depends_on=[str(uuid7())])
    journal.push(api, child)
    later = clock.now() + timedelta(hours=73)
    assert set_aside_orphans(now=later - timedelta(hours=2)) == 0
    assert set_aside_orphans(now=later) == 1
    assert verdicts(journal.push(api, child)) == [("deferred", "parent_absent")]


def test_the_late_child_is_also_set_aside_at_its_own_replay(
    journal: Journal, api: Api, effets: Effets
) -> None:
    child = note(journal, depends_on=[str(uuid7())])
    journal.push(api, child)
    with transverse():
        Operation.objects.update(recue_le=datetime.now(UTC) - timedelta(hours=73))
    assert verdicts(journal.push(api, child)) == [("deferred", "parent_absent")]


def test_a_parent_that_comes_at_last_frees_its_child(
    journal: Journal, api: Api, effets: Effets
) -> None:
    parent = note(journal, "p")
    child = note(journal, "e", depends_on=[parent["op_id"]])
    journal.push(api, child)
    with transverse():
        Operation.objects.update(recue_le=datetime.now(UTC) - timedelta(hours=73))
    journal.push(api, child)
    assert verdicts(journal.push(api, parent, child)) == [("applied", None)] * 2
    assert texts(effets) == ["p", "e"]


def test_a_correction_settles_the_rejected_operation_it_names(
    journal: Journal, api: Api, effets: Effets
) -> None:
    wrong = journal.capture("test.caisse", {"texte": "refus", "especes": 500})
    assert verdicts(journal.push(api, wrong)) == [("rejected", "introuvable")]
    right = journal.capture("test.caisse", {"texte": "a", "especes": 500}, remplace=wrong["op_id"])
    assert verdicts(journal.push(api, right)) == [("applied", None)]
    with transverse():
        row = Operation.objects.get(op_id=wrong["op_id"])
    assert (row.decision, row.reglee_le is not None) == ("remplacee", True)


def test_a_correction_that_changes_the_amount_needs_a_second_person(
    journal: Journal, api: Api, effets: Effets
) -> None:
    wrong = journal.capture("test.caisse", {"texte": "refus", "especes": 500})
    journal.push(api, wrong)
    other = journal.capture("test.caisse", {"texte": "a", "especes": 400}, remplace=wrong["op_id"])
    assert verdicts(journal.push(api, other)) == [("deferred", "montant_corrige")]
    assert effets == []


def test_a_batch_of_fifty_signed_operations_needs_a_bounded_number_of_queries(
    journal: Journal, api: Api, effets: Effets, django_assert_max_num_queries: Any
) -> None:
    ops = [note(journal, str(n)) for n in range(50)]
    with django_assert_max_num_queries(50 * 9 + 40):
        journal.push(api, *ops, declaration=journal.declaration())
    assert len(effets) == 50


def test_the_tests_own_canonical_bytes_are_those_of_the_server(journal: Journal) -> None:
    op = note(journal, 'é\u2028\x07\\"/\U0001f4e6')
    assert of_server(op) == canonical(op)
    assert reason({"problem": None}) is None
