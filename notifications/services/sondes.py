"""Probes: how the providers say our lines are, asked together and never by the sweep itself.

No row is locked while they answer, and one that does not answer delays nobody: each question has
its own thread, and the whole round ends after a few seconds. A line nobody answers for is asked
again at once; twice in a row and it is down, traffic or not.
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from core.tenancy import transverse
from notifications.domain import EtatLigne as Etat
from notifications.models import Ligne
from notifications.port import EtatLigne, SanteLigne
from notifications.services.lignes import (
    ENTRE_SONDES_EN_PANNE,
    account_of,
    mark_down,
    mark_up,
    port_of,
)

ENTRE_SONDES = timedelta(seconds=30)
ENTRE_SONDES_DOUTE = timedelta(seconds=5)
TOUR_MAX_S = 10.0
"""Longer than a slow answer (3 s to connect, 5 s to read); a name that never resolves is cut."""

ENSEMBLE = 16
"""Lines asked at once; the others are due still, and the next sweep wakes another round."""

SILENCE = EtatLigne(sante=SanteLigne.INJOIGNABLE, detail="SANS_REPONSE")


def probes_due(*, now: datetime) -> bool:
    """Whether a line is to be asked how it is."""
    with transverse():
        return _due(now).exists()


def probe_lines(*, now: datetime) -> int:
    """Ask the providers how the lines due are; no real message is ever spent on it."""
    with transverse():
        ids = list(_due(now).order_by("sonde_le").values_list("id", flat=True)[:ENSEMBLE])
    prises = [ligne for ligne_id in ids if (ligne := _take_probe(ligne_id, now)) is not None]
    for ligne_id, etat in _ask(prises).items():
        with transverse():
            _judge(Ligne.objects.select_for_update().get(id=ligne_id), etat, now)
    return len(prises)


def _due(now: datetime) -> QuerySet[Ligne]:
    """Never asked, or its moment has come; one too far ahead was written by a clock since set."""
    trop_loin = now + 2 * ENTRE_SONDES
    a_sonder = Q(sonde_le__isnull=True) | Q(sonde_le__lte=now) | Q(sonde_le__gt=trop_loin)
    return Ligne.objects.filter(a_sonder, actif=True)


def _ask(lignes: Sequence[Ligne]) -> Mapping[UUID, EtatLigne]:
    """What each provider says, all asked at once; what has not come in time did not answer."""
    if not lignes:
        return {}
    bassin = ThreadPoolExecutor(len(lignes), thread_name_prefix="sonde")
    questions: dict[UUID, Future[EtatLigne]] = {
        ligne.id: bassin.submit(port_of(ligne.fournisseur).line_health, account_of(ligne))
        for ligne in lignes
    }
    wait(questions.values(), timeout=TOUR_MAX_S)
    bassin.shutdown(wait=False, cancel_futures=True)
    return {id: q.result() if q.done() else SILENCE for id, q in questions.items()}


def _judge(ligne: Ligne, etat: EtatLigne, now: datetime) -> None:
    if etat.sante is SanteLigne.INJOIGNABLE:
        _doubt(ligne, etat.detail, now)
        return
    if ligne.injoignable_le is not None:
        ligne.injoignable_le = None
        ligne.save(update_fields=["injoignable_le"])
    if etat.sante is SanteLigne.CONNECTEE and ligne.etat == Etat.EN_PANNE:
        mark_up(ligne, now=now)
    elif etat.sante is SanteLigne.BASSE:
        mark_down(ligne, now=now, detail=etat.detail)


def _doubt(ligne: Ligne, detail: str, now: datetime) -> None:
    """Once may be a lost packet; twice in a row nobody is there."""
    if ligne.etat == Etat.EN_PANNE:
        return
    if ligne.injoignable_le is not None:
        mark_down(ligne, now=now, detail=f"Injoignable : {detail}")
        return
    ligne.injoignable_le = now
    ligne.sonde_le = now + ENTRE_SONDES_DOUTE
    ligne.save(update_fields=["injoignable_le", "sonde_le"])


def _take_probe(ligne_id: UUID, now: datetime) -> Ligne | None:
    """Take the right to probe, so that two workers do not both ask."""
    with transverse(), transaction.atomic():
        ligne = _due(now).select_for_update(skip_locked=True).filter(id=ligne_id).first()
        if ligne is None:
            return None
        en_panne = ligne.etat == Etat.EN_PANNE
        ligne.sonde_le = now + (ENTRE_SONDES_EN_PANNE if en_panne else ENTRE_SONDES)
        ligne.save(update_fields=["sonde_le"])
        return ligne
