"""POST /sync/operations: the device's log, pushed. Runs outside the request's transaction.

Each operation has its own transaction (core.operations), hence ``non_atomic_requests`` here and
not on the rest of the API.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from accounts.auth import porteur
from accounts.policies import Action, require
from accounts.services.contact import lock_appareil, record_contact
from core import clock
from core.errors import SaisieInvalide
from core.http import acteur_of, langue_of
from core.operations.schemas import OperationsIn, OperationsOut
from core.operations.services import progress, receive
from core.schemas import refusals
from core.tenancy import contexte

router = Router(tags=["synchronisation"], auth=porteur)


@router.post(
    "/operations",
    response={200: OperationsOut, **refusals(409, 413)},
    operation_id="push_operations",
    summary="Recevoir le journal d'un appareil : un résultat par opération",
)
def push_operations(
    request: HttpRequest, response: HttpResponse, payload: OperationsIn
) -> dict[str, Any]:
    """≤ 50 operations of one device; a replay answers as the first did."""
    acteur, now = acteur_of(request), clock.now()
    require(acteur, Action.PUSH_SYNC)
    appareils = {e.device_id for e in payload.operations}
    if len(appareils) != 1:
        raise SaisieInvalide(errors={"device_id": ["un seul appareil par envoi"]})
    appareil_id = appareils.pop()
    with contexte(acteur):
        contigue = lock_appareil(acteur=acteur, now=now, id=appareil_id).seq_contigue
    results = receive(
        acteur=acteur, now=now, enveloppes=payload.operations, langue=langue_of(request)
    )
    declared = max(e.seq for e in payload.operations)
    with contexte(acteur):
        upto, gaps = progress(appareil_id, contigue)
        record_contact(
            acteur=acteur, now=now, id=appareil_id, seq_contigue=upto, seq_declaree=declared
        )
    response["X-TS-Sync"] = "1"
    return {"server_now": now, "contiguous_upto": upto, "gaps": gaps, "results": results}
