"""What was refused: an admin finds it and files it; everybody reads why in their language."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from core.models import Operation
from core.operations.schemas import Recue
from core.operations.services import set_aside_orphans
from core.tenancy import Acteur, transverse
from tests.cast import Distribution
from tests.factories.journal import Journal, bring, verdicts

pytestmark = pytest.mark.django_db

Effets = list[tuple[Acteur, str]]
Api = Callable[..., Any]
REFUSEES = "/sync/quarantaine?etat=rejetee"
ECARTER = {"decision": "ecarter", "motif": "saisie en double"}
CLASSER = {"motif": "le client a repris son argent"}


@pytest.fixture
def journal(cast: Distribution, api: Api, effets: Effets) -> Journal:
    return Journal(cast.agent_mali).enrol(api)


def money(journal: Journal, texte: str, especes: int, **over: Any) -> dict[str, Any]:
    return journal.capture("test.caisse", {"texte": texte, "especes": especes}, **over)


def aside(api: Api, acteur: Acteur, n: int = 0) -> str:
    row: str = api(acteur).get("/sync/quarantaine").json()["items"][n]["id"]
    return row


def test_a_refused_act_is_found_with_its_reason_and_leaves_the_list_once_filed(
    journal: Journal, api: Api, cast: Distribution
) -> None:
    op = money(journal, "refus", 100)
    journal.push(api, op)
    [found] = api(cast.admin_mali, langue="zh").get(REFUSEES).json()["items"]
    assert (found["op_id"], found["etat"], found["motif"]) == (op["op_id"], "rejetee", "")
    assert found["probleme"]["code"] == "introuvable"
    assert found["probleme"]["detail"].startswith("没有匹配的内容")
    assert api(cast.admin_rci).get(REFUSEES).json()["items"] == []
    path = f"/sync/operations/{op['op_id']}/classement"
    assert api(cast.admin_mali).post(path, CLASSER).status_code == 200
    assert api(cast.admin_mali).get(REFUSEES).json()["items"] == []


def test_a_settled_copy_of_an_act_does_not_hide_the_refused_one(
    journal: Journal, api: Api, cast: Distribution
) -> None:
    op = money(journal, "refus", 100)
    edited = {**op, "payload": {"texte": "a", "especes": 900}}
    bring(api, cast.agent_mali, journal.export(operations=[edited]))
    api(cast.admin_mali).post(f"/sync/quarantaine/{aside(api, cast.admin_mali)}", ECARTER)
    assert verdicts(journal.push(api, op)) == [("rejected", "introuvable")]
    filed = api(cast.admin_mali).post(f"/sync/operations/{op['op_id']}/classement", CLASSER)
    assert filed.status_code == 200, filed.content


def test_a_dismissal_and_a_doubt_are_told_in_the_readers_language(
    journal: Journal, api: Api, cast: Distribution
) -> None:
    op = money(journal, "a", 100)
    unsigned = {name: value for name, value in op.items() if name != "signature"}
    body = {"operations": [unsigned]}
    kept = api(cast.agent_mali, langue="zh").post("/sync/operations", body).json()
    assert "未签名" in kept["results"][0]["problem"]["detail"]
    api(cast.admin_mali).post(f"/sync/quarantaine/{aside(api, cast.admin_mali)}", ECARTER)
    told = api(cast.agent_mali, langue="zh").post("/sync/operations", body).json()
    detail = told["results"][0]["problem"]["detail"]
    assert detail.startswith("管理员已驳回该录入：saisie en double")


def test_an_act_stored_and_never_judged_reaches_a_second_person(
    journal: Journal, api: Api, cast: Distribution
) -> None:
    journal.push(api, money(journal, "a", 100))
    now = datetime.now(UTC)
    with transverse():
        Operation.objects.update(statut=Recue.RECUE, recue_le=now - timedelta(hours=73))
    assert set_aside_orphans(now=now) == 1
    [found] = api(cast.admin_mali).get("/sync/quarantaine").json()["items"]
    assert found["motif"] == "erreur_serveur"


def test_a_dismissed_correction_lends_its_amount_to_no_other(
    journal: Journal, api: Api, cast: Distribution, effets: Effets
) -> None:
    wrong = money(journal, "refus", 500)
    journal.push(api, wrong)
    less = money(journal, "a", 400, remplace=wrong["op_id"])
    journal.push(api, less)
    api(cast.admin_mali).post(f"/sync/quarantaine/{aside(api, cast.admin_mali)}", ECARTER)
    again = money(journal, "b", 400, remplace=less["op_id"])
    assert verdicts(journal.push(api, again)) == [("deferred", "montant_corrige")]
    right = money(journal, "c", 500, remplace=less["op_id"])
    assert verdicts(journal.push(api, right)) == [("applied", None)]
    assert [texte for _, texte in effets] == ["c"]


def test_two_corrections_of_one_act_in_a_batch_are_both_looked_at(
    journal: Journal, api: Api, effets: Effets
) -> None:
    wrong = money(journal, "refus", 500)
    journal.push(api, wrong)
    ops = [money(journal, texte, 400, remplace=wrong["op_id"]) for texte in ("a", "b")]
    assert verdicts(journal.push(api, *ops)) == [("deferred", "montant_corrige")] * 2
    assert effets == []


def test_a_whole_chain_come_in_one_batch_is_measured_by_its_first(
    journal: Journal, api: Api, effets: Effets
) -> None:
    wrong = money(journal, "refus", 500)
    less = money(journal, "a", 400, remplace=wrong["op_id"])
    assert verdicts(journal.push(api, wrong, less)) == [
        ("rejected", "introuvable"),
        ("deferred", "montant_corrige"),
    ]
