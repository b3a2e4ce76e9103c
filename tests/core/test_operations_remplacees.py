"""What hangs on a rejected operation follows its correction; what an id's clash is, and is not."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from ninja import Schema

from core.models import Creation, Operation
from core.operations.registry import OPERATIONS, operation
from core.tenancy import Acteur, transverse
from tests.cast import Distribution
from tests.factories.journal import Journal, verdicts

pytestmark = pytest.mark.django_db
Api = Callable[..., Any]
Effets = list[tuple[Acteur, str]]


@pytest.fixture
def journal(cast: Distribution, api: Api) -> Journal:
    return Journal(cast.agent_mali).enrol(api)


def note(journal: Journal, texte: str, **over: Any) -> dict[str, Any]:
    return journal.capture("test.noter", {"texte": texte}, **over)


def test_a_child_of_a_rejected_operation_is_freed_by_its_correction(
    journal: Journal, api: Api, effets: Effets
) -> None:
    wrong = note(journal, "refus")
    child = note(journal, "photo", depends_on=[wrong["op_id"]])
    assert verdicts(journal.push(api, wrong, child)) == [
        ("rejected", "introuvable"),
        ("deferred", None),
    ]
    right = note(journal, "bon", remplace=wrong["op_id"])
    assert verdicts(journal.push(api, right, child)) == [("applied", None)] * 2
    assert [texte for _, texte in effets] == ["bon", "photo"]


def test_a_correction_itself_corrected_frees_the_child_and_settles_both(
    journal: Journal, api: Api, effets: Effets
) -> None:
    first = note(journal, "refus")
    child = note(journal, "photo", depends_on=[first["op_id"]])
    second = note(journal, "refus", remplace=first["op_id"])
    journal.push(api, first, child, second)
    third = note(journal, "bon", remplace=second["op_id"])
    assert verdicts(journal.push(api, third, child)) == [("applied", None)] * 2
    with transverse():
        settled = Operation.objects.filter(op_id__in=[first["op_id"], second["op_id"]])
        assert {row.decision for row in settled} == {"remplacee"}


def test_a_correction_refused_too_frees_nothing_and_loops_end(
    journal: Journal, api: Api, effets: Effets
) -> None:
    wrong = note(journal, "refus")
    child = note(journal, "photo", depends_on=[wrong["op_id"]])
    worse = note(journal, "refus", remplace=wrong["op_id"])
    assert verdicts(journal.push(api, wrong, worse, child))[2] == ("deferred", None)
    with transverse():
        Operation.objects.filter(op_id=wrong["op_id"]).update(remplace=worse["op_id"])
    assert verdicts(journal.push(api, child)) == [("deferred", None)]


def test_another_persons_operation_corrects_nothing_of_mine(
    journal: Journal, cast: Distribution, api: Api, effets: Effets
) -> None:
    wrong = note(journal, "refus")
    child = note(journal, "photo", depends_on=[wrong["op_id"]])
    journal.push(api, wrong, child)
    autre = Journal(cast.agent_mali_2).enrol(api)
    autre.push(api, note(autre, "bon", remplace=wrong["op_id"]))
    assert verdicts(journal.push(api, child)) == [("deferred", None)]


class _ClashIn(Schema):
    id: str


def _clash(acteur: Acteur, now: datetime, payload: _ClashIn) -> dict[str, Any]:
    """A row whose id is taken, or whose column the database refuses."""
    if payload.id == "nul":
        with connection.cursor() as cursor:
            cursor.execute("UPDATE core_operation SET type = NULL")
    Creation(
        id="01234567-89ab-7def-8123-456789abcdef",
        acteur_id=acteur.id,
        type="test",
        empreinte="x",
        cree_le=datetime.now(UTC),
    ).save(force_insert=True)
    return {}


def test_only_a_taken_id_is_final_any_other_clash_is_tried_again(
    journal: Journal, api: Api
) -> None:
    operation("test.heurter", _ClashIn)(_clash)
    try:
        ops = [journal.capture("test.heurter", {"id": i}) for i in ("a", "b", "nul")]
        assert verdicts(journal.push(api, *ops)) == [
            ("applied", None),
            ("rejected", "id_deja_utilise"),
            ("deferred", "erreur_serveur"),
        ]
    finally:
        del OPERATIONS["test.heurter"]
