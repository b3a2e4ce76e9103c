"""Two agents at once on one flight, one carton: real threads, real transactions."""

from typing import Any
from uuid import UUID

import pytest

from accounts.services.codes import read_code_text
from colis.domain import TransitionInterdite
from colis.models import EvenementColis
from core.ids import uuid7
from core.tenancy import Acteur, contexte
from distribution.domain.encaissement import Paiement
from distribution.domain.pointage import Scan
from distribution.domain.remise import DemandeRemise, Preuve
from distribution.models import Pointage, Remise, RemiseColis
from distribution.services.pointage import scan_colis
from distribution.services.preuve import send_code
from distribution.services.remise import hand_over
from tests.cast import NOW, Distribution
from tests.distribution.test_courses import assert_sound, race
from tests.factories.argent import collect, open_till
from tests.factories.colis import make_colis
from tests.factories.depot import ask, fresh, make_available, pay
from tests.factories.vols import make_departed, make_vol
from vols.models import LigneManifeste
from vols.services.chargement import load_colis

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.lent]


def scan(acteur: Acteur, vol_id: UUID, code: str, scan_id: UUID | None = None) -> tuple[str, bool]:
    with contexte(acteur):
        [result] = scan_colis(
            acteur=acteur, now=NOW, vol_id=vol_id, scans=[Scan(id=scan_id or uuid7(), code=code)]
        )
    return result.pointage.resultat, result.rejoue


def give(acteur: Acteur, demande: DemandeRemise) -> tuple[Remise, bool]:
    with contexte(acteur):
        return hand_over(acteur=acteur, now=NOW, demande=demande)


def test_two_agents_scanning_the_same_carton_at_once_check_it_in_once(cast: Distribution) -> None:
    vol, colis_list = make_departed(cast, NOW, nombre=1)
    code = colis_list[0].code_suivi
    results = race(
        lambda: scan(cast.agent_mali, vol.id, code),
        lambda: scan(cast.agent_mali_2, vol.id, code),
    )
    assert sorted(results) == [("arrive", False), ("deja_pointe", False)]
    with contexte(cast.agent_mali):
        assert Pointage.objects.filter(compte=True).count() == 1
        assert EvenementColis.objects.filter(type="pointage").count() == 1
    assert_sound()


def test_one_scan_sent_twice_at_once_is_one_scan(cast: Distribution) -> None:
    vol, colis_list = make_departed(cast, NOW, nombre=1)
    scan_id, code = uuid7(), colis_list[0].code_suivi
    results = race(*(lambda: scan(cast.agent_mali, vol.id, code, scan_id) for _ in range(2)))
    assert sorted(results) == [("arrive", False), ("arrive", True)]


def test_two_agents_handing_the_same_carton_over_at_once_hand_it_over_once(
    cast: Distribution,
) -> None:
    _, colis_list = make_available(cast, NOW, nombre=2)
    pay(cast.agent_mali, colis_list)
    results = race(
        lambda: give(cast.agent_mali, ask(colis_list)),
        lambda: give(cast.agent_mali_2, ask(reversed(colis_list))),
    )
    refused = [result for result in results if isinstance(result, TransitionInterdite)]
    assert [refusal.details["etat"] for refusal in refused] == ["remis"]
    with contexte(cast.agent_mali):
        assert RemiseColis.objects.filter(annulee_le__isnull=True).count() == 2


def test_a_hand_over_sent_twice_at_once_uses_its_code_once_and_answers_twice(
    cast: Distribution,
) -> None:
    _, colis_list = make_available(cast, NOW, nombre=1)
    pay(cast.agent_mali, colis_list)
    with contexte(cast.agent_mali):
        code = send_code(acteur=cast.agent_mali, now=NOW, colis_ids=[colis_list[0].id])
        text = read_code_text(code_id=code.id, now=NOW) or ""
    demande = ask(colis_list, Preuve(type="code", code=text))
    results: list[Any] = race(*(lambda: give(cast.agent_mali, demande) for _ in range(3)))
    assert sorted(created for _, created in results) == [False, False, True]
    assert {remise.id for remise, _ in results} == {demande.id}


def test_one_carton_scanned_onto_two_flights_at_once_boards_one(cast: Distribution) -> None:
    flights = [make_vol(cast, NOW) for _ in range(2)]
    colis = make_colis(cast.agent_chine, NOW)

    def load(vol_id: UUID) -> str:
        with contexte(cast.agent_chine):
            [result] = load_colis(
                acteur=cast.agent_chine, now=NOW, vol_id=vol_id, codes=[colis.code_suivi]
            )
        return result.refus.code if result.refus else "charge"

    results = race(*(lambda vol=vol: load(vol.id) for vol in flights))
    assert sorted(results) == ["charge", "deja_charge"]
    with contexte(cast.agent_chine):
        assert LigneManifeste.objects.filter(colis_id=colis.id).count() == 1


def test_a_hand_over_with_its_payment_and_another_till_s_collection_do_not_deadlock(
    cast: Distribution,
) -> None:
    _, colis_list = make_available(cast, NOW, nombre=3)
    open_till(cast.agent_mali, NOW)
    open_till(cast.agent_mali_2, NOW, rang=1)
    paiement = Paiement(
        id=uuid7(),
        client_id=colis_list[0].client_id,
        moyen="especes",
        lignes=tuple((colis.id, 30_000) for colis in colis_list),
    )
    results = race(
        lambda: give(cast.agent_mali, ask(colis_list, encaissement=paiement)),
        lambda: collect(cast.agent_mali_2, NOW, *[(c, 30_000) for c in reversed(colis_list)]),
    )
    assert len(results) == 2
    assert {colis.du for colis in fresh(cast.agent_mali, colis_list)} == {0}
    assert_sound()
