"""The one NinjaAPI: every router, and every refusal mapped once to RFC 9457."""

from typing import Any

import orjson
import structlog
from django.db import DataError, IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.parser import Parser
from ninja.renderers import BaseRenderer

from config.problemes import problem_response
from config.routeurs import ROUTERS
from core.errors import BusinessError, IdDejaUtilise, NonAuthentifie, SaisieInvalide
from core.http import langue_of

log = structlog.get_logger(__name__)


class OrjsonRenderer(BaseRenderer):
    """orjson: several times the standard library's speed on lists."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        return orjson.dumps(data, default=str)


class OrjsonParser(Parser):
    """Bodies by orjson, which refuses NaN and infinities."""

    def parse_body(self, request: HttpRequest) -> Any:
        return orjson.loads(request.body)


api = NinjaAPI(
    title="TS Air Cargo",
    version="1.0.0",
    description="Fret aérien Chine – Mali – Côte d'Ivoire.",
    urls_namespace="api-1",
    renderer=OrjsonRenderer(),
    parser=OrjsonParser(),
)
for prefix, router in ROUTERS:
    api.add_router(prefix, router)


def _rollback(*, keep_writes: bool = False) -> None:
    if transaction.get_connection().in_atomic_block and not keep_writes:
        transaction.set_rollback(True)


def problem(request: HttpRequest, error: BusinessError) -> HttpResponse:
    """One refusal as a problem document, in the caller's language."""
    body: dict[str, Any] = {
        "type": f"urn:ts:erreur:{error.code}",
        "title": error.title,
        "status": error.status,
        "detail": error.sentence(langue_of(request)),
        "instance": request.path,
        "code": error.code,
    }
    if error.errors:
        body["errors"] = error.errors
    if error.details:
        body["details"] = error.details
    response = HttpResponse(
        orjson.dumps(body, default=str),
        status=error.status,
        content_type="application/problem+json",
    )
    if error.status == 429:
        response["Retry-After"] = str(error.details.get("attente_s", 60))
    if error.status == 401:
        response["WWW-Authenticate"] = "Bearer"
    return response


@api.exception_handler(BusinessError)
def on_business_error(request: HttpRequest, error: BusinessError) -> HttpResponse:
    _rollback(keep_writes=error.keep_writes)
    return problem(request, error)


@api.exception_handler(AuthenticationError)
def on_missing_token(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    _rollback()
    return problem(request, NonAuthentifie())


@api.exception_handler(ValidationError)
def on_validation_error(request: HttpRequest, error: ValidationError) -> HttpResponse:
    _rollback()
    fields: dict[str, list[str]] = {}
    for item in error.errors:
        where = [str(part) for part in item.get("loc", ()) if part not in _ENVELOPE]
        fields.setdefault(".".join(where) or "corps", []).append(str(item.get("msg", "invalide")))
    return problem(request, SaisieInvalide(errors=fields))


_ENVELOPE = frozenset({"body", "query", "path", "form", "file", "payload", "donnees", "liste"})


@api.exception_handler(HttpError)
def on_http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    _rollback()
    return problem_response(request, error.status_code)


@api.exception_handler(IntegrityError)
def on_integrity_error(request: HttpRequest, error: IntegrityError) -> HttpResponse:
    """A constraint spoke before a check did: the same id twice, or a rule raced."""
    _rollback()
    constraint = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "") or ""
    log.warning("contrainte", contrainte=constraint)
    return problem(request, IdDejaUtilise(contrainte=constraint))


@api.exception_handler(DataError)
def on_data_error(request: HttpRequest, error: DataError) -> HttpResponse:
    """A value PostgreSQL cannot hold (NUL byte, number out of range)."""
    _rollback()
    return problem(request, SaisieInvalide(errors={"corps": ["valeur hors limites"]}))
