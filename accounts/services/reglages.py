"""Changing a country's settings."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from accounts.models import Pays, Reglage
from accounts.policies import Action, require
from accounts.selectors.lieux import subject_pays
from accounts.selectors.reglages import CONTROLES, get_reglages
from audit.services import record
from core.clock import rfc3339
from core.tenancy import Acteur


def set_reglages(
    *, acteur: Acteur, now: datetime, pays: str | None, valeurs: Mapping[str, Any]
) -> Pays:
    """Record new values (already validated); control settings wait for the next local day.

    ``pays`` is direction's choice; anyone else changes their own country's. A value that is
    already in effect is not written again.
    """
    require(acteur, Action.WRITE_REGLAGE)
    cible = subject_pays(acteur, pays)
    demain = next_day(cible, now)
    present = asdict(get_reglages(cible.code, now))
    for cle, valeur in valeurs.items():
        controle = cle in CONTROLES
        if present[cle] == valeur and not _pending(cible.code, cle, now):
            continue
        Reglage(
            pays=cible,
            cle=cle,
            valeur=valeur,
            effet_le=demain if controle else now,
            auteur_id=acteur.id,
        ).save(force_insert=True)
        record(
            acteur=acteur,
            now=now,
            action=Action.WRITE_REGLAGE,
            sujet_type="reglage",
            sujet_id=cle,
            pays=cible.code,
            avant={"valeur": present[cle]},
            apres={"valeur": valeur, "effet_le": rfc3339(demain if controle else now)},
        )
    return cible


def next_day(pays: Pays, now: datetime) -> datetime:
    """The next local midnight of a country."""
    local = now.astimezone(ZoneInfo(pays.fuseau))
    return (local + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)


def _pending(pays: str, cle: str, now: datetime) -> bool:
    return Reglage.objects.filter(pays_id=pays, cle=cle, effet_le__gt=now).exists()
