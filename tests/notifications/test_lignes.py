"""The operator's lines: born with a secret nobody reads again, rested with a reason, warmed up."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from audit.models import Entree
from core.chiffrement import decrypt
from core.ids import uuid7
from core.tenancy import contexte, transverse
from notifications.domain import Statut
from notifications.models import Ligne
from notifications.selectors.lecture import health
from notifications.services import pause_ligne, probe_lines
from notifications.services.lignes import mark_up
from tests.cast import NOW, Api, Distribution
from tests.notifications.conftest import Monde, Simulateur, make_ligne

pytestmark = pytest.mark.django_db
ApiDe = Callable[..., Api]


def body(**plus: Any) -> dict[str, Any]:
    return {
        "id": str(uuid7()), "nom": "Bamako 2", "fournisseur": "wachap", "compte": "ml-2",
        "secret": "sk_bamako_deux", "usage": "etapes",
    } | plus  # fmt: skip


def test_an_admin_creates_a_line_whose_secret_nobody_reads_again(
    cast: Distribution, api: ApiDe
) -> None:
    corps = body()
    cree = api(cast.admin_mali).post("/lignes", corps)
    assert (cree.status_code, cree.json()["pays"], cree.json()["etat"]) == (201, "ML", "en_panne")
    assert "sk_bamako" not in cree.content.decode()
    with transverse():
        ligne = Ligne.objects.get(id=corps["id"])
        assert decrypt(ligne.secret_chiffre) == "sk_bamako_deux"
        assert b"sk_bamako" not in bytes(ligne.secret_chiffre)
        (entree,) = Entree.objects.filter(sujet_id=corps["id"])
        assert "sk_bamako" not in json.dumps([entree.avant, entree.apres])


def test_the_same_creation_twice_makes_one_line(cast: Distribution, api: ApiDe) -> None:
    corps, admin = body(), api(cast.admin_mali)
    admin.post("/lignes", corps)
    encore = admin.post("/lignes", corps)
    assert (encore.status_code, encore["Idempotency-Replayed"]) == (200, "true")
    autre = admin.post("/lignes", corps | {"secret": "sk_un_autre"})
    assert (autre.status_code, autre.json()["code"]) == (409, "id_deja_utilise")
    with transverse():
        assert Ligne.objects.count() == 1


def test_only_the_country_s_admins_and_direction_create_lines(
    cast: Distribution, api: ApiDe
) -> None:
    assert api(cast.agent_mali).post("/lignes", body()).status_code == 403
    assert api(cast.admin_mali).post("/lignes", body(pays="CI")).status_code == 404
    assert api(cast.direction).post("/lignes", body()).status_code == 422
    assert api(cast.direction).post("/lignes", body(pays="CI")).status_code == 201


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"usage": "sms"}, "ligne_usage_impossible"),
        ({"fournisseur": "orange"}, "ligne_usage_impossible"),
        ({"intervalle_min_ms": 9_000, "intervalle_max_ms": 8_000}, "saisie_invalide"),
        ({"fournisseur": "inconnu"}, "saisie_invalide"),
        ({"secret": "court"}, "saisie_invalide"),
    ],
)
def test_a_line_that_cannot_work_is_refused(
    cast: Distribution, api: ApiDe, change: dict[str, Any], code: str
) -> None:
    refus = api(cast.admin_mali).post("/lignes", body(**change))
    assert (refus.status_code, refus.json()["code"]) == (422, code)


def test_a_new_line_sends_once_its_provider_says_it_is_connected(
    cast: Distribution, api: ApiDe, monde: Monde, simulateur: Simulateur
) -> None:
    corps = body(intervalle_min_ms=10, intervalle_max_ms=20)
    simulateur.serveur.etat.line_refusal("ml-2")
    api(cast.admin_mali).post("/lignes", corps)
    monde.horloge.now = _line(corps["id"]).etat_le
    probe_lines(now=monde.horloge())
    assert _line(corps["id"]).etat == "connectee"
    assert monde.owed().statut == Statut.ENVOYE


def test_a_renewed_secret_is_used_at_once_and_never_told(
    cast: Distribution, api: ApiDe, ligne: Ligne
) -> None:
    chemin = f"/lignes/{ligne.id}/secret"
    assert api(cast.admin_rci).post(chemin, {"secret": "sk_dehors_"}).status_code == 404
    assert api(cast.agent_mali).post(chemin, {"secret": "sk_dehors_"}).status_code == 403
    change = api(cast.admin_mali).post(chemin, {"secret": "sk_tout_neuf"})
    assert (change.status_code, "sk_tout" in change.content.decode()) == (200, False)
    lue = _line(ligne.id)
    assert (decrypt(lue.secret_chiffre), lue.compte, lue.sonde_le) == ("sk_tout_neuf", "ml-1", None)


def test_a_rest_says_why_and_ends_by_itself(cast: Distribution, api: ApiDe, ligne: Ligne) -> None:
    admin, chemin = api(cast.admin_mali), f"/lignes/{ligne.id}/pause"
    refus = admin.post(chemin, {"minutes": 30})
    assert (refus.status_code, refus.json()["code"]) == (422, "pause_sans_motif")
    admin.post(chemin, {"minutes": 30, "motif": "téléphone en charge"})
    debut = _line(ligne.id).etat_le
    pendant, apres = (_state(cast, debut + timedelta(minutes=m)) for m in (29, 31))
    assert (pendant["etat"], pendant["pause_motif"]) == ("en_pause", "téléphone en charge")
    assert (apres["etat"], apres["pause_motif"], apres["pause_jusqu_le"]) == ("connectee", "", None)
    assert admin.post(chemin, {"minutes": 0}).json()["pause_motif"] == ""


def test_an_answer_to_what_left_before_does_not_end_the_rest(
    cast: Distribution, monde: Monde, ligne: Ligne, simulateur: Simulateur
) -> None:
    with contexte(cast.admin_mali):
        pause_ligne(acteur=cast.admin_mali, now=NOW, ligne_id=ligne.id, minutes=30, motif="pluie")
    with transverse():
        mark_up(Ligne.objects.get(id=ligne.id), now=NOW)
    lue = _line(ligne.id)
    assert (lue.etat, lue.pause_motif) == ("en_pause", "pluie")


def test_a_warm_up_is_shown_and_can_be_ended(cast: Distribution, api: ApiDe, ligne: Ligne) -> None:
    admin, chemin = api(cast.admin_mali), f"/lignes/{ligne.id}"
    admin.patch(chemin, {"chauffe_le": NOW.date().isoformat()})
    assert _state(cast, NOW + timedelta(days=1))["plafond_du_jour"] == 100
    admin.patch(chemin, {"nom": "Bamako 1"})
    assert _line(ligne.id).chauffe_le == NOW.date()
    assert admin.patch(chemin, {"chauffe_le": None}).json()["chauffe_le"] is None
    assert _state(cast, NOW)["plafond_du_jour"] == 6700


def _line(id: Any) -> Ligne:
    with transverse():
        return Ligne.objects.get(id=id)


def _state(cast: Distribution, now: Any) -> dict[str, Any]:
    with contexte(cast.admin_mali):
        (ligne,) = health(now)["lignes"]
    return dict(ligne)


def cloud_line() -> Ligne:
    return make_ligne("ML", "77001", fournisseur="cloud")


def modele(**plus: Any) -> dict[str, Any]:
    return {
        "etape": "disponible", "langue": "fr", "nom": "colis_disponible", "code_langue": "fr",
        "parametres": ["{client}", "{nombre}"],
    } | plus  # fmt: skip


def test_the_texts_a_provider_approved_are_set_by_the_country_s_admin(
    cast: Distribution, api: ApiDe
) -> None:
    ligne = cloud_line()
    voulus = [modele(), modele(langue="en", nom="parcel_ready", code_langue="en_US")]
    recu = api(cast.admin_mali).patch(f"/lignes/{ligne.id}", {"modeles": voulus})
    assert (recu.status_code, recu.json()["modeles"]) == (200, voulus)
    with transverse():
        ligne.refresh_from_db()
    assert ligne.modeles["disponible"]["en"]["langue"] == "en_US"


@pytest.mark.parametrize(
    ("modeles", "code"),
    [
        ([modele(), modele()], "saisie_invalide"),
        ([modele(parametres=["{motdepasse}"])], "gabarit_invalide"),
        ([modele(nom="Colis Disponible")], "saisie_invalide"),
        ([modele(code_langue="français")], "saisie_invalide"),
    ],
)
def test_an_approved_text_that_could_not_leave_is_refused(
    cast: Distribution, api: ApiDe, modeles: list[dict[str, Any]], code: str
) -> None:
    ligne = cloud_line()
    refus = api(cast.admin_mali).patch(f"/lignes/{ligne.id}", {"modeles": modeles})
    assert (refus.status_code, refus.json()["code"]) == (422, code)
    with transverse():
        ligne.refresh_from_db()
    assert ligne.modeles == {}


def test_a_line_that_sends_free_text_takes_no_approved_text(cast: Distribution, api: ApiDe) -> None:
    ligne = make_ligne("ML", "ml-9")
    refus = api(cast.admin_mali).patch(f"/lignes/{ligne.id}", {"modeles": [modele()]})
    assert refus.status_code == 422
