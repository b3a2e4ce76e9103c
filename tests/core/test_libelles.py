"""Every kind of field act, and every reason to set one aside, has its words in each language."""

import pytest

from core.errors import LANGUES
from core.operations.libelles import label_motif, label_type
from core.operations.registry import OPERATIONS
from core.operations.verification import Motif


@pytest.mark.parametrize("langue", LANGUES)
def test_every_kind_of_act_is_named_in_each_language(langue: str) -> None:
    assert [type for type in OPERATIONS if label_type(type, langue) in ("", type)] == []


@pytest.mark.parametrize("langue", LANGUES)
def test_every_reason_to_set_an_act_aside_has_its_words(langue: str) -> None:
    assert [motif for motif in Motif if label_motif(motif, langue) in ("", motif)] == []


def test_an_unknown_language_reads_french_and_an_unknown_act_its_code() -> None:
    assert label_type("encaissement.enregistrer", "bm") == "Encaissement"
    assert label_type("autre.chose", "fr") == "autre.chose"
    assert label_motif("autre_chose", "fr") == "autre_chose"
