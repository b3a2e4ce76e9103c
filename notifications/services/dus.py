"""Owed messages: written by whoever caused the fact, in the fact's own transaction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from colis.domain import Cause, Mouvement
from colis.models import Colis
from notifications.domain import Etape
from notifications.models import MessageDu

ETAPES_PAR_CAUSE: dict[str, Etape] = {
    Cause.ENREGISTREMENT: Etape.RECU,
    Cause.DEPART: Etape.PARTI,
    Cause.POINTAGE: Etape.ARRIVE,
    Cause.SURPLUS: Etape.ARRIVE,
    Cause.RETROUVE: Etape.ARRIVE,
    Cause.ARRIVEE_INCONNUE: Etape.ARRIVE,
    Cause.MISE_A_DISPOSITION: Etape.DISPONIBLE,
    Cause.REMISE: Etape.REMIS,
    Cause.PERTE: Etape.PERDU,
    Cause.CORRECTION: Etape.CORRECTION,
}
"""Which move of a carton its client is told of; the others are nobody's news."""

PAR_VOL = frozenset({Etape.PARTI, Etape.ARRIVE, Etape.DISPONIBLE})


@dataclass(frozen=True, kw_only=True)
class Du:
    """One fact owed to one phone. `pays` is the recipient's; `groupe` what is told together."""

    evenement_id: UUID
    etape: Etape
    pays: str
    telephone: str
    groupe: str
    client_id: UUID | None = None
    colis_id: UUID | None = None
    langue: str = ""
    variables: Mapping[str, Any] = field(default_factory=dict)
    code_unique_id: UUID | None = None


def record_dus(*, now: datetime, dus: Iterable[Du]) -> int:
    """Write them, once per event, step and phone; returns how many. One statement."""
    lignes = [
        MessageDu(
            pays_id=du.pays,
            evenement_id=du.evenement_id,
            etape=du.etape,
            client_id=du.client_id,
            telephone=du.telephone,
            langue=du.langue[:2],
            colis_id=du.colis_id,
            groupe=du.groupe[:60],
            variables=dict(du.variables),
            code_unique_id=du.code_unique_id,
            cree_le=now,
        )
        for du in dus
        if du.telephone
    ]
    MessageDu.objects.bulk_create(lignes, batch_size=500)
    return len(lignes)


def record_mouvements(
    *, now: datetime, cause: str, mouvements: Sequence[Mouvement], groupe: str = ""
) -> Etape | None:
    """What a move of cartons owes their clients; the step, or None when it is nobody's news."""
    etape = ETAPES_PAR_CAUSE.get(cause)
    if etape is None:
        return None
    evenements = {mouvement.colis_id: mouvement for mouvement in mouvements}
    colis_list = Colis.objects.filter(id__in=list(evenements)).only(
        "id", "client_id", "destinataire_telephone", "pays_destination_id", "vol_id",
        "envoi_id", "total",
    )  # fmt: skip
    premier = min(str(mouvement.evenement_id) for mouvement in mouvements)
    record_dus(
        now=now,
        dus=[
            Du(
                evenement_id=evenements[colis.id].evenement_id,
                etape=etape,
                pays=colis.pays_destination_id,
                telephone=colis.destinataire_telephone,
                groupe=_groupe(colis, etape, now, groupe or f"acte:{premier}"),
                client_id=colis.client_id,
                colis_id=colis.id,
                variables={"etat": evenements[colis.id].vers},
            )
            for colis in colis_list
        ],
    )
    return etape


def _groupe(colis: Colis, etape: Etape, now: datetime, acte: str) -> str:
    """What one message tells together: an intake, a flight, or one act."""
    if etape is Etape.RECU:
        envoi = colis.envoi_id if colis.total > 1 else None
        return f"envoi:{envoi}" if envoi else f"depot:{now.date()}"
    if etape in PAR_VOL:
        return f"vol:{colis.vol_id}" if colis.vol_id else f"jour:{now.date()}"
    return acte
