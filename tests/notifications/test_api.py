"""Messages over HTTP: one's own country, by hand again, cancelled, and the provider's webhook."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.conf import settings
from django.core.management import call_command
from pytest_django import DjangoAssertNumQueries

from audit.models import Entree
from colis.domain import Cause
from core.ids import uuid7
from core.tenancy import transverse
from notifications.domain import Motif, Statut
from notifications.models import Ligne, Notification, Recu
from notifications.services import group_dus
from tests.cast import Api, Distribution
from tests.notifications.conftest import Monde, Simulateur

pytestmark = pytest.mark.django_db
ApiDe = Callable[..., Api]


@pytest.fixture
def echouee(monde: Monde, ligne: Ligne, simulateur: Simulateur) -> Notification:
    """A message stopped because its number was wrong."""
    simulateur.faute("avant", "400", code="INVALID_PHONE")
    return monde.owed()


def test_an_admin_lists_the_messages_of_their_country_by_filter(
    cast: Distribution, api: ApiDe, monde: Monde, ligne: Ligne, simulateur: Simulateur
) -> None:
    notification = monde.owed()
    reponse = api(cast.admin_mali).get("/notifications?statut=envoye&pays=ML&etape=parti")
    assert reponse.status_code == 200
    (item,) = reponse.json()["items"]
    assert item["id"] == str(notification.id)
    assert item["client_id"] == str(notification.client_id)
    assert item["telephone"] == notification.telephone
    assert (item["etape"], item["statut"]) == ("parti", "envoye")
    assert api(cast.admin_mali).get("/notifications?statut=lu").json()["items"] == []


def test_another_country_sees_nothing_and_learns_nothing(
    cast: Distribution, api: ApiDe, monde: Monde, ligne: Ligne, echouee: Notification
) -> None:
    for acteur in (cast.admin_rci, cast.admin_chine):
        ailleurs = api(acteur)
        assert ailleurs.get("/notifications?pays=ML").json()["items"] == []
        assert ailleurs.get(f"/notifications/{echouee.id}").status_code == 404
        assert ailleurs.post(f"/notifications/{echouee.id}/annulation").status_code == 404
        relance = ailleurs.post("/notifications/relance", {"ids": [str(echouee.id)]})
        assert relance.json()["nombre"] == 0
        assert ailleurs.get("/lignes").json() == []
        assert ailleurs.get("/notifications/sante").json()["lignes"] == []
    assert api(cast.direction).get("/notifications?pays=ML").json()["items"] != []


def test_agents_and_strangers_are_refused(cast: Distribution, api: ApiDe) -> None:
    for chemin in ("/notifications", "/notifications/sante", f"/notifications/{uuid7()}"):
        assert api(cast.agent_mali).get(chemin).status_code == 403
        assert api(None).get(chemin).status_code == 401
    relance: dict[str, object] = {"filtre": {}}
    assert api(cast.agent_mali).post("/notifications/relance", relance).status_code == 403


def test_one_messages_whole_life_is_read(
    cast: Distribution, api: ApiDe, monde: Monde, ligne: Ligne, simulateur: Simulateur
) -> None:
    simulateur.faute("avant", "503")
    notification = monde.owed()
    monde.sweep(minutes=31)
    vie = api(cast.admin_mali).get(f"/notifications/{notification.id}").json()
    assert [essai["issue"] for essai in vie["essais"]] == ["temporaire", "accepte"]
    assert [essai["http_statut"] for essai in vie["essais"]] == [503, 200]
    assert vie["ligne"] == "ml-1"
    assert len(vie["messages"]) == 1
    assert vie["messages"][0]["code_suivi"]


def test_a_dry_run_shows_and_changes_nothing_then_the_retry_sends(
    cast: Distribution, api: ApiDe, monde: Monde, simulateur: Simulateur, echouee: Notification
) -> None:
    admin = api(cast.admin_mali)
    filtre = {"filtre": {"statut": "echec_permanent"}}
    essai = admin.post("/notifications/relance", {**filtre, "essai": True}).json()
    assert (essai["nombre"], essai["ids"]) == (1, [str(echouee.id)])
    assert essai["par_motif"] == {"numero_invalide": 1}
    assert monde.only(echouee.telephone).statut == Statut.ECHEC_PERMANENT
    assert admin.post("/notifications/relance", filtre).json()["nombre"] == 1
    monde.horloge.now = datetime.now(UTC)
    monde.sweep()
    assert len(simulateur.recus_par(echouee.telephone)) == 1
    with transverse():
        assert Entree.objects.filter(action="notification.relancer").count() == 1


@pytest.mark.parametrize("corps", [{}, {"ids": [], "filtre": {}}, {"ids": "x"}, {"ids": ["x"]}])
def test_a_selection_that_means_nothing_is_refused(
    cast: Distribution, api: ApiDe, corps: dict[str, object]
) -> None:
    assert api(cast.admin_mali).post("/notifications/relance", corps).status_code == 422


def test_what_is_sent_is_never_sent_again_by_hand(
    cast: Distribution, api: ApiDe, monde: Monde, ligne: Ligne, simulateur: Simulateur
) -> None:
    notification = monde.owed()
    corps = {"ids": [str(notification.id)]}
    assert api(cast.admin_mali).post("/notifications/relance", corps).json()["nombre"] == 0
    annulation = api(cast.admin_mali).post(f"/notifications/{notification.id}/annulation")
    assert annulation.status_code == 409
    assert annulation.json()["code"] == "notification_statut_interdit"
    assert "envoye" in annulation.json()["detail"]


def test_a_cancelled_message_never_leaves(
    cast: Distribution, api: ApiDe, monde: Monde, ligne: Ligne, simulateur: Simulateur
) -> None:
    monde.moved(Cause.DEPART, monde.colis(statut="expedie"))
    group_dus(now=monde.horloge())
    (notification,) = monde.all()
    annulee = api(cast.admin_mali).post(f"/notifications/{notification.id}/annulation").json()
    assert (annulee["statut"], annulee["code_motif"]) == ("annule", Motif.ANNULE_PAR_AGENT)
    monde.sweep()
    assert simulateur.recus_par() == []


def test_a_receipt_of_money_cannot_be_cancelled(
    cast: Distribution, api: ApiDe, monde: Monde, echouee: Notification
) -> None:
    with transverse():
        Notification.objects.filter(id=echouee.id).update(etape="paiement")
    reponse = api(cast.admin_mali).post(f"/notifications/{echouee.id}/annulation")
    assert (reponse.status_code, reponse.json()["code"]) == (409, "notification_non_annulable")


def test_the_health_page_says_what_is_down_and_what_waits(
    cast: Distribution, api: ApiDe, monde: Monde, ligne: Ligne, simulateur: Simulateur
) -> None:
    monde.owed()
    simulateur.pannes(lignes=[{"compte": "ml-1", "action": "deconnecter"}])
    monde.owed()
    monde.sweep(seconds=1)
    sante = api(cast.admin_mali).get("/notifications/sante").json()
    (etat,) = sante["lignes"]
    assert (etat["etat"], etat["capacite_jour"]) == ("en_panne", 6700)
    assert sante["en_souffrance"] == [{"pays": "ML", "motif": "ligne_basse", "nombre": 1}]
    assert sante["incertains"] == 0
    assert "secret" not in json.dumps(sante)


def test_a_line_is_tuned_by_its_admins_only(
    cast: Distribution, api: ApiDe, ligne: Ligne, simulateur: Simulateur
) -> None:
    change = api(cast.admin_mali).patch(f"/lignes/{ligne.id}", {"intervalle_max_ms": 9000})
    assert (change.status_code, change.json()["intervalle_max_ms"]) == (200, 9000)
    assert "secret" not in change.content.decode()
    trop = api(cast.admin_mali).patch(f"/lignes/{ligne.id}", {"intervalle_min_ms": 9001})
    assert (trop.status_code, list(trop.json()["errors"])) == (422, ["intervalle_max_ms"])
    assert api(cast.admin_rci).patch(f"/lignes/{ligne.id}", {"actif": False}).status_code == 404
    assert api(cast.agent_mali).patch(f"/lignes/{ligne.id}", {}).status_code == 403


def test_a_countrys_own_words_are_used_and_versioned(
    cast: Distribution, api: ApiDe, monde: Monde, ligne: Ligne, simulateur: Simulateur
) -> None:
    admin = api(cast.admin_mali)
    corps = {"pays": "ML", "etape": "parti", "langue": "fr", "texte": "Parti ! {nombre} {lien}"}
    assert admin.patch("/gabarits", corps).json()["version"] == 1
    assert admin.patch("/gabarits", corps).json()["version"] == 2
    notification = monde.owed()
    assert notification.texte.startswith("Parti ! 1 carton http")
    assert [g["version"] for g in admin.get("/gabarits").json()] == [2]
    faux = admin.patch("/gabarits", corps | {"texte": "Bonjour {solde}"})
    assert (faux.status_code, faux.json()["code"]) == (422, "gabarit_invalide")
    assert api(cast.admin_rci).patch("/gabarits", corps).status_code == 404


def test_the_webhook_keeps_the_raw_body_of_whoever_knows_the_path(
    cast: Distribution, api: ApiDe
) -> None:
    chemin = f"/webhooks/wachap/{settings.WACHAP_WEBHOOK_SECRET}"
    corps = {"data": {"messageId": "x", "status": "delivered"}}
    assert api(None).post(chemin, corps).status_code == 200
    assert api(None).post(chemin, corps).status_code == 200
    refus = api(None).post("/webhooks/wachap/devine", corps)
    assert (refus.status_code, refus.json()["code"]) == (404, "webhook_refuse")
    with transverse():
        assert Recu.objects.count() == 1


def test_the_commands_relaunch_and_check(
    monde: Monde, simulateur: Simulateur, echouee: Notification, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("relancer_notifications", "--dry-run", "--pays", "CI")
    call_command("relancer_notifications", "--dry-run", "--verbose", "--max-tentatives", "5")
    sortie = capsys.readouterr().out
    assert "0 messages seraient relancés." in sortie
    assert f"{echouee.id} ML parti echec_permanent numero_invalide" in sortie
    with pytest.raises(SystemExit):
        call_command("verifier_notifications", "--sans-balayer")
    assert "messages en échec définitif" in capsys.readouterr().out
    call_command("relancer_notifications", "--pays", "ML")
    assert monde.only(echouee.telephone).statut == Statut.EN_ATTENTE


def test_the_list_asks_one_query_however_long_it_is(
    cast: Distribution,
    api: ApiDe,
    monde: Monde,
    ligne: Ligne,
    simulateur: Simulateur,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(5):
        monde.owed()
    with django_assert_max_num_queries(5):
        items = api(cast.admin_mali).get("/notifications?limite=3").json()
    assert len(items["items"]) == 3
    assert UUID(items["items"][0]["id"])
    assert items["suivant"]
