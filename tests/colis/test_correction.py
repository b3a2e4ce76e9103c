"""Corrections before closing: content, weight, cancellation, holds, settlements."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from accounts.models import Reglage
from audit.models import Entree
from colis.domain import ContenuFige, DelaiDepasse, Etat, TransitionInterdite
from colis.models import Colis, EvenementColis, Pesee
from colis.services.correction import cancel_colis, update_colis, weigh_colis
from core.errors import ActionInterdite
from core.ids import uuid7
from core.tenancy import contexte
from tests.cast import NOW, Api, Distribution
from tests.colis.corps import corps_colis
from tests.factories.colis import make_client, make_colis

pytestmark = pytest.mark.django_db
MakeApi = Callable[..., Api]


def test_a_corrected_measure_reprices_by_the_frozen_tariff(
    cast: Distribution, api: MakeApi
) -> None:
    colis = make_colis(cast.agent_chine, NOW)
    chine = api(cast.agent_chine)
    body = {"dimensions_mm": [600, 600, 600], "motif": "mesuré après", "version": 1}
    changed = chine.patch(f"/colis/{colis.id}", body).json()
    assert (changed["poids_volumetrique_g"], changed["du"]["montant"]) == (36_000, 360_000)
    assert changed["version"] == 2
    stale = chine.patch(f"/colis/{colis.id}", body)
    assert (stale.status_code, stale.json()["code"]) == (409, "conflit_version")
    event = chine.get(f"/colis/{colis.id}/evenements").json()["items"][-1]
    assert (event["type"], event["motif"]) == ("modification", "mesuré après")
    assert event["details"]["avant"]["prix"] == 30_000
    with contexte(cast.admin_chine):
        entree = Entree.objects.get(sujet_id=str(colis.id))
        assert (entree.action, entree.motif) == ("colis.modifier", "mesuré après")


def test_another_category_takes_the_tariff_in_force(cast: Distribution, api: MakeApi) -> None:
    colis = make_colis(cast.agent_chine, NOW)
    chine = api(cast.agent_chine)
    body = {"categorie": "telephone", "motif": "téléphones"}
    missing = chine.patch(f"/colis/{colis.id}", body)
    assert (missing.status_code, list(missing.json()["errors"])) == (422, ["nombre_pieces"])
    changed = chine.patch(f"/colis/{colis.id}", body | {"nombre_pieces": 4}).json()
    assert (changed["prix"]["montant"], changed["tarif"]["unite"]) == (20_000, "piece")


def test_content_references_value_and_addressee_are_corrected(
    cast: Distribution, api: MakeApi
) -> None:
    colis = make_colis(cast.agent_chine, NOW)
    other = make_client(cast.agent_mali, NOW, nom="Moussa Keita")
    body = {
        "contenu": "Chaussures",
        "references_externes": ["yt 123456789"],
        "valeur_declaree": {"montant": 5000, "devise": "CNY"},
        "client_id": str(other.id),
        "motif": "erreur de client",
    }
    changed = api(cast.agent_chine).patch(f"/colis/{colis.id}", body).json()
    assert (changed["contenu"], changed["references_externes"]) == ("Chaussures", ["YT123456789"])
    assert changed["valeur_declaree"] == {"montant": 5000, "devise": "CNY"}
    assert changed["client"]["nom"] == "Moussa Keita"
    assert changed["prix"]["montant"] == 30_000
    foreign = make_client(cast.agent_chine, NOW, "CI")
    refused = api(cast.agent_chine).patch(
        f"/colis/{colis.id}", {"client_id": str(foreign.id), "motif": "non"}
    )
    assert refused.status_code == 422


def test_a_correction_needs_a_reason(cast: Distribution, api: MakeApi) -> None:
    colis = make_colis(cast.agent_chine, NOW)
    response = api(cast.agent_chine).patch(f"/colis/{colis.id}", {"contenu": "X"})
    assert (response.status_code, list(response.json()["errors"])) == (422, ["motif"])


@pytest.mark.parametrize("role", ["agent_chine", "admin_chine", "admin_mali", "direction"])
@pytest.mark.parametrize("statut", ["groupe", "expedie", "arrive", "remis"])
def test_contents_and_weight_are_frozen_once_the_flight_closed(
    cast: Distribution, statut: str, role: str
) -> None:
    colis = make_colis(cast.agent_chine, NOW, statut=statut, visible_destination=True)
    acteur = cast.role(role)
    with contexte(acteur), pytest.raises(ContenuFige, match="rouvrez"):
        update_colis(
            acteur=acteur, now=NOW, colis_id=colis.id, champs={"contenu": "X"}, motif="non"
        )


def test_an_alias_may_still_be_added_after_closing(cast: Distribution, api: MakeApi) -> None:
    colis = make_colis(cast.agent_chine, NOW, statut="expedie")
    body = {"references_externes": ["ZZ123456789"], "motif": "numéro retrouvé"}
    assert api(cast.agent_chine).patch(f"/colis/{colis.id}", body).status_code == 200


def test_a_grouped_carton_keeps_its_mode_and_a_cancelled_one_everything(
    cast: Distribution, api: MakeApi
) -> None:
    grouped = make_colis(cast.agent_chine, NOW, statut="groupe")
    cancelled = make_colis(cast.agent_chine, NOW, statut="annule")
    chine = api(cast.agent_chine)
    responses = [
        chine.patch(f"/colis/{grouped.id}", {"mode": "express", "motif": "urgent"}),
        chine.patch(f"/colis/{cancelled.id}", {"contenu": "X", "motif": "non"}),
    ]
    assert [(r.status_code, r.json()["code"]) for r in responses] == [
        (409, "transition_interdite")
    ] * 2


def test_the_price_of_a_settled_carton_does_not_change(cast: Distribution, api: MakeApi) -> None:
    colis = make_colis(cast.agent_chine, NOW, regle=10_000, regle_origine=10_000)
    chine = api(cast.agent_chine)
    repriced = chine.patch(f"/colis/{colis.id}", {"poids_g": 5000, "motif": "repesé"})
    weighed = chine.post(f"/colis/{colis.id}/pesees", {"poids_g": 5000, "source_poids": "balance"})
    for response in (repriced, weighed):
        assert (response.status_code, response.json()["code"]) == (409, "argent_sur_colis")
    kept = chine.patch(f"/colis/{colis.id}", {"contenu": "Sacs", "motif": "précision"})
    assert (kept.status_code, kept.json()["du"]["montant"]) == (200, 20_000)
    assert kept.json()["paye_en_chine"] is True


def test_a_new_weighing_is_current_kept_and_replayed(cast: Distribution, api: MakeApi) -> None:
    colis = make_colis(cast.agent_chine, NOW)
    body = {"id": str(uuid7()), "poids_g": 3501, "source_poids": "manuel"}
    chine = api(cast.agent_chine)
    first = chine.post(f"/colis/{colis.id}/pesees", body)
    again = chine.post(f"/colis/{colis.id}/pesees", body)
    other = chine.post(f"/colis/{colis.id}/pesees", body | {"poids_g": 9})
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.headers["Idempotency-Replayed"] == "true"
    assert (other.status_code, other.json()["code"]) == (409, "id_deja_utilise")
    assert first.json()["poids_taxable_g"] == 3510
    assert first.json()["prix"] == {"montant": 35_100, "devise": "XOF"}
    with contexte(cast.agent_chine):
        assert list(Pesee.objects.filter(colis=colis).values_list("poids_g", flat=True)) == [3501]
        event = EvenementColis.objects.filter(colis=colis).latest("id")
        assert (event.type, event.details["avant"]["poids_g"]) == ("pesee", 3000)


def test_a_weighing_after_closing_is_refused(cast: Distribution) -> None:
    colis = make_colis(cast.agent_chine, NOW, statut="expedie")
    with contexte(cast.agent_chine), pytest.raises(ContenuFige):
        weigh_colis(
            acteur=cast.agent_chine, now=NOW, colis_id=colis.id, poids_g=1, source_poids="manuel"
        )


def test_the_destination_does_not_weigh(cast: Distribution, api: MakeApi) -> None:
    colis = make_colis(cast.agent_chine, NOW, statut="arrive")
    body = {"poids_g": 1, "source_poids": "manuel"}
    assert api(cast.admin_mali).post(f"/colis/{colis.id}/pesees", body).status_code == 403


def test_an_agent_cancels_their_own_carton_for_thirty_minutes(cast: Distribution) -> None:
    on_time, late, other = (
        make_colis(cast.agent_chine, NOW, enregistre_par=by)
        for by in (cast.agent_chine.id, cast.agent_chine.id, cast.admin_chine.id)
    )
    acteur = cast.agent_chine
    with contexte(acteur):
        cancelled = cancel_colis(
            acteur=acteur, now=NOW + timedelta(minutes=30), colis_id=on_time.id, motif="doublon"
        )
        assert cancelled.statut == Etat.ANNULE
        with pytest.raises(DelaiDepasse, match="30 minutes"):
            cancel_colis(
                acteur=acteur, now=NOW + timedelta(minutes=31), colis_id=late.id, motif="doublon"
            )
        with pytest.raises(ActionInterdite):
            cancel_colis(acteur=acteur, now=NOW, colis_id=other.id, motif="doublon")
    with contexte(cast.admin_chine):
        done = cancel_colis(
            acteur=cast.admin_chine, now=NOW + timedelta(days=9), colis_id=late.id, motif="doublon"
        )
        assert done.statut == Etat.ANNULE


@pytest.mark.parametrize("statut", [e for e in Etat if e is not Etat.RECU])
def test_only_a_received_carton_is_cancelled(cast: Distribution, statut: Etat) -> None:
    colis = make_colis(cast.agent_chine, NOW, statut=statut)
    acteur = cast.admin_chine
    with contexte(acteur), pytest.raises(TransitionInterdite, match=f"« {statut} »"):
        cancel_colis(acteur=acteur, now=NOW, colis_id=colis.id, motif="essai")


@pytest.mark.parametrize("money", ["regle", "rabais", "jeton_cede"])
def test_a_cancellation_is_refused_while_money_is_on_it(
    cast: Distribution, api: MakeApi, money: str
) -> None:
    over: dict[str, Any] = {money: 100}
    colis = make_colis(cast.agent_chine, NOW, **over)
    response = api(cast.admin_chine).post(f"/colis/{colis.id}/annulation", {"motif": "essai"})
    assert (response.status_code, response.json()["code"]) == (409, "argent_sur_colis")


def test_a_cancellation_by_http_is_told_with_its_reason(cast: Distribution, api: MakeApi) -> None:
    chine = api(cast.agent_chine)
    made = chine.post("/colis", corps_colis()).json()
    done = chine.post(f"/colis/{made['id']}/annulation", {"motif": "client parti"})
    assert (done.status_code, done.json()["statut"]) == (200, "annule")
    event = chine.get(f"/colis/{made['id']}/evenements").json()["items"][-1]
    assert (event["type"], event["motif"]) == ("annulation", "client parti")


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("", {"motif": "x"}),
        ("", {"motif": "essai", "poids_g": -1}),
        ("", {"motif": "essai", "version": 0}),
        ("/annulation", {}),
        ("/annulation", {"motif": "  "}),
        ("/blocage", {"motif": "essai", "nature": "humeur"}),
        ("/pesees", {"poids_g": 1}),
        ("/pesees", {"poids_g": 2_000_001, "source_poids": "balance"}),
    ],
)
def test_a_malformed_correction_changes_nothing(
    cast: Distribution, api: MakeApi, path: str, body: dict[str, Any]
) -> None:
    colis = make_colis(cast.agent_chine, NOW)
    chine = api(cast.agent_chine)
    send = chine.post if path else chine.patch
    assert send(f"/colis/{colis.id}{path}", body).status_code == 422
    with contexte(cast.agent_chine):
        assert Colis.objects.get(id=colis.id).version == 1


def test_an_annulment_window_goes_by_the_server_s_record(cast: Distribution, api: MakeApi) -> None:
    old = (datetime.now(UTC) - timedelta(hours=5)).isoformat()
    chine = api(cast.agent_chine)
    made = chine.post("/colis", corps_colis(survenu_le=old)).json()
    assert chine.post(f"/colis/{made['id']}/annulation", {"motif": "essai"}).status_code == 200


def test_a_country_sets_how_long_an_agent_may_annul(cast: Distribution) -> None:
    with contexte(cast.admin_chine):
        Reglage(
            pays_id="CN", cle="annulation_minutes", valeur=10, effet_le=NOW,
            auteur_id=cast.admin_chine.id,
        ).save(force_insert=True)  # fmt: skip
    colis = make_colis(cast.agent_chine, NOW)
    late = NOW + timedelta(minutes=11)
    with contexte(cast.agent_chine), pytest.raises(DelaiDepasse):
        cancel_colis(acteur=cast.agent_chine, now=late, colis_id=colis.id, motif="essai")
