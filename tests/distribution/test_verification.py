"""The checker of the money's invariants: silent on true books, precise on false ones."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F

from colis.models import Colis
from core.tenancy import contexte, transverse
from distribution.models import CompteurRecu, SessionCaisse
from distribution.selectors.verification import check_journal
from tests.cast import NOW, Distribution
from tests.factories.argent import collect, make_arrived, open_till

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(cast: Distribution) -> tuple[Colis, SessionCaisse]:
    colis = make_arrived(cast, NOW)
    session = open_till(cast.agent_mali, NOW)
    collect(cast.agent_mali, NOW, (colis, 10_000), jeton_cede=50)
    return colis, session


def breaches() -> set[str]:
    with transverse():
        return {result.controle.nom for result in check_journal() if result.defauts}


def test_true_books_are_silent(story: tuple[Colis, SessionCaisse]) -> None:
    out = StringIO()
    call_command("verifier_journal", stdout=out)
    assert "DÉFAUT" not in out.getvalue()


def test_a_due_that_left_its_receivable_is_named(story: tuple[Colis, SessionCaisse]) -> None:
    colis, _ = story
    with transverse():
        Colis.objects.filter(id=colis.id).update(prix=F("prix") + 1, du=F("du") + 1)
    assert breaches() == {"du_egal_creance"}
    with pytest.raises(CommandError, match="1 défaut"):
        call_command("verifier_journal", stdout=StringIO())


def test_a_settlement_without_its_payment_is_named(story: tuple[Colis, SessionCaisse]) -> None:
    colis, _ = story
    with transverse():
        Colis.objects.filter(id=colis.id).update(prix=F("prix") + 1, regle=F("regle") + 1)
    assert breaches() == {"reglement_egal_encaissements"}


def test_a_missing_receipt_is_named(story: tuple[Colis, SessionCaisse]) -> None:
    with transverse():
        CompteurRecu.objects.update(dernier=2)
    assert breaches() == {"recus_sans_trou"}


def test_a_country_checks_its_own_rows(
    cast: Distribution, story: tuple[Colis, SessionCaisse]
) -> None:
    with contexte(cast.admin_mali):
        assert not any(result.defauts for result in check_journal(pays="ML"))
