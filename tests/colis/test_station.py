"""What the intake bench asks of the server: holds for review, proposals, the band."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from accounts.models import Agence
from audit.models import Entree
from colis.models import Colis, EvenementColis
from colis.selectors.reglages import bande_pct
from core import clock
from core.ids import uuid7
from core.tenancy import contexte
from tests.cast import NOW, Api, Distribution
from tests.colis.corps import corps_colis, corps_identifie
from tests.factories.vols import make_vol

pytestmark = pytest.mark.django_db
MakeApi = Callable[..., Api]


def test_words_that_hint_at_dangerous_goods_hold_the_carton_with_a_question(
    cast: Distribution, api: MakeApi
) -> None:
    body = api(cast.agent_chine).post("/colis", corps_colis(contenu="充电宝 20000mAh")).json()
    assert body["blocage"]["nature"] == "dg"
    assert (body["blocage"]["pays"], body["marque_dg"]) == ("CN", "UN 3480")
    assert "Wh" in body["blocage"]["motif"]
    assert body["blocage"]["question_code"] == "lithium_seul"
    assert body["matieres"] == {
        "familles": ["lithium_seul"],
        "termes": ["充电宝"],
        "question_code": "lithium_seul",
        "bloque": True,
        "interdit": False,
        "mwh": 74_000,
        "mwh_suppose": True,
        "tranche": "jusqu_a_100",
    }
    with contexte(cast.admin_chine):
        assert EvenementColis.objects.filter(colis_id=body["id"], type="blocage").count() == 1
        assert Entree.objects.filter(sujet_id=body["id"], action="colis.bloquer").count() == 1


def test_ordinary_goods_and_declared_telephones_are_not_held(
    cast: Distribution, api: MakeApi
) -> None:
    chine = api(cast.agent_chine)
    plain = chine.post("/colis", corps_colis()).json()
    assert (plain["blocage"], plain["marque_dg"], plain["matieres"]) == (None, "", None)
    phones = chine.post(
        "/colis",
        corps_colis(contenu="Téléphones Tecno", categorie="telephone", nombre_pieces=3),
    ).json()
    assert (phones["blocage"], phones["marque_dg"]) == (None, "UN 3481")


def test_a_held_carton_is_registered_without_joining_the_benchs_flight(
    cast: Distribution, api: MakeApi
) -> None:
    vol = make_vol(cast, NOW)
    response = api(cast.agent_chine).post(
        "/colis", corps_colis(contenu="briquets", vol_id=str(vol.id))
    )
    assert response.status_code == 201, response.json()
    assert (response.json()["statut"], response.json()["vol_id"]) == ("recu", None)


def test_a_typed_battery_above_100_wh_asks_about_its_energy(
    cast: Distribution, api: MakeApi
) -> None:
    body = api(cast.agent_chine).post(
        "/colis",
        corps_colis(
            contenu="Enceintes", categorie="electronique", nombre_pieces=1,
            batterie={"mah": 20_000, "mv": 7_400},
        ),
    ).json()  # fmt: skip
    assert (body["blocage"]["nature"], body["matieres"]["mwh"]) == ("dg", 148_000)
    assert body["matieres"]["question_code"] == "energie"


def test_only_an_admin_of_the_origin_lifts_the_screens_hold(
    cast: Distribution, api: MakeApi
) -> None:
    colis_id = api(cast.agent_chine).post("/colis", corps_colis(contenu="parfum")).json()["id"]
    path, motif = f"/colis/{colis_id}/blocage", {"motif": "sans alcool, fiche vue"}
    assert api(cast.agent_chine).delete(path, motif).status_code == 403
    lifted = api(cast.admin_chine).delete(path, motif)
    assert (lifted.status_code, lifted.json()["blocage"]) == (200, None)
    assert lifted.json()["marque_dg"] == "UN 1266"


def test_a_correction_is_screened_again_but_an_answered_doubt_is_not_asked_twice(
    cast: Distribution, api: MakeApi
) -> None:
    chine = api(cast.agent_chine)
    colis_id = chine.post("/colis", corps_colis()).json()["id"]
    held = chine.patch(f"/colis/{colis_id}", {"contenu": "Parfums", "motif": "ouvert"}).json()
    assert held["blocage"]["nature"] == "dg"
    api(cast.admin_chine).delete(f"/colis/{colis_id}/blocage", {"motif": "huile sans alcool"})
    again = chine.patch(
        f"/colis/{colis_id}", {"contenu": "Parfums huile, 12", "motif": "précision"}
    ).json()
    assert again["blocage"] is None
    other = chine.patch(
        f"/colis/{colis_id}", {"contenu": "Parfums et briquets", "motif": "rouvert"}
    ).json()
    assert other["blocage"]["nature"] == "dg"


def test_a_correction_to_innocent_words_lifts_nothing(cast: Distribution, api: MakeApi) -> None:
    chine = api(cast.agent_chine)
    colis_id = chine.post("/colis", corps_colis(contenu="aérosols")).json()["id"]
    body = chine.patch(f"/colis/{colis_id}", {"contenu": "Savons", "motif": "erreur"}).json()
    assert body["blocage"]["nature"] == "dg"


def test_an_offline_intake_is_held_all_the_same(cast: Distribution, api: MakeApi) -> None:
    body = corps_identifie(contenu="aimants", trame_balance="sics/serie S S 12.345 kg")
    operation = {
        "op_id": body["id"],
        "device_id": body["id"],
        "seq": 1,
        "actor_id": str(cast.agent_chine.id),
        "type": "colis.enregistrer",
        "schema_v": 1,
        "entity_id": body["id"],
        "depends_on": [],
        "captured_at": "2026-03-10T08:00:00Z",
        "clock_offset_ms": 0,
        "payload": body,
    }
    result = api(cast.agent_chine).post("/sync/operations", {"operations": [operation]}).json()
    answer = result["results"][0]["resultat"]
    assert (answer["blocage"], answer["question_dg"]) == ("dg", "aimant")
    with contexte(cast.agent_chine):
        assert Colis.objects.get(id=body["id"]).trame_balance == "sics/serie S S 12.345 kg"


def test_a_reference_proposes_its_last_owner_and_their_usual_cartons(
    cast: Distribution, api: MakeApi
) -> None:
    chine = api(cast.agent_chine)
    awa = {"nom": "Awa Traoré", "telephone": "+22376111222", "pays": "ML"}
    for contenu in ("Tissus", "Chaussures", "Chaussures"):
        chine.post(
            "/colis", corps_colis(client=awa, contenu=contenu, references_externes=["TSM-AWA"])
        )
    found = chine.get("/colis/proposition?reference=tsm-awa").json()
    assert (found["client"]["nom"], found["client"]["telephone"]) == ("Awa Traoré", "+22376111222")
    assert [(g["contenu"], g["fois"]) for g in found["gabarits"]] == [
        ("Chaussures", 2),
        ("Tissus", 1),
    ]
    by_id = chine.get(f"/colis/proposition?client_id={found['client']['id']}").json()
    assert by_id == found


def test_an_unknown_reference_proposes_nobody(cast: Distribution, api: MakeApi) -> None:
    found = api(cast.agent_chine).get("/colis/proposition?reference=SF000").json()
    assert found == {"client": None, "gabarits": []}


def test_a_mark_that_changed_hands_proposes_the_new_owner(cast: Distribution, api: MakeApi) -> None:
    chine = api(cast.agent_chine)
    for nom, telephone in (("Awa", "+22376111222"), ("Binta", "+22376333444")):
        client = {"nom": nom, "telephone": telephone, "pays": "ML"}
        chine.post("/colis", corps_colis(client=client, references_externes=["TSM-7"]))
    assert chine.get("/colis/proposition?reference=TSM-7").json()["client"]["nom"] == "Binta"


def test_the_quotation_tells_an_agent_the_band_and_an_admin_none(
    cast: Distribution, api: MakeApi
) -> None:
    assert api(cast.agent_chine).post("/colis/devis", corps_colis()).json()["bande_pct"] == 10
    assert api(cast.admin_chine).post("/colis/devis", corps_colis()).json()["bande_pct"] is None


def test_the_band_is_a_setting_only_an_admin_changes_and_it_holds_from_the_next_day(
    cast: Distribution, api: MakeApi
) -> None:
    change = {"prix_negocie_bande_pct": 5}
    assert api(cast.agent_chine).patch("/reglages", change).status_code == 403
    recu = api(cast.admin_chine).patch("/reglages", change).json()
    assert recu["valeurs"]["prix_negocie_bande_pct"] == 10
    assert [(un["cle"], un["valeur"]) for un in recu["a_venir"]] == [("prix_negocie_bande_pct", 5)]
    with contexte(cast.agent_chine):
        assert bande_pct("CN", clock.now() + timedelta(days=2)) == 5
    with contexte(cast.admin_chine):
        ecrites = Entree.objects.filter(action="reglage.modifier")
        assert [entree.sujet_id for entree in ecrites] == ["prix_negocie_bande_pct"]


def test_a_doubt_answered_for_one_energy_is_asked_again_for_a_larger_one(
    cast: Distribution, api: MakeApi
) -> None:
    chine = api(cast.agent_chine)
    path = f"/colis/{chine.post('/colis', corps_colis(contenu='充电宝 74Wh')).json()['id']}"
    api(cast.admin_chine).delete(f"{path}/blocage", {"motif": "fiche UN 38.3 vue"})
    same = chine.patch(path, {"contenu": "充电宝 80Wh", "motif": "relu"}).json()
    assert same["blocage"] is None
    larger = chine.patch(path, {"contenu": "充电宝 222Wh", "motif": "relu"}).json()
    assert larger["blocage"]["question_code"] == "energie"


def test_a_doubt_answered_is_asked_again_when_the_question_is_another(
    cast: Distribution, api: MakeApi
) -> None:
    chine = api(cast.agent_chine)
    body = corps_colis(contenu="Parfums et briquets")
    path = f"/colis/{chine.post('/colis', body).json()['id']}"
    answered = api(cast.admin_chine).delete(f"{path}/blocage", {"motif": "briquets vides"})
    assert answered.json()["matieres"]["question_code"] == "briquet"
    other = chine.patch(path, {"contenu": "Parfums", "motif": "briquets ôtés"}).json()
    assert other["blocage"]["question_code"] == "parfum"


def test_a_carton_still_held_asks_the_question_its_corrected_words_raise(
    cast: Distribution, api: MakeApi
) -> None:
    chine = api(cast.agent_chine)
    path = f"/colis/{chine.post('/colis', corps_colis(contenu='充电宝 74Wh')).json()['id']}"
    larger = chine.patch(path, {"contenu": "充电宝 222Wh", "motif": "relu"}).json()
    assert larger["blocage"]["question_code"] == "energie"
    mild = chine.patch(path, {"contenu": "Vêtements", "motif": "relu"}).json()
    assert mild["blocage"]["question_code"] == "energie"


def test_a_correction_that_says_nothing_of_the_battery_keeps_its_figures(
    cast: Distribution, api: MakeApi
) -> None:
    chine = api(cast.agent_chine)
    body = corps_colis(
        contenu="Enceintes", categorie="electronique", nombre_pieces=1,
        batterie={"mah": 20_000, "mv": 7_400},
    )  # fmt: skip
    path = f"/colis/{chine.post('/colis', body).json()['id']}"
    for contenu in ("Enceintes noires", "Enceintes noires, 2"):
        corrected = chine.patch(path, {"contenu": contenu, "motif": "précision"}).json()
        assert (corrected["matieres"]["mwh"], corrected["marque_dg"]) == (148_000, "UN 3481")
        assert corrected["matieres"]["tranche"] == "jusqu_a_160"
    read = chine.patch(path, {"contenu": "Enceintes 74Wh", "motif": "étiquette lue"}).json()
    assert read["matieres"]["mwh"] == 74_000


def test_a_battery_typed_by_mistake_is_taken_off_the_record_by_a_correction(
    cast: Distribution, api: MakeApi
) -> None:
    chine = api(cast.agent_chine)
    body = corps_colis(
        contenu="Enceintes", categorie="electronique", nombre_pieces=1,
        batterie={"mah": 40_000, "mv": 7_400},
    )  # fmt: skip
    path = f"/colis/{chine.post('/colis', body).json()['id']}"
    read = chine.get(path).json()
    assert read["matieres"]["batterie"] == {"mah": 40_000, "mv": 7_400}
    none = chine.patch(path, {"batterie": None, "motif": "pas de batterie"}).json()
    assert none["matieres"] is None
    assert none["blocage"], "nothing but a person lifts a hold"
    with contexte(cast.admin_chine):
        fait = EvenementColis.objects.get(colis_id=read["id"], type="modification")
    assert fait.details["avant"]["batterie"] == {"mah": 40_000, "mv": 7_400}
    assert fait.details["apres"]["batterie"] is None
    again = chine.patch(path, {"batterie": {"mah": 5_000, "mv": 3_700}, "motif": "relue"}).json()
    assert again["matieres"]["mwh"] == 18_500


def test_a_carton_belongs_to_the_agency_where_its_bench_stands(
    cast: Distribution, api: MakeApi
) -> None:
    chine = api(cast.agent_chine)
    with contexte(cast.admin_chine):
        ailleurs = Agence.objects.create(
            id=uuid7(), pays_id="CN", code="YW2", nom="Yiwu", ville="Yiwu", ferme_a="18:00"
        )
    taken = chine.post("/colis", corps_colis(agence_id=str(ailleurs.id))).json()
    own = chine.post("/colis", corps_colis()).json()
    with contexte(cast.admin_chine):
        assert Colis.objects.get(id=taken["id"]).agence_origine_id == ailleurs.id
        assert EvenementColis.objects.filter(
            colis_id=taken["id"], agence_id=ailleurs.id
        ).count() == 1  # fmt: skip
        assert Colis.objects.get(id=own["id"]).agence_origine_id == cast.agent_chine.agence_id


def test_a_bench_does_not_stand_in_another_country(cast: Distribution, api: MakeApi) -> None:
    body = corps_colis(agence_id=str(cast.agent_mali.agence_id))
    response = api(cast.agent_chine).post("/colis", body)
    assert response.status_code == 422
    assert "agence_id" in response.json()["errors"]
