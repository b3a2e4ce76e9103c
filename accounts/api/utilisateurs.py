"""Staff accounts and devices."""

from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Status
from pydantic import Field

from accounts.auth import porteur
from accounts.models import User
from accounts.schemas.personnes import (
    DesactivationIn,
    SessionsFermees,
    UtilisateurIn,
    UtilisateurOut,
    UtilisateurPatch,
)
from accounts.schemas.portes import EnvoiOut, ReinitialisationIn
from accounts.selectors.personnes import get_user, list_users
from accounts.services import utilisateurs as service
from accounts.services.reinitialisation import reset_user
from core import clock
from core.http import ListeParams, acteur_of, page
from core.schemas import CodePays, Page, refusals
from core.telephone import mask_telephone

router = Router(tags=["utilisateurs"], auth=porteur)


class FiltreUtilisateurs(ListeParams):
    fonction: Literal["agent", "admin", "direction"] | None = None
    actif: bool | None = None
    pays: CodePays | None = None
    q: Annotated[str, Field(max_length=60)] = ""


@router.get(
    "/utilisateurs",
    response={200: Page[UtilisateurOut], **refusals()},
    operation_id="list_utilisateurs",
    summary="Les utilisateurs de mon pays",
)
def get_utilisateurs(
    request: HttpRequest, liste: Annotated[FiltreUtilisateurs, Query()]
) -> dict[str, Any]:
    users = list_users(
        acteur_of(request),
        fonction=liste.fonction,
        actif=liste.actif,
        pays=liste.pays,
        q=liste.q.replace("\x00", ""),
    )
    return page(users, liste, _same, tris=("identifiant", "nom"))


@router.post(
    "/utilisateurs",
    response={200: UtilisateurOut, 201: UtilisateurOut, **refusals(409)},
    operation_id="create_utilisateur",
    summary="Créer un agent (admin) ou un admin (direction)",
)
def create_utilisateur(
    request: HttpRequest, response: HttpResponse, payload: UtilisateurIn
) -> Status[User]:
    user, created = service.create_user(
        acteur=acteur_of(request),
        now=clock.now(),
        id=payload.id,
        donnees=payload.model_dump(exclude={"id"}),
    )
    if not created:
        response["Idempotency-Replayed"] = "true"
    return Status(201 if created else 200, user)


@router.get(
    "/utilisateurs/{utilisateur_id}",
    response={200: UtilisateurOut, **refusals()},
    operation_id="get_utilisateur",
    summary="Un utilisateur",
)
def get_utilisateur(request: HttpRequest, utilisateur_id: UUID) -> User:
    return get_user(acteur_of(request), utilisateur_id)


@router.patch(
    "/utilisateurs/{utilisateur_id}",
    response={200: UtilisateurOut, **refusals(409)},
    operation_id="update_utilisateur",
    summary="Modifier ou réactiver un utilisateur",
)
def update_utilisateur(
    request: HttpRequest, utilisateur_id: UUID, payload: UtilisateurPatch
) -> User:
    return service.update_user(
        acteur=acteur_of(request),
        now=clock.now(),
        id=utilisateur_id,
        changements=payload.given(),
    )


@router.post(
    "/utilisateurs/{utilisateur_id}/desactivation",
    response={200: UtilisateurOut, **refusals(409)},
    operation_id="deactivate_utilisateur",
    summary="Désactiver un utilisateur et fermer ses sessions",
)
def deactivate_utilisateur(
    request: HttpRequest, utilisateur_id: UUID, payload: DesactivationIn | None = None
) -> User:
    return service.deactivate_user(
        acteur=acteur_of(request),
        now=clock.now(),
        id=utilisateur_id,
        motif=payload.motif if payload else "",
    )


@router.post(
    "/utilisateurs/{utilisateur_id}/deconnexion",
    response={200: SessionsFermees, **refusals(409)},
    operation_id="sign_out_utilisateur",
    summary="Fermer les sessions d'un utilisateur",
)
def sign_out_utilisateur(request: HttpRequest, utilisateur_id: UUID) -> dict[str, int]:
    nombre = service.sign_out_user(acteur=acteur_of(request), now=clock.now(), id=utilisateur_id)
    return {"sessions": nombre}


@router.post(
    "/utilisateurs/{utilisateur_id}/reinitialisation",
    response={202: EnvoiOut, **refusals(409)},
    operation_id="reset_utilisateur",
    summary="Envoyer à la personne, sur son téléphone vérifié, un lien pour son mot de passe",
)
def reset_utilisateur(
    request: HttpRequest, utilisateur_id: UUID, payload: ReinitialisationIn | None = None
) -> Status[dict[str, Any]]:
    lien = reset_user(
        acteur=acteur_of(request),
        now=clock.now(),
        id=utilisateur_id,
        motif=payload.motif if payload else "",
        retirer_totp=payload.retirer_totp if payload else False,
    )
    return Status(202, {"envoye_a": mask_telephone(lien.telephone), "expire_le": lien.expire_le})


def _same(row: Any) -> Any:
    """Rows go out through their schema as they are."""
    return row
