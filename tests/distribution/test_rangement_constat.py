"""A carton put away while the device was offline: the shelf holds it, whatever was known then."""

from typing import Any
from uuid import UUID

import pytest

from accounts.domain.seconde import Genre
from accounts.models import Emplacement
from colis.models import Colis, EvenementColis
from core.errors import Introuvable, SaisieInvalide
from core.operations.registry import OPERATIONS
from core.tenancy import Acteur, contexte, transverse
from tests.cast import NOW, Distribution
from tests.factories.colis import make_colis
from tests.factories.depot import fresh, make_available, scan
from tests.factories.visas import last
from tests.factories.vols import make_departed

pytestmark = pytest.mark.django_db


def put(acteur: Acteur, colis: Colis, emplacement_id: UUID | None) -> dict[str, Any]:
    """What the device's log says of a placing, applied."""
    known = OPERATIONS["rangement.placer"]
    body = {"colis_id": str(colis.id), "emplacement_id": emplacement_id}
    with contexte(acteur):
        return known.apply(acteur, NOW, known.schema.model_validate(body))


def test_a_carton_put_away_before_the_other_device_s_scan_came_has_arrived(
    cast: Distribution,
) -> None:
    vol, colis_list = make_departed(cast, NOW, nombre=2)
    place = cast.emplacements["ML"].id
    result = put(cast.agent_mali, colis_list[0], place)
    assert (result["statut"], result["conflit"]) == ("disponible", "non_pointe")
    [colis] = fresh(cast.agent_mali, colis_list[:1])
    assert (colis.emplacement_id, colis.facture_le, colis.arrive_le) == (place, NOW, NOW)
    [late] = scan(cast.agent_mali, NOW, vol, [colis.code_suivi])
    assert late.pointage.resultat == "deja_pointe"
    assert fresh(cast.agent_mali, [colis])[0].emplacement_id == place


def test_a_missing_carton_put_away_was_found(cast: Distribution) -> None:
    colis = make_colis(cast.agent_chine, NOW, "ML", "manquant")
    result = put(cast.agent_mali, colis, cast.emplacements["ML"].id)
    assert (result["statut"], result["conflit"]) == ("disponible", "non_pointe")


@pytest.mark.parametrize("statut", ["perdu", "retourne"])
def test_a_carton_that_should_not_be_there_keeps_its_state_and_waits_for_a_second_person(
    cast: Distribution, statut: str
) -> None:
    colis = make_colis(cast.agent_chine, NOW, "ML", statut)
    result = put(cast.agent_mali, colis, cast.emplacements["ML"].id)
    assert (result["statut"], result["conflit"]) == (statut, "etat_inattendu")
    with contexte(cast.agent_mali):
        noted = EvenementColis.objects.get(colis_id=colis.id, type="rangement")
    assert noted.details["emplacement_id"] == str(cast.emplacements["ML"].id)
    assert last(Genre.CORRECTION, cast.admin_mali).visa.statut == "en_attente"


def test_a_placing_told_after_the_hand_over_is_remembered_and_moves_nothing(
    cast: Distribution,
) -> None:
    """Two devices without a network: the one that handed over was heard first."""
    colis = make_colis(cast.agent_chine, NOW, "ML", "remis")
    assert put(cast.agent_mali, colis, cast.emplacements["ML"].id)["conflit"] is None
    with contexte(cast.agent_mali):
        apres = Colis.objects.get(id=colis.id)
        noted = EvenementColis.objects.filter(colis_id=colis.id, type="rangement").count()
    assert (apres.statut, apres.emplacement_id, noted) == ("remis", None, 1)


def test_a_shelf_put_out_of_use_meanwhile_still_holds_the_carton(cast: Distribution) -> None:
    _, colis_list = make_available(cast, NOW, nombre=1)
    place = cast.emplacements["ML"].id
    with transverse():
        Emplacement.objects.filter(id=place).update(actif=False)
    result = put(cast.agent_mali, colis_list[0], place)
    assert result["conflit"] == "emplacement_inactif"
    assert fresh(cast.agent_mali, colis_list)[0].emplacement_id == place


def test_an_ordinary_placing_is_no_conflict(cast: Distribution) -> None:
    _, colis_list = make_available(cast, NOW, nombre=1, close=False)
    assert put(cast.agent_mali, colis_list[0], None)["conflit"] is None


def test_what_was_never_one_s_own_is_refused_offline_too(cast: Distribution) -> None:
    _, colis_list = make_available(cast, NOW, nombre=1)
    with pytest.raises(SaisieInvalide):
        put(cast.agent_mali, colis_list[0], cast.emplacements["CI"].id)
    with pytest.raises(Introuvable):
        put(cast.agent_rci, colis_list[0], None)
