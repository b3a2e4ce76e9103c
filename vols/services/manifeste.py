"""Freeze what a flight carries into its manifest's next version."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from accounts.models import Agence
from accounts.selectors.lieux import main_agence
from colis.models import Colis, ReferenceExterne
from core.ids import uuid7
from core.money import Argent
from core.tenancy import Acteur
from vols.manifeste_contenu import ContenuManifeste, LigneContenu
from vols.models import LigneManifeste, Manifeste, Vol
from vols.selectors import find_vol
from vols.services.etapes import volume_of

DANGEREUX = frozenset({"batterie"})


def freeze_manifeste(*, acteur: Acteur, now: datetime, vol: Vol) -> Manifeste:
    """Write the version the LOCKED flight now names; its files are rendered from this content."""
    full = find_vol(vol.id)
    lignes = _lignes(full)
    contenu = _contenu(full, lignes, acteur=acteur, now=now)
    totaux = contenu.totaux
    manifeste = Manifeste(
        id=uuid7(),
        vol_id=vol.id,
        version=vol.version_manifeste,
        contenu=to_json(contenu),
        sha256=contenu.empreinte,
        nombre_colis=totaux.colis,
        poids_g=totaux.poids_g,
        taxable_g=totaux.poids_taxable_g,
        cree_par=acteur.id,
        cree_le=now,
    )
    manifeste.save(force_insert=True)
    return manifeste


def to_json(contenu: ContenuManifeste) -> dict[str, Any]:
    """The content as stored: moments as RFC 3339, sequences as lists."""
    values = asdict(contenu)
    for name, value in values.items():
        if isinstance(value, datetime):
            values[name] = value.isoformat()
    return values


def _contenu(
    vol: Vol, lignes: tuple[LigneContenu, ...], *, acteur: Acteur, now: datetime
) -> ContenuManifeste:
    depart, arrivee, agence = vol.aeroport_depart, vol.aeroport_arrivee, _agence(acteur, vol)
    return ContenuManifeste(
        numero=vol.numero,
        lta=vol.lta,
        mode=vol.mode,
        version=vol.version_manifeste,
        compagnie=f"{vol.compagnie.nom} ({vol.compagnie.code})" if vol.compagnie else "",
        aeroport_depart=f"{depart.code} {depart.ville}" if depart else "",
        aeroport_arrivee=f"{arrivee.code} {arrivee.ville}" if arrivee else "",
        pays_destination=vol.pays_destination.nom,
        depart_prevu=vol.depart_prevu_le,
        arrivee_prevue=vol.arrivee_prevue_le,
        fuseau_depart=(depart or vol.pays_origine).fuseau,
        fuseau_arrivee=(arrivee or vol.pays_destination).fuseau,
        cloture_le=now,
        cloture_par=acteur.nom,
        agence=agence.nom if agence else "",
        adresse_agence=agence.adresse if agence else "",
        lignes=lignes,
        capacite_kg=None if vol.capacite_g is None else vol.capacite_g // 1000,
        outrepasse=vol.depasse_motif,
        url=f"{settings.PUBLIC_ORIGIN}/vols/{vol.id}",
    )


def _agence(acteur: Acteur, vol: Vol) -> Agence | None:
    own = Agence.objects.filter(id=acteur.agence_id).first() if acteur.agence_id else None
    return own or main_agence(vol.pays_origine_id)


def _lignes(vol: Vol) -> tuple[LigneContenu, ...]:
    lines = LigneManifeste.objects.filter(vol_id=vol.id, retire_le__isnull=True)
    colis_list = [line.colis for line in lines.select_related("colis").order_by("id")]
    references = _references(colis.id for colis in colis_list)
    return tuple(
        _ligne(rang, colis, references.get(colis.id, ()))
        for rang, colis in enumerate(colis_list, start=1)
    )


def _ligne(rang: int, colis: Colis, references: Sequence[str]) -> LigneContenu:
    return LigneContenu(
        rang=rang,
        code_suivi=colis.code_suivi,
        client_nom=colis.destinataire_nom,
        client_telephone=colis.destinataire_telephone,
        contenu=colis.contenu,
        categorie=colis.categorie,
        colis_rang=colis.rang,
        colis_total=colis.total,
        nombre_pieces=colis.nombre_pieces,
        poids_g=colis.poids_g,
        poids_taxable_g=colis.poids_taxable_g,
        volume_cm3=volume_of(colis),
        danger=colis.marque_dg or ("batterie" if colis.categorie in DANGEREUX else None),
        references=tuple(references),
        montant=Argent(colis.prix, colis.devise),
        paye_en_chine=colis.regle_origine > 0,
    )


def _references(colis_ids: Iterable[UUID]) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = {}
    rows = ReferenceExterne.objects.filter(colis_id__in=list(colis_ids)).order_by("id")
    for colis_id, valeur in rows.values_list("colis_id", "valeur"):
        found.setdefault(colis_id, []).append(valeur)
    return found
