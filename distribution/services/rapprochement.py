"""A till closes only on what its cashier's devices captured and the server applied."""

from collections.abc import Sequence
from uuid import UUID

from accounts.models import Appareil
from accounts.selectors.appareils import (
    compare_bilans,
    is_behind,
    journals_of,
    present_ecart,
)
from accounts.selectors.lieux import known_pays
from core.operations.registry import OPERATIONS
from core.operations.selectors import missing_seqs, unsettled
from distribution.domain.rapprochement import BilanDifferent, SynchronisationIncomplete


def check_synchronised(caissier_id: UUID) -> None:
    """Refuse while a journal of the cashier is behind, or an act of money is not settled.

    Then while what a journal says it took in money, per type, is not what came: BilanDifferent.
    Lost devices are settled by their sign-off. Names each device and what it lacks.
    """
    journals = journals_of(caissier_id)
    behind = [row for row in journals if is_behind(row)]
    waiting = unsettled(caissier_id)
    if not behind and not waiting.argent:
        _check_totals(journals)
        return
    trous = missing_seqs({row.id: (row.seq_contigue, row.seq_declaree) for row in behind})
    appareils = [
        {
            "id": str(row.id),
            "nom": row.nom,
            "seq_contigue": row.seq_contigue,
            "seq_declaree": row.seq_declaree,
            "trous": trous.get(row.id, []),
        }
        for row in behind
    ]
    manquantes = sum(high - low + 1 for gaps in trous.values() for low, high in gaps)
    raise SynchronisationIncomplete(
        appareils=appareils,
        manquantes=manquantes,
        operations=waiting.operations,
        argent=waiting.argent,
        especes=waiting.especes,
        par_type=dict(waiting.par_type),
    )


def _check_totals(journals: Sequence[Appareil]) -> None:
    """Refuse on the acts of money a device and the server do not count alike."""
    names = {row.id: row for row in journals}
    devises = {code: pays.devise for code, pays in known_pays().items()}
    ecarts = [
        {"appareil": str(id), "nom": names[id].nom}
        | present_ecart(ecart, devises.get(names[id].pays))
        for id, found in compare_bilans(journals).items()
        for ecart in found
        if _is_money(ecart.type)
    ]
    if ecarts:
        raise BilanDifferent(appareil=ecarts[0]["nom"], ecarts=ecarts)


def _is_money(type: str) -> bool:
    known = OPERATIONS.get(type)
    return known is not None and known.argent is not None
