"""The story itself, told once: places, people, then every act in the order of time."""

from datetime import datetime

from django.db import transaction

from accounts.models import Agence
from config.demonstration.arrivees import Incidents, plan_arrival
from config.demonstration.lieux import lay_places
from config.demonstration.personnes import draw_clients, hire
from config.demonstration.scene import Scene
from config.demonstration.vols import (
    ARRIVE,
    ARRIVE_RCI,
    EN_VOL,
    OUVERT,
    plan_departure,
    plan_filling,
    plan_stragglers,
)
from core.tenancy import transverse

BAMAKO = Incidents(manquants=3, endommages=2, remis=0.55)
ABIDJAN = Incidents(manquants=0, endommages=0, remis=0.5)


def tell_story(*, now: datetime, mot_de_passe: str) -> bool:
    """All or nothing; False when the story is already there."""
    with transaction.atomic():
        scene = Scene(now=now)
        with transverse():
            if Agence.objects.exists():
                return False
            lay_places(scene)
            hire(scene, mot_de_passe)
        clients = draw_clients(scene)
        stragglers = plan_stragglers(scene, clients, "ML", 10)
        for plan, incidents, surplus in (
            (ARRIVE, BAMAKO, stragglers),
            (ARRIVE_RCI, ABIDJAN, []),
            (EN_VOL, None, []),
            (OUVERT, None, []),
        ):
            vol = plan_filling(scene, clients, plan)
            if plan is OUVERT:
                continue
            depart = plan_departure(scene, vol)
            if incidents is not None:
                plan_arrival(scene, vol, depart, incidents, surplus)
        scene.play()
    return True
