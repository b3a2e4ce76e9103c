"""The offline operations of the bench: type → schema → one service."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.db import transaction
from ninja import Schema

from colis.domain import ColisSaisi, PrixHorsBande
from colis.etiquettes import FormatEtiquette, Taille
from colis.models import Colis
from colis.schemas.clients import ClientPatch
from colis.schemas.colis import ColisIn, MotifIn, PeseeIn, read_dimensions
from colis.schemas.communs import Sha256
from colis.services.annulation import keep_cancelling
from colis.services.clients import merge_client
from colis.services.correction import weigh_colis
from colis.services.enregistrement import register_colis
from colis.services.etiquette import record_print
from colis.services.photos import attach_photo
from colis.tasks import wake_worker
from core.errors import BusinessError, ConflitVersion
from core.operations.registry import operation
from core.schemas import Instant
from core.tenancy import Acteur


class EnregistrerOp(ColisIn):
    """The carton as captured; its id and code were made and printed by the device."""

    id: UUID
    code_suivi: str


class PeserOp(PeseeIn):
    """A weighing of a carton."""

    id: UUID
    colis_id: UUID


class AnnulerOp(MotifIn):
    """A cancellation."""

    colis_id: UUID


class ModifierClientOp(ClientPatch):
    """Some fields of a client, and the ``version`` the person was looking at."""

    client_id: UUID


class PhotoOp(Schema):
    """A picture uploaded before under its SHA-256."""

    colis_id: UUID
    id: UUID
    sha256: Sha256
    contexte: Literal["enregistrement", "pointage", "dommage", "remise"] = "enregistrement"
    survenu_le: Instant | None = None


class ReimprimerOp(Schema):
    """A label printed by the station itself."""

    colis_id: UUID
    format: FormatEtiquette
    taille: Taille
    survenu_le: Instant | None = None


@operation("colis.enregistrer", EnregistrerOp)
def apply_enregistrer(acteur: Acteur, now: datetime, payload: EnregistrerOp) -> dict[str, Any]:
    """A carton that stands on the bench is never lost to its flight having closed meanwhile."""
    saisie = payload.saisi()
    if saisie.vol_id is None:
        return _registered(register_colis(acteur=acteur, now=now, saisie=saisie)[0])
    try:
        with transaction.atomic():
            return _registered(register_colis(acteur=acteur, now=now, saisie=saisie)[0])
    except BusinessError as refusal:
        return _without_vol(acteur, now, saisie, refusal)


@operation("colis.peser", PeserOp)
def apply_peser(acteur: Acteur, now: datetime, payload: PeserOp) -> dict[str, Any]:
    colis, _ = weigh_colis(
        acteur=acteur,
        now=now,
        colis_id=payload.colis_id,
        id=payload.id,
        poids_g=payload.poids_g,
        source_poids=payload.source_poids,
        trame_balance=payload.trame_balance or "",
        dimensions_mm=read_dimensions(payload.dimensions_mm),
        survenu_le=payload.survenu_le,
    )
    return _answer(colis)


@operation("colis.annuler", AnnulerOp)
def apply_annuler(acteur: Acteur, now: datetime, payload: AnnulerOp) -> dict[str, Any]:
    """Idempotent: a carton somebody else cancelled first stays cancelled, and is no refusal."""
    colis, fait = keep_cancelling(
        acteur=acteur, now=now, colis_id=payload.colis_id, motif=payload.motif
    )
    return _answer(colis) | {"resultat": "annule" if fait else "deja_annule"}


@operation("client.modifier", ModifierClientOp, base="version")
def apply_modifier_client(
    acteur: Acteur, now: datetime, payload: ModifierClientOp
) -> dict[str, Any]:
    """Per field, the last write stands; what somebody wrote there in between is told."""
    champs = payload.champs()
    client, remplaces = merge_client(
        acteur=acteur,
        now=now,
        id=champs.pop("client_id"),
        champs=champs,
        version=payload.version,
    )
    conflit = ConflitVersion.code if remplaces else None
    return {
        "id": client.id, "version": client.version, "conflit": conflit, "remplaces": remplaces,
    }  # fmt: skip


@operation("photo.attach", PhotoOp)
def apply_photo(acteur: Acteur, now: datetime, payload: PhotoOp) -> dict[str, Any]:
    photo, _ = attach_photo(
        acteur=acteur,
        now=now,
        colis_id=payload.colis_id,
        id=payload.id,
        sha256=payload.sha256,
        contexte_photo=payload.contexte,
        survenu_le=payload.survenu_le,
        dispatch=wake_worker,
    )
    return {"id": photo.id, "statut": photo.statut}


@operation("etiquette.reimprimer", ReimprimerOp)
def apply_reimprimer(acteur: Acteur, now: datetime, payload: ReimprimerOp) -> dict[str, Any]:
    colis = record_print(
        acteur=acteur,
        now=now,
        colis_id=payload.colis_id,
        format_=payload.format,
        taille=payload.taille,
        survenu_le=payload.survenu_le,
    )
    return _answer(colis)


def _without_vol(
    acteur: Acteur, now: datetime, saisie: ColisSaisi, refusal: BusinessError
) -> dict[str, Any]:
    """The intake alone, the refused loading told as a conflict."""
    colis, _ = register_colis(acteur=acteur, now=now, saisie=saisie.without_vol())
    return _answer(colis) | {"conflit": refusal.code}


def _registered(colis: Colis) -> dict[str, Any]:
    """The intake; a price no agent may agree on is told, and waits for another person's visa."""
    conflit = PrixHorsBande.code if "hors_bande" in colis.tarif_fige else None
    return _answer(colis) | ({"conflit": conflit} if conflit else {})


def _answer(colis: Colis) -> dict[str, Any]:
    return {
        "id": colis.id,
        "code_suivi": colis.code_suivi,
        "statut": colis.statut,
        "version": colis.version,
        "poids_taxable_g": colis.poids_taxable_g,
        "prix": {"montant": colis.prix, "devise": colis.devise},
        "du": {"montant": colis.du, "devise": colis.devise},
        "blocage": colis.blocage or None,
        "question_dg": (colis.matieres or {}).get("question_code") or None,
    }
