"""Manifests of closed flights."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any
from uuid import UUID

from accounts.policies import Action, require
from core.errors import Introuvable
from core.money import Argent
from core.tenancy import Acteur
from vols.domain import EtatVol
from vols.manifeste_contenu import ContenuManifeste, LigneContenu
from vols.models import Manifeste
from vols.selectors.vols import find_vol

_MOMENTS = ("depart_prevu", "arrivee_prevue", "cloture_le")


def get_manifeste(acteur: Acteur, vol_id: UUID, *, version: int | None = None) -> Manifeste:
    """A frozen version, the latest by default.

    :class:`Introuvable` until the flight is closed; while it is reopened or once it is cancelled,
    an old version must be asked for by its number.
    """
    require(acteur, Action.READ_VOL)
    vol = find_vol(vol_id)
    if version is None and vol.statut in (EtatVol.OUVERT, EtatVol.ANNULE):
        raise Introuvable
    wanted = vol.version_manifeste if version is None else version
    manifeste = Manifeste.objects.filter(vol_id=vol.id, version=wanted).first()
    if manifeste is None:
        raise Introuvable
    return manifeste


def read_contenu(contenu: Mapping[str, Any]) -> ContenuManifeste:
    """The frozen JSON as the value its renderers take."""
    values: dict[str, Any] = {
        field.name: contenu.get(field.name) for field in fields(ContenuManifeste)
    }
    for name in _MOMENTS:
        values[name] = datetime.fromisoformat(values[name]) if values[name] else None
    values["lignes"] = tuple(_read_ligne(ligne) for ligne in contenu["lignes"])
    return ContenuManifeste(**values)


def _read_ligne(ligne: Mapping[str, Any]) -> LigneContenu:
    values: dict[str, Any] = {field.name: ligne.get(field.name) for field in fields(LigneContenu)}
    values["references"] = tuple(ligne["references"])
    montant = ligne.get("montant")
    values["montant"] = Argent(montant["montant"], montant["devise"]) if montant else None
    return LigneContenu(**values)
