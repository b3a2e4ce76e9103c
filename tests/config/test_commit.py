"""What PostgreSQL refuses at commit, once the view has already answered."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError
from django.test import RequestFactory
from psycopg.errors import CheckViolation, ForeignKeyViolation

from config.middleware import ProblemMiddleware


@pytest.fixture
def refused(rf: RequestFactory) -> Callable[[Exception], int | None]:
    def status(cause: Exception) -> int | None:
        error = IntegrityError("refus")
        error.__cause__ = cause
        middleware = ProblemMiddleware(lambda request: pytest.fail("vue appelée"))
        answer = middleware.process_exception(rf.get("/api/v1/x"), error)
        return None if answer is None else answer.status_code

    return status


def test_a_reference_to_nothing_is_the_caller_s_mistake(
    refused: Callable[[Exception], int | None],
) -> None:
    assert refused(ForeignKeyViolation()) == 422


def test_an_unbalanced_entry_is_ours(refused: Callable[[Exception], int | None]) -> None:
    assert refused(CheckViolation()) is None
