"""What the journal costs a write: the same acts with and without it, in alternate rounds."""

import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import connection

from audit import services
from audit.scellement.sceller import seal_everything
from core.tenancy import contexte, systeme
from tests.preuve_audit.base import Base

_ECRIRE = (
    "INSERT INTO colis_evenement (id, colis_id, type, de, vers, motif, details, acteur_id,"
    " acteur_role, pays, survenu_le, enregistre_le) VALUES (gen_random_uuid(),"
    " gen_random_uuid(), 'pointage', 'expedie', 'arrive', '', '{}',"
    " '00000000-0000-7000-8000-000000000001', 'agent_mali', 'ML', now(), now())"
)


@contextmanager
def _bare(base: Base) -> Iterator[None]:
    """No audit row and no transaction number: what a house without a journal would write."""
    kept = services.record.__code__
    with base.filler() as owner:
        owner.execute("ALTER TABLE colis_evenement DISABLE TRIGGER colis_evenement_tx")
    services.record.__code__ = _nothing.__code__
    try:
        yield
    finally:
        services.record.__code__ = kept
        with base.filler() as owner:
            owner.execute("ALTER TABLE colis_evenement ENABLE TRIGGER colis_evenement_tx")


def _nothing(
    *, acteur: Any, now: Any, action: Any, sujet_type: Any, sujet_id: Any, pays: Any = None,
    avant: Any = None, apres: Any = None, motif: Any = "", survenu_le: Any = None,
) -> None:  # fmt: skip
    """Takes `record`'s place."""


def _round(writes: int, now: datetime) -> float:
    """Seconds of CPU-bound writing: each act is one transaction, an event and its audit row."""
    acteur = systeme("ML")
    began = time.perf_counter()
    for rank in range(writes):
        with contexte(acteur), connection.cursor() as cursor:
            cursor.execute(_ECRIRE)
            services.record(
                acteur=acteur, now=now, action="pointage.scanner", sujet_type="colis",
                sujet_id=str(rank), avant={"statut": "expedie"}, apres={"statut": "arrive"},
            )  # fmt: skip
    return time.perf_counter() - began


def measure(base: Base, *, now: datetime, writes: int, rounds: int) -> dict[str, float]:
    """Throughput with the journal over throughput without (medians), and sealing a row."""
    with base.filler() as owner:
        owner.execute("DROP POLICY insertion ON colis_evenement")
        owner.execute(
            "CREATE POLICY insertion ON colis_evenement FOR INSERT TO ts_app"
            " WITH CHECK (pays = (select current_setting('app.pays', true)))"
        )
    _round(writes // 4, now)
    with_, without, sealing = [], [], []
    for _ in range(rounds):
        with_.append(_round(writes, now))
        with _bare(base):
            without.append(_round(writes, now))
        began = time.perf_counter()
        rows = sum(s.lignes for s in seal_everything(now=now))
        if rows:
            sealing.append((time.perf_counter() - began) / rows)
    ratio = statistics.median(b / a for a, b in zip(with_, without, strict=True))
    seal_us = statistics.median(sealing) * 1e6 if sealing else 0.0
    write_us = statistics.median(with_) / writes * 1e6
    return {
        "debit_avec_sur_sans": round(ratio, 3),
        "ecriture_avec_us": round(write_us, 1),
        "ecriture_sans_us": round(statistics.median(without) / writes * 1e6, 1),
        "sceller_une_ligne_us": round(seal_us, 1),
        "debit_scellement_compris": round(ratio * write_us / (write_us + 2 * seal_us), 3),
    }
