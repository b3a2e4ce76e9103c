"""Check-in: every carton answers once, whatever is scanned, by whomever, however often."""

from datetime import timedelta

import pytest

from accounts.models import Reglage
from colis.models import Colis, EvenementColis
from core.errors import IdDejaUtilise, Introuvable
from core.events import on
from core.ids import generate_code_suivi, uuid7
from core.tenancy import contexte
from distribution.domain.pointage import ColisObserved, Scan, judge_scan
from distribution.models import LigneEcriture, Pointage
from distribution.selectors.pointage import read_pointage
from distribution.services.cloture_pointage import close_pointage
from distribution.services.pointage import scan_colis
from tests.cast import NOW, Distribution
from tests.factories.colis import make_colis
from tests.factories.depot import fresh, scan
from tests.factories.vols import (
    load,
    make_arrived,
    make_closed,
    make_departed,
    make_vol,
    statuts,
)
from vols.domain import VolTransitionInterdite
from vols.models import LigneManifeste, Vol

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("statut", "du_vol", "resultat", "cause", "alerte"),
    [
        ("expedie", True, "arrive", "pointage", ""),
        ("expedie", False, "surplus", "pointage", ""),
        ("manquant", True, "arrive", "retrouve", ""),
        ("recu", False, "surplus", "surplus", ""),
        ("groupe", False, "surplus", "surplus", ""),
        ("arrive", True, "deja_pointe", None, ""),
        ("disponible", True, "deja_pointe", None, ""),
        ("remis", True, "deja_pointe", None, "remis"),
        ("retourne", True, "deja_pointe", None, "retourne"),
        ("perdu", True, "inconnu", None, "perdu"),
        ("annule", False, "inconnu", None, "annule"),
    ],
)
def test_a_scan_means_what_the_carton_s_state_says(
    statut: str, du_vol: bool, resultat: str, cause: str | None, alerte: str
) -> None:
    verdict = judge_scan(statut, du_vol=du_vol, endommage=False)
    assert (verdict.resultat, verdict.cause, verdict.alerte) == (resultat, cause, alerte)


def test_the_first_scan_marks_a_flight_in_the_air_arrived(cast: Distribution) -> None:
    vol, colis_list = make_departed(cast, NOW)
    [result] = scan(cast.agent_mali, NOW, vol, [colis_list[0].code_suivi])
    assert result.pointage.resultat == "arrive"
    with contexte(cast.agent_mali):
        assert Vol.objects.get(id=vol.id).statut == "arrive"
    assert [c.statut for c in fresh(cast.agent_mali, colis_list)] == ["arrive", "expedie"]


def test_the_first_scan_of_a_flight_never_marked_departed_presumes_the_departure(
    cast: Distribution,
) -> None:
    vol, colis_list = make_closed(cast, NOW)
    [result] = scan(cast.agent_mali, NOW, vol, [colis_list[0].code_suivi])
    assert result.pointage.resultat == "arrive"
    with contexte(cast.agent_mali):
        vol = Vol.objects.get(id=vol.id)
    assert (vol.statut, vol.depart_presume) == ("arrive", True)
    assert statuts(cast.agent_mali, [colis_list[1].id]) == {"expedie"}


def test_an_unknown_code_does_not_bring_a_flight_down(cast: Distribution) -> None:
    vol, _ = make_departed(cast, NOW)
    [result] = scan(cast.agent_mali, NOW, vol, [generate_code_suivi()])
    assert result.pointage.resultat == "inconnu"
    with contexte(cast.agent_mali):
        assert Vol.objects.get(id=vol.id).statut == "parti"


def test_arrival_makes_the_carton_due_in_the_journal(cast: Distribution) -> None:
    vol, colis_list = make_arrived(cast, NOW, nombre=1)
    scan(cast.agent_mali, NOW, vol, [colis_list[0].code_suivi])
    with contexte(cast.agent_mali):
        legs = LigneEcriture.objects.filter(colis_id=colis_list[0].id)
        assert {leg.compte.type: leg.montant for leg in legs.select_related("compte")} == {
            "creances": 30_000,
            "revenus": -30_000,
        }
        assert Colis.objects.get(id=colis_list[0].id).facture_le == NOW


def test_scanning_the_same_carton_twice_is_answered_politely(cast: Distribution) -> None:
    vol, colis_list = make_arrived(cast, NOW, nombre=1)
    code = colis_list[0].code_suivi
    scan(cast.agent_mali, NOW, vol, [code])
    [again] = scan(cast.agent_mali_2, NOW, vol, [code])
    assert (again.pointage.resultat, again.pointage.compte) == ("deja_pointe", False)
    with contexte(cast.agent_mali):
        assert (
            EvenementColis.objects.filter(colis_id=colis_list[0].id, type="pointage").count() == 1
        )


