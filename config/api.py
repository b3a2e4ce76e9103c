"""The one NinjaAPI: every router, and every refusal mapped once to RFC 9457."""

from typing import Any

import orjson
import structlog
from django.db import DataError, IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.parser import Parser
from ninja.renderers import BaseRenderer

from config.contrat import ContractAPI
from config.problemes import problem_response
from config.routeurs import ROUTERS
from core.errors import BusinessError, IdDejaUtilise, NonAuthentifie, SaisieInvalide
from core.http import langue_of
from core.problemes import field_errors, problem_body

log = structlog.get_logger(__name__)


class OrjsonRenderer(BaseRenderer):
    """orjson: several times the standard library's speed on lists."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        return orjson.dumps(data, default=str, option=orjson.OPT_UTC_Z)


class OrjsonParser(Parser):
    """Bodies by orjson, which refuses NaN and infinities."""

    def parse_body(self, request: HttpRequest) -> Any:
        return orjson.loads(request.body)


api = ContractAPI(
    title="TS Air Cargo",
    version="1.0.0",
    description="Fret aérien Chine – Mali – Côte d'Ivoire.",
    urls_namespace="api-1",
    renderer=OrjsonRenderer(),
    parser=OrjsonParser(),
)
for prefix, router in ROUTERS:
    api.add_router(prefix, router)


def _rollback(request: HttpRequest) -> None:
    """Undo the request's own transaction (ATOMIC_REQUESTS), where it has one."""
    match = request.resolver_match
    own = match is None or not getattr(match.func, "_non_atomic_requests", None)
    if own and transaction.get_connection().in_atomic_block:
        transaction.set_rollback(True)


def problem(request: HttpRequest, error: BusinessError) -> HttpResponse:
    """One refusal as a problem document, in the caller's language."""
    body = problem_body(error, langue=langue_of(request), instance=request.path)
    response = HttpResponse(
        orjson.dumps(body, default=str, option=orjson.OPT_UTC_Z),
        status=error.status,
        content_type="application/problem+json",
    )
    response["Cache-Control"] = "no-store"
    if error.status == 429:
        response["Retry-After"] = str(error.details.get("attente_s", 60))
    if error.status == 401:
        response["WWW-Authenticate"] = "Bearer"
    return response


@api.exception_handler(BusinessError)
def on_business_error(request: HttpRequest, error: BusinessError) -> HttpResponse:
    if not error.keep_writes:
        _rollback(request)
    return problem(request, error)


@api.exception_handler(AuthenticationError)
def on_missing_token(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    _rollback(request)
    return problem(request, NonAuthentifie())


@api.exception_handler(ValidationError)
def on_validation_error(request: HttpRequest, error: ValidationError) -> HttpResponse:
    _rollback(request)
    fields = field_errors(error.errors, _ENVELOPE)
    return problem(request, SaisieInvalide(errors=fields))


_ENVELOPE = frozenset({"body", "query", "path", "form", "file", "payload", "donnees", "liste"})


@api.exception_handler(HttpError)
def on_http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    _rollback(request)
    return problem_response(request, error.status_code)


@api.exception_handler(IntegrityError)
def on_integrity_error(request: HttpRequest, error: IntegrityError) -> HttpResponse:
    """A constraint spoke before a check did: the same id twice, or a rule raced."""
    _rollback(request)
    constraint = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "") or ""
    log.warning("contrainte", contrainte=constraint)
    return problem(request, IdDejaUtilise(contrainte=constraint))


@api.exception_handler(DataError)
def on_data_error(request: HttpRequest, error: DataError) -> HttpResponse:
    """A value PostgreSQL cannot hold (NUL byte, number out of range, text too long)."""
    _rollback(request)
    log.warning("valeur_refusee", erreur=str(error.__cause__ or error)[:200])
    return problem(request, SaisieInvalide(errors={"corps": ["valeur hors limites"]}))
