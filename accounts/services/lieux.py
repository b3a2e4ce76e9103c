"""Agencies and storage locations."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts.domain.personnes import CodeDejaPris
from accounts.models import Agence, Emplacement
from accounts.policies import Action, require
from accounts.selectors.lieux import get_own_agence, subject_pays
from audit.services import record
from core.creations import claim
from core.errors import Introuvable
from core.tenancy import Acteur

Lieu = Agence | Emplacement


def create_agence(
    *, acteur: Acteur, now: datetime, id: UUID, pays: str | None, donnees: Mapping[str, Any]
) -> tuple[Agence, bool]:
    """Open an agency in one's own country (any, for direction)."""
    require(acteur, Action.WRITE_REFERENCE)
    cible = subject_pays(acteur, pays)
    contenu = {"pays": cible.code, **donnees}
    if not claim(acteur=acteur, now=now, id=id, type="agence", contenu=contenu):
        return Agence.objects.get(id=id), False
    agence = Agence(id=id, pays=cible, **donnees)
    _insert(agence)
    _record(acteur, now, agence, cible.code, apres=donnees)
    return agence, True


def update_agence(
    *, acteur: Acteur, now: datetime, id: UUID, changements: Mapping[str, Any]
) -> Agence:
    """Change an agency; ``actif`` false takes it out of the choices, nothing is deleted."""
    require(acteur, Action.WRITE_REFERENCE)
    agence = get_own_agence(acteur, id)
    _change(acteur, now, agence, agence.pays_id, changements)
    return agence


def create_emplacement(
    *, acteur: Acteur, now: datetime, id: UUID, agence_id: UUID, code: str
) -> tuple[Emplacement, bool]:
    """Add a storage location to an agency of one's own country."""
    require(acteur, Action.WRITE_REFERENCE)
    agence = get_own_agence(acteur, agence_id)
    contenu = {"agence_id": agence_id, "code": code}
    if not claim(acteur=acteur, now=now, id=id, type="emplacement", contenu=contenu):
        return Emplacement.objects.get(id=id), False
    emplacement = Emplacement(id=id, agence=agence, pays_id=agence.pays_id, code=code)
    _insert(emplacement)
    _record(acteur, now, emplacement, agence.pays_id, apres={"code": code})
    return emplacement, True


def update_emplacement(
    *, acteur: Acteur, now: datetime, id: UUID, changements: Mapping[str, Any]
) -> Emplacement:
    """Rename or close a storage location."""
    require(acteur, Action.WRITE_REFERENCE)
    emplacement = Emplacement.objects.filter(id=id).first()
    if emplacement is None:
        raise Introuvable
    _change(acteur, now, emplacement, emplacement.pays_id, changements)
    return emplacement


def _insert(lieu: Lieu) -> None:
    try:
        with transaction.atomic():
            lieu.save(force_insert=True)
    except IntegrityError as error:
        raise CodeDejaPris(code_lieu=lieu.code) from error


def _change(
    acteur: Acteur, now: datetime, lieu: Lieu, pays: str, changements: Mapping[str, Any]
) -> None:
    avant = {k: getattr(lieu, k) for k, v in changements.items() if getattr(lieu, k) != v}
    if not avant:
        return
    apres = {k: changements[k] for k in avant}
    for name, value in apres.items():
        setattr(lieu, name, value)
    try:
        with transaction.atomic():
            lieu.save(update_fields=sorted(apres))
    except IntegrityError as error:
        raise CodeDejaPris(code_lieu=lieu.code) from error
    _record(acteur, now, lieu, pays, avant=avant, apres=apres)


def _record(
    acteur: Acteur,
    now: datetime,
    lieu: Lieu,
    pays: str,
    *,
    avant: Mapping[str, Any] | None = None,
    apres: Mapping[str, Any],
) -> None:
    record(
        acteur=acteur,
        now=now,
        action=Action.WRITE_REFERENCE,
        sujet_type=type(lieu).__name__.lower(),
        sujet_id=lieu.id,
        pays=pays,
        avant=None if avant is None else {k: str(v) for k, v in avant.items()},
        apres={k: str(v) for k, v in apres.items()},
    )
