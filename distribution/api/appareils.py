"""What a device cost its cashier: declared lost, or counting otherwise than the server."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

from accounts.auth import porteur
from accounts.schemas.appareils import AppareilOut
from accounts.selectors.appareils import describe_appareils, get_appareil
from core import clock
from core.http import acteur_of
from core.schemas import MontantNul, Motif, refusals
from distribution.services.appareils import admit_difference, declare_lost

router = Router(tags=["appareils"], auth=porteur)


class PerteIn(Schema):
    """``especes``: minor units of the country's currency, at least what the device declared."""

    motif: Motif
    especes: MontantNul | None = None


class EcartIn(Schema):
    """``especes``: minor units put to the cashier's debt, at most what never came."""

    motif: Motif
    especes: MontantNul


@router.post(
    "/appareils/{appareil_id}/perdu",
    response={200: AppareilOut, **refusals(409)},
    operation_id="lose_appareil",
    summary="Déclarer un appareil perdu : ses espèces deviennent une dette de son caissier",
)
def post_perdu(request: HttpRequest, appareil_id: UUID, payload: PerteIn) -> dict[str, Any]:
    acteur, now = acteur_of(request), clock.now()
    declare_lost(
        acteur=acteur, now=now, id=appareil_id, motif=payload.motif, especes=payload.especes
    )
    return describe_appareils([get_appareil(acteur, appareil_id)], now)[0]


@router.post(
    "/appareils/{appareil_id}/ecart",
    response={200: AppareilOut, **refusals(409)},
    operation_id="admit_ecart",
    summary="Admettre l'écart entre ce qu'un appareil dit avoir pris et ce qui est venu",
)
def post_ecart(request: HttpRequest, appareil_id: UUID, payload: EcartIn) -> dict[str, Any]:
    acteur, now = acteur_of(request), clock.now()
    admit_difference(
        acteur=acteur, now=now, id=appareil_id, especes=payload.especes, motif=payload.motif
    )
    return describe_appareils([get_appareil(acteur, appareil_id)], now)[0]
