"""The bench's offline operations, through the sync endpoint's own machinery."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from accounts.domain.seconde import Genre
from accounts.services.reglages import set_reglages
from colis import tasks
from colis.domain import ColisRegistered, TransitionInterdite
from colis.models import Colis, EvenementColis, Photo
from colis.services.photos import receive_upload
from core import events
from core.ids import uuid7
from core.operations.schemas import Enveloppe
from core.operations.services import receive
from core.tenancy import Acteur, contexte
from tests.cast import NOW, Api, Distribution
from tests.colis.corps import corps_identifie
from tests.colis.test_photos import picture
from tests.factories.colis import make_client, make_colis
from tests.factories.visas import last
from tests.factories.vols import make_loaded

pytestmark = pytest.mark.django_db


def push(
    acteur: Acteur,
    type_: str,
    payload: dict[str, Any],
    op_id: UUID | None = None,
    base_version: int | None = None,
) -> Any:
    enveloppe = Enveloppe(
        op_id=op_id or uuid7(), device_id=uuid7(), seq=1, actor_id=acteur.id, type=type_,
        payload=payload, depends_on=[], base_version=base_version,
    )  # fmt: skip
    return receive(acteur=acteur, now=NOW, enveloppes=[enveloppe], langue="fr")[0]


def test_an_offline_carton_is_registered_once_however_often_it_is_pushed(
    cast: Distribution,
) -> None:
    body, op_id = corps_identifie(), uuid7()
    first, again = (push(cast.agent_chine, "colis.enregistrer", body, op_id) for _ in range(2))
    assert (first["status"], again["status"]) == ("applied", "duplicate")
    assert first["resultat"]["prix"] == {"montant": 30_000, "devise": "XOF"}
    with contexte(cast.agent_chine):
        assert Colis.objects.get().code_suivi == body["code_suivi"]


def test_an_offline_carton_needs_the_id_and_code_on_its_label(cast: Distribution) -> None:
    body = corps_identifie()
    del body["code_suivi"]
    refused = push(cast.agent_chine, "colis.enregistrer", body)
    assert refused["status"] == "rejected"
    assert "code_suivi" in refused["problem"]["errors"]


def test_a_carton_on_the_bench_is_kept_when_its_flight_refuses_it(
    cast: Distribution, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(registered: ColisRegistered) -> None:
        if registered.vol_id is not None:
            raise TransitionInterdite(etat="cloture", cause="chargement")

    monkeypatch.setitem(events._handlers, ColisRegistered, [refuse])
    result = push(cast.agent_chine, "colis.enregistrer", corps_identifie(vol_id=str(uuid7())))
    assert result["status"] == "applied_with_conflict"
    assert result["resultat"]["conflit"] == "transition_interdite"
    with contexte(cast.agent_chine):
        assert Colis.objects.get().statut == "recu"


@pytest.mark.parametrize(("montant", "unite"), [(5_000, "kg"), (10_000, "piece")])
def test_a_price_agreed_offline_beyond_the_band_is_kept_and_waits_for_a_visa(
    cast: Distribution, montant: int, unite: str
) -> None:
    prix = {"montant": montant, "unite": unite, "motif": "client fidèle"}
    body = corps_identifie(prix_negocie=prix, nombre_pieces=1)
    result = push(cast.agent_chine, "colis.enregistrer", body)
    assert result["status"] == "applied_with_conflict", result
    assert result["resultat"]["conflit"] == "prix_hors_bande"
    assert last(Genre.PRIX_NEGOCIE, cast.agent_chine).visa.statut == "en_attente"


def test_a_price_agreed_offline_within_the_band_is_no_conflict(cast: Distribution) -> None:
    prix = {"montant": 9_000, "unite": "kg", "motif": "client fidèle"}
    result = push(cast.agent_chine, "colis.enregistrer", corps_identifie(prix_negocie=prix))
    assert (result["status"], result["resultat"]["prix"]["montant"]) == ("applied", 27_000)


def test_offline_weighing_and_cancelling_apply_to_the_carton(cast: Distribution) -> None:
    colis = make_colis(cast.agent_chine, NOW)
    weighed = push(
        cast.agent_chine,
        "colis.peser",
        {
            "colis_id": str(colis.id),
            "id": str(uuid7()),
            "poids_g": 2000,
            "source_poids": "balance",
            "trame_balance": "ST,GS,+  2.000kg",
        },
    )
    assert weighed["resultat"]["du"] == {"montant": 20_000, "devise": "XOF"}
    body = {"colis_id": str(colis.id), "motif": "doublon"}
    cancelled = push(cast.agent_chine, "colis.annuler", body)
    assert cancelled["resultat"]["statut"] == "annule"


def test_a_carton_cancelled_by_two_devices_is_cancelled_once_and_neither_is_refused(
    cast: Distribution,
) -> None:
    colis = make_colis(cast.agent_chine, NOW)
    body = {"colis_id": str(colis.id), "motif": "doublon"}
    first = push(cast.agent_chine, "colis.annuler", body)
    second = push(cast.agent_chine, "colis.annuler", body | {"motif": "erreur"})
    assert [first["status"], second["status"]] == ["applied", "applied"]
    assert second["resultat"]["resultat"] == "deja_annule"
    with contexte(cast.agent_chine):
        faits = EvenementColis.objects.filter(colis_id=colis.id, type="annulation")
        assert [fait.motif for fait in faits] == ["doublon"]


def test_a_carton_already_on_its_way_is_still_not_cancelled_from_a_device(
    cast: Distribution,
) -> None:
    _, [colis, *_] = make_loaded(cast, NOW)
    refused = push(
        cast.agent_chine, "colis.annuler", {"colis_id": str(colis.id), "motif": "doublon"}
    )
    assert (refused["status"], refused["problem"]["code"]) == ("rejected", "transition_interdite")


def test_a_weight_corrected_offline_is_kept_whatever_the_unsigned_sums(
    cast: Distribution, api: Callable[..., Api]
) -> None:
    with contexte(cast.admin_chine):
        set_reglages(
            acteur=cast.admin_chine, now=NOW - timedelta(days=2), pays=None,
            valeurs={"visa_jour_limite": 1},
        )  # fmt: skip
    colis = make_colis(cast.agent_chine, NOW)
    pesee = {"id": str(uuid7()), "poids_g": 2000, "source_poids": "balance"}
    en_ligne = api(cast.agent_chine).post(f"/colis/{colis.id}/pesees", pesee)
    assert (en_ligne.status_code, en_ligne.json()["code"]) == (409, "concession_hors_limite")
    hors_ligne = push(cast.agent_chine, "colis.peser", {"colis_id": str(colis.id), **pesee})
    assert hors_ligne["status"] == "applied"
    assert last(Genre.POIDS, cast.agent_chine).visa.statut == "en_attente"


def test_a_photo_is_attached_only_when_its_object_was_verified(
    cast: Distribution, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks.compress_photo, "delay", lambda _: None)
    colis, contenu = make_colis(cast.agent_chine, NOW), picture()
    sha256 = hashlib.sha256(contenu).hexdigest()
    body = {"colis_id": str(colis.id), "id": str(uuid7()), "sha256": sha256}
    early = push(cast.agent_chine, "photo.attach", body)
    # Not yet, rather than no: the same operation is asked again once the bytes are there.
    assert (early["status"], early["problem"]["code"]) == ("deferred", "televersement_absent")
    with contexte(cast.agent_chine):
        receive_upload(acteur=cast.agent_chine, sha256=sha256, contenu=contenu)
    done = push(cast.agent_chine, "photo.attach", body)
    assert done["resultat"]["statut"] == "en_traitement"
    with contexte(cast.agent_chine):
        assert Photo.objects.get(colis=colis).sha256 == sha256


def test_a_reprint_at_the_station_is_an_event(cast: Distribution) -> None:
    colis = make_colis(cast.agent_chine, NOW)
    body = {"colis_id": str(colis.id), "format": "zpl", "taille": "100x150"}
    statuses = [push(cast.agent_chine, "etiquette.reimprimer", body)["status"] for _ in range(2)]
    assert statuses == ["applied", "applied"]
    with contexte(cast.agent_chine):
        prints = EvenementColis.objects.filter(colis=colis, type="etiquette").order_by("id")
        assert [event.details["reimpression"] for event in prints] == [False, True]


def test_a_destination_s_device_does_not_register(cast: Distribution) -> None:
    refused = push(cast.agent_mali, "colis.enregistrer", corps_identifie())
    assert refused["problem"]["code"] == "action_interdite"


def test_a_photo_keeps_the_act_it_was_taken_at_and_its_moment(cast: Distribution) -> None:
    colis, contenu = make_colis(cast.agent_chine, NOW), picture()
    sha256 = hashlib.sha256(contenu).hexdigest()
    prise = NOW - timedelta(hours=5)
    with contexte(cast.agent_chine):
        receive_upload(acteur=cast.agent_chine, sha256=sha256, contenu=contenu)
    for contexte_photo in ("enregistrement", "pointage", "dommage", "remise"):
        payload = {"colis_id": str(colis.id), "id": str(uuid7()), "sha256": sha256}
        du_moment = {"contexte": contexte_photo, "survenu_le": prise.isoformat()}
        assert push(cast.agent_chine, "photo.attach", payload | du_moment)["status"] == "applied"
        with contexte(cast.agent_chine):
            photo = Photo.objects.get(id=payload["id"])
        assert (photo.contexte, photo.survenu_le) == (contexte_photo, prise)


def test_two_corrections_of_one_client_offline_that_touch_other_fields_agree(
    cast: Distribution,
) -> None:
    client = make_client(cast.agent_chine, NOW)
    base = {"client_id": str(client.id), "version": client.version}
    first = push(cast.agent_mali, "client.modifier", base | {"nom": "Awa Diarra"})
    assert (first["status"], first["resultat"]["version"]) == ("applied", client.version + 1)
    late = push(cast.agent_mali, "client.modifier", base | {"adresse": "Hamdallaye"})
    assert (late["status"], late["resultat"]["remplaces"]) == ("applied", {})
    with contexte(cast.agent_mali):
        client.refresh_from_db()
    assert (client.nom, client.adresse) == ("Awa Diarra", "Hamdallaye")


def test_a_field_somebody_else_corrected_meanwhile_takes_the_last_value_and_tells_theirs(
    cast: Distribution,
) -> None:
    client = make_client(cast.agent_chine, NOW)
    base = {"client_id": str(client.id), "version": client.version}
    push(cast.agent_mali, "client.modifier", base | {"nom": "Awa Diarra", "langue": "bm"})
    late = push(cast.agent_mali, "client.modifier", base | {"nom": "Awa Keita", "langue": "bm"})
    assert (late["status"], late["resultat"]["conflit"]) == (
        "applied_with_conflict",
        "conflit_version",
    )
    assert late["resultat"]["remplaces"] == {"nom": "Awa Diarra"}
    with contexte(cast.agent_mali):
        client.refresh_from_db()
    assert client.nom == "Awa Keita"


def test_a_client_s_correction_that_changes_nothing_more_is_no_conflict(
    cast: Distribution,
) -> None:
    client = make_client(cast.agent_chine, NOW)
    body = {"client_id": str(client.id), "version": client.version, "nom": "Awa Diarra"}
    statuses = [push(cast.agent_mali, "client.modifier", body)["status"] for _ in range(2)]
    assert statuses == ["applied", "applied"]


def test_the_version_looked_at_travels_in_the_envelope(cast: Distribution) -> None:
    client = make_client(cast.agent_chine, NOW)
    base = {"client_id": str(client.id)}
    push(cast.agent_mali, "client.modifier", base | {"nom": "Awa Diarra"}, None, client.version)
    late = push(
        cast.agent_mali, "client.modifier", base | {"nom": "Awa Keita"}, None, client.version
    )
    assert (late["status"], late["resultat"]["conflit"]) == (
        "applied_with_conflict",
        "conflit_version",
    )


def test_another_country_s_client_is_not_corrected_offline(cast: Distribution) -> None:
    client = make_client(cast.agent_rci, NOW, "CI")
    result = push(cast.agent_mali, "client.modifier", {"client_id": str(client.id), "nom": "X"})
    assert (result["status"], result["problem"]["code"]) == ("rejected", "introuvable")
