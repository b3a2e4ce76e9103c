"""Taking the journal out is itself an act of the journal."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from accounts.policies import Action
from audit.services import record
from core.documents.tableur import write_csv
from core.tenancy import Acteur
from rapports.selectors.audit import export_rows


def export_audit(*, acteur: Acteur, now: datetime, filtre: Mapping[str, Any]) -> bytes:
    """The filtered journal as CSV, formulas neutralised; who exported what is recorded."""
    contenu = write_csv(export_rows(acteur, filtre))
    record(
        acteur=acteur,
        now=now,
        action=Action.READ_AUDIT,
        sujet_type="audit",
        sujet_id="export.csv",
        apres={name: value for name, value in filtre.items() if value},
    )
    return contenu
