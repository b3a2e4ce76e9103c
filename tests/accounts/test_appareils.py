"""Devices: enrolled with proof of their key, watched, renamed, revoked, declared lost."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from accounts.models import Appareil, ContactAppareil
from accounts.services.appareils import record_contact
from audit.models import Entree
from core.ids import uuid7
from core.tenancy import contexte, transverse
from tests.cast import Distribution
from tests.factories.journal import Journal

pytestmark = pytest.mark.django_db

Api = Callable[..., Any]


def only(api: Api, acteur: Any) -> dict[str, Any]:
    [item] = api(acteur).get("/appareils").json()["items"]
    found: dict[str, Any] = item
    return found


def test_an_enrolment_leases_a_series_and_tells_the_offline_limits(
    cast: Distribution, api: Api
) -> None:
    journal = Journal(cast.agent_mali)
    response = api(cast.agent_mali).post("/appareils", journal.enrolment())
    body = response.json()
    assert response.status_code == 201
    assert len(body["serie"]) == 4
    assert body["plafond_hors_ligne"] == {"montant": 500_000, "devise": "XOF"}
    assert (body["verrou_heures"], body["seq_contigue"]) == (72, 0)


def test_a_second_browser_is_lent_what_the_first_leaves_of_the_persons_cap(
    cast: Distribution, api: Api
) -> None:
    first = Journal(cast.agent_mali).enrol(api)
    with transverse():
        Appareil.objects.filter(id=first.id).update(especes_en_attente=120_000)
    colleague = Journal(cast.agent_mali_2)
    beside = Journal(cast.agent_mali, poste_id=first.poste_id)
    second = Journal(cast.agent_mali)
    lent = [
        api(un.acteur).post("/appareils", un.enrolment()).json()["plafond_hors_ligne"]["montant"]
        for un in (colleague, beside, second)
    ]
    assert lent == [500_000, 500_000, 380_000]
    with transverse():
        Appareil.objects.filter(id=first.id).update(especes_en_attente=900_000)
    again = api(cast.agent_mali).post("/appareils", second.enrolment())
    assert again.json()["plafond_hors_ligne"] == {"montant": 0, "devise": "XOF"}
    path = f"/appareils/{first.id}/perdu"
    assert api(cast.admin_mali).post(path, {"motif": "tombé à l'eau"}).status_code == 200
    freed = api(cast.agent_mali).post("/appareils", second.enrolment())
    assert freed.json()["plafond_hors_ligne"]["montant"] == 500_000


def test_an_enrolment_says_whether_the_server_came_back_from_a_backup(
    cast: Distribution, api: Api, settings: Any
) -> None:
    journal = Journal(cast.agent_mali).enrol(api)
    settings.EPOQUE = 2
    again = api(cast.agent_mali).post("/appareils", journal.enrolment())
    assert again.json()["epoque"] == 2


def test_the_same_enrolment_again_answers_as_the_first_did(cast: Distribution, api: Api) -> None:
    journal = Journal(cast.agent_mali)
    first = api(cast.agent_mali).post("/appareils", journal.enrolment()).json()
    again = api(cast.agent_mali).post("/appareils", journal.enrolment())
    assert (again.status_code, again["Idempotency-Replayed"]) == (200, "true")
    assert again.json()["serie"] == first["serie"]


def test_every_device_has_a_series_of_its_own(cast: Distribution, api: Api) -> None:
    for acteur in (cast.agent_mali, cast.agent_rci, cast.agent_mali):
        Journal(acteur).enrol(api)
    with transverse():
        assert len(set(Appareil.objects.values_list("serie", flat=True))) == 3


@pytest.mark.parametrize("case", ["preuve", "cle", "utilisateur", "point"])
def test_a_key_nobody_proves_to_hold_is_not_enrolled(
    cast: Distribution, api: Api, case: str
) -> None:
    journal, other = Journal(cast.agent_mali), Journal(cast.agent_mali_2)
    body = journal.enrolment()
    if case == "preuve":
        body["preuve"] = journal.sign(b"autre chose")
    elif case == "cle":
        body["cle_publique"] = other.jwk
    elif case == "utilisateur":
        body["preuve"] = Journal(cast.agent_mali_2, id=journal.id, cle=journal.cle).enrolment()[
            "preuve"
        ]
    else:
        body["cle_publique"] = {**journal.jwk, "y": journal.jwk["x"]}
    response = api(cast.agent_mali).post("/appareils", body)
    assert (response.status_code, response.json()["code"]) == (422, "preuve_de_cle_invalide")
    with transverse():
        assert not Appareil.objects.exists()


def test_a_device_never_changes_its_key_nor_its_person(cast: Distribution, api: Api) -> None:
    journal = Journal(cast.agent_mali).enrol(api)
    other_key = Journal(cast.agent_mali, id=journal.id)
    thief = Journal(cast.agent_rci, id=journal.id)
    for acteur, who in ((cast.agent_mali, other_key), (cast.agent_rci, thief)):
        response = api(acteur).post("/appareils", who.enrolment())
        assert (response.status_code, response.json()["code"]) == (409, "id_deja_utilise")


def test_a_device_first_met_without_a_key_may_bring_one(cast: Distribution, api: Api) -> None:
    journal = Journal(cast.agent_mali)
    bare = {"id": str(journal.id), "nom": "Ancien poste"}
    assert api(cast.agent_mali).post("/appareils", bare).status_code == 201
    assert only(api, cast.agent_mali)["avec_cle"] is False
    assert api(cast.agent_mali).post("/appareils", journal.enrolment()).status_code == 200
    assert only(api, cast.agent_mali)["avec_cle"] is True


def test_where_keys_are_required_an_enrolment_without_one_is_refused(
    cast: Distribution, api: Api, settings: Any
) -> None:
    settings.APPAREILS_SANS_CLE = False
    response = api(cast.agent_mali).post("/appareils", {"id": str(uuid7()), "nom": "Poste"})
    assert (response.status_code, response.json()["code"]) == (422, "cle_exigee")


def test_people_see_their_own_devices_admins_their_countrys_direction_all(
    cast: Distribution, api: Api
) -> None:
    for acteur in (cast.agent_mali, cast.agent_mali_2, cast.agent_rci):
        Journal(acteur).enrol(api)
    seen = {
        name: len(api(cast.role(name)).get("/appareils").json()["items"])
        for name in ("agent_mali", "admin_mali", "admin_rci", "agent_chine", "direction")
    }
    assert seen == {
        "agent_mali": 1, "admin_mali": 2, "admin_rci": 1, "agent_chine": 0, "direction": 3
    }  # fmt: skip


def test_a_device_shows_what_it_still_holds_less_what_came(cast: Distribution, api: Api) -> None:
    journal = Journal(cast.agent_mali).enrol(api)
    first, second = (
        journal.capture(
            "encaissement.enregistrer",
            {"id": str(uuid7()), "client_id": str(uuid7()), "somme": 700, "moyen": "especes"},
        )
        for _ in range(2)
    )
    declaration = {"seq": 4, "especes": {"montant": 2_400, "devise": "XOF"},
                   "en_attente": 4, "photos": 3}  # fmt: skip
    journal.push(api, first, second, declaration=declaration)
    item = only(api, cast.admin_mali)
    assert (item["seq_contigue"], item["seq_declaree"], item["trous"]) == (2, 4, [[3, 4]])
    assert item["especes_en_attente"] == {"montant": 1_000, "devise": "XOF"}
    assert (item["en_attente"], item["photos_en_attente"]) == (2, 3)


def test_cash_set_aside_here_is_no_longer_only_on_the_device(cast: Distribution, api: Api) -> None:
    journal = Journal(cast.agent_mali).enrol(api)
    op = journal.capture(
        "encaissement.enregistrer",
        {"id": str(uuid7()), "client_id": str(uuid7()), "somme": 700, "moyen": "especes"},
    )
    del op["signature"]
    journal.push(api, op, declaration=journal.declaration(700))
    item = only(api, cast.admin_mali)
    assert item["especes_en_attente"]["montant"] == 0
    assert item["quarantaine"] == 1


def test_a_device_without_contact_for_three_days_is_silent(cast: Distribution, api: Api) -> None:
    Journal(cast.agent_mali).enrol(api)
    assert only(api, cast.admin_mali)["etat"] == "actif"
    with transverse():
        Appareil.objects.update(contact_le=datetime.now(UTC) - timedelta(hours=73))
    assert only(api, cast.admin_mali)["etat"] == "silencieux"


def test_a_device_is_renamed_by_its_person_or_an_admin_and_by_nobody_else(
    cast: Distribution, api: Api
) -> None:
    journal = Journal(cast.agent_mali).enrol(api)
    path = f"/appareils/{journal.id}"
    assert api(cast.agent_mali).patch(path, {"nom": "Guichet"}).json()["nom"] == "Guichet"
    assert api(cast.admin_mali).patch(path, {"nom": "Guichet 2"}).json()["nom"] == "Guichet 2"
    for stranger in (cast.agent_mali_2, cast.admin_rci):
        assert api(stranger).patch(path, {"nom": "Volé"}).status_code == 404


def test_only_those_who_manage_people_revoke_a_device_and_it_is_traced(
    cast: Distribution, api: Api
) -> None:
    journal = Journal(cast.agent_mali).enrol(api)
    path, body = f"/appareils/{journal.id}/revocation", {"motif": "téléphone volé"}
    assert api(cast.agent_mali).post(path, body).status_code == 403
    assert api(cast.admin_rci).post(path, body).status_code == 404
    assert api(cast.admin_mali).post(path, body).json()["etat"] == "revoque"
    with transverse():
        assert Entree.objects.filter(action="appareil.gerer", motif="téléphone volé").count() == 1


def test_a_contact_is_kept_once_per_number_and_never_goes_back(
    cast: Distribution, api: Api
) -> None:
    journal = Journal(cast.agent_mali).enrol(api)
    start = datetime.now(UTC) + timedelta(hours=1)
    with contexte(cast.agent_mali):
        for minutes, seq in ((0, 5), (10, 5), (5, 5), (20, 3)):
            record_contact(
                acteur=cast.agent_mali,
                now=start + timedelta(minutes=minutes),
                id=journal.id,
                seq_declaree=seq,
            )
        kept = list(
            ContactAppareil.objects.filter(seq_declaree__gt=0)
            .order_by("seq_declaree")
            .values_list("seq_declaree", "le")
        )
        appareil = Appareil.objects.get(id=journal.id)
    assert kept == [(5, start + timedelta(minutes=10))]
    assert appareil.seq_declaree == 5


def test_a_contact_of_another_persons_device_is_not_kept(cast: Distribution, api: Api) -> None:
    journal = Journal(cast.agent_mali).enrol(api)
    with contexte(cast.agent_mali_2):
        record_contact(
            acteur=cast.agent_mali_2, now=datetime.now(UTC), id=journal.id, seq_declaree=9
        )
    assert only(api, cast.agent_mali)["seq_declaree"] == 0
    with transverse():
        assert not ContactAppareil.objects.filter(seq_declaree=9).exists()


def test_operations_captured_before_the_enrolment_are_not_bound_by_it(
    cast: Distribution, api: Api
) -> None:
    journal = Journal(cast.agent_mali)
    api(cast.agent_mali).post(
        "/appareils",
        journal.enrolment(),
        headers={"X-Appareil": str(journal.id), "X-Appareil-Seq": "7"},
    )
    with transverse():
        assert list(ContactAppareil.objects.values_list("seq_declaree", flat=True)) == [7]
