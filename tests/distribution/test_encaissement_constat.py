"""Payments captured offline: money is never refused, what the cashier could not give up is."""

from collections.abc import Callable
from typing import Any

import pytest

from colis.models import Colis
from core.errors import Introuvable
from core.ids import uuid7
from core.tenancy import Acteur, contexte
from distribution.domain.caisse import RabaisHorsLimite, ReferenceDejaUtilisee, TauxAbsent
from distribution.models import Encaissement
from distribution.selectors.journal import client_credit
from distribution.services import encaissement
from tests.cast import NOW, Distribution
from tests.factories.argent import collect, make_arrived, open_till, reread
from tests.factories.colis import make_colis

pytestmark = pytest.mark.django_db


def test_a_captured_discount_beyond_the_limit_falls_and_stays_due(cast: Distribution) -> None:
    colis = make_arrived(cast, NOW)
    open_till(cast.agent_mali, NOW)
    paid = collect(
        cast.agent_mali, NOW, (colis, 1_000), constat=True, rabais=29_000, rabais_motif="ami"
    )
    assert (paid.montant, paid.rabais) == (1_000, 0)
    assert reread(cast.agent_mali, colis).du == 29_000


def test_a_captured_discount_within_the_limit_is_given(cast: Distribution) -> None:
    colis = make_arrived(cast, NOW)
    open_till(cast.agent_mali, NOW)
    collect(
        cast.agent_mali, NOW, (colis, 28_500), constat=True, rabais=1_500, rabais_motif="fidèle"
    )
    assert reread(cast.agent_mali, colis).du == 0


def test_a_captured_discount_beyond_the_limit_without_money_is_refused(cast: Distribution) -> None:
    colis = make_arrived(cast, NOW)
    open_till(cast.agent_mali, NOW)
    with pytest.raises(RabaisHorsLimite):
        collect(cast.agent_mali, NOW, (colis, 0), constat=True, rabais=30_000, rabais_motif="ami")
    assert reread(cast.agent_mali, colis).du == 30_000


def test_a_captured_jeton_cede_at_the_origin_falls(cast: Distribution) -> None:
    colis = make_colis(cast.agent_chine, NOW)
    open_till(cast.agent_chine, NOW, {"100": 1})
    paid = collect(cast.agent_chine, NOW, (colis, 10_000), constat=True, jeton_cede=200)
    assert paid.jeton_cede == 0
    assert reread(cast.agent_chine, colis).jeton_cede == 0


def send(api: Callable[..., Any], acteur: Acteur, colis: Colis, montant: int, **over: Any) -> Any:
    """A payment of one carton, from a device's log; what the server says of it."""
    payload = {
        "id": str(uuid7()),
        "client_id": str(colis.client_id),
        "lignes": [{"colis_id": str(colis.id), "montant": montant}],
        "moyen": "especes",
    } | over
    envelope = {
        "op_id": str(uuid7()), "device_id": str(uuid7()), "seq": 1,
        "actor_id": str(acteur.id), "type": "encaissement.enregistrer", "payload": payload,
    }  # fmt: skip
    body = api(acteur).post("/sync/operations", {"operations": [envelope]}).json()
    [result] = body["results"]
    return result


def test_a_device_is_told_that_its_discount_fell(
    cast: Distribution, api: Callable[..., Any]
) -> None:
    colis = make_arrived(cast, NOW)
    open_till(cast.agent_mali, NOW)
    rabais = {"montant": 29_000, "motif": "ami"}
    result = send(api, cast.agent_mali, colis, 1_000, rabais=rabais)
    assert result["status"] == "applied_with_conflict"
    assert result["resultat"]["conflit"] == "concession_refusee"


def test_a_captured_reference_used_twice_keeps_both_payments_the_second_set_apart(
    cast: Distribution, api: Callable[..., Any]
) -> None:
    colis = make_arrived(cast, NOW)
    open_till(cast.agent_mali, NOW)
    wave = {"moyen": "wave", "reference_operateur": "W-" + "9" * 58}
    first = send(api, cast.agent_mali, colis, 10_000, **wave)
    second = send(api, cast.agent_mali, colis, 5_000, **wave)
    assert (first["status"], second["status"]) == ("applied", "applied_with_conflict")
    assert second["resultat"]["conflit"] == "reference_deja_utilisee"
    with contexte(cast.agent_mali):
        kept = Encaissement.objects.get(id=second["resultat"]["encaissement_id"])
    assert (kept.montant, kept.rapprochement) == (5_000, "a_rapprocher")
    assert kept.reference_operateur == "W-" + "9" * 53 + "-" + kept.id.hex[-4:].upper()
    assert reread(cast.agent_mali, colis).du == 15_000


def test_a_reference_used_twice_online_is_refused(cast: Distribution) -> None:
    colis = make_arrived(cast, NOW)
    open_till(cast.agent_mali, NOW)
    collect(cast.agent_mali, NOW, (colis, 10_000), moyen="wave", reference_operateur="W1")
    with pytest.raises(ReferenceDejaUtilisee):
        collect(cast.agent_mali, NOW, (colis, 5_000), moyen="wave", reference_operateur="W1")


def test_money_for_a_carton_hidden_again_is_its_payer_s_credit(cast: Distribution) -> None:
    """Its flight was reopened after the device had seen it."""
    vu, cache = make_arrived(cast, NOW), make_colis(cast.agent_chine, NOW)
    open_till(cast.agent_mali, NOW)
    lignes = ((vu, 10_000), (cache, 7_000))
    paid = collect(cast.agent_mali, NOW, *lignes, constat=True)
    assert (paid.montant, paid.avoir) == (17_000, 7_000)
    seul = collect(cast.agent_mali, NOW, (cache, 3_000), client_id=vu.client_id, constat=True)
    assert (seul.montant, seul.avoir) == (3_000, 3_000)
    with contexte(cast.agent_mali):
        assert client_credit(vu.client_id, "ML") == 10_000
    assert reread(cast.agent_mali, vu).du == 20_000


@pytest.mark.parametrize(("constat", "moyen"), [(False, "especes"), (True, "avoir")])
def test_a_carton_hidden_again_takes_no_money_online_and_no_credit(
    cast: Distribution, constat: bool, moyen: str
) -> None:
    vu, cache = make_arrived(cast, NOW), make_colis(cast.agent_chine, NOW)
    open_till(cast.agent_mali, NOW)
    with pytest.raises(Introuvable):
        collect(
            cast.agent_mali, NOW, (cache, 7_000), client_id=vu.client_id, constat=constat,
            moyen=moyen,
        )  # fmt: skip


def test_a_captured_prepayment_without_any_rate_is_its_payer_s_credit(
    cast: Distribution, monkeypatch: pytest.MonkeyPatch
) -> None:
    colis = make_colis(cast.agent_chine, NOW)
    open_till(cast.agent_chine, NOW, {"100": 1})
    monkeypatch.setattr(encaissement, "taux_of", lambda *_: None)
    with pytest.raises(TauxAbsent):
        collect(cast.agent_chine, NOW, (colis, 10_000))
    paid = collect(cast.agent_chine, NOW, (colis, 10_000), constat=True)
    assert (paid.montant, paid.avoir, paid.devise) == (10_000, 10_000, "CNY")
    assert reread(cast.agent_chine, colis).du == colis.du
