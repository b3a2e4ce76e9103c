"""Tuning the lines by hand: their pace, their cap, their rest."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from accounts.policies import Action, require
from audit.services import record
from core.errors import Introuvable, SaisieInvalide
from core.tenancy import Acteur
from notifications.domain import EtatLigne, PauseSansMotif
from notifications.models import Ligne
from notifications.services.fenetres import wake_modelless
from notifications.services.modeles import arrange_models

LIGNE_MODIFIABLES = frozenset(
    {"nom", "ordre", "intervalle_min_ms", "intervalle_max_ms", "plafond_jour", "actif"}
    | {"chauffe_le", "modeles"}
)


def update_ligne(
    *, acteur: Acteur, now: datetime, ligne_id: UUID, changements: Mapping[str, Any]
) -> Ligne:
    """Tune a line: its order, its gaps (milliseconds), its daily cap, its texts, on or off."""
    require(acteur, Action.WRITE_REGLAGE)
    ligne = Ligne.objects.select_for_update().filter(id=ligne_id).first()
    if ligne is None:
        raise Introuvable
    retenus = {nom: val for nom, val in changements.items() if nom in LIGNE_MODIFIABLES}
    if "modeles" in retenus:
        retenus["modeles"] = arrange_models(ligne, retenus["modeles"])
    avant = {nom: getattr(ligne, nom) for nom in retenus}
    for nom, valeur in retenus.items():
        setattr(ligne, nom, valeur)
    if ligne.intervalle_max_ms < ligne.intervalle_min_ms:
        raise SaisieInvalide(errors={"intervalle_max_ms": ["au moins intervalle_min_ms"]})
    ligne.save(update_fields=[*retenus])
    if "modeles" in retenus:
        wake_modelless(now=now, pays_id=ligne.pays_id, etape__in=list(ligne.modeles))
    record(
        acteur=acteur,
        now=now,
        action=Action.WRITE_REGLAGE,
        sujet_type="ligne",
        sujet_id=ligne.id,
        pays=ligne.pays_id,
        avant=avant,
        apres=retenus,
    )
    return ligne


def pause_ligne(
    *, acteur: Acteur, now: datetime, ligne_id: UUID, minutes: int, motif: str = ""
) -> Ligne:
    """Rest a line for `minutes`, saying why; 0 ends its rest. A line that is down stays down."""
    require(acteur, Action.WRITE_REGLAGE)
    if minutes and not motif:
        raise PauseSansMotif(errors={"motif": ["dites pourquoi"]})
    ligne = Ligne.objects.select_for_update().filter(id=ligne_id).first()
    if ligne is None:
        raise Introuvable
    avant = {"etat": ligne.etat}
    ligne.pause_jusqu_le = now + timedelta(minutes=minutes) if minutes else None
    ligne.pause_motif = motif if minutes else ""
    if ligne.etat != EtatLigne.EN_PANNE:
        ligne.etat = EtatLigne.EN_PAUSE if minutes else EtatLigne.CONNECTEE
        ligne.etat_le = now
    ligne.save(update_fields=["etat", "etat_le", "pause_jusqu_le", "pause_motif"])
    record(
        acteur=acteur,
        now=now,
        action=Action.WRITE_REGLAGE,
        sujet_type="ligne",
        sujet_id=ligne.id,
        pays=ligne.pays_id,
        avant=avant,
        apres={"etat": ligne.etat, "minutes": minutes, "motif": ligne.pause_motif},
    )
    return ligne
