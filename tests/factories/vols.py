"""Flights in any state, with their cartons, brought there by the services themselves."""

from datetime import datetime, timedelta
from uuid import UUID

from colis.models import Colis
from core.ids import uuid7
from core.tenancy import Acteur, contexte
from tests.cast import Distribution
from tests.factories.colis import make_client, make_colis
from vols.models import Vol
from vols.services import chargement, cloture, ouverture, trajet

COMPLET = {
    "numero": "ET635",
    "compagnie": "ET",
    "aeroport_depart": "CAN",
    "aeroport_arrivee": "BKO",
}
_AEROPORTS = {"ML": "BKO", "CI": "ABJ"}
_lta = iter(range(1_000_000, 9_999_999))


def make_lta(prefixe: str = "071") -> str:
    """An air waybill number nobody else has, its check digit right (serial mod 7)."""
    serial = next(_lta)
    return f"{prefixe}-{serial}{serial % 7}"


def make_vol(cast: Distribution, now: datetime, *, pays: str = "ML", **details: object) -> Vol:
    """An open flight with everything closing needs."""
    given = COMPLET | {
        "lta": make_lta(),
        "aeroport_arrivee": _AEROPORTS[pays],
        "depart_prevu": now + timedelta(hours=6),
        "arrivee_prevue": now + timedelta(hours=26),
    }
    with contexte(cast.agent_chine):
        vol, _ = ouverture.open_vol(
            acteur=cast.agent_chine,
            now=now,
            id=uuid7(),
            nouveau=ouverture.NouveauVol(
                pays_destination=pays, mode="cargo", details=given | details
            ),
        )
    return vol


def load(cast: Distribution, now: datetime, vol: Vol, colis_list: list[Colis]) -> None:
    """Load cartons, all of them."""
    with contexte(cast.agent_chine):
        results = chargement.load_colis(
            acteur=cast.agent_chine,
            now=now,
            vol_id=vol.id,
            codes=[colis.code_suivi for colis in colis_list],
        )
    assert [result.refus for result in results] == [None] * len(colis_list)


def make_loaded(
    cast: Distribution, now: datetime, *, nombre: int = 2, pays: str = "ML", **details: object
) -> tuple[Vol, list[Colis]]:
    """An open flight with ``nombre`` cartons of one client."""
    vol = make_vol(cast, now, pays=pays, **details)
    client = make_client(cast.agent_chine, now, pays)
    colis_list = [make_colis(cast.agent_chine, now, pays, client=client) for _ in range(nombre)]
    load(cast, now, vol, colis_list)
    return vol, colis_list


def make_closed(
    cast: Distribution, now: datetime, *, nombre: int = 2, pays: str = "ML"
) -> tuple[Vol, list[Colis]]:
    """A closed flight: its destination sees it."""
    vol, colis_list = make_loaded(cast, now, nombre=nombre, pays=pays)
    with contexte(cast.admin_chine):
        vol = cloture.close_vol(acteur=cast.admin_chine, now=now, vol_id=vol.id)
    return vol, colis_list


def make_departed(
    cast: Distribution, now: datetime, *, nombre: int = 2, pays: str = "ML"
) -> tuple[Vol, list[Colis]]:
    """A flight in the air."""
    vol, colis_list = make_closed(cast, now, nombre=nombre, pays=pays)
    with contexte(cast.agent_chine):
        vol = trajet.depart_vol(acteur=cast.agent_chine, now=now, vol_id=vol.id)
    return vol, colis_list


def make_arrived(
    cast: Distribution, now: datetime, *, nombre: int = 2, pays: str = "ML"
) -> tuple[Vol, list[Colis]]:
    """A flight at its destination, nothing scanned yet."""
    vol, colis_list = make_departed(cast, now, nombre=nombre, pays=pays)
    acteur = destination_agent(cast, pays)
    with contexte(acteur):
        vol = trajet.arrive_vol(acteur=acteur, now=now, vol_id=vol.id)
    return vol, colis_list


def destination_agent(cast: Distribution, pays: str) -> Acteur:
    """The agent who receives there."""
    return {"ML": cast.agent_mali, "CI": cast.agent_rci}[pays]


def statuts(acteur: Acteur, ids: list[UUID]) -> set[str]:
    """The states these cartons have for someone."""
    with contexte(acteur):
        return set(Colis.objects.filter(id__in=ids).values_list("statut", flat=True))
