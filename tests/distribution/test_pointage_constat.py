"""A scan made offline on a flight its origin withdrew meanwhile: it waits, or is kept."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from core import clock
from core.errors import Introuvable
from core.ids import uuid7
from core.models import Operation
from core.operations.services import set_aside_orphans
from core.tenancy import Acteur, contexte, transverse
from distribution.models import Pointage
from distribution.services.pointage import scan_colis
from tests.cast import NOW, Distribution
from tests.factories.depot import fresh
from tests.factories.vols import make_closed, make_loaded
from vols.models import Vol
from vols.services import cloture

pytestmark = pytest.mark.django_db


def envelope(acteur: Acteur, vol: Vol, code: str) -> dict[str, Any]:
    return {
        "op_id": str(uuid7()), "device_id": str(uuid7()), "seq": 1, "actor_id": str(acteur.id),
        "type": "pointage.scanner",
        "payload": {"vol_id": str(vol.id), "id": str(uuid7()), "code": code, "etat": "conforme"},
    }  # fmt: skip


def send(api: Callable[..., Any], acteur: Acteur, operation: dict[str, Any]) -> dict[str, Any]:
    body = api(acteur).post("/sync/operations", {"operations": [operation]}).json()
    result: dict[str, Any] = body["results"][0]
    return result


def reopen(cast: Distribution, vol: Vol) -> None:
    with contexte(cast.admin_chine):
        cloture.reopen_vol(acteur=cast.admin_chine, now=NOW, vol_id=vol.id, motif="erreur")


def test_a_scan_on_a_flight_reopened_meanwhile_waits_for_its_closing(
    cast: Distribution, api: Callable[..., Any]
) -> None:
    vol, [colis, _] = make_closed(cast, NOW)
    reopen(cast, vol)
    scan = envelope(cast.agent_mali, vol, colis.code_suivi)
    waiting = send(api, cast.agent_mali, scan)
    assert (waiting["status"], waiting["problem"]["code"]) == ("deferred", "vol_rouvert")
    with contexte(cast.admin_chine):
        cloture.close_vol(acteur=cast.admin_chine, now=NOW, vol_id=vol.id)
    done = send(api, cast.agent_mali, scan)
    assert (done["status"], done["resultat"]["resultat"]) == ("applied", "arrive")


def test_a_flight_kept_open_for_three_days_is_named_as_the_reason_it_waits(
    cast: Distribution, api: Callable[..., Any]
) -> None:
    vol, [colis, autre] = make_closed(cast, NOW)
    reopen(cast, vol)
    scan, late = (envelope(cast.agent_mali, vol, un.code_suivi) for un in (colis, autre))
    for operation in (scan, late):
        assert send(api, cast.agent_mali, operation)["status"] == "deferred"
    with transverse():
        Operation.objects.update(recue_le=clock.now() - timedelta(hours=73))
    # At its own replay, and by the sweep for a device that says nothing more.
    replayed = send(api, cast.agent_mali, late)
    assert replayed["problem"]["details"]["motif"] == "vol_rouvert"
    assert set_aside_orphans(now=clock.now()) == 1
    with transverse():
        assert set(Operation.objects.values_list("statut", "motif")) == {
            ("quarantaine", "vol_rouvert")
        }
    # Asked again it stays there, and its closing still frees it.
    assert send(api, cast.agent_mali, scan)["problem"]["code"] == "en_quarantaine"
    with contexte(cast.admin_chine):
        cloture.close_vol(acteur=cast.admin_chine, now=NOW, vol_id=vol.id)
    assert send(api, cast.agent_mali, scan)["status"] == "applied"


@pytest.mark.parametrize("rouvert", [False, True])
def test_a_scan_on_a_flight_cancelled_meanwhile_is_kept_and_the_carton_is_surplus(
    cast: Distribution, api: Callable[..., Any], rouvert: bool
) -> None:
    vol, [colis, _] = make_closed(cast, NOW)
    if rouvert:
        reopen(cast, vol)
    with contexte(cast.admin_chine):
        cloture.cancel_vol(acteur=cast.admin_chine, now=NOW, vol_id=vol.id, motif="avion en panne")
    result = send(api, cast.agent_mali, envelope(cast.agent_mali, vol, colis.code_suivi))
    assert result["status"] == "applied_with_conflict", result
    assert result["resultat"]["conflit"] == "vol_annule"
    assert result["resultat"]["resultat"] == "surplus"
    [seen] = fresh(cast.agent_mali, [colis])
    assert (seen.statut, seen.surplus, seen.vol_id) == ("arrive", True, None)


def test_an_unknown_code_on_a_cancelled_flight_is_kept_as_an_observation(
    cast: Distribution, api: Callable[..., Any]
) -> None:
    vol, _ = make_closed(cast, NOW)
    with contexte(cast.admin_chine):
        cloture.cancel_vol(acteur=cast.admin_chine, now=NOW, vol_id=vol.id, motif="panne")
    scan = envelope(cast.agent_mali, vol, "NIMPORTE")
    assert send(api, cast.agent_mali, scan)["resultat"]["resultat"] == "inconnu"
    with contexte(cast.agent_mali):
        assert Pointage.objects.get(id=scan["payload"]["id"]).resultat == "inconnu"


def test_a_withdrawn_flight_stays_unknown_to_another_country_online_and_before_it_was_shown(
    cast: Distribution, api: Callable[..., Any]
) -> None:
    vol, [colis, _] = make_closed(cast, NOW)
    reopen(cast, vol)
    foreign = send(api, cast.agent_rci, envelope(cast.agent_rci, vol, colis.code_suivi))
    assert (foreign["status"], foreign["problem"]["code"]) == ("rejected", "introuvable")
    with contexte(cast.agent_mali), pytest.raises(Introuvable):
        scan_colis(acteur=cast.agent_mali, now=NOW, vol_id=vol.id, scans=[])
    never, [other, _] = make_loaded(cast, NOW)
    early = send(api, cast.agent_mali, envelope(cast.agent_mali, never, other.code_suivi))
    assert early["problem"]["code"] == "introuvable"


def test_the_narrow_path_tells_only_the_country_the_flight_was_shown_to(
    cast: Distribution,
) -> None:
    vol, _ = make_closed(cast, NOW)
    reopen(cast, vol)

    def ask(acteur: Acteur) -> Any:
        with contexte(acteur), connection.cursor() as cursor:
            cursor.execute("SELECT vol_retire(%s)", [vol.id])
            return cursor.fetchone()[0]

    assert ask(cast.agent_mali) is not None
    assert ask(cast.agent_rci) is None
