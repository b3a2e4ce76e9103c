"""POST /sync/operations: the device's log, pushed. Runs outside the request's transaction.

Each operation has its own transaction (core.operations), hence ``non_atomic_requests`` on this
view (config/urls.py) and not on the rest of the API.
"""

from typing import Any

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Router

from accounts.auth import porteur
from accounts.domain.journal import AppareilRevoque, Declaration, Total
from accounts.http import seq_of
from accounts.services.appareils import record_contact
from accounts.services.envois import Bilan, close_push, open_journal
from core import clock
from core.errors import SaisieInvalide
from core.http import acteur_of, langue_of
from core.operations.refus import CorpsTropGros
from core.operations.schemas import OperationsIn, OperationsOut
from core.operations.services import receive
from core.operations.verification import Motif
from core.schemas import refusals
from core.tenancy import contexte

router = Router(tags=["synchronisation"], auth=porteur)

CORPS_MAX = 256 * 1024
CORPS_SEUL_MAX = 1024 * 1024
"""A batch of one cannot be halved: a hand-over with its signature must still get in."""
_FERMES = frozenset({Motif.APPAREIL_REVOQUE, Motif.APPAREIL_PERDU})


@router.post(
    "/operations",
    response={200: OperationsOut, **refusals(409, 413)},
    operation_id="push_operations",
    summary="Recevoir le journal d'un appareil : un résultat par opération",
)
def push_operations(
    request: HttpRequest, response: HttpResponse, payload: OperationsIn
) -> dict[str, Any]:
    """≤ 50 operations of one device, ≤ 256 KB; a replay answers as the first did."""
    acteur, now = acteur_of(request), clock.now()
    limite = CORPS_MAX if len(payload.operations) > 1 else CORPS_SEUL_MAX
    if len(request.body) > limite:
        raise CorpsTropGros(limite_ko=limite // 1024)
    appareils = {e.device_id for e in payload.operations}
    if len(appareils) != 1:
        raise SaisieInvalide(errors={"device_id": ["un seul appareil par envoi"]})
    appareil_id = appareils.pop()
    declaration = _declaration(payload)
    with contexte(acteur):
        journal = open_journal(acteur=acteur, now=now, id=appareil_id)
        seq = declaration.seq if declaration else seq_of(request, appareil_id)
        if seq is not None:
            captured = max(seq, *(e.seq for e in payload.operations))
            record_contact(acteur=acteur, now=now, id=appareil_id, seq_declaree=captured)
    results = receive(
        acteur=acteur,
        now=now,
        enveloppes=payload.operations,
        langue=langue_of(request),
        brutes=orjson.loads(request.body)["operations"],
        journal=journal,
    )
    bilan = Bilan(declaration, list(zip(payload.operations, results, strict=True)), now)
    with contexte(acteur):
        upto, gaps = close_push(acteur=acteur, now=now, journal=journal, bilan=bilan)
    if journal.motif in _FERMES:
        raise AppareilRevoque
    response["X-TS-Sync"] = "1"
    return {
        "server_now": now,
        "epoque": settings.EPOQUE,
        "contiguous_upto": upto,
        "gaps": gaps,
        "results": results,
    }


def _declaration(payload: OperationsIn) -> Declaration | None:
    said = payload.declaration
    if said is None:
        return None
    highest = max(e.seq for e in payload.operations)
    totals = said.bilan if said.seq >= highest else None
    return Declaration(
        seq=max(said.seq, highest),
        especes=said.especes.montant if said.especes else None,
        en_attente=said.en_attente,
        photos=said.photos,
        bilan=None if totals is None else {t.type: Total(t.nombre, t.especes) for t in totals},
    )
