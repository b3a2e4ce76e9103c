"""Operations set aside, with the names of the people they are about."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from accounts.models import Pays, User
from accounts.policies import Action, require
from core.errors import Introuvable
from core.models import Operation
from core.operations.schemas import Recue
from core.operations.selectors import list_quarantaine
from core.problemes import reword
from core.tenancy import Acteur


def find_quarantaine(
    acteur: Acteur, *, pays: str | None, motif: str | None, etat: str
) -> QuerySet[Operation]:
    """What the admins of a country, or direction, have to settle; the latest first."""
    require(acteur, Action.READ_QUARANTAINE)
    return list_quarantaine(pays=pays, motif=motif, etat=etat)


def get_aside(acteur: Acteur, id: UUID) -> Operation:
    """One of them, else ``Introuvable``."""
    row = find_quarantaine(acteur, pays=None, motif=None, etat="toutes").filter(id=id).first()
    if row is None:
        raise Introuvable
    return row


def describe_asides(rows: Iterable[Operation], langue: str) -> list[dict[str, Any]]:
    """Rows as their schema wants them, refusals in a language; two queries for all."""
    found = list(rows)
    people = {row.acteur_id for row in found}
    people |= {row.importe_par for row in found if row.importe_par}
    people |= {row.reglee_par for row in found if row.reglee_par}
    noms = dict(User.objects.filter(id__in=people).values_list("id", "nom"))
    devises = dict(Pays.objects.values_list("code", "devise"))
    return [_describe(row, noms, devises, langue) for row in found]


def _describe(
    row: Operation, noms: dict[UUID, str], devises: dict[str, str], langue: str
) -> dict[str, Any]:
    devise = devises.get(row.pays)
    return {
        "id": row.id,
        "op_id": row.op_id,
        "type": row.type,
        "motif": row.motif,
        "etat": _etat(row),
        "auteur": _person(row.acteur_id, noms),
        "pays": row.pays,
        "appareil_id": row.appareil_id,
        "seq": row.seq,
        "capturee_le": row.capturee_le,
        "recue_le": row.recue_le,
        "horloge_ecart_ms": row.horloge_ecart_ms,
        "especes": {"montant": row.especes, "devise": devise} if row.especes and devise else None,
        "payload": _shown(row.enveloppe.get("payload")),
        "remplace": row.remplace,
        "importe_par": _person(row.importe_par, noms) if row.importe_par else None,
        "decision": row.decision,
        "reglee_le": row.reglee_le,
        "reglee_par": _person(row.reglee_par, noms) if row.reglee_par else None,
        "reglement_motif": row.reglement_motif,
        "statut": row.statut,
        "probleme": row.probleme and reword(row.probleme, langue=langue),
    }


def _etat(row: Operation) -> str:
    if row.statut == Recue.QUARANTAINE:
        return "en_attente"
    return "rejetee" if row.statut == Recue.REJETEE and row.reglee_le is None else "reglee"


def _person(id: UUID, noms: dict[UUID, str]) -> dict[str, Any]:
    return {"id": id, "nom": noms.get(id, "")}


def _shown(payload: object) -> dict[str, Any]:
    """A payload without what no admin needs to read here: signatures, documents, codes."""
    if not isinstance(payload, dict):
        return {}
    return {
        name: _shown(value) if isinstance(value, dict) else value
        for name, value in payload.items()
        if name not in {"signature_png", "numero", "code", "piece"}
    }
