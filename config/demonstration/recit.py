"""The story itself, told once: places, people, then every act in the order of time."""

from datetime import datetime

from accounts.models import Agence
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
)
from core.tenancy import transverse
from django.db import transaction


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
        for plan in (ARRIVE, ARRIVE_RCI, EN_VOL, OUVERT):
            vol = plan_filling(scene, clients, plan)
            if plan is not OUVERT:
                plan_departure(scene, vol)
        scene.play()
    return True
