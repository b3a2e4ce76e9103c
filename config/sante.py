"""/sante/vivant (the process answers), /sante/pret (its parts answer), /metrics (private)."""

from ipaddress import ip_address
from typing import Any

import orjson
import redis
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from django_prometheus.exports import ExportToDjangoView

from audit.scellement.sceller import oldest_unsealed_s
from config.environment import env
from config.problemes import problem_response
from core import clock

_applied: set[bool] = set()


def _json(body: dict[str, Any], status: int = 200) -> HttpResponse:
    response = HttpResponse(orjson.dumps(body), status=status, content_type="application/json")
    response["Cache-Control"] = "no-store"
    return response


def _migrations_applied() -> bool:
    """Compared once until it holds: migrations are never unapplied under a running process."""
    if not _applied:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return False
        _applied.add(True)
    return True


def _database_state() -> tuple[bool, bool]:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return True, _migrations_applied()
    except DatabaseError:
        return False, False


def _redis_answers() -> bool:
    client = redis.Redis.from_url(env.redis(0), socket_timeout=1, socket_connect_timeout=1)
    try:
        return bool(client.ping())
    except redis.RedisError:
        return False
    finally:
        client.close()


@require_safe
@transaction.non_atomic_requests
def vivant(request: HttpRequest) -> HttpResponse:
    return _json({"vivant": True, "version": settings.VERSION})


@require_safe
@transaction.non_atomic_requests
def pret(request: HttpRequest) -> HttpResponse:
    """200 when the database answers with every migration applied and Redis answers; else 503.

    Requests still work without Redis (cache and live updates degrade), but a new process is not
    put in service without it.
    """
    base, migrations = _database_state()
    state = {"base": base, "migrations": migrations, "redis": _redis_answers()}
    ready = all(state.values())
    return _json({"pret": ready, **state}, 200 if ready else 503)


@require_safe
@transaction.non_atomic_requests
def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus, for the private network only; to others the page does not exist.

    A forwarded request came through the public proxy, whatever its own address.
    """
    address = ip_address(request.META.get("REMOTE_ADDR") or "127.0.0.1")
    if "HTTP_X_FORWARDED_FOR" in request.META or not address.is_private:
        return problem_response(request, 404)
    response: HttpResponse = ExportToDjangoView(request)
    response.write(_sealing())
    return response


def _sealing() -> str:
    """How late the journal's sealing is, read here: a dead sealer says nothing of itself."""
    try:
        retard = oldest_unsealed_s(clock.now())
    except DatabaseError:
        return ""
    return (
        "# HELP ts_audit_retard_secondes Age of the oldest row of the journal without a seal\n"
        "# TYPE ts_audit_retard_secondes gauge\n"
        f"ts_audit_retard_secondes {retard:.0f}\n"
    )
