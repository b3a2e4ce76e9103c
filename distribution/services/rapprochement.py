"""A till closes only on what its cashier's devices captured and the server applied."""

from uuid import UUID

from accounts.selectors.appareils import journals_behind
from core.operations.selectors import missing_seqs, unsettled
from distribution.domain.rapprochement import SynchronisationIncomplete


def check_synchronised(caissier_id: UUID) -> None:
    """Refuse while a journal of the cashier is behind, or an act of money is not settled.

    Lost devices are settled by their sign-off. Names each device and what it lacks.
    """
    behind = journals_behind(caissier_id)
    waiting = unsettled(caissier_id)
    if not behind and not waiting.argent:
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
