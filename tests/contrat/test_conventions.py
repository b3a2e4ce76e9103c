"""The API contract's conventions, held against every operation the document declares."""

import json
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest
from django.test import Client as HttpClient
from ninja import Schema

from config.api import api as ninja_api
from core.ids import uuid7
from tests.cast import Distribution
from tests.colis.corps import corps_colis

pytestmark = pytest.mark.django_db
PROBLEM = "application/problem+json"
METHODES = ("get", "post", "put", "patch", "delete")
MEMBRES = {"type", "title", "status", "detail", "instance", "code"}


@cache
def document() -> dict[str, Any]:
    return dict(ninja_api.get_openapi_schema())


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """(method, path with made-up ids, operation) of every operation."""
    for path, methods in document()["paths"].items():
        for method, operation in methods.items():
            filled = path.removeprefix("/api/v1")
            for parameter in operation["parameters"]:
                if parameter["in"] == "path":
                    filled = filled.replace(f"{{{parameter['name']}}}", str(uuid7()))
            yield method, filled, operation


def subclasses(parent: type[Any]) -> Iterator[type[Any]]:
    for child in parent.__subclasses__():
        yield child
        yield from subclasses(child)


def check_problem(response: Any, status: int) -> dict[str, Any]:
    """The refusal's document, whole."""
    assert response.status_code == status, (response.status_code, response.content[:300])
    assert response["Content-Type"] == PROBLEM
    assert response["X-Request-ID"]
    body: dict[str, Any] = response.json()
    assert set(body) >= MEMBRES
    assert body["status"] == status
    assert body["code"] == body["code"].lower().replace(" ", "_")
    return body


def test_every_operation_names_itself_and_declares_its_refusals() -> None:
    names = []
    for _, path, operation in operations():
        names.append(operation["operationId"])
        declared = {str(status) for status in operation["responses"]}
        assert {"400", "401", "403", "404", "422", "429"} <= declared, path
        for status, response in operation["responses"].items():
            if int(status) >= 400:
                assert list(response["content"]) == [PROBLEM], (path, status)
    assert len(names) == len(set(names))


def test_a_schema_s_name_means_one_schema() -> None:
    """Two classes of one name would silently replace each other in the document."""
    declared = document()["components"]["schemas"]
    homes: dict[str, set[str]] = {}
    for schema in subclasses(Schema):
        if schema.__name__ in declared:
            homes.setdefault(schema.__name__, set()).add(schema.__module__)
    assert {name: where for name, where in homes.items() if len(where) > 1} == {}


def test_every_file_says_its_media_type() -> None:
    for method, path, operation in operations():
        for status, response in operation["responses"].items():
            if str(status) == "200" and method == "get":
                assert response.get("content"), path


def test_a_list_of_two_hundred_is_served_and_one_of_more_refused(
    api: Callable[..., Any], cast: Distribution
) -> None:
    direction, client = api(cast.direction), api(cast.client)
    seen = 0
    for method, path, operation in operations():
        names = {parameter["name"] for parameter in operation["parameters"]}
        if method != "get" or "limite" not in names or path == "/sync/flux":
            continue  # the feed has its own cursor and its own scope
        seen += 1
        someone = client if path.startswith("/moi") else direction
        if "{" not in path and not any(p["in"] == "path" for p in operation["parameters"]):
            whole = someone.get(f"{path}?limite=200")
            assert whole.status_code == 200, (path, whole.content)
            assert {"items", "suivant"} <= set(whole.json()), path
        for wrong in ("201", "0", "-1", "x", "1.5", ""):
            body = check_problem(someone.get(f"{path}?limite={wrong}"), 422)
            assert list(body["errors"]) == ["limite"], (path, wrong)
    assert seen > 10


def test_malformed_json_is_400_and_a_body_of_another_shape_422(
    api: Callable[..., Any], cast: Distribution
) -> None:
    direction = api(cast.direction)
    for method, path, operation in operations():
        content = operation.get("requestBody", {}).get("content", {})
        if "application/json" not in content or path.startswith("/webhooks"):
            continue
        for broken in (b"{", b"{'a': 1}", b'{"a": NaN}', b"\xff\xfe", b'"\\ud800"', b"[" * 2000):
            answer = direction.http.generic(
                method, f"/api/v1{path}", broken, "application/json", headers=direction.headers
            )
            check_problem(answer, 400)
        for other in ([1], "texte", 3) if _is_required(operation) else ():
            answer = direction.http.generic(
                method, f"/api/v1{path}", json.dumps(other), "application/json",
                headers=direction.headers,
            )  # fmt: skip
            check_problem(answer, 422)


