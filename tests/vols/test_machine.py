"""A flight's state machine: every act from every state."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from colis.domain import TransitionInterdite
from core.tenancy import contexte
from tests.cast import NOW, Distribution
from tests.factories.vols import (
    make_arrived,
    make_closed,
    make_departed,
    make_loaded,
    statuts,
)
from vols.domain import ActeVol, EtatVol, VolTransitionInterdite, next_etat_vol
from vols.models import Vol
from vols.services import cloture, trajet

pytestmark = pytest.mark.django_db

# The table of the domain, written a second time by hand: acts that may follow each state.
PERMIS: dict[str, set[str]] = {
    "ouvert": {"chargement", "dechargement", "cloture", "annulation", "frais"},
    "cloture": {"reouverture", "depart", "arrivee", "scan", "annulation", "frais"},
    "parti": {"arrivee", "scan", "frais"},
    "arrive": {"douane", "scan", "cloture_pointage", "frais"},
    "en_douane": {"scan", "cloture_pointage", "frais"},
    "pointe": {"scan", "frais"},
    "annule": set(),
}
ACTES = [acte for acte in ActeVol if acte not in (ActeVol.OUVERTURE, ActeVol.MODIFICATION)]


@pytest.mark.parametrize("etat", [str(etat) for etat in EtatVol])
@pytest.mark.parametrize("acte", ACTES)
def test_the_table_allows_what_the_domain_says_and_names_the_state_otherwise(
    etat: str, acte: ActeVol
) -> None:
    if str(acte) in PERMIS[etat]:
        next_etat_vol(etat, acte)
        return
    with pytest.raises(VolTransitionInterdite) as refusal:
        next_etat_vol(etat, acte)
    assert refusal.value.code == TransitionInterdite.code == "transition_interdite"
    assert refusal.value.details["etat"] == etat
    assert etat in refusal.value.sentence("fr")


CHEMINS: dict[str, tuple[str, dict[str, Any] | None]] = {
    "cloture": ("admin_chine", None),
    "reouverture": ("admin_chine", {"motif": "oubli d'un colis"}),
    "annulation": ("admin_chine", {"motif": "vol supprimé"}),
    "depart": ("agent_chine", None),
    "arrivee": ("agent_mali", None),
    "douane": ("agent_mali", None),
}


def _in_state(cast: Distribution, etat: str) -> Vol:
    if etat == "ouvert":
        return make_loaded(cast, NOW)[0]
    if etat == "cloture":
        return make_closed(cast, NOW)[0]
    if etat == "parti":
        return make_departed(cast, NOW)[0]
    if etat == "annule":
        vol, _ = make_loaded(cast, NOW)
        with contexte(cast.admin_chine):
            return cloture.cancel_vol(
                acteur=cast.admin_chine, now=NOW, vol_id=vol.id, motif="panne"
            )
    vol, _ = make_arrived(cast, NOW)
    with contexte(cast.agent_mali):
        if etat == "en_douane":
            return trajet.pass_customs(acteur=cast.agent_mali, now=NOW, vol_id=vol.id)
        if etat == "pointe":
            trajet.settle_pointage(acteur=cast.agent_mali, now=NOW, vol=vol, manquants=0)
    return vol


@pytest.mark.parametrize("etat", list(PERMIS))
@pytest.mark.parametrize("acte", list(CHEMINS))
def test_every_forbidden_act_is_refused_through_the_api_and_changes_nothing(
    cast: Distribution, api: Callable[..., Any], etat: str, acte: str
) -> None:
    vol = _in_state(cast, etat)
    role, body = CHEMINS[acte]
    hidden = role == "agent_mali" and etat in ("ouvert", "annule")
    response = api(cast.role(role)).post(f"/vols/{vol.id}/{acte}", body)
    if hidden:
        assert response.status_code == 404
        return
    if acte in PERMIS[etat]:
        assert response.status_code == 200, response.content
        return
    assert response.status_code == 409
    assert response.json()["code"] == "transition_interdite"
    assert response.json()["details"]["etat"] == etat
    with contexte(cast.direction):
        assert Vol.objects.get(id=vol.id).statut == etat


def test_a_whole_flight_leaves_at_once(cast: Distribution) -> None:
    vol, colis_list = make_departed(cast, NOW, nombre=3)
    assert vol.statut == "parti"
    assert vol.parti_le == NOW
    assert statuts(cast.agent_chine, [c.id for c in colis_list]) == {"expedie"}


def test_an_arrival_nobody_saw_leave_presumes_the_departure_at_its_planned_time(
    cast: Distribution,
) -> None:
    vol, colis_list = make_closed(cast, NOW)
    arrival = NOW + timedelta(hours=30)
    with contexte(cast.agent_mali):
        vol = trajet.arrive_vol(acteur=cast.agent_mali, now=arrival, vol_id=vol.id)
    assert (vol.statut, vol.depart_presume) == ("arrive", True)
    assert vol.parti_le == NOW + timedelta(hours=6)
    assert vol.arrive_le == arrival
    assert statuts(cast.agent_chine, [c.id for c in colis_list]) == {"expedie"}


def test_a_presumed_departure_never_follows_the_arrival(cast: Distribution) -> None:
    vol, _ = make_closed(cast, NOW)
    early = NOW + timedelta(hours=1)
    with contexte(cast.agent_mali):
        vol = trajet.arrive_vol(acteur=cast.agent_mali, now=early, vol_id=vol.id)
    assert vol.parti_le == early


def test_a_cancelled_flight_gives_its_cartons_back_and_shows_nothing(cast: Distribution) -> None:
    vol, colis_list = make_closed(cast, NOW)
    with contexte(cast.admin_chine):
        cloture.cancel_vol(acteur=cast.admin_chine, now=NOW, vol_id=vol.id, motif="supprimé")
    ids = [c.id for c in colis_list]
    assert statuts(cast.agent_chine, ids) == {"recu"}
    assert statuts(cast.agent_mali, ids) == set()
