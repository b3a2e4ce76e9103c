"""GET /sync/flux: what a device reads while it has a network, to work without one."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field, StringConstraints

from accounts.auth import porteur
from accounts.http import note_contact
from core import clock
from core.flux.lecture import read_flux
from core.flux.registry import GenrePortee
from core.flux.schemas import FluxOut
from core.http import acteur_of, as_json
from core.schemas import refusals

router = Router(tags=["synchronisation"], auth=porteur)

_UUID = "[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}"


class FluxParams(Schema):
    """``portee``: ``vol:<id>`` or ``station:<agency id>``; no cursor means from the start."""

    portee: Annotated[str, StringConstraints(pattern=f"^(vol|station):{_UUID}$")]
    curseur: Annotated[str | None, Field(max_length=400)] = None
    limite: Annotated[int, Field(ge=1, le=500)] = 200

    def parts(self) -> tuple[GenrePortee, UUID]:
        genre, _, id = self.portee.partition(":")
        return ("vol" if genre == "vol" else "station"), UUID(id)


@router.get(
    "/flux",
    response={200: FluxOut, **refusals(410)},
    operation_id="read_flux",
    summary="Ce que contient un vol ou une station, puis ce qui y change",
)
def flux(request: HttpRequest, demande: Annotated[FluxParams, Query()]) -> HttpResponse:
    acteur, now = acteur_of(request), clock.now()
    genre, id = demande.parts()
    page: dict[str, Any] = read_flux(
        acteur=acteur, now=now, genre=genre, id=id, curseur=demande.curseur, limite=demande.limite
    )
    note_contact(request, acteur, now)
    response = as_json(page)
    response["Cache-Control"] = "private, no-store"
    return response
