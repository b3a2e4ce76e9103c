"""Cartons brought to a depot by the services themselves, and the hand-overs asked for them."""

import base64
import io
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from PIL import Image

from colis.models import Colis
from core.ids import uuid7
from core.tenancy import Acteur, contexte
from distribution.domain.pointage import Scan
from distribution.domain.remise import DemandeRemise, Preuve
from distribution.models import Remise
from distribution.services.cloture_pointage import close_pointage
from distribution.services.pointage import ScanResult, scan_colis
from distribution.services.remise import hand_over
from tests.cast import NOW, Distribution
from tests.factories.vols import destination_agent, make_arrived
from vols.models import Vol

PIECE = Preuve(type="piece", nature="CNI", numero="ML-123456")


def scan(
    acteur: Acteur, now: datetime, vol: Vol, codes: Iterable[str], etat: str = "conforme"
) -> list[ScanResult]:
    """One batch of new scans."""
    with contexte(acteur):
        return scan_colis(
            acteur=acteur,
            now=now,
            vol_id=vol.id,
            scans=[Scan(id=uuid7(), code=code, etat=etat) for code in codes],
        )


def make_available(
    cast: Distribution, now: datetime, *, nombre: int = 2, pays: str = "ML", close: bool = True
) -> tuple[Vol, list[Colis]]:
    """Cartons scanned in, check-in closed: ``disponible``, due 30 000 F each."""
    vol, colis_list = make_arrived(cast, now, nombre=nombre, pays=pays)
    acteur = destination_agent(cast, pays)
    scan(acteur, now, vol, [colis.code_suivi for colis in colis_list])
    if close:
        with contexte(acteur):
            close_pointage(acteur=acteur, now=now, vol_id=vol.id)
    return vol, fresh(acteur, colis_list)


def fresh(acteur: Acteur, colis_list: Iterable[Colis]) -> list[Colis]:
    """The same cartons as someone sees them now, in the order given."""
    ids = [colis.id for colis in colis_list]
    with contexte(acteur):
        found = Colis.objects.in_bulk(ids)
    return [found[i] for i in ids if i in found]


def ask(colis_list: Iterable[Colis], preuve: Preuve = PIECE, **given: object) -> DemandeRemise:
    """A hand-over of these cartons."""
    ids: tuple[UUID, ...] = tuple(colis.id for colis in colis_list)
    values: dict[str, object] = {"id": uuid7(), "colis_ids": ids, "preuve": preuve} | given
    return DemandeRemise(**values)  # type: ignore[arg-type]


def pay(acteur: Acteur, colis_list: Iterable[Colis]) -> None:
    """Settle cartons as the till would, without its session."""
    with contexte(acteur):
        Colis.objects.filter(id__in=[colis.id for colis in colis_list]).update(regle=30_000, du=0)


def png(side: int = 40, mode: str = "RGBA") -> str:
    """A small picture as a screen would send it."""
    target = io.BytesIO()
    Image.new(mode, (side, side)).save(target, "PNG")
    return base64.b64encode(target.getvalue()).decode()


def give(acteur: Acteur, demande: DemandeRemise, *, constat: bool = False) -> tuple[Remise, bool]:
    """Hand over, as someone."""
    with contexte(acteur):
        return hand_over(acteur=acteur, now=NOW, demande=demande, constat=constat)


def make_paid(cast: Distribution, **given: Any) -> list[Colis]:
    """Available cartons with nothing due."""
    _, colis_list = make_available(cast, NOW, **given)
    pay(cast.agent_mali, colis_list)
    return fresh(cast.agent_mali, colis_list)
