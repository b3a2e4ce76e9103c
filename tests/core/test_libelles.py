"""Every kind of field act has a name people read, in each language."""

import pytest

from core.errors import LANGUES
from core.operations.libelles import label
from core.operations.registry import OPERATIONS


@pytest.mark.parametrize("langue", LANGUES)
def test_every_kind_of_act_is_named_in_each_language(langue: str) -> None:
    assert [type for type in OPERATIONS if label(type, langue) in ("", type)] == []


def test_an_unknown_language_reads_french_and_an_unknown_act_its_code() -> None:
    assert label("encaissement.enregistrer", "bm") == "Encaissement"
    assert label("autre.chose", "fr") == "autre.chose"
