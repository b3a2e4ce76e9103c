"""What waits for a second person, and the report of everything given up, by actor."""

from datetime import date, timedelta
from typing import Annotated, Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from accounts.api.presentation_visas import (
    concession_out,
    concessions_csv,
    synthese_line,
    visa_out,
)
from accounts.auth import porteur
from accounts.domain.jours import day_bounds, local_day
from accounts.models import Concession
from accounts.schemas.visas import (
    ConcessionOut,
    DecisionIn,
    FiltreConcessions,
    FiltreVisas,
    Periode,
    SyntheseOut,
    VisaOut,
)
from accounts.selectors.lieux import fuseau_of
from accounts.selectors.personnes import get_own_user
from accounts.selectors.visas import list_concessions, list_visas, sum_concessions
from accounts.services.visas import decide_visa
from core import clock
from core.http import acteur_of, fichier, page
from core.schemas import Page, fichiers, refusals
from core.tenancy import Acteur

router = Router(tags=["visas"], auth=porteur)
JOURS = 30
LIGNES_MAX = 20_000


@router.get(
    "/visas",
    response={200: Page[VisaOut], **refusals()},
    operation_id="list_visas",
    summary="Ce qui attend la signature d'une seconde personne, le plus ancien d'abord",
)
def get_visas(request: HttpRequest, liste: Annotated[FiltreVisas, Query()]) -> dict[str, Any]:
    acteur = acteur_of(request)
    rows = list_visas(
        acteur, statut=liste.statut, genre=liste.genre, pays=liste.pays, auteur_id=liste.auteur
    )
    show = visa_out(get_own_user(acteur.id), clock.now())
    return page(rows, liste, show, tris=("cree_le",), defaut="cree_le")


@router.post(
    "/visas/{visa_id}",
    response={200: VisaOut, **refusals(409)},
    operation_id="decide_visa",
    summary="Signer ou refuser, comme seconde personne",
)
def post_visa(request: HttpRequest, visa_id: UUID, payload: DecisionIn) -> dict[str, Any]:
    acteur, now = acteur_of(request), clock.now()
    visa = decide_visa(
        acteur=acteur,
        now=now,
        id=visa_id,
        accorder=payload.decision == "accorder",
        motif=payload.motif,
    )
    return visa_out(get_own_user(acteur.id), now)(visa)


@router.get(
    "/concessions",
    response={200: Page[ConcessionOut], **refusals()},
    operation_id="list_concessions",
    summary="Tout ce qui a été cédé ou outrepassé",
)
def get_concessions(
    request: HttpRequest, liste: Annotated[FiltreConcessions, Query()]
) -> dict[str, Any]:
    rows, _, _ = _rows(acteur_of(request), liste)
    return page(rows, liste, concession_out, tris=("enregistre_le",), defaut="-enregistre_le")


@router.get(
    "/concessions/synthese",
    response={200: SyntheseOut, **refusals()},
    operation_id="sum_concessions",
    summary="Les concessions par personne et par genre",
)
def get_synthese(request: HttpRequest, periode: Annotated[Periode, Query()]) -> dict[str, Any]:
    rows, debut, fin = _rows(acteur_of(request), periode)
    lines = [synthese_line(line) for line in sum_concessions(rows)]
    return {"debut": debut, "fin": fin, "lignes": lines}


@router.get(
    "/concessions/export.csv",
    response={200: None, **refusals()},
    openapi_extra=fichiers("text/csv"),
    operation_id="export_concessions",
    summary="Les concessions en CSV",
)
def get_export(request: HttpRequest, periode: Annotated[Periode, Query()]) -> HttpResponse:
    rows, debut, fin = _rows(acteur_of(request), periode)
    contenu = concessions_csv(rows.order_by("-enregistre_le", "-id")[:LIGNES_MAX])
    return fichier(
        contenu,
        type_mime="text/csv; charset=utf-8",
        nom=f"concessions-{debut}-{fin}.csv",
        inline=False,
    )


def _rows(acteur: Acteur, periode: Periode) -> tuple[QuerySet[Concession], date, date]:
    """The concessions of the days asked for, in the reader's own zone."""
    fuseau = fuseau_of(acteur)
    fin = periode.fin or local_day(clock.now(), fuseau)
    debut = periode.debut or fin - timedelta(days=JOURS - 1)
    start, end = day_bounds(debut, fin, fuseau)
    rows = list_concessions(
        acteur,
        debut=start,
        fin=end,
        genre=periode.genre,
        pays=periode.pays,
        acteur_id=periode.acteur,
    )
    return rows, debut, fin
