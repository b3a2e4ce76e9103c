"""The only writer of the money journal: balanced, single-currency entries, never changed.

Debit is positive, credit negative, in minor units. A carton's receivable lives on ``creances``
from its arrival on; before that, what was paid for it at the destination waits on
``avoirs_clients`` under the carton's name, and what was paid in China on ``liaison``. The
database refuses an unbalanced entry at commit (distribution/migrations/0002_lignes.py).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from core.ids import uuid7
from core.tenancy import Acteur
from distribution.models import Compte, Ecriture, LigneEcriture


class EcritureDesequilibree(ValueError):
    """The legs do not sum to zero: a mistake of the program, never of a person."""


@dataclass(frozen=True, slots=True)
class CleCompte:
    """An account within one country and currency; a till's names its till, a debt its agent."""

    type: str
    moyen: str = ""
    caisse_id: UUID | None = None
    agent_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Jambe:
    """One leg: ``montant`` > 0 debits, < 0 credits; zero legs are left out."""

    compte: CleCompte
    montant: int
    colis_id: UUID | None = None
    client_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class Piece:
    """What one entry says and what it is about (``sujet``)."""

    type: str
    sujet_type: str
    sujet_id: UUID
    jambes: Sequence[Jambe]
    agence_id: UUID | None = None
    session_id: UUID | None = None
    survenu_le: datetime | None = None


CREANCES = CleCompte("creances")
REVENUS = CleCompte("revenus")
RABAIS = CleCompte("rabais")
JETONS = CleCompte("jetons_cedes")
AVOIRS = CleCompte("avoirs_clients")
LIAISON = CleCompte("liaison")
FONDS = CleCompte("fonds")
ECARTS = CleCompte("ecarts")
PERTES = CleCompte("pertes")


def till(caisse_id: UUID) -> CleCompte:
    """The cash account of one till."""
    return CleCompte("caisse", "especes", caisse_id)


def owed_by(agent_id: UUID) -> CleCompte:
    """What one member of staff owes the house."""
    return CleCompte("creances_agent", agent_id=agent_id)


def post(*, acteur: Acteur, now: datetime, pays: str, devise: str, piece: Piece) -> Ecriture | None:
    """Write one entry; None when every leg is zero."""
    written = post_many(acteur=acteur, now=now, pays=pays, devise=devise, pieces=[piece])
    return written[0] if written else None


def post_many(
    *, acteur: Acteur, now: datetime, pays: str, devise: str, pieces: Iterable[Piece]
) -> list[Ecriture]:
    """Write entries of one country and currency in a bounded number of statements.

    Raises :class:`EcritureDesequilibree` before the database would.
    """
    kept = [(piece, legs) for piece in pieces if (legs := _legs(piece))]
    if not kept:
        return []
    comptes = _comptes(pays, devise, {leg.compte for _, legs in kept for leg in legs})
    ecritures = [_ecriture(acteur, now, pays, devise, piece) for piece, _ in kept]
    lignes = [
        LigneEcriture(
            id=uuid7(),
            pays_id=pays,
            ecriture=ecriture,
            compte_id=comptes[leg.compte],
            montant=leg.montant,
            colis_id=leg.colis_id,
            client_id=leg.client_id,
            enregistre_le=now,
        )
        for ecriture, (_, legs) in zip(ecritures, kept, strict=True)
        for leg in legs
    ]
    Ecriture.objects.bulk_create(ecritures, batch_size=1000)
    LigneEcriture.objects.bulk_create(lignes, batch_size=1000)
    return ecritures


def _legs(piece: Piece) -> list[Jambe]:
    legs = [jambe for jambe in piece.jambes if jambe.montant]
    if sum(leg.montant for leg in legs) != 0:
        raise EcritureDesequilibree(f"{piece.type} {piece.sujet_type} {piece.sujet_id}")
    return legs


def _ecriture(acteur: Acteur, now: datetime, pays: str, devise: str, piece: Piece) -> Ecriture:
    return Ecriture(
        id=uuid7(),
        pays_id=pays,
        agence_id=piece.agence_id,
        session_id=piece.session_id,
        devise=devise,
        type=piece.type,
        sujet_type=piece.sujet_type,
        sujet_id=piece.sujet_id,
        acteur_id=acteur.id,
        survenu_le=piece.survenu_le or now,
        enregistre_le=now,
    )


def _comptes(pays: str, devise: str, cles: set[CleCompte]) -> dict[CleCompte, UUID]:
    """The accounts' ids, made when a first leg needs them (a concurrent maker is waited for)."""
    found = _known(pays, devise, cles)
    missing = cles - found.keys()
    if not missing:
        return found
    with connection.cursor() as cursor:
        for cle in sorted(missing, key=_order):
            cursor.execute(
                "INSERT INTO distribution_compte"
                " (id, pays, type, moyen, devise, caisse_id, agent_id)"
                " VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
                [uuid7(), pays, cle.type, cle.moyen, devise, cle.caisse_id, cle.agent_id],
            )
    return _known(pays, devise, cles)


def _known(pays: str, devise: str, cles: set[CleCompte]) -> dict[CleCompte, UUID]:
    rows = Compte.objects.filter(
        pays_id=pays, devise=devise, type__in={cle.type for cle in cles}
    ).values_list("type", "moyen", "caisse_id", "agent_id", "id")
    return {
        cle: id
        for type, moyen, caisse, agent, id in rows
        if (cle := CleCompte(type, moyen, caisse, agent)) in cles
    }


def _order(cle: CleCompte) -> tuple[str, ...]:
    return cle.type, cle.moyen, str(cle.caisse_id), str(cle.agent_id)
