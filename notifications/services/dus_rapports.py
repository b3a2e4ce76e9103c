"""Messages owed by the reports of a day: to the admins of the country, one each."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from notifications.domain import Etape
from notifications.models import MessageDu
from notifications.selectors.veille import operators_of
from notifications.services.dus import Du, record_dus


def record_rapport_du(
    *, now: datetime, rapport_id: UUID, pays: str, variables: Mapping[str, Any]
) -> int:
    """A report to each admin's phone of `pays`; returns how many. Once per report and phone.

    `variables` are the text's words; `document_cle` and `document_nom` name the stored file that
    goes with it, where the line's provider takes files.
    """
    if MessageDu.objects.filter(evenement_id=rapport_id, etape=Etape.RAPPORT).exists():
        return 0
    langues = dict(operators_of(pays))
    return record_dus(
        now=now,
        dus=[
            Du(
                evenement_id=rapport_id,
                etape=Etape.RAPPORT,
                pays=pays,
                telephone=telephone,
                langue=langue,
                groupe=f"rapport:{rapport_id}",
                variables=variables,
            )
            for telephone, langue in langues.items()
        ],
    )
