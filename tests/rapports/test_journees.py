"""The agent's day leaves by itself: at the agency's closing time, to its admins, on WhatsApp."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client as Http

from accounts.models import Agence, User
from core.tenancy import contexte, transverse
from notifications.adapters.wachap import CAPACITES, WaChap
from notifications.domain import Etape, Statut
from notifications.models import Ligne, MessageDu
from notifications.services import drain_line, sweep
from notifications.services.lignes import PORTS
from rapports import tasks
from rapports.models import Rapport
from rapports.services.journees import close_days
from rapports.services.rapports import build_rapport
from tests.cast import NOW, Distribution
from tests.core.lecteurs_pdf import read_text
from tests.factories.argent import collect, make_arrived, open_till
from tests.notifications.conftest import (  # noqa: F401
    Horloge,
    Simulateur,
    boite,
    make_ligne,
    simulateur,
)

pytestmark = pytest.mark.django_db
ADMIN, ADMIN_RCI = "+22370000777", "+2250700000777"
FERMETURE = NOW.replace(hour=18, minute=0)


@pytest.fixture(autouse=True)
def bamako(cast: Distribution) -> None:
    """A till opened and 29 000 collected at Bamako; nothing at Abidjan. Both admins have phones."""
    with transverse():
        User.objects.filter(id=cast.admin_mali.id).update(telephone=ADMIN)
        User.objects.filter(id=cast.admin_rci.id).update(telephone=ADMIN_RCI)
    colis = make_arrived(cast, NOW)
    open_till(cast.agent_mali, NOW)
    collect(cast.agent_mali, NOW, (colis, 29_000))


def close(now: datetime) -> list[Rapport]:
    """What beat and the worker do at `now`; every report there is."""
    for rapport_id in close_days(now=now):
        assert build_rapport(now=now, rapport_id=rapport_id)
    with transverse():
        return list(Rapport.objects.order_by("id"))


def dus() -> list[MessageDu]:
    with transverse():
        return list(MessageDu.objects.filter(etape=Etape.RAPPORT).order_by("telephone"))


def test_the_day_is_reported_at_the_closing_time_and_not_before(cast: Distribution) -> None:
    assert close(FERMETURE - timedelta(seconds=1)) == []
    (rapport,) = close(FERMETURE)
    assert (rapport.agent_id, rapport.statut) == (cast.agent_mali.id, "pret")
    assert rapport.debut == NOW.date()


def test_it_is_told_once_however_often_the_hour_is_looked_at(cast: Distribution) -> None:
    for minutes in (0, 2, 90):
        close(FERMETURE + timedelta(minutes=minutes))
    assert [du.telephone for du in dus()] == [ADMIN]


def test_an_agency_without_a_move_that_day_says_nothing(cast: Distribution) -> None:
    close(FERMETURE)
    assert {rapport.pays for rapport in close(FERMETURE)} == {"ML"}
    assert [du.pays_id for du in dus()] == ["ML"]


def test_the_next_day_is_another_report_and_one_long_past_is_left_alone(
    cast: Distribution,
) -> None:
    assert close(FERMETURE + timedelta(hours=6)) == []
    collect(cast.agent_mali, NOW + timedelta(days=1), (make_arrived(cast, NOW), 1_000))
    (rapport,) = close(FERMETURE + timedelta(days=1))
    assert rapport.debut == NOW.date() + timedelta(days=1)


def test_an_agency_that_closes_after_midnight_elsewhere_has_its_own_day(
    cast: Distribution,
) -> None:
    """The worker was away at closing time, and it is already tomorrow."""
    with transverse():
        Agence.objects.filter(pays="ML").update(ferme_a="23:30")
    (rapport,) = close(FERMETURE.replace(hour=23, minute=59) + timedelta(minutes=30))
    assert rapport.debut == NOW.date()


def test_the_admin_s_phone_receives_the_figures_and_the_paper(
    cast: Distribution,
    simulateur: Simulateur,  # noqa: F811
) -> None:
    ligne = make_ligne("ML", "ml-1")
    simulateur.serveur.etat.line_refusal("ml-1")
    close(FERMETURE)
    horloge = Horloge(FERMETURE + timedelta(minutes=1))
    for ligne_id in sweep(now=horloge()):
        drain_line(ligne_id=ligne_id, horloge=horloge, dormir=horloge.sleep)
    (vu,) = simulateur.recus_par(ADMIN)
    assert (vu["type"], vu["compte"]) == ("document", ligne.compte)
    propre = vu["contenu"].replace("\u00a0", " ").replace("\u202f", " ")
    assert "Encaissé : *29 000 F CFA*" in propre
    assert "Solde de caisse : *79 000 F CFA*" in propre
    assert "Dépenses" not in propre
    assert vu["nom_fichier"].endswith(".pdf")
    assert simulateur.recus_par(ADMIN_RCI) == []
    adresse = urlsplit(vu["document_url"])
    assert adresse.scheme == "http"
    papier = Http().get(f"{adresse.path}?{adresse.query}")
    assert papier.status_code == 200
    assert "29 000" in read_text(_bytes(papier)).replace("\u202f", " ").replace("\u00a0", " ")
    assert Http().get(adresse.path).status_code == 404


def _bytes(reponse: Any) -> bytes:
    return b"".join(reponse.streaming_content)


def test_where_the_provider_takes_no_file_the_figures_leave_as_text(
    cast: Distribution,
    simulateur: Simulateur,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sans = replace(CAPACITES, documents=False, number_check=False)
    adresse = f"{simulateur.adresse}/v1"
    monkeypatch.setitem(PORTS, "wachap", lambda: WaChap(adresse, capabilities=sans))
    make_ligne("ML", "ml-1")
    simulateur.serveur.etat.line_refusal("ml-1")
    close(FERMETURE)
    horloge = Horloge(FERMETURE + timedelta(minutes=1))
    for ligne_id in sweep(now=horloge()):
        drain_line(ligne_id=ligne_id, horloge=horloge, dormir=horloge.sleep)
    (vu,) = simulateur.recus_par(ADMIN)
    assert (vu["type"], vu["document_url"]) == ("text", "")
    assert "/rapports" in vu["contenu"]


def test_a_report_that_failed_is_made_again_and_told(
    cast: Distribution, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**_: object) -> None:
        raise OSError("stockage")

    with monkeypatch.context() as patch:
        patch.setattr("rapports.services.rapports.tell_admins", broken)
        (rapport_id,) = close_days(now=FERMETURE)
        assert not build_rapport(now=FERMETURE, rapport_id=rapport_id)
    assert dus() == []
    assert close_days(now=FERMETURE + timedelta(minutes=5)) == []
    (rapport,) = close(FERMETURE + timedelta(minutes=11))
    assert rapport.statut == "pret"
    assert len(dus()) == 1


def test_a_report_made_twice_is_told_once(cast: Distribution) -> None:
    """A worker taken for dead finishes after the one that took its place."""
    (rapport,) = close(FERMETURE)
    with transverse():
        Rapport.objects.filter(id=rapport.id).update(statut="en_attente")
    assert build_rapport(now=FERMETURE + timedelta(minutes=11), rapport_id=rapport.id)
    assert len(dus()) == 1


def test_a_report_asked_for_by_hand_is_told_to_nobody(cast: Distribution) -> None:
    with contexte(cast.admin_mali):
        rapport = Rapport(
            pays="ML", type="journee_agent", debut=NOW.date(), fin=NOW.date(),
            agent_id=cast.agent_mali.id, demande_par=cast.admin_mali.id, demande_le=NOW,
        )  # fmt: skip
        rapport.save(force_insert=True)
    assert build_rapport(now=NOW, rapport_id=rapport.id)
    assert dus() == []


def test_beat_asks_and_the_worker_is_woken(
    cast: Distribution, monkeypatch: pytest.MonkeyPatch
) -> None:
    eveils: list[Any] = []
    monkeypatch.setattr("rapports.tasks.clock.now", lambda: FERMETURE)
    monkeypatch.setattr(tasks, "wake_worker", eveils.append)
    tasks.close_agencies()
    assert len(eveils) == 1
    assert tasks.PLANIFICATION["rapports-fermer"]["task"] == tasks.close_agencies.name


def test_its_line_down_it_waits_like_any_other_message(
    cast: Distribution,
    simulateur: Simulateur,  # noqa: F811
) -> None:
    ligne = make_ligne("ML", "ml-1")
    with transverse():
        Ligne.objects.filter(id=ligne.id).update(etat="en_panne")
    close(FERMETURE)
    sweep(now=FERMETURE + timedelta(minutes=1))
    with transverse():
        (du,) = MessageDu.objects.filter(etape=Etape.RAPPORT)
        notification = du.notification_message.notification
    assert notification.statut == Statut.SUSPENDU
