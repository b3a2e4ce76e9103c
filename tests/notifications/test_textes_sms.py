"""The SMS's own texts: written per country and language, tried first, counted in SMS."""

from collections.abc import Callable
from typing import Any

import pytest

from notifications.domain import Etape
from notifications.gabarits import measure_sms, sms_template
from notifications.models import Ligne
from tests.cast import Api, Distribution
from tests.notifications.conftest import Monde, Simulateur, make_ligne
from tests.notifications.test_sms import told

pytestmark = pytest.mark.django_db
ApiDe = Callable[..., Api]
TEXTE = "TS : {nombre} vous attendent, {agence}. {lien}"


@pytest.fixture
def sms(ligne: Ligne) -> Ligne:
    del ligne
    return make_ligne("ML", "+22370009000", fournisseur="orange", usage="sms")


def body(**plus: Any) -> dict[str, Any]:
    return {
        "pays": "ML", "etape": "disponible", "canal": "sms", "langue": "fr", "texte": TEXTE,
    } | plus  # fmt: skip


def test_a_country_s_own_sms_is_what_leaves_and_its_whatsapp_text_is_untouched(
    cast: Distribution, api: ApiDe, monde: Monde, sms: Ligne, simulateur: Simulateur
) -> None:
    admin = api(cast.admin_mali)
    admin.patch("/gabarits", body(canal="whatsapp", texte="WhatsApp : {nombre}"))
    ecrit = admin.patch("/gabarits", body())
    assert (ecrit.status_code, ecrit.json()["canal"], ecrit.json()["version"]) == (200, "sms", 1)
    simulateur.pannes(absents=["+223"])
    notification = told(monde)
    (vu,) = simulateur.recus_par(notification.telephone)
    assert vu["contenu"].startswith("TS : 1 carton vous attendent, TS Bamako.")
    assert notification.gabarit_id is not None


def test_the_versions_of_an_sms_end_with_the_one_shipped(cast: Distribution, api: ApiDe) -> None:
    admin = api(cast.admin_mali)
    for texte in (TEXTE, TEXTE + " Merci."):
        admin.patch("/gabarits", body(texte=texte))
    lues = admin.get("/gabarits/versions?pays=ML&etape=disponible&langue=fr&canal=sms").json()
    assert [(v["version"], v["canal"]) for v in lues] == [(2, "sms"), (1, "sms"), (0, "sms")]
    assert lues[-1]["texte"] == sms_template(Etape.DISPONIBLE, "fr")
    autres = admin.get("/gabarits/versions?pays=ML&etape=disponible&langue=fr").json()
    assert [v["version"] for v in autres] == [0]
    assert [g["canal"] for g in admin.get("/gabarits").json()] == ["sms"]


def test_a_step_no_sms_tells_has_no_sms_text(cast: Distribution, api: ApiDe) -> None:
    admin = api(cast.admin_mali)
    refus = admin.patch("/gabarits", body(etape="parti"))
    assert (refus.status_code, refus.json()["code"]) == (422, "saisie_invalide")
    chemin = "/gabarits/versions?pays=ML&etape=parti&langue=fr&canal=sms"
    assert admin.get(chemin).status_code == 404


@pytest.mark.parametrize("canal", ["sms", "whatsapp"])
def test_a_code_s_message_without_its_code_is_refused(
    cast: Distribution, api: ApiDe, canal: str
) -> None:
    refus = api(cast.admin_mali).patch(
        "/gabarits", body(etape="otp", canal=canal, texte="Votre code arrive.")
    )
    assert (refus.status_code, refus.json()["code"]) == (422, "saisie_invalide")


def test_trying_an_sms_says_how_many_it_takes_and_which_signs_double_it(
    cast: Distribution, api: ApiDe
) -> None:
    admin = api(cast.admin_mali)
    lu = admin.post("/gabarits/apercu", body(texte="TS : {nombre} à retirer.")).json()
    assert (lu["segments"], lu["places_par_sms"], lu["hors_alphabet"]) == (1, 160, "")
    double = admin.post("/gabarits/apercu", body(texte="TS : {nombre} reçus ✅ " + "x" * 60)).json()
    assert (double["segments"], double["places_par_sms"]) == (2, 67)
    assert double["hors_alphabet"] == "ç✅"
    assert double["places"] > 70


@pytest.mark.parametrize(
    ("signe", "fois", "segments"),
    [
        ("a", 160, 1), ("a", 161, 2), ("a", 306, 2), ("a", 307, 3), ("€", 80, 1), ("€", 81, 2),
        ("ê", 70, 1), ("ê", 71, 2), ("ê", 134, 2), ("ê", 135, 3), ("😀", 35, 1), ("😀", 36, 2),
    ],
)  # fmt: skip
def test_sms_are_counted_as_the_network_does(signe: str, fois: int, segments: int) -> None:
    assert measure_sms(signe * fois).segments == segments


@pytest.mark.parametrize("langue", ["fr", "en"])
@pytest.mark.parametrize("etape", [Etape.OTP, Etape.DISPONIBLE])
def test_the_sms_shipped_cost_no_double_for_an_accent(etape: Etape, langue: str) -> None:
    assert measure_sms(sms_template(etape, langue)).hors_alphabet == ""
