"""A carton's life: what the one table allows, and every refusal of everything else."""

import itertools
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from colis.domain import TRANSITIONS, Cause, ColisMoved, Etat, TransitionInterdite, next_etat
from colis.models import Colis, EvenementColis
from colis.services.mouvement import lock_colis, move_colis
from core import events
from core.tenancy import contexte
from tests.cast import NOW, Distribution
from tests.factories.colis import VISIBLES, make_client, make_colis

CAUSES = [cause for cause, moves in TRANSITIONS.items() if moves[0][0] is not None]
MOVES = [
    (cause, source, cible)
    for cause, moves in TRANSITIONS.items()
    for source, cible in moves
    if source is not None
]
REFUSALS = [
    (cause, etat)
    for cause, etat in itertools.product(CAUSES, Etat)
    if etat not in {source for source, _ in TRANSITIONS[cause]}
]


@pytest.mark.django_db
@pytest.mark.parametrize("etat", list(Etat))
def test_the_destination_sees_a_carton_from_its_departure_on(
    cast: Distribution, etat: Etat
) -> None:
    colis = make_colis(cast.agent_chine, NOW, statut=etat)
    with contexte(cast.agent_mali):
        assert Colis.objects.filter(id=colis.id).exists() is (etat in VISIBLES)


@pytest.mark.django_db
@pytest.mark.parametrize(("cause", "source", "cible"), MOVES)
def test_every_move_of_the_table_leaves_one_event_and_one_fact(
    cast: Distribution,
    monkeypatch: pytest.MonkeyPatch,
    cause: Cause,
    source: Etat,
    cible: Etat,
) -> None:
    heard: list[ColisMoved] = []
    monkeypatch.setitem(events._handlers, ColisMoved, [heard.append])
    made = make_colis(cast.agent_chine, NOW, statut=source)
    later = NOW + timedelta(hours=1)
    with contexte(cast.agent_chine):
        colis = lock_colis([made.id])
        move_colis(
            acteur=cast.agent_chine, now=later, colis_list=colis, cause=cause, survenu_le=NOW,
            motif="essai",
        )  # fmt: skip
        stored = Colis.objects.get(id=made.id)
        event = EvenementColis.objects.filter(colis=made).latest("id")
    assert (stored.statut, stored.statut_le, stored.version) == (cible, NOW, 2)
    assert (event.type, event.de, event.vers, event.motif) == (cause, source, cible, "essai")
    assert (event.survenu_le, event.enregistre_le) == (NOW, later)
    assert [(m.evenement_id, m.de, m.vers) for m in heard[0].mouvements] == [
        (event.id, source, cible)
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(("cause", "etat"), REFUSALS)
def test_a_refused_move_names_the_state_and_leaves_no_trace(
    cast: Distribution, cause: Cause, etat: Etat
) -> None:
    made = make_colis(cast.agent_chine, NOW, statut=etat)
    with contexte(cast.agent_chine):
        before = EvenementColis.objects.filter(colis=made).count()
        with pytest.raises(TransitionInterdite) as refusal:
            move_colis(
                acteur=cast.agent_chine, now=NOW, colis_list=lock_colis([made.id]), cause=cause
            )
        stored = Colis.objects.get(id=made.id)
        assert (stored.statut, stored.version) == (etat, 1)
        assert EvenementColis.objects.filter(colis=made).count() == before
    assert refusal.value.details["etat"] == etat
    assert f"« {etat} »" in refusal.value.sentence("fr")


@pytest.mark.django_db
def test_one_refused_carton_keeps_the_whole_flight_where_it_is(cast: Distribution) -> None:
    client = make_client(cast.agent_chine, NOW)
    states = ("groupe", "groupe", "recu")
    ids = [make_colis(cast.agent_chine, NOW, statut=s, client=client).id for s in states]
    with contexte(cast.agent_chine):
        with pytest.raises(TransitionInterdite):
            move_colis(
                acteur=cast.agent_chine, now=NOW, colis_list=lock_colis(ids), cause=Cause.DEPART
            )
        assert set(Colis.objects.values_list("statut", flat=True)) == {"groupe", "recu"}


@pytest.mark.django_db
def test_a_hundred_cartons_move_in_a_constant_number_of_statements(
    cast: Distribution, django_assert_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "_handlers", {ColisMoved: []})
    client = make_client(cast.agent_chine, NOW)
    ids = [make_colis(cast.agent_chine, NOW, statut="groupe", client=client).id for _ in range(20)]
    with contexte(cast.agent_chine):
        colis = lock_colis(ids)
        with django_assert_num_queries(2):
            move_colis(acteur=cast.agent_chine, now=NOW, colis_list=colis, cause=Cause.DEPART)


@pytest.mark.django_db
def test_a_correction_goes_only_where_it_says(cast: Distribution) -> None:
    made = make_colis(cast.agent_chine, NOW, statut="remis")
    with contexte(cast.admin_mali):
        with pytest.raises(TransitionInterdite):
            move_colis(
                acteur=cast.admin_mali, now=NOW, colis_list=lock_colis([made.id]),
                cause=Cause.CORRECTION, vers=Etat.MANQUANT,
            )  # fmt: skip
        assert Colis.objects.get(id=made.id).statut == Etat.REMIS


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(CAUSES), max_size=30))
def test_no_sequence_of_acts_leaves_the_table(causes: list[Cause]) -> None:
    etat = next_etat(None, Cause.ENREGISTREMENT)
    for cause in causes:
        allowed = [cible for source, cible in TRANSITIONS[cause] if source == etat]
        try:
            reached = next_etat(etat, cause)
        except TransitionInterdite:
            assert allowed == []
        else:
            assert [reached] == allowed
            etat = reached


def test_a_cancelled_or_returned_carton_never_moves_again() -> None:
    sources = {source for _, source, _ in MOVES}
    assert sources.isdisjoint({Etat.ANNULE, Etat.RETOURNE})
