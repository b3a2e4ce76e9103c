"""The demonstration looks like the trade, because it was done by the services of the trade."""

from collections import Counter
from datetime import UTC, datetime
from statistics import median

import pytest

from colis.models import Colis
from config.demonstration.recit import tell_story
from core.tenancy import transverse
from distribution.models import Encaissement, Pointage, Remise
from vols.models import Vol

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 10, 15, 0, tzinfo=UTC)


def test_the_story_looks_like_the_trade_and_is_told_once() -> None:
    assert tell_story(now=NOW, mot_de_passe="x" * 12) is True
    assert tell_story(now=NOW, mot_de_passe="x" * 12) is False
    with transverse():
        colis = list(Colis.objects.all())
        flights = Counter(Vol.objects.values_list("statut", flat=True))
        bamako = [c for c in colis if c.pays_destination_id == "ML" and c.arrive_le]
        remis = sum(c.statut == "remis" for c in bamako) / len(bamako)
        moyens = Counter(Encaissement.objects.exclude(pays_id="CN").values_list("moyen", flat=True))
        prepaid = sum(c.regle_origine > 0 for c in colis) / len(colis)
        guarantees = Remise.objects.exclude(garant="").count()
        resultats = Counter(Pointage.objects.values_list("resultat", flat=True))
    print(prepaid, remis, moyens, guarantees, resultats)
    assert 300 <= len(colis) <= 340
    assert flights == {"ouvert": 1, "parti": 1, "pointe": 2}
    assert 2_000 <= median(c.poids_g for c in colis) <= 4_000
    assert all(100 <= c.poids_g <= 40_000 for c in colis)
    assert 0.45 <= remis <= 0.65
    assert sum(c.statut == "manquant" for c in colis) == 3
    assert (resultats["surplus"], resultats["endommage"]) == (2, 2)
    assert moyens["especes"] > moyens["orange_money"] > 0
    assert 0.06 <= prepaid <= 0.2
    assert guarantees >= 1
