"""A till opened where there was no network, told later: the first opening stands."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from core.tenancy import Acteur
from distribution.domain.caisse import CaisseOccupee, SessionDejaOuverte
from distribution.models import SessionCaisse
from distribution.services.caisse import OUVERTE, open_session


def keep_opening(
    *,
    acteur: Acteur,
    now: datetime,
    id: UUID,
    caisse_id: UUID,
    coupures: Mapping[str, int],
) -> tuple[SessionCaisse, bool]:
    """An opening captured offline; False when the cashier already had this very till open.

    First write wins. Another till, or somebody else's session, is still a refusal.
    """
    try:
        with transaction.atomic():
            session, _ = open_session(
                acteur=acteur, now=now, id=id, caisse_id=caisse_id, coupures=coupures
            )
            return session, True
    except (SessionDejaOuverte, CaisseOccupee):
        ouverte = SessionCaisse.objects.filter(
            caissier_id=acteur.id, caisse_id=caisse_id, statut=OUVERTE
        ).first()
        if ouverte is None:
            raise
        return ouverte, False