def test_a_duplicate_within_one_batch_counts_once(cast: Distribution) -> None:
    vol, colis_list = make_arrived(cast, NOW, nombre=1)
    code = colis_list[0].code_suivi
    results = scan(cast.agent_mali, NOW, vol, [code, code.lower()])
    assert [r.pointage.resultat for r in results] == ["arrive", "deja_pointe"]


def test_the_same_scan_sent_again_answers_as_the_first_did(cast: Distribution) -> None:
    vol, colis_list = make_arrived(cast, NOW, nombre=1)
    one = Scan(id=uuid7(), code=colis_list[0].code_suivi)
    for expected in (False, True):
        with contexte(cast.agent_mali):
            [result] = scan_colis(acteur=cast.agent_mali, now=NOW, vol_id=vol.id, scans=[one])
        assert (result.pointage.resultat, result.rejoue) == ("arrive", expected)
    with contexte(cast.agent_mali):
        assert Pointage.objects.filter(vol_id=vol.id).count() == 1


def test_a_scan_s_id_never_serves_for_another_carton(cast: Distribution) -> None:
    vol, colis_list = make_arrived(cast, NOW)
    scan_id = uuid7()
    with contexte(cast.agent_mali):
        scan_colis(
            acteur=cast.agent_mali, now=NOW, vol_id=vol.id,
            scans=[Scan(id=scan_id, code=colis_list[0].code_suivi)],
        )  # fmt: skip
        with pytest.raises(IdDejaUtilise):
            scan_colis(
                acteur=cast.agent_mali, now=NOW, vol_id=vol.id,
                scans=[Scan(id=scan_id, code=colis_list[1].code_suivi)],
            )  # fmt: skip


def test_a_damaged_carton_says_so_and_counts(cast: Distribution) -> None:
    vol, colis_list = make_arrived(cast, NOW)
    [result] = scan(cast.agent_mali, NOW, vol, [colis_list[0].code_suivi], "endommage")
    assert result.pointage.resultat == "endommage"
    with contexte(cast.agent_mali):
        etat = read_pointage(cast.agent_mali, vol.id)
    assert (etat.pointes, etat.endommages) == (1, 1)


def test_damage_seen_at_a_second_scan_is_noted_on_the_carton(cast: Distribution) -> None:
    vol, colis_list = make_arrived(cast, NOW, nombre=1)
    scan(cast.agent_mali, NOW, vol, [colis_list[0].code_suivi])
    [again] = scan(cast.agent_mali, NOW, vol, [colis_list[0].code_suivi], "endommage")
    assert again.pointage.resultat == "deja_pointe"
    assert fresh(cast.agent_mali, colis_list)[0].endommage


def test_a_carton_the_origin_still_had_is_surplus_and_taken_off_its_flight(
    cast: Distribution,
) -> None:
    vol, _ = make_arrived(cast, NOW)
    other = make_vol(cast, NOW)
    stray = make_colis(cast.agent_chine, NOW, "ML")
    shelf = make_colis(cast.agent_chine, NOW, "ML")
    load(cast, NOW, other, [stray])
    assert statuts(cast.agent_mali, [stray.id, shelf.id]) == set()
    results = scan(cast.agent_mali, NOW, vol, [stray.code_suivi, shelf.code_suivi])
    assert [r.pointage.resultat for r in results] == ["surplus", "surplus"]
    for colis in fresh(cast.agent_mali, [stray, shelf]):
        assert (colis.statut, colis.surplus, colis.vol_id) == ("arrive", True, None)
    with contexte(cast.agent_chine):
        line = LigneManifeste.objects.get(vol_id=other.id, colis_id=stray.id)
        assert line.retire_le == NOW
    with contexte(cast.agent_mali):
        etat = read_pointage(cast.agent_mali, vol.id)
    assert (etat.attendus, etat.pointes, etat.surplus) == (2, 0, 2)


def test_another_country_s_carton_answers_like_an_unknown_code_and_is_kept(
    cast: Distribution,
) -> None:
    seen: list[ColisObserved] = []
    on(ColisObserved)(seen.append)
    vol, _ = make_arrived(cast, NOW)
    abidjan = make_colis(cast.agent_chine, NOW, "CI")
    results = scan(cast.agent_mali, NOW, vol, [abidjan.code_suivi, generate_code_suivi()])
    assert [(r.pointage.resultat, r.pointage.colis_id) for r in results] == [
        ("inconnu", None),
        ("inconnu", None),
    ]
    assert [fact.raison for fact in seen] == ["inconnu", "inconnu"]
    assert statuts(cast.agent_chine, [abidjan.id]) == {"recu"}
    with contexte(cast.agent_mali):
        kept = Pointage.objects.filter(vol_id=vol.id).values_list("code_lu", flat=True)
        assert abidjan.code_suivi in set(kept)


