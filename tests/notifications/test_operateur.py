"""The operator's side: partners tried, a selection given up, alarms and rates read, versions."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from standardwebhooks import Webhook

from audit.models import Entree
from core.ids import uuid7
from core.tenancy import contexte, transverse
from notifications.models import Abonnement, Alerte, Ligne, Livraison, Notification
from notifications.selectors.lecture import health
from notifications.selectors.veille import open_alerts
from notifications.services import (
    deliver,
    renew_abonnement,
    ring,
    send_essai,
)
from tests.cast import NOW, Api, Distribution
from tests.notifications.conftest import Monde, Simulateur
from tests.notifications.test_partenaires import (  # noqa: F401
    Inscrit,
    Partenaire,
    inscrit,
    partenaire,
)

pytestmark = pytest.mark.django_db
ApiDe = Callable[..., Api]


def test_a_test_event_reaches_the_partner_signed(
    monde: Monde,
    inscrit: Inscrit,  # noqa: F811
    partenaire: Partenaire,  # noqa: F811
) -> None:
    monde.horloge.now = datetime.now(UTC)
    with contexte(monde.cast.admin_mali):
        send_essai(acteur=monde.cast.admin_mali, now=monde.horloge(), id=inscrit.abonnement.id)
    assert deliver(horloge=monde.horloge) == 1
    ((entetes, corps),) = partenaire.appels
    assert Webhook(inscrit.secret).verify(corps, entetes)["type"] == "essai"


def test_nothing_is_tried_on_a_partner_switched_off(
    cast: Distribution,
    api: ApiDe,
    inscrit: Inscrit,  # noqa: F811
) -> None:
    chemin, admin = f"/abonnements/{inscrit.abonnement.id}", api(cast.admin_mali)
    admin.patch(chemin, {"actif": False})
    refus = admin.post(f"{chemin}/essai")
    assert (refus.status_code, refus.json()["code"]) == (409, "partenaire_arrete")
    assert api(cast.admin_rci).post(f"{chemin}/essai").status_code == 404
    with transverse():
        assert Livraison.objects.count() == 0


def test_a_renewed_partner_secret_and_its_predecessor_sign_for_a_day(
    monde: Monde,
    inscrit: Inscrit,  # noqa: F811
    partenaire: Partenaire,  # noqa: F811
) -> None:
    monde.horloge.now = datetime.now(UTC)
    admin, id = monde.cast.admin_mali, inscrit.abonnement.id
    with contexte(admin):
        _, neuf = renew_abonnement(acteur=admin, now=monde.horloge(), id=id)
        send_essai(acteur=admin, now=monde.horloge(), id=id)
    deliver(horloge=monde.horloge)
    ((entetes, corps),) = partenaire.appels
    for secret in (neuf, inscrit.secret):
        assert Webhook(secret).verify(corps, entetes)
    with transverse():
        assert neuf not in str(Abonnement.objects.values_list("secret_chiffre").get())
        Abonnement.objects.update(ancien_jusqu_le=monde.horloge())
    with contexte(admin):
        send_essai(acteur=admin, now=monde.horloge(), id=id)
    deliver(horloge=monde.horloge)
    assert len(partenaire.appels[1][0]["webhook-signature"].split()) == 1


@pytest.fixture
def parkees(monde: Monde, ligne: Ligne, simulateur: Simulateur) -> list[Notification]:
    """Three messages stopped for a wrong number, one of them a receipt of money."""
    simulateur.pannes(regles=[{"quand": "avant", "faute": "400", "code": "INVALID_PHONE"}])
    trois = [monde.owed() for _ in range(3)]
    with transverse():
        Notification.objects.filter(id=trois[2].id).update(etape="paiement")
    return trois


def test_a_selection_is_given_up_after_a_dry_run_and_money_is_kept(
    cast: Distribution, api: ApiDe, monde: Monde, parkees: list[Notification]
) -> None:
    admin = api(cast.admin_mali)
    corps = {"filtre": {"statut": "echec_permanent", "motif": "numero_invalide"}}
    essai = admin.post("/notifications/annulation", corps | {"essai": True}).json()
    assert (essai["nombre"], essai["retenus"]) == (2, 1)
    assert essai["par_motif"] == {"numero_invalide": 2}
    assert len(monde.all(statut="annule")) == 0
    assert admin.post("/notifications/annulation", corps).json()["nombre"] == 2
    assert [n.etape for n in monde.all(statut="echec_permanent")] == ["paiement"]
    with transverse():
        assert Entree.objects.filter(action="notification.relancer").count() == 1


def test_nobody_gives_up_another_country_s_messages(
    cast: Distribution, api: ApiDe, monde: Monde, parkees: list[Notification]
) -> None:
    corps = {"ids": [str(n.id) for n in parkees]}
    dehors = api(cast.admin_rci).post("/notifications/annulation", corps).json()
    assert (dehors["nombre"], dehors["retenus"]) == (0, 0)
    assert api(cast.agent_mali).post("/notifications/annulation", corps).status_code == 403
    assert api(cast.admin_mali).post("/notifications/annulation", {}).status_code == 422


def test_a_reason_is_a_filter(cast: Distribution, api: ApiDe, parkees: list[Notification]) -> None:
    lire = api(cast.admin_mali).get
    assert len(lire("/notifications?motif=numero_invalide").json()["items"]) == 3
    assert lire("/notifications?motif=ligne_basse").json()["items"] == []
    assert lire("/notifications?motif=inconnu").status_code == 422


def test_an_open_alarm_says_since_when_and_until_when_it_rests(
    cast: Distribution, monde: Monde, ligne: Ligne, simulateur: Simulateur
) -> None:
    with transverse():
        Ligne.objects.filter(id=ligne.id).update(etat="en_panne", etat_le=NOW - timedelta(hours=1))
    ring(now=NOW)
    ring(now=NOW + timedelta(minutes=1))
    with contexte(cast.admin_mali):
        (alerte,) = open_alerts(NOW + timedelta(minutes=2))
    assert (alerte["nature"], alerte["valeurs"]) == ("ligne", {"ligne": "ml-1"})
    assert (alerte["depuis_le"], alerte["fois"]) == (NOW, 1)
    assert alerte["silence_jusqu_le"] == NOW + timedelta(hours=1)
    with contexte(cast.admin_rci):
        assert open_alerts(NOW) == []


def test_a_trouble_that_comes_back_begins_again(
    cast: Distribution, monde: Monde, ligne: Ligne
) -> None:
    with transverse():
        Ligne.objects.filter(id=ligne.id).update(etat="en_panne", etat_le=NOW - timedelta(hours=1))
    ring(now=NOW)
    ring(now=NOW + timedelta(minutes=10))
    with transverse():
        assert Alerte.objects.get().depuis_le == NOW + timedelta(minutes=10)


def test_the_alerts_are_read_by_admins_only(cast: Distribution, api: ApiDe) -> None:
    assert api(cast.admin_mali).get("/notifications/alertes").json() == []
    assert api(cast.agent_mali).get("/notifications/alertes").status_code == 403


def test_the_rates_say_what_left_by_line_and_step(
    cast: Distribution, monde: Monde, ligne: Ligne, simulateur: Simulateur
) -> None:
    simulateur.faute("avant", "503")
    monde.owed()
    monde.owed()
    with contexte(cast.admin_mali):
        (debit,) = health(monde.horloge())["debits"]
        (plus_tard,) = health(monde.horloge() + timedelta(minutes=10))["debits"]
    assert debit == {
        "pays": "ML", "ligne": "ml-1", "etape": "parti", "heure": 1, "cinq_minutes": 1, "rates": 1,
    }  # fmt: skip
    assert (plus_tard["heure"], plus_tard["cinq_minutes"]) == (1, 0)


def test_a_version_names_who_wrote_it_and_an_older_one_comes_back_by_one_call(
    cast: Distribution, api: ApiDe
) -> None:
    admin = api(cast.admin_mali)
    corps = {"pays": "ML", "etape": "parti", "langue": "fr", "texte": "Parti ! {nombre}"}
    admin.patch("/gabarits", corps)
    admin.patch("/gabarits", corps | {"texte": "En route ! {nombre}"})
    lire = "/gabarits/versions?pays=ML&etape=parti&langue=fr"
    deux, un, maison = admin.get(lire).json()
    assert (deux["auteur"], un["version"], maison["version"]) == ("Admin Mali", 1, 0)
    assert (maison["auteur"], maison["cree_le"]) == (None, None)
    admin.patch("/gabarits", corps | {"texte": un["texte"]})
    assert admin.get(lire).json()[0]["texte"] == "Parti ! {nombre}"


@pytest.mark.parametrize(
    ("texte", "segments"),
    [("a" * 160, 1), ("a" * 161, 2), ("é" * 160, 1), ("[" * 81, 2), ("中" * 70, 1), ("中" * 71, 2),
     ("📦" * 35, 1), ("📦" * 36, 2)],
)  # fmt: skip
def test_the_preview_counts_the_sms_a_text_would_take(
    cast: Distribution, api: ApiDe, texte: str, segments: int
) -> None:
    corps = {"pays": "ML", "etape": "otp", "langue": "fr", "texte": texte}
    apercu = api(cast.admin_mali).post("/gabarits/apercu", corps).json()
    assert (apercu["longueur"], apercu["segments"], apercu["maximum"]) == (
        len(texte), segments, 4000,
    )  # fmt: skip


def test_a_partner_is_enrolled_and_its_secret_shown_once(
    cast: Distribution, api: ApiDe, settings: Any
) -> None:
    settings.LOCAL = True
    corps = {"id": str(uuid7()), "nom": "Transit", "url": "http://127.0.0.1:9/crochet"}
    cree = api(cast.admin_mali).post("/abonnements", corps)
    assert (cree.status_code, cree.json()["secret"][:6]) == (201, "whsec_")
    chemin = f"/abonnements/{corps['id']}"
    neuf = api(cast.admin_mali).post(f"{chemin}/secret").json()
    assert neuf["secret"] not in ("", cree.json()["secret"])
    assert "secret" not in api(cast.admin_mali).get("/abonnements").json()[0]
    essai = api(cast.admin_mali).post(f"{chemin}/essai")
    assert (essai.status_code, essai.json()["type"]) == (201, "essai")
    assert api(cast.agent_mali).post(f"{chemin}/secret").status_code == 403
