"""Every operation × every role × one's own and another country's object.

The world: Mali lives the whole journey. Côte d'Ivoire must answer a hidden id exactly as it
answers an id that never existed, and must see the same lists before and after.
"""

from collections.abc import Callable
from typing import Any

import pytest

from accounts.policies import ALLOWED, Role, role_of
from tests.cast import Distribution
from tests.matrice.direct import check_addresses
from tests.matrice.droits import DROITS
from tests.matrice.fuites import FUITES, find
from tests.matrice.lignes import check_functions, check_lines, missing
from tests.matrice.monde import ROLES, SansCompter, build, outcome
from tests.matrice.operations import IDS, MULTIPART, OPERATIONS, Operation, call
from tests.matrice.releve import Releve
from tests.matrice.table import TABLE, Acces
from tests.parcours.parcours import Journee, walk

pytestmark = pytest.mark.django_db

HIDDEN_ROLES = ("agent_rci", "admin_rci")
MAY_REFUSE_401 = frozenset({"log_in", "refresh_session", "verify_otp", "log_out"})
# A few of the planted leaks, the cheapest of each kind; `make matrice` plants them all.
EN_CI = {
    "droit donné à qui ne l'a pas",
    "politique retirée, remplacée par une qui montre tout",
    "partition joignable derrière sa table",
    "sélecteur qui lit en transverse",
    "SECURITY DEFINER sans filtre",
    "adresse signée non vérifiée",
}


def test_every_operation_is_in_the_matrix() -> None:
    assert set(IDS) == set(TABLE)


def test_nobody_unknown_gets_in(cast: Distribution, api: Callable[..., Any]) -> None:
    wrong = []
    for op in OPERATIONS:
        status = call(api(None), op, {}).status_code
        public = TABLE[op.id] is Acces.PUBLIC
        if status >= 500 or public == (status == 401 and op.id not in MAY_REFUSE_401):
            wrong.append((op.id, status))
    assert wrong == []


@pytest.mark.parametrize("name", ROLES)
def test_each_role_may_do_what_the_domain_says_and_no_more(
    name: str, cast: Distribution, api: Callable[..., Any]
) -> None:
    acteur, wrong = cast.role(name), []
    for op in OPERATIONS:
        action = TABLE[op.id]
        if isinstance(action, Acces) or op.form in MULTIPART:
            continue
        response = call(api(acteur), op, {})
        body = response.json() if "json" in response.get("Content-Type", "") else {}
        refused = response.status_code == 403 and body.get("code") == "action_interdite"
        if response.status_code >= 500 or refused == (role_of(acteur) in DROITS[action]):
            wrong.append((op.id, response.status_code, body.get("code"), body.get("errors")))
    assert wrong == []


def test_another_country_sees_nothing_of_a_journey(
    cast: Distribution, api: Callable[..., Any], api_commit: Callable[..., Any]
) -> None:
    lists = [op for op in OPERATIONS if op.method == "get" and not op.params]
    before = {
        (name, op.id): call(api(cast.role(name)), op, {}).status_code
        for name in HIDDEN_ROLES
        for op in lists
    }
    journee = walk(api_commit, cast, "ML")
    cases = leaks = 0
    for name in HIDDEN_ROLES:
        person = api(cast.role(name))
        for op in lists:
            response = call(person, op, {})
            assert response.status_code == before[name, op.id], op.id
            leaks += told(response, journee)
            cases += 1
        for op in OPERATIONS:
            for value in values_for(op, journee):
                hidden, made_up = call(person, op, value), call(person, op, {})
                assert outcome(hidden) == outcome(made_up), (op.id, value, hidden.content)
                leaks += told(hidden, journee, *value.values())
                cases += 1
    print(f"matrice : {cases} cas, {leaks} fuites")
    assert leaks == 0


def told(response: Any, journee: Journee, *asked: str) -> int:
    """How many of the journey's secrets an answer contains, besides what was asked with."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return sum(secret.encode() in content for secret in journee.secrets() if secret not in asked)


def values_for(op: Operation, journee: Journee) -> list[dict[str, str]]:
    """The journey's ids, each tried in every path parameter of an operation."""
    ids = [
        journee.colis[0]["id"],
        journee.vol_id,
        journee.client_id,
        journee.photo_id,
        journee.session_id,
        journee.encaissement_ids[0],
        journee.remise_id,
        journee.rapport_id,
        journee.emplacement_id,
        journee.caisse_id,
    ]
    public = TABLE[op.id] is Acces.PUBLIC
    return [] if public or not op.params else [dict.fromkeys(op.params, id) for id in ids]


def test_every_table_and_narrow_path_is_in_the_matrix(cast: Distribution) -> None:
    assert missing() == {"tables": set(), "fonctions": set()}


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_raw_sql_of_a_stranger_reads_and_changes_nothing(
    cast: Distribution, api_commit: Callable[..., Any]
) -> None:
    monde = build(cast, api_commit, "ML")
    releve = Releve()
    check_lines(monde, releve, roles=HIDDEN_ROLES)
    check_functions(monde, releve)
    check_addresses(releve)
    print(f"matrice, SQL : {releve.total} cas, {len(releve.fuites)} fuites")
    assert releve.fuites == []
    assert releve.total > 500


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_leaks_planted_in_the_base_and_in_the_code_are_found(
    cast: Distribution, api_commit: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.debit.cache", SansCompter())
    monde = build(cast, api_commit, "ML")
    planted = [fuite for fuite in FUITES if fuite.nom in EN_CI]
    assert len(planted) == len(EN_CI)
    assert [fuite.nom for fuite in planted if not find(monde, fuite).fuites] == []


def test_the_policy_table_is_the_domain_s() -> None:
    assert {action.value: set(roles) for action, roles in ALLOWED.items()} == DROITS


def test_every_role_of_the_policy_table_is_played() -> None:
    assert {Role.CLIENT, Role.SYSTEME} | {
        Role.AGENT_ORIGINE,
        Role.ADMIN_ORIGINE,
        Role.AGENT_DESTINATION,
        Role.ADMIN_DESTINATION,
        Role.DIRECTION,
    } == set(Role)
