"""Facts of the lower floors that owe somebody a message, recorded in the fact's transaction."""

from accounts.domain.personnes import AvisEmis, CodeEmis
from colis.domain import ClientChanged, ColisMoved
from core.events import on
from distribution.domain.caisse import EncaissementRecorded, EncaissementReversed
from notifications.domain import REGROUPEMENT_S
from notifications.gabarits import avis_text
from notifications.services import (
    owe_livraisons,
    rearm_for_number,
    record_annulation_due,
    record_avis_du,
    record_code_du,
    record_encaissement_du,
    record_mouvements,
)
from notifications.tasks import wake_on_commit
from vols.domain import PointageVolClosed


@on(ColisMoved)
def on_colis_moved(fait: ColisMoved) -> None:
    """A carton's step: received, departed, arrived, available, handed over, lost, corrected."""
    etape = record_mouvements(
        now=fait.now, cause=fait.cause, mouvements=fait.mouvements, groupe=fait.groupe
    )
    owe_livraisons(now=fait.now, cause=fait.cause, mouvements=fait.mouvements)
    if etape is not None and REGROUPEMENT_S[etape] == 0:
        wake_on_commit()


@on(PointageVolClosed)
def on_pointage_closed(_fait: PointageVolClosed) -> None:
    """The groups of this flight need not wait for quiet any more."""
    wake_on_commit()


@on(EncaissementRecorded)
def on_encaissement(fait: EncaissementRecorded) -> None:
    """A receipt is told at once."""
    record_encaissement_du(now=fait.now, encaissement_id=fait.encaissement_id)
    wake_on_commit()


@on(EncaissementReversed)
def on_annulation(fait: EncaissementReversed) -> None:
    """So is its reversal."""
    record_annulation_due(now=fait.now, annulation_id=fait.annulation_id)
    wake_on_commit()


@on(CodeEmis)
def on_code(fait: CodeEmis) -> None:
    """A one-time code leaves before anything else."""
    record_code_du(now=fait.now, code_id=fait.code_id)
    wake_on_commit()


@on(AvisEmis)
def on_avis(fait: AvisEmis) -> None:
    """A safety notice leaves like an alert."""
    record_avis_du(
        now=fait.now,
        avis_id=fait.avis_id,
        pays=fait.pays,
        telephone=fait.telephone,
        langue=fait.langue,
        texte=avis_text(fait.genre, fait.langue, fait.sujet_nom),
    )
    wake_on_commit()


@on(ClientChanged)
def on_client_changed(fait: ClientChanged) -> None:
    """A corrected number re-arms what the wrong one stopped."""
    if fait.telephone_avant and rearm_for_number(now=fait.now, client_id=fait.client_id):
        wake_on_commit()
