"""Taking the journal out is itself an act of the journal."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from accounts.models import Pays
from accounts.policies import Action
from audit.scellement.etat import seals_over
from audit.services import record
from core.documents.tableur import write_csv
from core.tenancy import Acteur
from rapports.audit_pdf import Extrait, render_audit_pdf
from rapports.selectors.audit import export_rows, exported, names_of, seal_state

PDF_MAX = 2_000


def export_audit(*, acteur: Acteur, now: datetime, filtre: Mapping[str, Any]) -> bytes:
    """The filtered journal as CSV, formulas neutralised; who exported what is recorded."""
    contenu = write_csv(export_rows(acteur, now, filtre))
    _record(acteur, now, "export.csv", filtre)
    return contenu


def export_audit_pdf(*, acteur: Acteur, now: datetime, filtre: Mapping[str, Any]) -> bytes:
    """The filtered journal on paper with its seals, 2 000 acts at most; recorded like the CSV."""
    rows = exported(acteur, now, filtre, PDF_MAX)
    pays = Pays.objects.filter(code=acteur.pays).first() if acteur.pays else None
    extrait = Extrait(
        lignes=rows,
        noms=names_of(row.acteur_id for row in rows),
        sceaux=seals_over(rows),
        chaines=seal_state(acteur, now)["chaines"],
        filtre={name: str(value) for name, value in filtre.items() if value},
        fuseau=pays.fuseau if pays else "UTC",
        demandeur=acteur.nom,
        etabli_le=now,
    )
    contenu = render_audit_pdf(extrait)
    _record(acteur, now, "export.pdf", filtre)
    return contenu


def _record(acteur: Acteur, now: datetime, sujet: str, filtre: Mapping[str, Any]) -> None:
    record(
        acteur=acteur,
        now=now,
        action=Action.EXPORT_AUDIT,
        sujet_type="audit",
        sujet_id=sujet,
        apres={name: value for name, value in filtre.items() if value},
    )
