"""Four flights, each in another state, filled at the bench over the last two weeks."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from uuid import UUID

from colis.models import Colis
from config.demonstration.argent import prepay
from config.demonstration.cartons import Depot, draw_depots, receive_depot
from config.demonstration.personnes import ClientDemo
from config.demonstration.photos import photograph
from config.demonstration.scene import Scene
from core.ids import uuid7
from core.tenancy import contexte
from vols.services.chargement import load_colis
from vols.services.cloture import close_vol
from vols.services.ouverture import NouveauVol, open_vol, update_vol
from vols.services.trajet import depart_vol

PREPAYES = 0.3


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A flight to tell: when it filled, when it left, and how full it is."""

    pays: str
    mode: str
    numero: str
    lta: str
    compagnie: str
    arrivee: str
    colis: int
    ouvert_j: float
    cloture_j: float
    capacite_kg: int
    capacite_m3: int


ARRIVE = Plan(
    pays="ML", mode="cargo", numero="ET607", lta="07148210455", compagnie="ET", arrivee="BKO",
    colis=120, ouvert_j=13, cloture_j=9, capacite_kg=900, capacite_m3=6,
)  # fmt: skip
ARRIVE_RCI = Plan(
    pays="CI", mode="express", numero="TK72", lta="23551007725", compagnie="TK", arrivee="ABJ",
    colis=24, ouvert_j=10, cloture_j=7, capacite_kg=300, capacite_m3=2,
)  # fmt: skip
EN_VOL = Plan(
    pays="CI", mode="cargo", numero="ET935", lta="07148210536", compagnie="ET", arrivee="ABJ",
    colis=100, ouvert_j=6, cloture_j=1, capacite_kg=700, capacite_m3=5,
)  # fmt: skip
OUVERT = Plan(
    pays="ML", mode="cargo", numero="", lta="", compagnie="ET", arrivee="BKO",
    colis=80, ouvert_j=4, cloture_j=0, capacite_kg=600, capacite_m3=4,
)  # fmt: skip


@dataclass
class VolDemo:
    """A flight told so far, with its cartons."""

    plan: Plan
    id: UUID = field(default_factory=uuid7)
    colis: list[Colis] = field(default_factory=list)


def plan_filling(scene: Scene, clients: list[ClientDemo], plan: Plan) -> VolDemo:
    """Open the flight, then receive and load its cartons over the days before it closes."""
    vol = VolDemo(plan)
    start = scene.ago(days=plan.ouvert_j).replace(hour=0, minute=30)
    scene.at(start, lambda now: _open(scene, vol, now))
    depots = draw_depots(scene, [c for c in clients if c.pays == plan.pays], plan.colis)
    span = timedelta(days=max(0.4, plan.ouvert_j - plan.cloture_j - 0.5)) / len(depots)
    for n, depot in enumerate(depots):
        latest = scene.ago(minutes=5 * (len(depots) - n))
        at = min(latest, working_hour(start + timedelta(minutes=45) + span * n))
        scene.at(at, partial(_receive, scene, vol, depot))
    return vol


def working_hour(moment: datetime) -> datetime:
    """The same day, moved between 9 h and 20 h in Guangzhou (01:00 to 12:00 UTC)."""
    return moment.replace(hour=1 + moment.hour * 10 // 24)


def _open(scene: Scene, vol: VolDemo, now: datetime) -> None:
    acteur = scene.acteur("agent_chine")
    nouveau = NouveauVol(pays_destination=vol.plan.pays, mode=vol.plan.mode, details={})
    with contexte(acteur):
        open_vol(acteur=acteur, now=now, id=vol.id, nouveau=nouveau)


def _receive(scene: Scene, vol: VolDemo, depot: Depot, now: datetime) -> None:
    acteur = scene.acteur("agent_chine")
    with contexte(acteur):
        received = receive_depot(scene, depot, mode=vol.plan.mode, at=now)
        codes = [colis.code_suivi for colis in received]
        load_colis(acteur=acteur, now=now, vol_id=vol.id, codes=codes)
    vol.colis.extend(received)
    for colis in received:
        photograph(scene, colis, now)
    if len(received) < 7 and scene.hasard.random() < PREPAYES:
        prepay(scene, received, now)


def plan_departure(scene: Scene, vol: VolDemo) -> datetime:
    """Complete, close and let a flight depart; answers the moment it leaves."""
    close_at = scene.ago(days=vol.plan.cloture_j)
    depart = close_at + timedelta(hours=5)
    scene.at(close_at - timedelta(hours=1), partial(_complete, scene, vol, depart))
    scene.at(close_at, partial(_close, scene, vol))
    scene.at(depart, partial(_depart, scene, vol))
    return depart


def _complete(scene: Scene, vol: VolDemo, depart: datetime, now: datetime) -> None:
    agent, plan = scene.acteur("agent_chine"), vol.plan
    with contexte(agent):
        update_vol(
            acteur=agent,
            now=now,
            vol_id=vol.id,
            changements={
                "numero": plan.numero,
                "lta": plan.lta,
                "compagnie": plan.compagnie,
                "aeroport_depart": "CAN",
                "aeroport_arrivee": plan.arrivee,
                "depart_prevu": depart,
                "arrivee_prevue": depart + timedelta(hours=20),
                "capacite_kg": Decimal(plan.capacite_kg),
                "capacite_m3": Decimal(plan.capacite_m3),
            },
        )


def _close(scene: Scene, vol: VolDemo, now: datetime) -> None:
    admin = scene.acteur("admin_chine")
    with contexte(admin):
        close_vol(acteur=admin, now=now, vol_id=vol.id)


def _depart(scene: Scene, vol: VolDemo, now: datetime) -> None:
    agent = scene.acteur("agent_chine")
    with contexte(agent):
        depart_vol(acteur=agent, now=now, vol_id=vol.id)


def plan_stragglers(
    scene: Scene, clients: list[ClientDemo], pays: str, ago_j: float
) -> list[Colis]:
    """Two cartons received and never loaded: they will land all the same (surplus)."""
    stragglers: list[Colis] = []
    client = next(c for c in clients if c.pays == pays)

    def receive(now: datetime) -> None:
        with contexte(scene.acteur("agent_chine")):
            stragglers.extend(receive_depot(scene, Depot(client, 2), mode="cargo", at=now))

    scene.at(working_hour(scene.ago(days=ago_j)), receive)
    return stragglers
