"""What every response carries, whoever made it: request id, security headers, problem shape."""

import re
import uuid
from collections.abc import Callable

import structlog
from django.conf import settings
from django.core.handlers.wsgi import LimitedStream
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from psycopg.errors import ForeignKeyViolation

from config.problemes import problem_response

logger = structlog.get_logger(__name__)

GetResponse = Callable[[HttpRequest], HttpResponseBase]
REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
PROBLEM_JSON = "application/problem+json"


class RequestIdMiddleware:
    """One id for the response header, the logs and the audit row.

    The caller's X-Request-ID is kept when it looks like an id, so that a device's journal and
    ours can be joined; anything else is replaced, never echoed.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        given = str(request.META.get("HTTP_X_REQUEST_ID", ""))
        request_id = given if REQUEST_ID.fullmatch(given) else uuid.uuid4().hex
        request.META["HTTP_X_REQUEST_ID"] = request_id
        response = self.get_response(request)
        response["X-Request-ID"] = request_id
        return response


class DrainMiddleware:
    """Reads what the view left unread of the body.

    A refusal decided on the headers alone leaves the body on the connection; the server then
    closes it, and the caller's next request on that connection is lost without an answer.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        stream = getattr(request, "_stream", None)
        if isinstance(stream, LimitedStream):
            left = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
            while left > 0 and (chunk := stream.read(65_536)):
                left -= len(chunk)
        return response


def content_security_policy() -> str:
    """No inline script anywhere; WebAssembly for the bar code reader only.

    Styles may be inline: the interface places menus and charts by style attributes.
    """
    ws = settings.PUBLIC_WS_URL
    files = " ".join(settings.CSP_FICHIERS)
    return "; ".join(
        [
            "default-src 'self'",
            "script-src 'self' 'wasm-unsafe-eval'",
            "style-src 'self' 'unsafe-inline'",
            f"img-src 'self' data: blob: {files}".strip(),
            "font-src 'self'",
            f"connect-src 'self' {ws} {files}".strip(),
            "worker-src 'self' blob:",
            "media-src 'self' blob:",
            "frame-src 'self' blob:",
            "manifest-src 'self'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        ]
    )


class SecurityHeadersMiddleware:
    """CSP and browser permissions; a view may set its own stricter values first."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.headers = {
            "Content-Security-Policy": content_security_policy(),
            "Permissions-Policy": "camera=(self), geolocation=(), microphone=(), payment=(),"
            " serial=(self), usb=(self), hid=(self), bluetooth=(self)",
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
        }

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        for name, value in self.headers.items():
            response.setdefault(name, value)
        return response


class ProblemMiddleware:
    """A bare 405 (Django's or ninja's) becomes the one problem document.

    So does a reference to a row that does not exist: PostgreSQL checks those at commit, after the
    view has answered. Any other broken constraint at commit is our fault, hence a 500.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code != 405 or response.get("Content-Type") == PROBLEM_JSON:
            return response
        problem: HttpResponse = problem_response(request, 405)
        if "Allow" in response:
            problem["Allow"] = response["Allow"]
        return problem

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        cause = exception.__cause__
        if isinstance(cause, ForeignKeyViolation):
            logger.warning("reference_inconnue", contrainte=cause.diag.constraint_name)
            return problem_response(request, 422)
        return None
