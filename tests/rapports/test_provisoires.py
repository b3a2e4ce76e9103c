"""A day of which something has not arrived is told as provisional, then made anew once."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from accounts.models import User
from core.tenancy import transverse
from notifications.domain import Etape
from notifications.gabarits import default_template, render
from notifications.models import MessageDu
from rapports.models import Rapport
from rapports.selectors.rapports import JOURNEE
from rapports.services.journees import close_days
from rapports.services.rapports import build_rapport, sweep_rapports
from tests.cast import NOW, Distribution
from tests.distribution.comptoir import Api, cash
from tests.factories.argent import collect, make_arrived, open_till
from tests.factories.journal import Journal

pytestmark = pytest.mark.django_db
FERMETURE = NOW.replace(hour=18, minute=0)
APRES = timedelta(minutes=4)


@pytest.fixture
def journal(cast: Distribution, api: Api) -> Journal:
    """A till at work, two payments captured without network of which one has arrived."""
    with transverse():
        User.objects.filter(id=cast.admin_mali.id).update(telephone="+22370000777")
    open_till(cast.agent_mali, NOW)
    collect(cast.agent_mali, NOW, (make_arrived(cast, NOW), 29_000))
    journal, colis = Journal(cast.agent_mali).enrol(api), make_arrived(cast, NOW)
    first, _ = cash(journal, colis, 10_000), cash(journal, colis, 5_000)
    journal.push(api, first, declaration=journal.declaration())
    return journal


def send_the_rest(journal: Journal, api: Api) -> None:
    journal.push(api, journal.log[-1], declaration=journal.declaration())


def close(now: datetime) -> list[Rapport]:
    """What beat and the worker do at `now`; every report there is, the last asked last."""
    for rapport_id in close_days(now=now):
        assert build_rapport(now=now, rapport_id=rapport_id)
    with transverse():
        return list(Rapport.objects.order_by("demande_le"))


def messages(langue: str) -> list[str]:
    """What an admin reads, in the order it was owed."""
    with transverse():
        dus = list(MessageDu.objects.filter(etape=Etape.RAPPORT).order_by("cree_le"))
    return [render(default_template(Etape.RAPPORT, langue), du.variables, langue) for du in dus]


@pytest.mark.parametrize(
    ("langue", "mot"), [("fr", "*Provisoire"), ("en", "*Provisional"), ("zh", "*暂定")]
)
def test_the_message_of_a_day_not_entirely_arrived_says_provisional(
    journal: Journal, langue: str, mot: str
) -> None:
    (rapport,) = close(FERMETURE)
    assert (rapport.statut, rapport.provisoire) == ("pret", True)
    (texte,) = messages(langue)
    assert mot in texte
    with transverse():
        du = MessageDu.objects.get(etape=Etape.RAPPORT)
    assert du.variables["document_nom"].endswith("-provisoire.pdf")


def test_once_all_has_arrived_the_day_is_made_anew_and_told_once(
    cast: Distribution, api: Api, journal: Journal
) -> None:
    (provisoire,) = close(FERMETURE)
    assert close(FERMETURE + timedelta(minutes=2)) == [provisoire]
    send_the_rest(journal, api)
    avant, definitif = close(FERMETURE + APRES)
    assert (definitif.remplace, definitif.provisoire) == (provisoire.id, False)
    assert (avant.sha256, avant.provisoire) == (provisoire.sha256, True)
    assert (definitif.debut, definitif.agent_id) == (provisoire.debut, provisoire.agent_id)
    assert not any("PROVISOIRE" in line for line in observations(definitif))
    assert len(close(FERMETURE + 2 * APRES)) == 2
    premier, second = messages("fr")
    assert "*Provisoire" in premier
    assert "*Définitif" in second
    shown = api(cast.admin_mali).get("/rapports").json()["items"]
    assert {one["id"]: (one["provisoire"], one["remplace"]) for one in shown} == {
        str(provisoire.id): (True, None),
        str(definitif.id): (False, str(provisoire.id)),
    }


def observations(rapport: Rapport) -> tuple[str, ...]:
    return JOURNEE.validate_python(rapport.contenu).observations


def test_a_day_all_of_which_is_there_says_nothing_of_it(journal: Journal, api: Api) -> None:
    send_the_rest(journal, api)
    (rapport,) = close(FERMETURE)
    assert not rapport.provisoire
    (texte,) = messages("fr")
    assert "rovisoire" not in texte
    assert "éfinitif" not in texte


@pytest.mark.parametrize("delai", [timedelta(minutes=15), timedelta(hours=30)])
def test_a_final_report_that_failed_is_woken_again(
    api: Api, journal: Journal, monkeypatch: pytest.MonkeyPatch, delai: timedelta
) -> None:
    def broken(**_: object) -> None:
        raise OSError("stockage")

    close(FERMETURE)
    send_the_rest(journal, api)
    with monkeypatch.context() as patch:
        patch.setattr("rapports.services.rapports.tell_admins", broken)
        (rapport_id,) = close_days(now=FERMETURE + APRES)
        assert not build_rapport(now=FERMETURE + APRES, rapport_id=rapport_id)
    later = FERMETURE + delai
    assert close_days(now=later) == []
    woken: list[Any] = []
    sweep_rapports(now=later, dispatch=woken.append)
    assert woken == [rapport_id]
