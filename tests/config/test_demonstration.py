"""The demonstration looks like the trade, because it was done by the services of the trade."""

from datetime import UTC, datetime

import pytest

from config.demonstration.recit import tell_story
from colis.models import Colis
from core.tenancy import transverse

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 10, 15, 0, tzinfo=UTC)


def test_the_story_is_told_once() -> None:
    assert tell_story(now=NOW, mot_de_passe="x" * 12) is True
    assert tell_story(now=NOW, mot_de_passe="x" * 12) is False
    with transverse():
        print(Colis.objects.count())
