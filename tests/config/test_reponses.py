"""What every response carries, whoever answers."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client


@pytest.fixture
def page(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> str:
    (tmp_path / "index.html").write_text("<!doctype html><title>TS Air Cargo</title>")
    monkeypatch.setattr(settings, "FRONTEND_DIST", tmp_path)
    return "<title>TS Air Cargo</title>"


def test_an_unknown_api_route_is_a_problem_document_with_a_request_id(client: Client) -> None:
    response = client.get("/api/v1/nulle-part")
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["code"] == "introuvable"
    assert response["X-Request-ID"]


def test_a_problem_speaks_the_language_of_the_caller(client: Client) -> None:
    response = client.get("/api/v1/nulle-part", headers={"Accept-Language": "zh-CN,en;q=0.5"})
    assert response.json()["title"] == "未找到"


def test_a_wrong_method_is_a_problem_document_that_names_the_right_one(client: Client) -> None:
    response = client.post("/une/page")
    assert response.status_code == 405
    assert response.json()["code"] == "methode_interdite"
    assert "GET" in response["Allow"]


def test_the_request_id_of_the_caller_is_kept(client: Client) -> None:
    response = client.get("/sante/vivant", headers={"X-Request-ID": "appareil-0001"})
    assert response["X-Request-ID"] == "appareil-0001"


def test_a_request_id_that_could_forge_a_log_line_is_replaced(client: Client) -> None:
    response = client.get("/sante/vivant", headers={"X-Request-ID": 'x" injecté'})
    assert "inject" not in response["X-Request-ID"]


def test_no_inline_script_and_no_framing(client: Client) -> None:
    policy = client.get("/sante/vivant")["Content-Security-Policy"]
    assert "script-src 'self' 'wasm-unsafe-eval';" in policy
    assert "frame-ancestors 'none'" in policy


def test_a_page_of_the_pwa_answers_with_its_index(client: Client, page: str) -> None:
    response = client.get("/chine/colis/0190f5b2")
    assert page in response.content.decode()
    assert response["Cache-Control"] == "no-cache"


def test_a_missing_file_is_never_the_index(client: Client, page: str) -> None:
    assert client.get("/assets/app-123.js").status_code == 404
    assert client.get("/icone.png").status_code == 404


@pytest.mark.django_db
def test_metrics_say_how_late_the_sealing_is_whatever_the_sealer_does(client: Client) -> None:
    assert b"\nts_audit_retard_secondes 0\n" in client.get("/metrics").content


@pytest.mark.django_db
def test_metrics_answer_the_private_network_only(client: Client) -> None:
    assert client.get("/metrics").status_code == 200
    assert client.get("/metrics", REMOTE_ADDR="41.73.96.1").status_code == 404
    forwarded = client.get("/metrics", headers={"X-Forwarded-For": "127.0.0.1"})
    assert forwarded.status_code == 404
