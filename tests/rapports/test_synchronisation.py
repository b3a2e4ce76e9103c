"""A country's devices are compared lot by lot, and no further than the report's lines."""

from collections.abc import Iterable
from typing import Any

import pytest

from accounts.models import Appareil
from accounts.selectors.appareils import compare_bilans
from core.ids import uuid7
from core.tenancy import contexte, transverse
from rapports.selectors import synchronisation
from tests.cast import Distribution
from tests.factories.visas import enrolled

pytestmark = pytest.mark.django_db


@pytest.fixture
def lots(cast: Distribution, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Five devices that each claim a payment nobody received; the size of each lot compared."""
    ids = [enrolled(cast.agent_mali, uuid7()) for _ in range(5)]
    with transverse():
        Appareil.objects.filter(id__in=ids).update(
            bilan={"seq": 0, "types": {"encaissement.enregistrer": [1, 1_000]}}
        )
    sizes: list[int] = []

    def counted(rows: Iterable[Appareil]) -> Any:
        found = list(rows)
        sizes.append(len(found))
        return compare_bilans(found)

    monkeypatch.setattr(synchronisation, "compare_bilans", counted)
    monkeypatch.setattr(synchronisation, "LOT", 2)
    return sizes


def differences(cast: Distribution) -> tuple[str, ...]:
    with contexte(cast.admin_mali):
        return synchronisation.unsynchronised(pays="ML", devise="XOF", agent_id=None)


def test_every_lot_is_compared_while_lines_are_left(cast: Distribution, lots: list[int]) -> None:
    assert len(differences(cast)) == 5
    assert lots == [2, 2, 1]


def test_the_lots_after_the_last_line_are_not_read(
    cast: Distribution, lots: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(synchronisation, "LIGNES", 3)
    assert len(differences(cast)) == 3
    assert lots == [2, 2]
