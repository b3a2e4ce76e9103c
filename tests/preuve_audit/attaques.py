"""Attack by attack on one sealed journal; then a large one, whole and untouched."""

import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections

from audit.scellement.bilan import verify
from audit.scellement.constat import Bilan
from audit.scellement.emission import emit_all, emit_guards
from audit.scellement.sceller import seal_everything
from tests.preuve_audit.base import Base, attacked, fresh, settle
from tests.preuve_audit.cout import measure
from tests.preuve_audit.mutations import MUTATIONS, SANS_ANCRE_INVISIBLES, Attendu
from tests.preuve_audit.page import Attaque
from tests.preuve_audit.semis import fill
from tests.serveur import Serveur

PETIT_SCEAU = 400
DEFAUT_LU = 120
"""Characters of a first defect kept on the page: enough to name the row, seal or guard."""


def say(text: str) -> None:
    """One line of the report."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def sealed_base(
    shared: Serveur, ancre: Path, lignes: int, graine: int, now: datetime, size: int
) -> Base:
    """A journal filled, sealed and anchored."""
    base = fresh(shared)
    base.use()
    fill(base, lignes=lignes, graine=graine, fin=now)
    settings.ANCRE_FICHIER, settings.ANCRE_COURRIEL, settings.ANCRE_SEAU = str(ancre), "", ""
    settle()
    began = time.monotonic()
    seals = seal_everything(now=now, lignes=size)
    spent = time.monotonic() - began
    emit_all(now=now)
    emit_guards(now=now)
    say(f"{sum(s.lignes for s in seals)} lignes sous {len(seals)} sceaux en {spent:.1f} s")
    connections.close_all()
    return base


def run_attacks(
    shared: Serveur, place: Path, lignes: int, graine: int, now: datetime
) -> list[Attaque]:
    """Each mutation, undone afterwards: found, and the right thing named first?"""
    ancre = place / "petit.jsonl"
    base = sealed_base(shared, ancre, lignes, graine, now, PETIT_SCEAU)
    try:
        calm = verify(ancre=ancre)
        if not calm.intact:
            raise AssertionError(f"défaut sans attaque : {calm.premier_defaut}")
        say(f"témoin intact : {calm.scelles} lignes, {calm.ancres} sceaux comparés à l'ancre")
        results = []
        for mutation in MUTATIONS:
            with attacked(base):
                expected = mutation.agir()
                alone, against = verify(), verify(ancre=ancre)
            bilan = against if mutation.ancre else alone
            ok = named(bilan, expected)
            if mutation.ancre and alone.intact != (mutation.nom in SANS_ANCRE_INVISIBLES):
                say(f"   sans ancre, contre toute attente : {alone.premier_defaut}")
                ok = False
            how = "ancre" if mutation.ancre else "base"
            say(f"{'trouvé' if ok else 'MANQUÉ'} | {mutation.nom} | {how} | {bilan.premier_defaut}"
                f"{'' if ok else f' | attendu {expected}'}")  # fmt: skip
            defaut = str(bilan.premier_defaut or "aucun")[:DEFAUT_LU]
            results.append(
                Attaque(nom=mutation.nom, ancre=mutation.ancre, trouvee=ok, defaut=defaut)
            )
        return results
    finally:
        base.drop()


def named(bilan: Bilan, expected: Attendu) -> bool:
    """Whether the first defect is the one expected, naming the row, seal or table."""
    first = bilan.premier_defaut
    if first is None or first.nature is not expected.nature:
        return False
    seal = f"{first.chaine} nº {first.numero}"
    return expected.designe in {first.ligne_id, seal, first.table} or (
        not first.ligne_id and first.table.startswith(expected.designe)
    )


def run_large(
    shared: Serveur, place: Path, lignes: int, graine: int, now: datetime,
    verify_apart: Callable[[str, Path], dict[str, Any]],
) -> dict[str, Any]:  # fmt: skip
    """A large journal: filled, sealed, then verified by the command in a process of its own."""
    ancre = place / "grand.jsonl"
    base = sealed_base(shared, ancre, lignes, graine, now, 10_000)
    try:
        body = verify_apart(shared.app_url(base.name), ancre)
        say(f"{body['scelles']} lignes vérifiées en {body['secondes']} s,"
            f" {body['memoire_mo']} Mo au plus")  # fmt: skip
        kept = ("intact", "scelles", "sceaux", "secondes", "memoire_mo")
        return {name: body[name] for name in kept}
    finally:
        base.drop()


def run_cost(shared: Serveur, now: datetime, *, writes: int, rounds: int) -> dict[str, float]:
    """The journal's cost per write, in a database without foreign keys on the events."""
    base = fresh(shared)
    base.use()
    try:
        fill(base, lignes=100, graine=1, fin=now)
        seal_everything(now=now)
        cost = measure(base, now=now, writes=writes, rounds=rounds)
        say(f"débit avec journal / sans : {cost['debit_avec_sur_sans']}"
            f" (scellement compris : {cost['debit_scellement_compris']})")  # fmt: skip
        return cost
    finally:
        base.drop()