def _is_required(operation: dict[str, Any]) -> bool:
    """Whether an empty object is refused: elsewhere every field may be left out."""
    schema = next(iter(operation["requestBody"]["content"].values()))["schema"]
    name = schema.get("$ref", "").rpartition("/")[2]
    return bool(document()["components"]["schemas"].get(name, {}).get("required"))


def test_without_a_token_every_private_operation_is_the_same_401(
    api: Callable[..., Any], cast: Distribution
) -> None:
    bodies = set()
    for method, path, operation in operations():
        if "security" in operation:
            body = check_problem(getattr(api(None), method)(path, **_body(method)), 401)
            bodies.add((body["code"], body["title"], body["detail"]))
    assert len(bodies) == 1


def _body(method: str) -> dict[str, Any]:
    return {} if method == "get" else {"body": {}}


def test_a_wrong_method_and_an_unknown_route_are_problems_inside_and_outside(
    client: HttpClient, cast: Distribution
) -> None:
    for path in ("/api/v1/colis", "/api/v1/auth/connexion", "/api/v1/vols/x/cloture"):
        for method in ("put", "delete", "trace"):
            body = check_problem(getattr(client, method)(path), 405)
            assert body["code"] == "methode_interdite"
    for path in ("/suivi/x", "/sante/vivant", "/media/x"):
        check_problem(client.delete(path), 405)
    for path in ("/api/v1/rien", "/api/v1/", "/api", "/api/v2/colis", "/static/rien.js", "/ws/x"):
        body = check_problem(client.get(path), 404)
        assert body["code"] == "introuvable"


def test_ids_that_are_no_ids_are_refused_like_made_up_ones_or_422(
    api: Callable[..., Any], cast: Distribution
) -> None:
    direction = api(cast.direction)
    for path in ("/colis/{}", "/vols/{}", "/clients/{}", "/encaissements/{}", "/rapports/{}",
                 "/notifications/{}", "/photos/{}", "/utilisateurs/{}", "/remises/{}"):  # fmt: skip
        for wrong in ("1", "x", "0" * 40, str(uuid7()) + "0"):
            assert direction.get(path.format(wrong)).status_code in {404, 422}, path
        check_problem(direction.get(path.format(uuid7())), 404)


def test_too_big_a_body_is_413(api: Callable[..., Any], cast: Distribution) -> None:
    agent = api(cast.agent_chine)
    corps = json.dumps(corps_colis(contenu="x" * (13 * 1024 * 1024)))
    for path in ("/colis", "/sync/operations", "/auth/connexion"):
        answer = agent.http.post(
            f"/api/v1{path}", corps, content_type="application/json", headers=agent.headers
        )
        check_problem(answer, 413)


def test_a_refusal_speaks_french_english_or_chinese(
    api: Callable[..., Any], cast: Distribution
) -> None:
    details = {
        langue: check_problem(
            api(cast.agent_chine, langue).get(f"/colis/{uuid7()}"), 404
        )["detail"]
        for langue in ("fr", "en-GB", "zh-CN", "de, en;q=0.5", "xx", "")
    }  # fmt: skip
    assert details["fr"] == details["xx"] == details[""]
    assert details["en-GB"] == details["de, en;q=0.5"]
    assert len(set(details.values())) == 3


def test_a_spent_budget_says_when_to_come_back(api: Callable[..., Any], cast: Distribution) -> None:
    anonyme = api(None)
    answers = [anonyme.get(f"/suivi/inconnu{n}") for n in range(40)]
    assert answers[0].status_code == 404
    assert answers[0]["Cache-Control"] == "no-store"
    body = check_problem(answers[-1], 429)
    assert body["code"] == "trop_de_requetes"
    assert int(answers[-1]["Retry-After"]) > 0


@pytest.mark.parametrize("wrong", ["3000", 3000.0, 3000.5, True, None, [3000], {"g": 1}, 10**30])
def test_grams_are_a_plain_integer(
    api: Callable[..., Any], cast: Distribution, wrong: object
) -> None:
    body = check_problem(api(cast.agent_chine).post("/colis", corps_colis(poids_g=wrong)), 422)
    assert list(body["errors"]) == ["poids_g"]


def test_an_unknown_field_is_ignored_and_an_unknown_filter_too(
    api: Callable[..., Any], cast: Distribution
) -> None:
    agent = api(cast.agent_chine)
    assert agent.post("/colis", corps_colis(champ_de_demain=1)).status_code == 201
    assert agent.get("/colis?filtre_de_demain=1").status_code == 200
