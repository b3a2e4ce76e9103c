"""Lines and texts over HTTP: tuning, pausing, wording, trying a text before it is used."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Status

from accounts.auth import porteur
from accounts.policies import Action, require
from core.clock import now
from core.errors import Introuvable
from core.http import acteur_of
from core.schemas import refusals
from notifications.domain import AUSSI_PAR_SMS
from notifications.schemas import lignes as s
from notifications.selectors import CANAL_SMS, list_gabarits, list_lignes, versions_of
from notifications.services import (
    create_ligne,
    pause_ligne,
    preview,
    renew_secret,
    update_ligne,
    write_gabarit,
)

router = Router(tags=["notifications"])


@router.get(
    "/lignes",
    auth=porteur,
    operation_id="lister_lignes",
    response={200: list[s.LigneSortie], **refusals()},
)
def read_lignes(request: HttpRequest) -> list[dict[str, Any]]:
    """The WhatsApp lines of one's country."""
    require(acteur_of(request), Action.READ_NOTIFICATION)
    return [s.ligne_item(ligne) for ligne in list_lignes()]


@router.post(
    "/lignes",
    auth=porteur,
    operation_id="creer_ligne",
    response={201: s.LigneSortie, 200: s.LigneSortie, **refusals(409)},
)
def add_ligne(
    request: HttpRequest, response: HttpResponse, donnees: s.LigneEntree
) -> Status[dict[str, Any]]:
    """A new line; it sends once its provider has said that the account is connected."""
    ligne, neuve = create_ligne(acteur=acteur_of(request), now=now(), **donnees.dict())
    if not neuve:
        response["Idempotency-Replayed"] = "true"
    return Status(201 if neuve else 200, s.ligne_item(ligne))


@router.post(
    "/lignes/{uuid:ligne_id}/secret",
    auth=porteur,
    operation_id="renouveler_secret_ligne",
    response={200: s.LigneSortie, **refusals()},
)
def change_secret(request: HttpRequest, ligne_id: UUID, donnees: s.SecretEntree) -> dict[str, Any]:
    """The provider's new secret, kept encrypted; no answer ever holds it."""
    return s.ligne_item(
        renew_secret(acteur=acteur_of(request), now=now(), ligne_id=ligne_id, **donnees.dict())
    )


@router.patch(
    "/lignes/{uuid:ligne_id}",
    auth=porteur,
    operation_id="modifier_ligne",
    response={200: s.LigneSortie, **refusals()},
)
def change_ligne(
    request: HttpRequest, ligne_id: UUID, donnees: s.LigneModification
) -> dict[str, Any]:
    """Tune a line."""
    changements = donnees.given()
    return s.ligne_item(
        update_ligne(
            acteur=acteur_of(request), now=now(), ligne_id=ligne_id, changements=changements
        )
    )


@router.get(
    "/gabarits",
    auth=porteur,
    operation_id="lister_gabarits",
    response={200: list[s.GabaritSortie], **refusals()},
)
def read_gabarits(request: HttpRequest) -> list[dict[str, Any]]:
    """The texts one's country wrote; a step absent here uses the text shipped."""
    require(acteur_of(request), Action.READ_NOTIFICATION)
    return [s.gabarit_item(gabarit) for gabarit in list_gabarits()]


@router.patch(
    "/gabarits",
    auth=porteur,
    operation_id="modifier_gabarit",
    response={200: s.GabaritSortie, **refusals()},
)
def change_gabarit(request: HttpRequest, donnees: s.GabaritEntree) -> dict[str, Any]:
    """A new version of a text."""
    return s.gabarit_item(
        write_gabarit(
            acteur=acteur_of(request),
            now=now(),
            pays=donnees.pays,
            etape=donnees.etape,
            canal=donnees.canal,
            langue=donnees.langue,
            texte=donnees.texte,
        )
    )


@router.post(
    "/lignes/{uuid:ligne_id}/pause",
    auth=porteur,
    operation_id="suspendre_ligne",
    response={200: s.LigneSortie, **refusals()},
)
def pause_line(request: HttpRequest, ligne_id: UUID, donnees: s.PauseEntree) -> dict[str, Any]:
    """Rest a line for some minutes, saying why, or end its rest (0)."""
    return s.ligne_item(
        pause_ligne(acteur=acteur_of(request), now=now(), ligne_id=ligne_id, **donnees.dict())
    )


@router.get(
    "/gabarits/versions",
    auth=porteur,
    operation_id="lister_versions_gabarit",
    response={200: list[s.GabaritVersion], **refusals()},
)
def read_versions(request: HttpRequest, choix: Query[s.GabaritChoix]) -> list[dict[str, Any]]:
    """Every version of one text, latest first, ending with the one shipped."""
    require(acteur_of(request), Action.READ_NOTIFICATION)
    if choix.canal == CANAL_SMS and choix.etape not in AUSSI_PAR_SMS:
        raise Introuvable
    return versions_of(choix.pays, choix.etape, choix.langue, choix.canal)


@router.post(
    "/gabarits/apercu",
    auth=porteur,
    operation_id="essayer_gabarit",
    response={200: s.Apercu, **refusals()},
)
def try_gabarit(request: HttpRequest, donnees: s.GabaritEntree) -> dict[str, Any]:
    """The text as a client would read it, with invented cartons; nothing is kept or sent."""
    require(acteur_of(request), Action.READ_NOTIFICATION)
    return preview(etape=donnees.etape, langue=donnees.langue, texte=donnees.texte)
