"""Dangerous goods on one flight: what the cartons hold counts, not only their category."""

import pytest

from colis.matieres import screen_contenu
from colis.models import Colis
from core.tenancy import contexte
from tests.cast import NOW, Distribution
from tests.factories.colis import make_colis
from tests.factories.vols import load, make_vol
from vols.domain import DgIncompatible, dangers_of, find_dg_conflicts
from vols.services.cloture import close_vol

pytestmark = pytest.mark.django_db


def test_what_the_contents_are_counts_whatever_category_they_were_given(
    cast: Distribution,
) -> None:
    """Perfume sent as standard, its hold lifted, still may not fly beside power banks."""
    vol = make_vol(cast, NOW)
    pair = [make_colis(cast.agent_chine, NOW, categorie=c) for c in ("standard", "batterie")]
    load(cast, NOW, vol, pair)
    with contexte(cast.agent_chine):
        Colis.objects.filter(id=pair[0].id).update(
            marque_dg="UN 1266", matieres={"familles": ["parfum"], "bloque": True}
        )
    with contexte(cast.admin_chine), pytest.raises(DgIncompatible) as refusal:
        close_vol(acteur=cast.admin_chine, now=NOW, vol_id=vol.id)
    assert refusal.value.details["categories"] == [["batterie", "liquide"]]


def test_batteries_inside_their_equipment_fly_beside_liquids() -> None:
    dangers = dangers_of("telephone", ["lithium_appareil"]) | dangers_of("liquide", [])
    assert find_dg_conflicts(dangers) == []


@pytest.mark.parametrize(
    ("contenu", "danger"),
    [("power bank", "batterie"), ("parfum", "liquide"), ("briquet", "liquide"), ("gaz", "liquide")],
)
def test_what_the_screen_finds_is_what_closing_looks_at(contenu: str, danger: str) -> None:
    assert danger in dangers_of("standard", screen_contenu(contenu, "standard").familles)
