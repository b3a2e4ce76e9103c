"""GET /tableau-de-bord and GET /recherche."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from accounts.auth import porteur
from core import clock
from core.http import acteur_of
from core.schemas import CodePays, Jour, refusals
from rapports.schemas import RechercheOut, TableauxOut
from rapports.selectors.recherche import search_everything
from rapports.selectors.tableau import read_dashboard

router = Router(tags=["tableau de bord"], auth=porteur)


class TableauParams(Schema):
    """Which country (direction) and which local day."""

    pays: CodePays | None = None
    jour: Jour | None = None


@router.get(
    "/tableau-de-bord",
    response={200: TableauxOut, **refusals()},
    operation_id="read_dashboard",
    summary="Les chiffres du jour d'un pays ; pour la direction, de tous",
)
def dashboard(request: HttpRequest, params: Annotated[TableauParams, Query()]) -> dict[str, Any]:
    """Bounded work whatever the tables hold; also pushed over the WebSocket."""
    tableaux = read_dashboard(
        acteur=acteur_of(request), now=clock.now(), pays=params.pays, jour=params.jour
    )
    return {"tableaux": tableaux}


@router.get(
    "/recherche",
    response={200: RechercheOut, **refusals()},
    operation_id="search",
    summary="Une seule boîte pour tout : code, fin de code, numéro, téléphone, nom, vol, reçu",
)
def search(request: HttpRequest, q: Annotated[str, Field(max_length=200)]) -> dict[str, Any]:
    """At most eight results a kind."""
    return search_everything(acteur=acteur_of(request), q=q)