@pytest.mark.parametrize("statut", ["remis", "retourne", "perdu", "annule"])
def test_a_carton_that_should_not_be_here_alerts_and_stays_as_it_is(
    cast: Distribution, statut: str
) -> None:
    seen: list[ColisObserved] = []
    on(ColisObserved)(seen.append)
    vol, _ = make_arrived(cast, NOW)
    ghost = make_colis(cast.agent_chine, NOW, "ML", statut, visible_destination=True)
    [result] = scan(cast.agent_mali, NOW, vol, [ghost.code_suivi])
    assert result.alerte == statut
    assert seen[-1].raison == statut
    assert statuts(cast.agent_mali, [ghost.id]) == {statut}


def test_the_end_of_a_code_means_the_flight_s_own_carton(cast: Distribution) -> None:
    vol, colis_list = make_arrived(cast, NOW, nombre=1)
    [result] = scan(cast.agent_mali, NOW, vol, [colis_list[0].code_suivi[-6:]])
    assert result.pointage.resultat == "arrive"


def test_a_tracking_address_scans_like_its_code(cast: Distribution) -> None:
    vol, colis_list = make_arrived(cast, NOW, nombre=1)
    address = f"https://exemple.test/suivi/{colis_list[0].code_suivi}"
    [result] = scan(cast.agent_mali, NOW, vol, [address])
    assert result.pointage.resultat == "arrive"


def test_closing_names_the_missing_and_makes_the_rest_available(cast: Distribution) -> None:
    vol, colis_list = make_arrived(cast, NOW, nombre=3)
    scan(cast.agent_mali, NOW, vol, [c.code_suivi for c in colis_list[:2]])
    with contexte(cast.agent_mali):
        close_pointage(acteur=cast.agent_mali, now=NOW, vol_id=vol.id)
        etat = read_pointage(cast.agent_mali, vol.id)
    assert (etat.attendus, etat.pointes, etat.manquants) == (3, 2, 1)
    states = [c.statut for c in fresh(cast.agent_mali, colis_list)]
    assert states == ["disponible", "disponible", "manquant"]


def test_check_in_of_a_flight_still_in_the_air_cannot_be_closed(cast: Distribution) -> None:
    vol, _ = make_departed(cast, NOW)
    with contexte(cast.agent_mali), pytest.raises(VolTransitionInterdite) as refusal:
        close_pointage(acteur=cast.agent_mali, now=NOW, vol_id=vol.id)
    assert refusal.value.details["etat"] == "parti"


def test_a_missing_carton_found_later_arrives_also_after_closing(cast: Distribution) -> None:
    vol, colis_list = make_arrived(cast, NOW)
    scan(cast.agent_mali, NOW, vol, [colis_list[0].code_suivi])
    with contexte(cast.agent_mali):
        close_pointage(acteur=cast.agent_mali, now=NOW, vol_id=vol.id)
    later = NOW + timedelta(days=2)
    [result] = scan(cast.agent_mali, later, vol, [colis_list[1].code_suivi])
    assert result.pointage.resultat == "arrive"
    found = fresh(cast.agent_mali, colis_list)[1]
    assert (found.statut, found.arrive_le, found.facture_le) == ("arrive", later, later)


def test_a_setting_makes_scanned_cartons_available_at_once(cast: Distribution) -> None:
    with contexte(cast.admin_mali):
        Reglage(
            pays_id="ML", cle="disponible_au_pointage", valeur=True, effet_le=NOW,
            auteur_id=cast.admin_mali.id,
        ).save(force_insert=True)  # fmt: skip
    vol, colis_list = make_arrived(cast, NOW, nombre=1)
    [result] = scan(cast.agent_mali, NOW, vol, [colis_list[0].code_suivi])
    assert (result.pointage.resultat, fresh(cast.agent_mali, colis_list)[0].statut) == (
        "arrive",
        "disponible",
    )


def test_a_flight_for_another_country_cannot_be_scanned(cast: Distribution) -> None:
    vol, colis_list = make_departed(cast, NOW)
    with pytest.raises(Introuvable):
        scan(cast.agent_rci, NOW, vol, [colis_list[0].code_suivi])


def test_a_fact_keeps_its_own_moment_but_never_a_future_one(cast: Distribution) -> None:
    vol, colis_list = make_arrived(cast, NOW)
    early, late = NOW + timedelta(minutes=5), NOW + timedelta(days=3)
    now = NOW + timedelta(hours=1)
    with contexte(cast.agent_mali):
        scan_colis(
            acteur=cast.agent_mali,
            now=now,
            vol_id=vol.id,
            scans=[
                Scan(id=uuid7(), code=colis_list[0].code_suivi, survenu_le=early),
                Scan(id=uuid7(), code=colis_list[1].code_suivi, survenu_le=late),
            ],
        )
    assert [c.arrive_le for c in fresh(cast.agent_mali, colis_list)] == [early, now]
