"""One verification, whole: rows and seals, then the anchor, then the guards."""

from datetime import datetime
from pathlib import Path

from audit.scellement.ancre import verify_anchor
from audit.scellement.constat import Bilan
from audit.scellement.garde import Garde
from audit.scellement.verifier import verify_rows
from core.tenancy import transverse


def verify(
    *,
    pays: str | None = None,
    depuis: datetime | None = None,
    ancre: Path | None = None,
    maximum: int = 0,
    journaliere: bool = False,
) -> Bilan:
    """Everything checked, in one transaction that sees every country.

    Without ``ancre`` nothing is claimed against whoever owns the database: a chain rewritten
    from end to end looks whole.
    """
    bilan = Bilan()
    with transverse():
        verify_rows(bilan, pays=pays, depuis=depuis, maximum=maximum)
        if ancre is not None and not bilan.plein:
            verify_anchor(bilan, ancre, pays=pays, depuis=depuis, journaliere=journaliere)
        if not bilan.plein:
            bilan.blame(*Garde().expect())
    return bilan
