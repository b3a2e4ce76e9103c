"""Visas and concessions as screens and exports read them."""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from accounts.domain.seconde import SUITES, Genre, Personne, refusal_of
from accounts.models import Concession, User, Visa
from accounts.selectors.personnes import held_by
from core.documents.tableur import write_csv

COLONNES = (
    "pays", "le", "acteur", "role", "genre", "sujet", "libelle", "montant", "devise", "motif",
    "visa", "decide_par", "decide_le",
)  # fmt: skip


def concession_out(row: Concession) -> dict[str, Any]:
    """One concession; no money where none is at stake."""
    visa = getattr(row, "visa", None)
    return {
        "id": row.id,
        "pays": row.pays_id,
        "genre": row.genre,
        "auteur": {"id": row.acteur_id, "nom": row.acteur_nom, "role": row.acteur_role},
        "sujet_type": row.sujet_type,
        "sujet_id": row.sujet_id,
        "libelle": row.libelle,
        "client_id": row.client_id,
        "montant": _argent(row.montant, row.devise),
        "motif": row.motif,
        "details": row.details,
        "enregistre_le": row.enregistre_le,
        "visa": visa.statut if visa else None,
    }


def visa_out(reader: User | None, now: datetime) -> Callable[[Visa], dict[str, Any]]:
    """Visas as ``reader`` sees them: their age, and why this person could not sign one."""

    tient = held_by(reader.id, now) if reader else set()

    def show(visa: Visa) -> dict[str, Any]:
        until = visa.decide_le or now
        return {
            "id": visa.id,
            "statut": visa.statut,
            "concession": concession_out(visa.concession),
            "cree_le": visa.cree_le,
            "echeance_le": visa.echeance_le,
            "age_h": int((until - visa.cree_le).total_seconds() // 3600),
            "en_retard": until > visa.echeance_le,
            "empechement": _obstacle(visa, reader, tient, now),
            "suite": SUITES[Genre(visa.concession.genre)] if visa.statut == "refuse" else None,
            "decide_le": visa.decide_le,
            "decide_par": visa.decide_nom or None,
            "decision_motif": visa.decision_motif,
        }

    return show


def synthese_line(line: dict[str, Any]) -> dict[str, Any]:
    """One actor's total of one kind."""
    return {
        "pays": line["pays_id"],
        "acteur": {
            "id": line["acteur_id"],
            "nom": line["acteur_nom"],
            "role": line["acteur_role"],
        },
        "genre": line["genre"],
        "nombre": line["nombre"],
        "montant": _argent(line["total"], line["devise"]),
        "en_attente": line["en_attente"],
        "montant_en_attente": _argent(line["montant_en_attente"], line["devise"]),
        "refuses": line["refuses"],
    }


def concessions_csv(rows: Iterable[Concession]) -> bytes:
    """Every concession on its line; formulas in what people typed are neutralised."""
    return write_csv([COLONNES, *(_csv_line(row) for row in rows)])


def _csv_line(row: Concession) -> list[str | int]:
    visa = getattr(row, "visa", None)
    return [
        row.pays_id, row.enregistre_le.isoformat(), row.acteur_nom, row.acteur_role, row.genre,
        row.sujet_type, row.libelle, row.montant, row.devise, row.motif,
        visa.statut if visa else "", visa.decide_nom if visa else "",
        visa.decide_le.isoformat() if visa and visa.decide_le else "",
    ]  # fmt: skip


def _argent(montant: int, devise: str) -> dict[str, Any] | None:
    return {"montant": montant, "devise": devise} if devise else None


def _obstacle(
    visa: Visa, reader: User | None, tient: Collection[UUID], now: datetime
) -> str | None:
    if reader is None:
        return None
    personne = Personne(id=reader.id, cree_le=reader.cree_le, mains=reader.mains, tient=tient)
    refusal = refusal_of(personne, auteur_id=visa.auteur_id, postes_acte=(), now=now)
    return refusal.code if refusal else None
