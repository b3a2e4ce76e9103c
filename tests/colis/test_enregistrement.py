"""Intake: POST /colis, its quotation, its replay and its refusals."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from accounts.models import Appareil
from audit.models import Entree
from colis.domain import Cause, ColisMoved, ColisRegistered, ColisSaisi
from colis.models import Client, Colis, EvenementColis, Pesee
from colis.services.enregistrement import register_colis
from core import events
from core.ids import generate_code_suivi, uuid7
from core.tenancy import contexte
from tests.cast import NOW, Api, Distribution
from tests.colis.corps import corps_colis, corps_identifie
from tests.factories.colis import make_client, make_telephone

pytestmark = pytest.mark.django_db
MakeApi = Callable[..., Api]


def test_a_carton_is_registered_weighed_priced_and_numbered(
    cast: Distribution, api: MakeApi
) -> None:
    response = api(cast.agent_chine).post("/colis", corps_colis(dimensions_mm=[400, 400, 400]))
    body = response.json()
    assert response.status_code == 201, body
    assert (body["statut"], body["blocage"]) == ("recu", None)
    assert (body["poids_volumetrique_g"], body["poids_taxable_g"]) == (10667, 10670)
    assert body["du"] == body["prix"] == {"montant": 106_700, "devise": "XOF"}
    assert body["tarif"]["prix"] == 10_000
    assert len(body["code_suivi"]) == 13
    assert body["url_suivi"].endswith(body["code_suivi"])


def test_intake_leaves_an_event_a_weighing_and_an_audit_row(
    cast: Distribution, api: MakeApi
) -> None:
    colis_id = api(cast.agent_chine).post("/colis", corps_colis()).json()["id"]
    with contexte(cast.admin_chine):
        event = EvenementColis.objects.get(colis_id=colis_id)
        assert (event.type, event.de, event.vers) == ("enregistrement", "", "recu")
        assert (event.acteur_id, event.pays) == (cast.agent_chine.id, "CN")
        assert Pesee.objects.get(colis_id=colis_id).poids_g == 3000
        assert Entree.objects.filter(sujet_id=colis_id, action="colis.enregistrer").count() == 1


def test_the_same_id_and_content_answers_as_the_first_did(cast: Distribution, api: MakeApi) -> None:
    body = corps_identifie()
    first = api(cast.agent_chine).post("/colis", body)
    again = api(cast.agent_chine).post("/colis", body)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.headers["Idempotency-Replayed"] == "true"
    assert again.json() == first.json()
    with contexte(cast.agent_chine):
        assert Colis.objects.count() == 1


def test_the_same_id_with_other_content_or_by_another_is_refused(
    cast: Distribution, api: MakeApi
) -> None:
    body = corps_identifie()
    api(cast.agent_chine).post("/colis", body)
    other = api(cast.agent_chine).post("/colis", body | {"poids_g": 4000})
    someone = api(cast.admin_chine).post("/colis", body)
    assert [(r.status_code, r.json()["code"]) for r in (other, someone)] == [
        (409, "id_deja_utilise")
    ] * 2


def test_a_code_names_one_carton_for_ever(cast: Distribution, api: MakeApi) -> None:
    code = generate_code_suivi()
    api(cast.agent_chine).post("/colis", corps_colis(code_suivi=code))
    response = api(cast.agent_chine).post("/colis", corps_colis(code_suivi=code.lower()))
    assert (response.status_code, response.json()["code"]) == (409, "code_suivi_pris")


def test_a_code_with_a_wrong_check_symbol_is_refused_under_its_field(
    cast: Distribution, api: MakeApi
) -> None:
    code = generate_code_suivi()
    wrong = code[:-1] + ("A" if code[-1] != "A" else "B")
    response = api(cast.agent_chine).post("/colis", corps_colis(code_suivi=wrong))
    assert response.status_code == 422
    assert "code_suivi" in response.json()["errors"]


def test_a_client_by_value_is_found_again_by_phone_and_never_renamed(
    cast: Distribution, api: MakeApi
) -> None:
    telephone = make_telephone()
    bodies = [
        corps_colis(client={"nom": nom, "telephone": telephone, "pays": "ML"})
        for nom in ("Awa Traoré", "Une Autre")
    ]
    first, second = (api(cast.agent_chine).post("/colis", body).json() for body in bodies)
    assert first["client"] == second["client"]
    with contexte(cast.agent_mali):
        client = Client.objects.get(telephone=telephone)
        assert (client.nom, client.consentement_whatsapp) == ("Awa Traoré", None)


def test_a_destination_s_hidden_client_is_found_by_phone_at_intake(
    cast: Distribution, api: MakeApi
) -> None:
    client = make_client(cast.agent_mali, NOW)
    body = corps_colis(client={"nom": "X", "telephone": client.telephone, "pays": "ML"})
    response = api(cast.agent_chine).post("/colis", body)
    assert response.json()["client"] == {
        "id": str(client.id),
        "nom": client.nom,
        "telephone": client.telephone,
    }
    seen = api(cast.agent_chine).get(f"/colis/{response.json()['id']}")
    assert seen.status_code == 200


def test_a_client_may_be_given_by_id(cast: Distribution, api: MakeApi) -> None:
    client = make_client(cast.agent_mali, NOW)
    response = api(cast.agent_chine).post("/colis", corps_colis(client_id=str(client.id)))
    assert (response.status_code, response.json()["client"]["id"]) == (201, str(client.id))


@pytest.mark.parametrize(
    ("over", "champ"),
    [
        ({"client": {"nom": "X", "telephone": "12", "pays": "ML"}}, "client.telephone"),
        ({"pays_destination": "CI"}, "client.pays"),
        ({"pays_destination": "CN"}, "pays_destination"),
        ({"pays_destination": "FR"}, "pays_destination"),
        ({"poids_g": 0}, "poids_g"),
        ({"poids_g": 3000.0}, "poids_g"),
        ({"poids_g": "3000"}, "poids_g"),
        ({"dimensions_mm": [1, 2]}, "dimensions_mm"),
        ({"contenu": ""}, "contenu"),
        ({"categorie": "uranium"}, "categorie"),
        ({"references_externes": [12]}, "references_externes.0"),
        ({"categorie": "telephone"}, "nombre_pieces"),
        ({"sac_id": "00000000-0000-7000-8000-000000000009"}, "sac_id"),
        ({"survenu_le": "2026-01-01T00:00:00"}, "survenu_le"),
    ],
)
def test_what_does_not_fit_is_refused_under_its_field_and_stores_nothing(
    cast: Distribution, api: MakeApi, over: dict[str, Any], champ: str
) -> None:
    body = corps_colis() | over
    if champ == "client.pays":
        body["client"]["pays"] = "ML"
    response = api(cast.agent_chine).post("/colis", body)
    assert response.status_code == 422, response.json()
    assert champ in response.json()["errors"]
    with contexte(cast.agent_chine):
        assert (Colis.objects.count(), Client.objects.count()) == (0, 0)


def test_exactly_one_of_client_and_client_id_is_given(cast: Distribution, api: MakeApi) -> None:
    both = corps_colis() | {"client_id": str(uuid7())}
    neither = {k: v for k, v in corps_colis().items() if k != "client"}
    hidden = corps_colis(client_id=str(uuid7()))
    statuses = [
        api(cast.agent_chine).post("/colis", b).status_code for b in (both, neither, hidden)
    ]
    assert statuses == [422, 422, 404]


@pytest.mark.parametrize("role", ["agent_mali", "admin_mali", "direction"])
def test_only_the_origin_registers(cast: Distribution, api: MakeApi, role: str) -> None:
    response = api(cast.role(role)).post("/colis", corps_colis())
    assert (response.status_code, response.json()["code"]) == (403, "action_interdite")


def test_a_supplier_barcode_seen_before_is_flagged_and_accepted(
    cast: Distribution, api: MakeApi
) -> None:
    first = api(cast.agent_chine).post(
        "/colis", corps_colis(references_externes=["SF 1234-5678-9012 3", "sf1234567890123"])
    )
    second = api(cast.agent_chine).post(
        "/colis", corps_colis(references_externes=["SF1234567890123"])
    )
    assert first.json()["references_externes"] == ["SF1234567890123"]
    assert second.status_code == 201
    with contexte(cast.agent_chine):
        event = EvenementColis.objects.get(colis_id=second.json()["id"])
    assert event.details["references_deja_vues"][0]["colis_id"] == first.json()["id"]


def test_cartons_of_one_shipment_are_numbered(cast: Distribution, api: MakeApi) -> None:
    envoi = str(uuid7())
    body = api(cast.agent_chine).post("/colis", corps_colis(envoi_id=envoi, rang=2, total=3)).json()
    assert (body["envoi_id"], body["rang"], body["total"]) == (envoi, 2, 3)
    wrong = api(cast.agent_chine).post("/colis", corps_colis(envoi_id=envoi, rang=4, total=3))
    assert wrong.status_code == 422


def test_a_moment_in_the_future_is_brought_back_to_now(cast: Distribution, api: MakeApi) -> None:
    later = datetime.now(UTC) + timedelta(days=2)
    earlier = datetime.now(UTC) - timedelta(hours=2)
    bodies = [
        api(cast.agent_chine).post("/colis", corps_colis(survenu_le=moment.isoformat())).json()
        for moment in (later, earlier)
    ]
    assert bodies[0]["survenu_le"] == bodies[0]["enregistre_le"]
    assert datetime.fromisoformat(bodies[1]["survenu_le"]) == earlier


def test_the_higher_floors_are_told_of_the_intake_then_of_the_wished_flight(
    cast: Distribution, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[Any] = []
    vol = uuid7()
    client = make_client(cast.agent_chine, NOW)
    saisie = ColisSaisi(
        pays_destination="ML", mode="cargo", categorie="standard", contenu="X", poids_g=1000,
        source_poids="manuel", client_id=client.id, vol_id=vol,
    )  # fmt: skip
    monkeypatch.setattr(events, "_handlers", _Handlers(heard))
    with contexte(cast.agent_chine):
        colis, _ = register_colis(acteur=cast.agent_chine, now=NOW, saisie=saisie)
    moved, registered = heard
    assert (moved.cause, moved.mouvements[0].colis_id) == (Cause.ENREGISTREMENT, colis.id)
    assert (registered.colis_id, registered.vol_id) == (colis.id, vol)


class _Handlers(dict[type, Any]):
    def __init__(self, heard: list[Any]) -> None:
        super().__init__()
        self.heard = heard

    def __missing__(self, key: type) -> list[Any]:
        return [self.heard.append] if key in (ColisMoved, ColisRegistered) else []


def test_a_fact_is_never_older_than_the_device_s_last_contact(cast: Distribution) -> None:
    client = make_client(cast.agent_chine, NOW)
    contact_le = NOW - timedelta(hours=1)
    appareil_id = uuid7()
    acteur = replace(cast.agent_chine, appareil_id=appareil_id)
    saisie = ColisSaisi(
        pays_destination="ML", mode="cargo", categorie="standard", contenu="X", poids_g=1,
        source_poids="manuel", client_id=client.id, survenu_le=NOW - timedelta(days=3),
    )  # fmt: skip
    with contexte(acteur):
        Appareil(
            id=appareil_id, pays="CN", user_id=acteur.id, enrole_le=contact_le,
            contact_le=contact_le,
        ).save(force_insert=True)  # fmt: skip
        colis, _ = register_colis(acteur=acteur, now=NOW, saisie=saisie)
    assert (colis.survenu_le, colis.enregistre_le) == (contact_le, NOW)
