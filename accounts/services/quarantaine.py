"""A second person settles what was set aside, and files what was rejected for good."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Literal, cast
from uuid import UUID

from accounts.domain.journal import AutrePersonneExigee, OperationAppliquee
from accounts.models import Appareil, Pays, User
from accounts.policies import Action, require
from accounts.selectors.personnes import acteur_of_user
from accounts.services.envois import acknowledge_import
from accounts.services.visas import require_second_person
from audit.services import record
from core.errors import Introuvable
from core.events import publish
from core.models import Operation
from core.operations.services import apply_aside, classify_rejected, dismiss_aside, lock_aside
from core.tenancy import Acteur, Fonction

Decision = Literal["appliquer", "ecarter"]


def settle_quarantaine(
    *, acteur: Acteur, now: datetime, id: UUID, decision: Decision, motif: str
) -> Operation:
    """Apply an operation set aside as its author would have, or dismiss it; once.

    By neither its author nor its importer. Rights are those of the author's function when the
    journal was enrolled. What the service refuses leaves it aside, with the refusal told.
    """
    require(acteur, Action.SETTLE_QUARANTAINE)
    row = lock_aside(id)
    _check_other(acteur, now, row)
    if decision == "appliquer":
        importee = row.declaree
        row = apply_aside(acteur=acteur, auteur=author_of(row), now=now, row=row, motif=motif)
        if row.decision == decision:
            _tell_applied(now, row, importee)
    else:
        row = dismiss_aside(acteur=acteur, now=now, row=row, motif=motif)
    _trace(acteur, now, row, motif, {"decision": row.decision, "statut": row.statut})
    return row


def _tell_applied(now: datetime, row: Operation, importee: bool) -> None:
    """Say what was applied, and how much of its cash its device still counted as its own.

    Cash received from the device itself before its loss was never booked as lost.
    """
    if importee:
        acknowledge_import(
            appareil_id=row.appareil_id,
            user_id=row.acteur_id,
            operations=[(row.seq, row.especes)],
        )
    perdu = Appareil.objects.filter(id=row.appareil_id, perdu_le__lte=row.recue_le).exists()
    publish(
        OperationAppliquee(
            operation_id=row.id,
            appareil_id=row.appareil_id,
            pays=row.pays,
            especes=row.especes if importee or perdu else 0,
            now=now,
        )
    )


def classify_operation(*, acteur: Acteur, now: datetime, op_id: UUID, motif: str) -> Operation:
    """File a rejected operation nobody will correct, so that a till can close; not one's own."""
    require(acteur, Action.SETTLE_QUARANTAINE)
    row = classify_rejected(acteur=acteur, now=now, op_id=op_id, motif=motif)
    _check_other(acteur, now, row)
    _trace(acteur, now, row, motif, {"decision": row.decision})
    return row


def _check_other(acteur: Acteur, now: datetime, row: Operation) -> None:
    if row.importe_par == acteur.id:
        raise AutrePersonneExigee
    require_second_person(
        acteur=acteur,
        now=now,
        auteur_id=row.acteur_id,
        fait_le=row.recue_le,
        appareils=[row.appareil_id],
    )


def author_of(row: Operation) -> Acteur:
    """An operation's author with the rights they had when their journal was enrolled.

    A journal never enrolled leaves only what the account is today. ``Introuvable`` when the
    account is not among the caller's people.
    """
    user = User.objects.select_related("pays", "agence").filter(id=row.acteur_id).first()
    if user is None:
        raise Introuvable
    acteur = acteur_of_user(user)
    appareil = Appareil.objects.filter(id=row.appareil_id, user_id=user.id).first()
    if appareil is None or not appareil.fonction:
        return acteur
    return as_enrolled(acteur, appareil)


def as_enrolled(acteur: Acteur, appareil: Appareil) -> Acteur:
    """``acteur`` as the person was when the device was enrolled."""
    if (acteur.fonction, acteur.pays) == (appareil.fonction, appareil.pays):
        return acteur
    pays = Pays.objects.get(code=appareil.pays)
    return replace(
        acteur,
        fonction=cast("Fonction", appareil.fonction),
        pays=pays.code,
        cote=pays.cote,
        role=f"{appareil.fonction}_{pays.role_suffixe}",
        agence_id=acteur.agence_id if acteur.pays == pays.code else None,
    )


def _trace(
    acteur: Acteur, now: datetime, row: Operation, motif: str, apres: Mapping[str, object]
) -> None:
    record(
        acteur=acteur,
        now=now,
        action=Action.SETTLE_QUARANTAINE,
        sujet_type="operation",
        sujet_id=row.op_id,
        pays=row.pays,
        apres={
            **apres,
            "type": row.type,
            "auteur": str(row.acteur_id),
            "motif": row.motif,
            "especes": row.especes,
        },
        motif=motif,
    )
