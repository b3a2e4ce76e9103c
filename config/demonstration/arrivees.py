"""A flight lands: checked in carton by carton, put away, paid for and handed over."""

import base64
import io
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from PIL import Image, ImageDraw

from colis.models import Colis
from config.demonstration.argent import collect
from config.demonstration.scene import Scene
from config.demonstration.vols import VolDemo
from core.ids import uuid7
from core.tenancy import Acteur, contexte
from distribution.domain.pointage import Scan
from distribution.domain.remise import DemandeRemise, Garantie, Preuve
from distribution.services.cloture_pointage import close_pointage
from distribution.services.pointage import scan_colis
from distribution.services.remise import hand_over
from distribution.services.stock import place_colis
from vols.services.trajet import arrive_vol

DUREE_VOL = timedelta(hours=20)
ROLE = {"ML": "mali", "CI": "rci"}
GARANT = "Boutique Sidibé, Grand marché"
PIECES = (("cni", "ML"), ("passeport", "B0"), ("nina", "19"))


@dataclass(frozen=True, kw_only=True)
class Incidents:
    """What went wrong on the way, and what share has left the depot since."""

    manquants: int
    endommages: int
    remis: float


def plan_arrival(
    scene: Scene, vol: VolDemo, depart: datetime, incidents: Incidents, surplus: list[Colis]
) -> None:
    """Landing, check-in the next morning, closing at noon, then days at the counter."""
    landing = depart + DUREE_VOL
    morning = (landing + timedelta(days=1)).replace(hour=8, minute=30)
    agent = scene.acteur(f"agent_{ROLE[vol.plan.pays]}")
    scene.at(landing, partial(_land, agent, vol))
    scene.at(morning, partial(_check_in, scene, agent, vol, incidents, surplus))
    noon = morning.replace(hour=12)
    scene.at(noon, partial(_close, agent, vol))
    scene.at(noon + timedelta(minutes=30), partial(_put_away, scene, agent, vol))
    scene.at(noon + timedelta(hours=1), partial(_plan_counter, scene, agent, vol, incidents.remis))


def _land(agent: Acteur, vol: VolDemo, now: datetime) -> None:
    with contexte(agent):
        arrive_vol(acteur=agent, now=now, vol_id=vol.id)


def _check_in(
    scene: Scene,
    agent: Acteur,
    vol: VolDemo,
    incidents: Incidents,
    surplus: list[Colis],
    now: datetime,
) -> None:
    """Walk along the cartons: some are not there, some are hurt, two came with another flight."""
    found = list(vol.colis)
    scene.hasard.shuffle(found)
    for _ in range(incidents.manquants):
        found.pop()
    scans = [
        Scan(
            id=uuid7(),
            code=colis.code_suivi,
            etat="endommage" if n < incidents.endommages else "conforme",
            note="Coin enfoncé, contenu à vérifier" if n < incidents.endommages else "",
        )
        for n, colis in enumerate([*found, *surplus])
    ]
    for n in range(0, len(scans), 40):
        with contexte(agent):
            scan_colis(
                acteur=agent,
                now=now + timedelta(minutes=n),
                vol_id=vol.id,
                scans=scans[n : n + 40],
            )


def _close(agent: Acteur, vol: VolDemo, now: datetime) -> None:
    with contexte(agent):
        close_pointage(acteur=agent, now=now, vol_id=vol.id)


def _present(agent: Acteur, vol: VolDemo) -> list[Colis]:
    with contexte(agent):
        return list(
            Colis.objects.filter(
                statut="disponible",
                pays_destination_id=vol.plan.pays,
                mode=vol.plan.mode,
            ).order_by("id")
        )


def _put_away(scene: Scene, agent: Acteur, vol: VolDemo, now: datetime) -> None:
    places = scene.emplacements[vol.plan.pays]
    for n, colis in enumerate(_present(agent, vol)):
        with contexte(agent):
            place_colis(
                acteur=agent,
                now=now + timedelta(seconds=20 * n),
                colis_id=colis.id,
                emplacement_id=places[n * len(places) // 140 % len(places)].id,
            )


def _plan_counter(scene: Scene, agent: Acteur, vol: VolDemo, remis: float, now: datetime) -> None:
    """Spread the clients who came over the opening hours from now to the story's present."""
    by_client: dict[UUID, list[Colis]] = defaultdict(list)
    for colis in _present(agent, vol):
        by_client[colis.client_id].append(colis)
    groups = list(by_client.values())
    scene.hasard.shuffle(groups)
    target, served = remis * len(vol.colis), 0
    visits = []
    for group in groups:
        if served >= target:
            break
        part = group if len(group) < 8 else group[: max(1, len(group) // 2)]
        served += len(part)
        visits.append(part)
    days = 1 + (scene.now.date() - now.date()).days
    for n, part in enumerate(visits):
        day = now + timedelta(days=days * n / len(visits))
        at = day.replace(hour=9 + n % 8, minute=(7 * n) % 60)
        late = scene.ago(minutes=9 * (len(visits) - n))
        scene.at(max(now, min(at, late)), partial(_serve, scene, agent, part, n + 7))


def _serve(scene: Scene, agent: Acteur, part: list[Colis], rang: int, now: datetime) -> None:
    """One client at the counter: pays, shows a paper, signs, leaves with the cartons.

    One visit in ten pays a part: half of those wait, the others leave on guarantee; one in ten
    leaves a jeton cédé.
    """
    ids = tuple(colis.id for colis in part)
    with contexte(agent):
        fresh = list(Colis.objects.filter(id__in=ids).order_by("id"))
    reste = collect(scene, agent, fresh, now, partiel=rang % 10 == 3, jeton=rang % 10 == 6)
    if reste and rang % 20 == 3:
        return
    garantie = Garantie(garant=GARANT, motif="Client régulier, solde vendredi") if reste else None
    nature, debut = scene.hasard.choice(PIECES)
    acteur = scene.acteur(f"admin_{agent.role.removeprefix('agent_')}") if garantie else agent
    with contexte(acteur):
        hand_over(
            acteur=acteur,
            now=now + timedelta(minutes=4),
            demande=DemandeRemise(
                id=uuid7(),
                colis_ids=ids,
                preuve=Preuve(
                    type="piece",
                    nature=nature,
                    numero=f"{debut}{scene.hasard.randrange(10**7, 10**8)}",
                ),
                signature_png=draw_signature(scene),
                garantie=garantie,
            ),
        )


def draw_signature(scene: Scene) -> str:
    """A hand's stroke, as the screen sends it (base64 PNG)."""
    picture = Image.new("L", (420, 160), 255)
    draw = ImageDraw.Draw(picture)
    x, y = 30, 90
    for _ in range(14):
        nx, ny = x + scene.hasard.randint(12, 30), 90 + scene.hasard.randint(-50, 45)
        draw.line((x, y, nx, ny), fill=20, width=4)
        x, y = nx, ny
    file = io.BytesIO()
    picture.save(file, "PNG", optimize=True)
    return base64.b64encode(file.getvalue()).decode()
