"""Collections, their receipts and reversals, clients' accounts and debts over HTTP."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema, Status
from pydantic import Field

from accounts.auth import porteur
from core import clock
from core.http import Liste, acteur_of, fichier, page
from core.schemas import CodePays, Jour, Libelle, Page, fichiers, refusals
from distribution.presentation import (
    argent,
    show_annulation,
    show_creance,
    show_encaissements,
)
from distribution.recu_pdf import FormatRecu, render_recu_pdf
from distribution.schemas.caisse import (
    AnnulationIn,
    AnnulationOut,
    CompteClientOut,
    CreanceOut,
    EncaissementIn,
    EncaissementOut,
    Moyen,
)
from distribution.selectors import encaissement as lecture
from distribution.selectors.compte import load_compte
from distribution.selectors.recu import load_recu
from distribution.services.annulation import reverse_encaissement
from distribution.services.encaissement import record_encaissement

router = Router(tags=["encaissements"], auth=porteur)


class FiltreEncaissements(Schema):
    """What a list of collections may be narrowed by; days are the country's own."""

    client: UUID | None = None
    colis: UUID | None = None
    session: UUID | None = None
    caissier: UUID | None = None
    agence: UUID | None = None
    moyen: Moyen | None = None
    rapprochement: Annotated[str, Field(max_length=12, pattern="^[a-z_]*$")] | None = None
    annule: bool | None = None
    q: Libelle | None = None
    pays: CodePays | None = None
    debut: Jour | None = None
    fin: Jour | None = None

    def narrowed(self) -> lecture.FiltreEncaissements:
        """The same, as the selector takes it."""
        return lecture.FiltreEncaissements(
            client_id=self.client,
            colis_id=self.colis,
            session_id=self.session,
            caissier_id=self.caissier,
            agence_id=self.agence,
            moyen=self.moyen,
            rapprochement=self.rapprochement,
            annule=self.annule,
            q=self.q,
            pays=self.pays,
            debut=self.debut,
            fin=self.fin,
        )


class FiltreCreances(Schema):
    """What a list of debts may be narrowed by."""

    client: UUID | None = None
    age_min_j: Annotated[int, Field(ge=0, le=10_000)] | None = None
    remis: bool | None = None
    pays: CodePays | None = None


@router.get(
    "/encaissements",
    response={200: Page[EncaissementOut], **refusals()},
    operation_id="list_encaissements",
    summary="Les encaissements de son pays, le dernier d'abord",
)
def list_encaissements(
    request: HttpRequest, liste: Liste, filtre: Query[FiltreEncaissements]
) -> dict[str, Any]:
    rows = lecture.list_encaissements(acteur=acteur_of(request), filtre=filtre.narrowed())
    found = page(rows, liste, lambda row: row, tris=("enregistre_le", "montant"))
    return {"items": show_encaissements(found["items"]), "suivant": found["suivant"]}


@router.post(
    "/encaissements",
    response={200: EncaissementOut, 201: EncaissementOut, **refusals(409)},
    operation_id="record_encaissement",
    summary="Encaisser : par colis, ou une somme répartie sur les plus anciens",
)
def create_encaissement(
    request: HttpRequest, payload: EncaissementIn, response: HttpResponse
) -> Status[dict[str, Any]]:
    acteur = acteur_of(request)
    encaissement, created = record_encaissement(
        acteur=acteur, now=clock.now(), paiement=payload.to_paiement()
    )
    if not created:
        response["Idempotency-Replayed"] = "true"
    return Status(201 if created else 200, _shown(lecture.load_encaissement(encaissement.id)))


@router.get(
    "/encaissements/{encaissement_id}",
    response={200: EncaissementOut, **refusals()},
    operation_id="read_encaissement",
    summary="Un encaissement",
)
def read_encaissement(request: HttpRequest, encaissement_id: UUID) -> dict[str, Any]:
    return _shown(lecture.get_encaissement(acteur=acteur_of(request), id=encaissement_id))


@router.post(
    "/encaissements/{encaissement_id}/annulation",
    response={200: AnnulationOut, 201: AnnulationOut, **refusals(409)},
    operation_id="reverse_encaissement",
    summary="Annuler l'encaissement d'un autre : le dû revient, le client a un avoir",
)
def create_annulation(
    request: HttpRequest, encaissement_id: UUID, payload: AnnulationIn, response: HttpResponse
) -> Status[dict[str, Any]]:
    annulation, created = reverse_encaissement(
        acteur=acteur_of(request),
        now=clock.now(),
        id=payload.id,
        encaissement_id=encaissement_id,
        motif=payload.motif,
    )
    if not created:
        response["Idempotency-Replayed"] = "true"
    return Status(201 if created else 200, show_annulation(annulation))


@router.get(
    "/encaissements/{encaissement_id}/recu.pdf",
    response={200: None, **refusals()},
    openapi_extra=fichiers("application/pdf"),
    operation_id="read_recu",
    summary="Le reçu, lisible aussitôt",
)
def read_recu(
    request: HttpRequest, encaissement_id: UUID, format: FormatRecu = FormatRecu.A5
) -> HttpResponse:
    contenu = load_recu(acteur=acteur_of(request), id=encaissement_id)
    pdf = render_recu_pdf(contenu, format)
    return fichier(pdf, type_mime="application/pdf", nom=f"recu-{contenu.numero}.pdf")


@router.get(
    "/clients/{client_id}/compte",
    response={200: CompteClientOut, **refusals()},
    operation_id="read_compte_client",
    summary="Le compte d'un client : dû par colis, avoir, historique",
)
def read_compte(request: HttpRequest, client_id: UUID) -> dict[str, Any]:
    now = clock.now()
    compte = load_compte(acteur=acteur_of(request), client_id=client_id)
    devise_due = compte.a_payer[0].devise if compte.a_payer else compte.client.pays.devise
    return {
        "client": {"id": compte.client.id, "nom": compte.client.nom},
        "du": argent(compte.du, devise_due),
        "avoir": argent(compte.avoir, compte.devise),
        "a_payer": [show_creance(colis, now) for colis in compte.a_payer],
        "a_venir": [show_creance(colis, now) for colis in compte.a_venir],
        "historique": show_encaissements(compte.historique),
        "au": now,
    }


@router.get(
    "/creances",
    response={200: Page[CreanceOut], **refusals()},
    operation_id="list_creances",
    summary="Les colis arrivés et pas entièrement payés",
)
def list_creances(
    request: HttpRequest, liste: Liste, filtre: Query[FiltreCreances]
) -> dict[str, Any]:
    now = clock.now()
    rows = lecture.list_creances(
        acteur=acteur_of(request),
        now=now,
        client_id=filtre.client,
        age_min_j=filtre.age_min_j,
        remis=filtre.remis,
        pays=filtre.pays,
    )
    return page(rows, liste, lambda colis: show_creance(colis, now), tris=("du", "facture_le"))


def _shown(encaissement: Any) -> dict[str, Any]:
    return show_encaissements([encaissement])[0]
